"""Two readings of one line: what agreement and dispute leave of a word and of its confidence."""

import pytest

from sohoa.nouns.geometry import Box
from sohoa.nouns.word import Alternative
from sohoa.pipeline.engine.agreement import confirmed
from sohoa.pipeline.engine.words import EngineWord


def line(*words):
    return [EngineWord(t, Box(10 * k, 0, 10 * k + 9, 20), c) for k, (t, c) in enumerate(words)]


def spelled(words):
    return [w.text for w in words]


def test_agreement_raises_and_dispute_lowers():
    ours, other = line(("kế", 0.6), ("hoạch", 0.99)), line(("kế", 0.9), ("hoach", 0.8))
    agreed, disputed = confirmed(ours, other)
    assert agreed.confidence > 0.95
    assert (disputed.text, disputed.confidence <= 0.7) == ("hoạch", True)
    assert disputed.alternatives[0] == Alternative("hoach", 0.8)


def test_boxes_are_those_of_the_first():
    ours, other = line(("năm", 0.9), ("2026", 0.4)), line(("năm", 0.9), ("2025", 0.9))
    assert [w.box for w in confirmed(ours, other)] == [w.box for w in ours]


@pytest.mark.parametrize(
    ("ours", "other"),
    [("14", "11"), ("57-NQ/TW", "37-NQ/TW"), ("l5", "15"), ("qHO/QĐ-UBND", "40"), ("01/2026,", "01"), ("7", "2027")],
)
@pytest.mark.parametrize(("sure", "left"), [(0.3, 0.3), (0.6, 0.5), (0.89, 0.5), (0.9, 0.9), (0.97, 0.97)])
@pytest.mark.parametrize("other_sure", [0.2, 0.99])
def test_of_two_readings_with_a_figure_ours_counts(ours, other, sure, left, other_sure):
    (word,) = confirmed(line((ours, sure)), line((other, other_sure)), printed=True)
    assert word.text == ours
    assert word.confidence == left
    assert word.alternatives[0] == Alternative(other, other_sure)


@pytest.mark.parametrize(
    ("ours", "other", "read"),
    [
        (("14", 0.95), ("11", 0.90), "14"),
        (("14", 0.60), ("11", 0.90), "11"),
        (("l", 0.5), ("1", 0.8), "1"),
        (("qHO/QĐ-UBND", 0.3), ("40", 0.9), "qHO/QĐ-UBND"),
    ],
)
def test_of_two_readings_with_a_figure_outside_of_cells_the_surer_counts(ours, other, read):
    (word,) = confirmed(line(ours), line(other), printed=False)
    assert (word.text, word.confidence <= 0.5) == (read, True)
    assert {a.text for a in word.alternatives} == {ours[0], other[0]} - {read}


@pytest.mark.parametrize(
    ("ours", "other", "disputed"),
    [("1SO/IEC", "ISO/IEC", True), ("T1A-942", "TIA-942", True), ("11", "II", False), ("5G", "6G", False)],
)
def test_look_alikes_in_a_word_of_letters_stay_in_dispute(ours, other, disputed):
    (word,) = confirmed(line((ours, 0.99)), line((other, 0.6)), printed=True)
    assert (word.text, word.confidence <= 0.5) == (ours, disputed)


def test_a_number_that_the_other_does_not_see():
    seen, _ = confirmed(line(("năm", 0.99), ("2026", 0.85)), line(("năm", 0.99)), printed=True)[::-1]
    assert (seen.text, seen.confidence) == ("2026", 0.5)


def test_words_parted_otherwise_stay_as_we_read_them():
    ours, other = line(("nhiệm", 0.99), ("vụ", 0.99), ("mới", 0.9)), line(("nhiệmvụ", 0.9), ("mới", 0.9))
    found = confirmed(ours, other)
    assert spelled(found) == ["nhiệm", "vụ", "mới"]
    assert max(w.confidence for w in found[:2]) <= 0.7
    assert found[2].confidence > 0.9


def test_where_one_reads_nothing_the_other_counts():
    words = line(("kế", 0.5))
    assert confirmed(words, []) == words
    assert confirmed([], words) == words
    assert confirmed([], []) == []


def test_a_number_is_never_chosen_by_its_neighbours():
    """The same two readings of a figure end alike, whatever words stand beside them."""
    for before in ("năm", "xyz", "tháng"):
        ours, other = line((before, 0.99), ("2026", 0.8)), line((before, 0.99), ("2028", 0.7))
        assert spelled(confirmed(ours, other)) == [before, "2026"]


def test_dots_to_be_filled_in_are_no_pieces_of_a_word():
    ours, other = line(("ngày", 0.99), ("...", 0.85)), line(("ngày...", 0.28))
    assert spelled(confirmed(ours, other)) == ["ngày", "..."]


def test_a_word_read_in_pieces_is_taken_whole():
    ours, other = line(("nhà", 0.99), ("trườn", 0.99), ("g", 0.99)), line(("nhà", 0.9), ("trường", 0.9))
    found = confirmed(ours, other)
    assert spelled(found) == ["nhà", "trường"]
    assert found[1].confidence <= 0.7


def test_where_both_are_broken_or_a_figure_is_among_them_ours_stays():
    assert spelled(confirmed(line(("trườn", 0.9), ("g", 0.9)), line(("trưòmg", 0.9)))) == ["trườn", "g"]
    assert spelled(confirmed(line(("th", 0.9), ("02", 0.9)), line(("tháng", 0.9)))) == ["th", "02"]


@pytest.mark.parametrize(
    ("ours", "other"),
    [
        ("≥ 70%", "> 70%"),
        ("≥ 70%", ">70%"),
        ("≥ 70%", "2 70%"),
        ("≥ 70%", "70%"),
        ("≤ 5", "< 5"),
        ("+ Ngày 10/12 ÷ 11/12", "+ Ngày 10/12 + 11/12"),
        ("✓", "v"),
    ],
)
def test_signs_that_the_second_does_not_know_are_not_disputed(ours, other):
    first, second = ([(t, 0.96) for t in text.split()] for text in (ours, other))
    read = confirmed(line(*first), line(*second))
    assert spelled(read) == ours.split()
    assert min(w.confidence for w in read) >= 0.96


def test_a_number_behind_such_a_sign_is_in_dispute_as_ever():
    sign, number = confirmed(line(("≥", 0.99), ("70", 0.9)), line((">", 0.9), ("76", 0.8)))
    assert (sign.text, sign.confidence, number.text) == ("≥", 0.99, "70")
    assert number.confidence < 0.9


def test_a_sign_that_the_second_knows_is_in_dispute():
    (word,) = confirmed(line((">", 0.96)), line(("≥", 0.9)))
    assert word.confidence <= 0.7


def placed(*words):
    return [EngineWord(t, Box(x0, 0, x1, 20), 0.8) for t, x0, x1 in words]


def test_words_that_do_not_stand_side_by_side_are_not_compared():
    """The one read figures by hand in two pieces, the other the symbol's."""
    ours = placed(("1", 0, 9), ("368", 20, 60), ("/GM-ABC", 100, 180))
    other = placed(("1368", 0, 60), ("/GM-ABC", 100, 140), ("C", 170, 180))
    assert spelled(confirmed(ours[:2], other[:1])) == ["1", "368"]
    shifted = placed(("13", 0, 9), ("/GM-ABD", 100, 180), ("¹", 190, 195))
    assert spelled(confirmed(ours, shifted)) == ["1", "368", "/GM-ABC"]


@pytest.mark.parametrize(
    ("seen", "score"),
    [(0.0, 0.048), (0.1, 0.357), (0.5, 0.833)],
)
def test_another_sign_is_as_likely_as_both_witnesses_make_it(seen, score):
    ours = EngineWord("viện.", Box(0, 0, 9, 20), 0.8, alternatives=(Alternative("viện,", seen),))
    (word,) = confirmed([ours], line(("viện,", 0.95)))
    assert (word.text, word.confidence) == ("viện.", 0.7)
    assert word.alternatives[0].text == "viện,"
    assert word.alternatives[0].score == pytest.approx(score, abs=0.01)


def test_another_word_is_as_likely_as_the_second_witness_says():
    (word,) = confirmed(line(("viện.", 0.8)), line(("viên,", 0.95)))
    assert word.alternatives[0] == Alternative("viên,", 0.95)


@pytest.mark.parametrize(
    ("ours", "other"), [("3,", "3."), ("07/5/2026;", "07/5/2026:"), ("3", "3."), ("12...", "12.:")]
)
def test_the_sign_behind_a_number_is_ours(ours, other):
    (word,) = confirmed(line((ours, 0.6)), line((other, 0.95)))
    assert (word.text, word.confidence <= 0.6) == (ours, True)
    assert word.alternatives[0].text == other
