"""Outer columns that the rules of one page lost and its neighbour has: pages of one table have the same columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from sohoa.nouns.geometry import Box
from sohoa.nouns.page import PageReading
from sohoa.nouns.table import Grid, GridCell, GridOrigin
from sohoa.nouns.word import Word

SAME_PLACE = 0.012
"""Boundaries of two pages are one if they stand this near, as a share of the page's width."""
_FEWEST, _MOST = 3, 0.6
"""So many boundaries, at least, have two pages of a table in common, and this share of the boundaries of one."""
_LENT = 0.5
"""So sure is a cell in a column of which its own page shows no rule."""
_OVER = 0.3
"""A word that reaches so far (its height) past a boundary runs across it."""
_HEADING, _ROWS = 1, 2
"""A column has words in its first row, or in so many."""


def with_outer_columns(readings: Sequence[PageReading]) -> tuple[PageReading, ...]:
    """The pages, the last or first grid of each with the outer columns that its neighbour over the page end has.

    Rule: Where the rules of a worn page lost the first or last columns of a table that the page before or after it has,
        and words stand in their places, they are columns there too; their cells are doubtful.
    Test: extract/tables/test_outer_columns.py::test_an_outer_column_is_lent_where_words_stand
    """
    out = list(readings)
    pairs = [*pairwise(range(len(out)))]
    for one, other in (*pairs, *((b, a) for a, b in reversed(pairs))):
        if out[one].grids and out[other].grids:
            lender, at = (out[one].grids[-1], 0) if one < other else (out[one].grids[0], -1)
            out[other] = _widened(out[other], at, out[one], lender)
    return tuple(out)


def edges(grid: Grid) -> list[float]:
    """Where the column boundaries of a grid stand, pixels."""
    starts: dict[int, list[float]] = {}
    for c in grid.cells:
        starts.setdefault(c.col, []).append(c.box.x0)
    return [*(sum(starts[k]) / len(starts[k]) for k in sorted(starts)), grid.box.x1]


def alike(own: Sequence[float], known: Sequence[float], near: float) -> bool:
    """Have two pages so many boundaries in common that they may hold one table?"""
    common = sum(min(abs(x - y) for y in known) <= near for x in own)
    return common >= max(_FEWEST, _MOST * len(own))


def _widened(reading: PageReading, at: int, other: PageReading, lender: Grid) -> PageReading:
    grid = reading.grids[at]
    worn = grid.origin is GridOrigin.PIXELS and any(c.sure < 1 for c in grid.cells)
    if not worn or (reading.width, reading.height) != (other.width, other.height):
        return reading
    own, known, near = edges(grid), edges(lender), SAME_PLACE * reading.width
    if not alike(own, known, near):
        return reading
    for x in sorted((y for y in known if y < own[0] - near), reverse=True):
        grid = _with_column(grid, x, reading.words, before=True)
    for x in (y for y in known if y > own[-1] + near):
        grid = _with_column(grid, x, reading.words, before=False)
    grids = list(reading.grids)
    grids[at] = grid
    return replace(reading, grids=tuple(grids))


def _with_column(grid: Grid, x: float, words: Sequence[Word], *, before: bool) -> Grid:
    """The grid with a column from its side to `x`, if words stand there; where its outer cells end, those of it end."""
    side = grid.box.x0 if before else grid.box.x1
    strip = Box(min(x, side), grid.box.y0, max(x, side), grid.box.y1)
    level = [w.box for w in words if w.box is not None and grid.box.y0 <= w.box.cy <= grid.box.y1]
    if any(min(at - b.x0, b.x1 - at) > _OVER * b.height for b in level for at in (x, side)):
        return grid
    new = tuple(_outer_cells(grid, x, before=before))
    filled = [c.row for c in new if any(c.box.y0 <= b.cy <= c.box.y1 and strip.holds(b.cx, b.cy) for b in level)]
    if len(filled) < (_HEADING if 0 in filled else _ROWS):
        return grid
    cells = (*new, *(replace(c, col=c.col + 1) for c in grid.cells)) if before else (*grid.cells, *new)
    box = replace(grid.box, x0=x) if before else replace(grid.box, x1=x)
    return replace(grid, box=box, n_cols=grid.n_cols + 1, cells=tuple(sorted(cells, key=lambda c: (c.row, c.col))))


def _outer_cells(grid: Grid, x: float, *, before: bool) -> Iterator[GridCell]:
    """The cells of a new column, one beside each of the outer cells."""
    for c in grid.cells:
        if c.col == 0 if before else c.col + c.col_span == grid.n_cols:
            place = replace(c.box, x0=x, x1=grid.box.x0) if before else replace(c.box, x0=grid.box.x1, x1=x)
            yield GridCell(c.row, 0 if before else grid.n_cols, c.row_span, 1, place, sure=_LENT)
