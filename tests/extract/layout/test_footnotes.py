"""Footnotes of a page that is filled by a table: told by their raised mark, not by the size of their type."""

import pytest

from sohoa.extract.layout.reading_order import arrange
from sohoa.nouns.geometry import Box
from sohoa.nouns.printed_line import words_to_runs
from sohoa.nouns.table import Grid, GridCell
from sohoa.nouns.word import RegionKind, Word

WIDTH, HEIGHT = 1754, 1240


def regions(lines, table=True):
    """The regions of lines (top, text) below or above a table that ends at 900 pixels."""
    words = [
        Word(t, t, Box(100.0 + 60 * k, y, 150.0 + 60 * k, y + 22.0), 0.9)
        for y, text in lines
        for k, t in enumerate(text.split())
    ]
    box = Box(90, 200, 1650, 900)
    grids = [Grid(box, 1, 1, (GridCell(0, 0, 1, 1, box),))] if table else []
    found = arrange(words_to_runs(words), grids, WIDTH, HEIGHT)
    return {w.text: w.region for w in found}


@pytest.mark.parametrize(
    ("lines", "table", "region"),
    [
        ([(950, "¹ Gồm cả vốn lồng ghép")], True, RegionKind.FOOTNOTE),
        ([(950, "¹Gồm cả vốn lồng ghép"), (990, "² Không Gồm vốn vay")], True, RegionKind.FOOTNOTE),
        ([(950, "Gồm cả vốn lồng ghép"), (990, "¹ của các xã")], True, RegionKind.BODY),
        ([(100, "¹ Gồm cả vốn lồng ghép")], True, RegionKind.BODY),
        ([(950, "¹ Gồm cả vốn lồng ghép")], False, RegionKind.BODY),
        ([(950, "1 Gồm cả vốn lồng ghép")], True, RegionKind.BODY),
    ],
    ids=["a note", "two notes", "text before it", "over the table", "no table", "a plain figure"],
)
def test_notes_under_a_table(lines, table, region):
    found = regions(lines, table)
    assert next(r for t, r in found.items() if t.endswith("Gồm")) is region
