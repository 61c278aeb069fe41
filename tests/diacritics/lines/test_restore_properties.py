"""What holds for any text whatever."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sohoa.diacritics.language.folding import strip_marks
from sohoa.diacritics.lines.restore import replay, restore_lines
from sohoa.diacritics.statistics.beam_search import Search

WORDS = [
    "ke",
    "hoach",
    "thuc",
    "hien",
    "nhiem",
    "vu",
    "chuyen",
    "doi",
    "so",
    "cua",
    "tinh",
    "nam",
    "2026",
    "va",
    "cac",
    "xa",
    "phuong",
    "UBND",
    "d6i",
    "méi",
    "trj",
    "1a",
    "13",
    "s6",
    "II.",
    "a)",
    "Sở",
]
PROSE = st.lists(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join), max_size=5)
ANY = st.lists(st.text(st.characters(), max_size=40), max_size=4)
MODES = st.sampled_from(["auto", "toneless", "noisy"])
FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@FEW
@given(ANY, MODES)
def test_never_raises_and_replays(lines, mode):
    results = restore_lines(lines, mode)
    assert len(results) == len(lines)
    for line, result in zip(lines, results, strict=True):
        assert replay(line, result.changes) == result.text


@FEW
@given(PROSE)
def test_toneless_only_adds_marks(lines):
    for line, result in zip(lines, restore_lines(lines, "toneless"), strict=True):
        assert strip_marks(result.text) == strip_marks(line)
        assert len(result.text) == len(line)
        assert all(
            b == a for a, b in zip(line, result.text, strict=True) if not a.isascii() or a not in "aeiouydAEIOUYD"
        )


@FEW
@given(PROSE, st.sampled_from(["toneless", "noisy"]))
def test_twice_changes_nothing_more(lines, mode):
    once = [r.text for r in restore_lines(lines, mode)]
    assert [r.text for r in restore_lines(once, mode)] == once


@FEW
@given(st.lists(st.lists(st.sampled_from(WORDS[:18]), min_size=3, max_size=12).map(" ".join), min_size=1, max_size=6))
def test_a_long_line_gives_what_its_sentences_give(sentences):
    sentences = [s.capitalize() + "." for s in sentences]
    parts = [r.text for r in restore_lines(sentences, "toneless")]
    times = 300  # more sentences than one batch holds
    (whole,) = restore_lines([" ".join(sentences * times)], "toneless")
    assert whole.text == " ".join(parts * times)


@FEW
@given(PROSE)
def test_noisy_keeps_long_numbers_and_codes(lines):
    lines = [f"{line} 57-NQ/TW {line} 24/4/2025 5.000" for line in lines]
    for result in restore_lines(lines, "noisy"):
        assert {"57-NQ/TW", "24/4/2025", "5.000"} <= set(result.text.split())


@pytest.mark.parametrize("mode", ["auto", "toneless", "noisy"])
@pytest.mark.parametrize(
    "line",
    [
        "\ud800 ke hoach",
        "hòa bi\u0300nh",
        "😀 ke hoach 計画 план",
        "\x00\x1b[0m",
        "a" * 50_000,
        "\u0301\u0323",
        "ke\u200bhoach\u00ad \u202eke hoach",
        "خطة תוכנית แผน योजना",
        "Le plan d’action est approuvé par le comité exécutif",
        "ＫＥ ＨＯＡＣＨ ﬁ ß İ ǅ",
        "ke\r\u2028hoach\x85",
    ],
)
def test_odd_lines_pass(line, mode):
    result = restore_lines([line], mode)[0]
    assert replay(line, result.changes) == result.text


def test_a_very_long_line_is_read_in_pieces():
    line = "ke hoach chuyen doi so cua tinh " * 3000
    assert restore_lines([line], "toneless")[0].text.startswith("kế hoạch chuyển đổi số của tỉnh")


@pytest.mark.parametrize("mode", ["auto", "toneless", "noisy"])
@pytest.mark.parametrize("piece", [".", "1", "a'", "1/2-", "<a", ".)", "A1-", "@ "])
def test_time_grows_with_the_line_and_not_with_its_square(piece, mode):
    line = piece * 2_000 + "x"
    assert replay(line, restore_lines([line], mode)[0].changes)


@pytest.mark.parametrize(
    ("mode", "sentence"),
    [
        ("toneless", "Ke hoach chuyen doi so cua tinh. "),
        ("noisy", "Ké hoach chuyén d6i s6 cua tinh. "),
        ("toneless", "so "),
    ],
)
def test_what_repeats_is_decoded_once(monkeypatch, mode, sentence):
    decoded = []
    best = Search.best
    monkeypatch.setattr(Search, "best", lambda self, arcs: decoded.append(len(arcs.lengths)) or best(self, arcs))
    (done,) = restore_lines([sentence * 2_000], mode)
    assert sum(decoded) <= 4
    assert len(done.changes) >= 2_000 or not done.changes


def test_the_same_words_elsewhere_may_be_read_otherwise():
    """`so` that begins a sentence and `so` inside one are no windows of one kind, whatever the capitals."""
    lines = ["thuc hien", "so thu nam.", "", "So thu nam."]
    apart = [restore_lines(lines[:2], "toneless")[1], restore_lines(lines[3:], "toneless")[0]]
    together = restore_lines(lines, "toneless")
    assert [together[1], together[3]] == apart
