"""Where words stand among tables, and whether a cell ends with a line."""

import pytest

from sohoa.nouns.cell_places import ends_cell, place_of
from sohoa.nouns.geometry import Box
from sohoa.nouns.table import Grid, GridCell
from sohoa.nouns.word import RegionKind, Word

GRID = Grid(
    Box(0, 0, 200, 200),
    2,
    1,
    (GridCell(0, 0, 1, 1, Box(0, 0, 200, 100)), GridCell(1, 0, 1, 1, Box(0, 100, 200, 200))),
)


def word(y, region=RegionKind.TABLE):
    return Word("sơ", "sơ", Box(10, y, 40, y + 20), 0.9, region=region)


def test_a_word_stands_in_its_cell():
    assert place_of(word(30), [GRID]) == (RegionKind.TABLE, 0, 0)
    assert place_of(word(130), [GRID]) == (RegionKind.TABLE, 0, 1)
    assert place_of(word(330), [GRID]) == (RegionKind.TABLE, -1, -1)
    assert place_of(word(30, RegionKind.BODY), [GRID]) == (RegionKind.BODY, -1, -1)


@pytest.mark.parametrize(
    ("y", "ends"),
    [
        pytest.param(70, True, id="a row stands below"),
        pytest.param(110, True, id="paper for more lines below"),
        pytest.param(175, False, id="at the foot of the last row, where a page may cut it"),
        pytest.param(330, False, id="outside of tables"),
    ],
)
def test_a_cell_ends_where_more_would_have_room(y, ends):
    assert ends_cell([word(y)], [GRID]) is ends
