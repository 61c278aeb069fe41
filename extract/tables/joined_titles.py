"""Titles of groups that a boundary cuts which is none: what was taken for a rule runs through a space.

On worn pages a merged row may keep a cell's edge that other merged rows of the table have not. A rule has room on both
sides; a line of print that comes up to it, and goes on behind it after one space, has none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from sohoa.extract.grids.cells import PageCell, fill_cells
from sohoa.nouns.geometry import Box
from sohoa.nouns.table import Grid, GridCell, GridOrigin
from sohoa.nouns.word import Word

_OTHER_TITLES = 2
"""Least number of other rows that are merged over the same columns."""
_TOUCHES, _SPACE = 0.1, 0.8
"""In heights of a word: print that leaves less than the first to an edge touches it; a space within a line is no wider
than the second. Guesses, from words 48 pixels high that left 0 and 15."""


def join_titles(grid: Grid, words: Sequence[Word]) -> Grid:
    """The grid with such cells joined; else as it is. Of grids from a scan alone.

    Rule: Two cells of a row are one if a line of print comes up to the boundary between them and goes on after one
        space, and two other rows are merged over the same columns.
    Test: extract/tables/test_joined_titles.py::test_a_title_that_a_boundary_cuts
    """
    merged = Counter((c.col, c.col + c.col_span) for c in grid.cells if c.col_span > 1 and c.row_span == 1)
    if grid.origin is not GridOrigin.PIXELS or not any(n >= _OTHER_TITLES for n in merged.values()):
        return grid
    filled = {(c.row, c.col): c for c in fill_cells(grid, words)}
    joined: dict[tuple[int, int], GridCell] = {}
    gone: set[tuple[int, int]] = set()
    for c in grid.cells:
        other = next((o for o in grid.cells if (o.row, o.col) == (c.row, c.col + c.col_span)), None)
        if other is None or max(c.row_span, other.row_span) > 1 or (c.row, c.col) in gone or c.corrected:
            continue
        known = merged[c.col, other.col + other.col_span] >= _OTHER_TITLES
        if known and _goes_on(filled[c.row, c.col], filled[other.row, other.col]):
            span = c.col_span + other.col_span
            sure = min(c.sure, other.sure)
            joined[c.row, c.col] = replace(c, col_span=span, box=Box.around((c.box, other.box)), sure=sure)
            gone.add((other.row, other.col))
    cells = tuple(joined.get((c.row, c.col), c) for c in grid.cells if (c.row, c.col) not in gone)
    return replace(grid, cells=cells) if gone else grid


def without_idle_columns(grid: Grid) -> Grid:
    """The grid without columns in which no cell begins: each cell over them goes on into one that stays.

    Rule: A column of which all cells are merged with those before it is none.
    Test: extract/tables/test_joined_titles.py::test_a_column_of_which_all_cells_are_merged_is_none
    """
    used = np.zeros(grid.n_cols + 1, np.int_)
    used[[c.col for c in grid.cells]] = 1
    if used[:-1].all():
        return grid
    at = np.concatenate([[0], np.cumsum(used[:-1])]).tolist()  # how many columns that stay begin before each boundary
    cells = (replace(c, col=at[c.col], col_span=at[c.col + c.col_span] - at[c.col]) for c in grid.cells)
    return replace(grid, n_cols=at[-1], cells=tuple(cells))


def _goes_on(left: PageCell, right: PageCell) -> bool:
    """Does the one line of a cell come up to its edge, and go on in the next after one space?"""
    if len(left.lines) != 1 or len(right.lines) != 1:
        return False
    before, after = ([w.box for w in c.lines[0] if w.box] for c in (left, right))
    if not before or not after:
        return False
    last, first = max(before, key=lambda b: b.x1), min(after, key=lambda b: b.x0)
    height = float(np.median([b.height for b in (*before, *after)]))
    level = abs(last.y1 - first.y1) < height / 2
    touches = min(left.box.x1 - last.x1, first.x0 - right.box.x0) < _TOUCHES * height
    return level and touches and first.x0 - last.x1 < _SPACE * height
