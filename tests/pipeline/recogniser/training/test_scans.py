"""Lines of scans to learn from: which are certain, and that what is cut out of them keeps its words."""

import numpy as np
import pytest

from sohoa.nouns.geometry import Box
from sohoa.pipeline.engine.protocol import StripKind
from sohoa.pipeline.engine.words import EngineWord
from sohoa.pipeline.recogniser.alphabet import text_to_labels
from sohoa.pipeline.recogniser.training.scans import (
    CERTAIN,
    PlacedWord,
    ScanLine,
    _Noting,
    cut,
    is_certain,
    load_lines,
    middles,
    save_lines,
    worn,
)

WORDS = ("Căn", "cứ", "Luật", "Tổ", "chức", "chính", "quyền")


def scan_line(words=WORDS, pitch=10, gap=8):
    """A line with a black bar for each word, its letters `pitch` pixels wide."""
    placed, x = [], 5
    for word in words:
        placed.append(PlacedWord(word, x, x + pitch * len(word)))
        x += pitch * len(word) + gap
    strip = np.full((40, x), 250, np.uint8)
    for word in placed:
        strip[10:30, int(word.x0) : int(word.x1)] = 10
    return ScanLine(strip, tuple(placed))


def said(*words):
    return [EngineWord(t, Box(20.0 * k, 0, 20.0 * k + 15, 10), c) for k, (t, c) in enumerate(words)]


@pytest.mark.parametrize(
    ("words", "certain"),
    [
        ([("Căn", 0.99), ("cứ", 0.99)], True),
        ([("Căn", 0.99), ("cứ", CERTAIN - 0.01)], False),
        ([("a", 1.0)], False),
        ([("漢字國", 1.0)], False),
        ([("năm…", 0.99), ("...", 0.99)], True),
        ([], False),
    ],
)
def test_which_lines_are_certain(words, certain):
    assert is_certain(said(*words)) is certain


class Reader:
    name, scale_matters, needless = "reader", False, frozenset()

    def version(self):
        return "1"

    def read(self, strips, *_):
        return [said(("Căn", 0.99), ("...", 0.99)) if k % 2 else said(("cứu", 0.5)) for k, _ in enumerate(strips)]


def test_what_is_certain_is_noted_and_all_is_read():
    notes, strips = [], [np.zeros((10, 50), np.uint8)] * 4
    reader = _Noting(Reader(), notes)
    assert len(reader.read(strips, StripKind.LINE, 1.0)) == 4
    assert [[w.text for w in n.words] for n in notes] == [["Căn", "…"]] * 2
    reader.read(strips, StripKind.COVERED, 1.0)
    assert len(notes) == 2


def test_a_piece_is_words_in_a_row_with_their_ink():
    line, rng = scan_line(), np.random.default_rng(1)
    for letters in (2, 10, 20, 60) * 10:
        piece = cut(line, letters, rng)
        texts = [w.text for w in piece.words]
        start = WORDS.index(texts[0])
        assert tuple(texts) == WORDS[start : start + len(texts)]
        for word in piece.words:
            assert (piece.strip[20, round(word.x0) : round(word.x1)] < 50).all()
        assert piece.strip[20, 0] > 200 and piece.strip[20, -1] > 200


def test_each_character_has_a_middle_in_its_word():
    line = scan_line()
    found = middles(line.words)
    text = " ".join(WORDS)
    assert len(found) == len(text_to_labels(text)) and (np.diff(found) > 0).all()
    for k, c in enumerate(text):
        assert (line.strip[20, int(found[k])] < 50) == (c != " ")


def test_what_is_learned_from_is_worn_more_and_keeps_its_shape():
    strip, rng = scan_line().strip, np.random.default_rng(2)
    for _ in range(20):
        again = worn(strip, rng)
        assert again.dtype == np.uint8 and min(again.shape) >= 4
        assert abs(again.shape[1] / strip.shape[1] - again.shape[0] / strip.shape[0]) < 0.05
        assert again[:, : again.shape[1] // 60].mean() > 150


def test_lines_are_kept_as_they_are(tmp_path):
    lines = [scan_line(), scan_line(("năm", "2025"), pitch=7)]
    save_lines(lines, tmp_path / "deep" / "scans.npz")
    kept = load_lines(tmp_path / "deep" / "scans.npz")
    assert [k.words for k in kept] == [x.words for x in lines]
    assert all(np.array_equal(k.strip, x.strip) for k, x in zip(kept, lines, strict=True))
    save_lines([], tmp_path / "none.npz")
    assert load_lines(tmp_path / "none.npz") == []
