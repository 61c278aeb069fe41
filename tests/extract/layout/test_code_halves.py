"""Numbers written by hand and the print behind them: what is one word, and what stays apart."""

from dataclasses import replace

import pytest

from sohoa.extract.layout.code_halves import with_whole_codes
from sohoa.nouns.geometry import Box
from sohoa.nouns.word import Alternative, RegionKind, Word


def words_of(*words, gap=10.0):
    """Words (text, confidence) of one line, 20 pixels high, so far apart."""
    return [Word(t, t, Box(x, 0, x + 60, 20), c) for k, (t, c) in enumerate(words) for x in [k * (60 + gap)]]


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ([("số", 0.99), ("231", 0.5), ("/QĐ-UBND", 0.99), ("ngày", 0.99)], "số 231/QĐ-UBND ngày"),
        ([("ngày", 0.99), ("47", 0.45), ("/02/2025", 0.99)], "ngày 47/02/2025"),
        ([("tháng", 0.99), ("q4", 0.3), ("/2025", 0.99)], "tháng q4/2025"),
        ([("5", 0.5), ("/KH-UBND)", None)], "5/KH-UBND)"),
        ([("753", 0.97), ("/KH-UBND", 0.99)], "753 /KH-UBND"),
        ([("Số:", 0.6), ("/QĐ-UBND", 0.99)], "Số: /QĐ-UBND"),
        ([("46", 0.5), ("/CV-Hoa", 0.99)], "46 /CV-Hoa"),
        ([("20", 0.5), ("/năm", 0.9)], "20 /năm"),
        ([("10,", 0.5), ("/QĐ-UBND", 0.9)], "10, /QĐ-UBND"),
        ([("3", 0.5), ("QĐ-UBND", 0.9)], "3 QĐ-UBND"),
    ],
)
def test_what_is_one_word(words, text):
    assert " ".join(w.text for w in with_whole_codes(words_of(*words))) == text


def test_the_whole_is_as_sure_as_the_number_and_keeps_its_other_readings():
    number = Word("231", "231", Box(0, 0, 30, 20), 0.5, alternatives=(Alternative("237", 0.3),))
    rest = Word("/QĐ-UBND", "/QĐ-UBND", Box(40, 2, 90, 18), 0.99)
    (word,) = with_whole_codes([number, rest])
    assert (word.text_ocr, word.confidence, word.box) == ("231/QĐ-UBND", 0.5, Box(0, 0, 90, 20))
    assert word.alternatives == (Alternative("237/QĐ-UBND", 0.3),)


def test_what_is_far_away_or_on_another_line_or_in_a_table_stays_apart():
    halves = ("231", 0.5), ("/QĐ-UBND", 0.99)
    near = words_of(*halves)
    assert len(with_whole_codes(near)) == 1
    assert len(with_whole_codes(words_of(*halves, gap=50.0))) == 2
    assert len(with_whole_codes([near[0], replace(near[1], line=1)])) == 2
    assert len(with_whole_codes([replace(w, region=RegionKind.TABLE) for w in near])) == 2
