"""Where words stand among the tables of their page."""

from __future__ import annotations

from collections.abc import Sequence

from sohoa.nouns.table import Grid
from sohoa.nouns.word import RegionKind, Word

_ROOM = 1.5
"""Heights of a line: as much paper below the last line of a cell is room for one more. A guess."""


def place_of(word: Word, grids: Sequence[Grid]) -> tuple[RegionKind, int, int]:
    """Region of a word and, inside a table, which table and which of its cells."""
    if word.box is None or word.region is not RegionKind.TABLE:
        return word.region, -1, -1
    x, y = word.box.cx, word.box.cy
    for g, grid in enumerate(grids):
        for c, cell in enumerate(grid.cells if grid.box.holds(x, y) else ()):
            if cell.box.holds(x, y):
                return word.region, g, c
    return word.region, -1, -1


def ends_cell(line: Sequence[Word], grids: Sequence[Grid]) -> bool:
    """Are there rows below a line's cell, or paper for a line more in it? Otherwise a page may cut it there."""
    _, g, c = place_of(line[0], grids)
    boxes = [w.box for w in line if w.box]
    if c < 0 or not boxes:
        return False
    rows = [cell.row + cell.row_span for cell in grids[g].cells]
    below = grids[g].cells[c].box.y1 - max(b.y1 for b in boxes)
    return rows[c] < max(rows) or below > _ROOM * boxes[0].height
