"""Row numbers that their neighbours bear out are sure, and nothing else changes."""

from dataclasses import replace

import pytest

from sohoa.extract.tables.numbers_in_order import with_numbers_in_order
from sohoa.nouns.table import Cell


def column(*texts, confidence=0.7):
    return [Cell(k, 0, 1, 1, (t,) if t else (), (t,) if t else (), confidence, ()) for k, t in enumerate(texts)]


def raised(cells):
    after = with_numbers_in_order(cells)
    assert [c.lines for c in after] == [c.lines for c in cells]
    return [c.text for c, before in zip(after, cells, strict=True) if c.confidence > before.confidence]


@pytest.mark.parametrize(
    ("texts", "sure"),
    [
        pytest.param(["1", "2", "3"], ["1", "2", "3"], id="in order"),
        pytest.param(["I", "1", "2", "II", "1", "2", "III"], ["I", "1", "2", "II", "1", "2", "III"], id="groups"),
        pytest.param(["7", "8", "9"], ["8", "9"], id="what nothing stands before"),
        pytest.param(["1", "2", "8", "4"], ["1"], id="one misread"),
        pytest.param(["1", "", "3"], [], id="one lost"),
        pytest.param(["1", "1", "1"], [], id="a 1 that no 2 follows"),
        pytest.param(["2025", "2026", "2027"], [], id="years"),
        pytest.param(["1 A", "2", "3"], ["3"], id="more than a number"),
        pytest.param(["I", "1", "III"], [], id="a 1 in the place of II"),
        pytest.param(["a", "b", "c"], [], id="letters"),
    ],
)
def test_a_number_between_its_neighbours_is_sure(texts, sure):
    assert raised(column(*texts)) == sure


def test_numbers_that_were_hardly_read_and_those_of_other_columns_stay():
    assert raised(column("1", "2", "3", confidence=0.5)) == []
    assert raised([replace(c, col=1) for c in column("1", "2", "3")]) == []
    assert raised([replace(c, is_header=True) for c in column("1", "2", "3")]) == []


def test_no_number_is_surer_than_its_edges():
    cells = [replace(c, sure=0.75) for c in column("1", "2", "3")]
    assert {c.confidence for c in with_numbers_in_order(cells)} == {0.75}
    unread = [replace(c, confidence=None) for c in column("1", "2", "3")]
    assert {c.confidence for c in with_numbers_in_order(unread)} == {None}
