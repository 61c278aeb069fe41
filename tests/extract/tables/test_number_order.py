"""Row numbers that break their order are doubtful, and nothing else changes."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sohoa.extract.tables.number_order import DOUBTFUL, with_numbering_doubts
from sohoa.nouns.table import Cell


def column(*texts, confidence=0.9):
    head = Cell(0, 0, 1, 1, ("TT",), ("TT",), 0.9, (), is_header=True)
    return (
        head,
        *(Cell(k, 0, 1, 1, (t,) if t else (), (t,) if t else (), confidence, ()) for k, t in enumerate(texts, 1)),
    )


def doubted(*texts):
    cells = with_numbering_doubts(column(*texts))
    assert [c.text for c in cells] == ["TT", *texts]
    return [c.row - 1 for c in cells if c.confidence == DOUBTFUL]


@pytest.mark.parametrize(
    ("texts", "rows"),
    [
        (["1", "2", "3"], []),
        (["1", "5", "3", "4"], [1]),
        (["1", "2", "3", "7", "5", "6"], [3]),
        (["6", "2", "3", "4"], [0]),
        (["I", "1", "2", "II", "1", "2"], []),
        (["I", "1", "2", "II", "3", "4"], []),
        (["1", "2", "", "4", "5"], [2]),
        (["1", "2", "", "3", "4"], []),
        (["1.", "2.", "9.", "4."], [2]),
        (["2025", "2030", "2045"], []),
        (["12", "7", "90", "3"], []),
        (["1", "9"], []),
    ],
)
def test_which_numbers_are_doubtful(texts, rows):
    assert doubted(*texts) == rows


def test_a_heading_without_the_number_that_others_have():
    texts = ["I", "1", "2", "3", "", "1", "2", "III", "1", "2"]
    cells = [replace(c, is_group=c.row in (1, 5, 8)) for c in column(*texts)]
    assert [c.row for c in with_numbering_doubts(cells) if c.confidence == DOUBTFUL] == [5]


@pytest.mark.parametrize(
    ("texts", "rows"),
    [
        (["1", "II", "III"], [0]),
        (["I", "2", "III"], [1]),
        (["I", "1", "II"], []),
        (["A", "1", "2"], []),
        (["1", "2", "II"], []),
    ],
)
def test_a_decimal_heading_among_roman_ones(texts, rows):
    column_of_rows = [x for t in texts for x in (t, "1", "2", "3")]
    cells = [replace(c, is_group=c.row % 4 == 1) for c in column(*column_of_rows)]
    assert [c.row // 4 for c in with_numbering_doubts(cells) if c.confidence == DOUBTFUL] == rows


def test_numbers_of_a_text_layer_stay_without_confidence():
    cells = with_numbering_doubts(column("1", "5", "3", "4", confidence=None))
    assert {c.confidence for c in cells[1:]} == {None}


@given(st.lists(st.sampled_from(["1", "2", "3", "4", "I", "", "a"]), max_size=12))
def test_confidence_only_falls(texts):
    before = column(*texts)
    after = with_numbering_doubts(before)
    assert len(after) == len(before)
    assert all(a.confidence <= b.confidence and a.lines == b.lines for a, b in zip(after, before, strict=True))
