"""Rows that no rule parts, and columns of which a worn rule was left out, told by the words that were read.

A ruled cell of the first column that holds a list of row numbers is several rows; a column that was hardly probable is
one if words stand on both sides of it and none runs across.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from sohoa.extract.grids.cells import PageCell, fill_cells
from sohoa.extract.grids.unruled import CONFIDENCE
from sohoa.extract.wording.row_labels import LabelKind, read_label
from sohoa.nouns.geometry import Box
from sohoa.nouns.table import Grid, GridCell, GridOrigin
from sohoa.nouns.word import Word

_FEWEST = 2
_IN_ORDER = 0.7
"""Least share of the numbers that follow the one before: one may be lost or misread."""
_OVER, _SPACE = 0.3, 0.6
"""A line runs across a boundary if a word reaches so far (word heights) to both sides, or if the gap there is no wider
than a space."""
_ROWS, _SOME_ROWS, _BOTH = 5, 2, 0.4
"""A column that was left out is one if so many rows have words, this share of them on both sides and none across; in
fewer rows it is doubtful. Of 200 drawn tables (seeds from 14000 on) and the 220 of the test set 9 such columns are true
and none is false, and of those in fewer rows 2 of 3."""
_CLOSE, _NARROW = 0.34, 0.45
"""This share of the lines with words on both sides may leave little more than a space there, as narrow cells of figures
do, but none less than so much (word heights; a space is 0.25 to 0.4). Guesses: of ten such lines of a drawn table one
left 0.52, the others more."""
_SPLIT, _DOUBTFUL = 0.75, 0.5
"""So sure are cells that words split, and those of which they leave it open. Guesses."""


def split_rows(grid: Grid, words: Sequence[Word]) -> Grid:
    """The grid with every row that holds several numbered rows parted above each number; else as it is.

    Rule: A ruled cell of the first column that holds a list of row numbers is several rows.
    Test: extract/grids/test_steps.py::test_rows_that_no_rule_parts
    """
    cells = fill_cells(grid, words)
    cuts = {c.row: tops for c in cells if c.col == 0 and c.row_span == 1 and (tops := _number_tops(c))}
    tall = {r for c in grid.cells if c.row_span > 1 for r in range(c.row, c.row + c.row_span)}
    cuts = {r: tops for r, tops in cuts.items() if r not in tall}
    if not cuts:
        return grid
    shift = [0] * (grid.n_rows + 1)
    for r in range(grid.n_rows):
        shift[r + 1] = shift[r] + len(cuts.get(r, ()))
    out: list[GridCell] = []
    for c in grid.cells:
        if c.row not in cuts:
            end = c.row + c.row_span
            out.append(replace(c, row=c.row + shift[c.row], row_span=end + shift[end] - c.row - shift[c.row]))
            continue
        for k, (top, bottom) in enumerate(pairwise([c.box.y0, *cuts[c.row], c.box.y1])):
            box = Box(c.box.x0, top, c.box.x1, bottom)
            out.append(replace(c, row=c.row + shift[c.row] + k, box=box))
    confidence = min(grid.confidence, CONFIDENCE)
    return replace(
        grid, n_rows=grid.n_rows + shift[-1], cells=tuple(out), confidence=confidence, origin=GridOrigin.TEXT
    )


def _number_tops(cell: PageCell) -> tuple[float, ...]:
    """Where rows begin inside a cell: just above each number but the first; empty if it holds no list of numbers."""
    texts = [t for t in cell.texts if t.strip()]
    labels = [x for t in texts if (x := read_label(t))]
    if len(texts) <= _FEWEST or len(labels) < len(texts):
        return ()
    numbers = [x.value for x in labels if x.kind is LabelKind.NUMBER and x.value is not None]
    steps = [b - a for a, b in pairwise(numbers)]
    if not steps or min(steps) < 1 or sum(s == 1 for s in steps) < _IN_ORDER * len(steps):
        return ()
    boxes = [Box.around(w.box for w in line if w.box) for line in cell.lines]
    return tuple(b.y0 - 0.15 * b.height for b in boxes[1:])


def split_columns(grid: Grid, left_out: Sequence[tuple[float, float]], words: Sequence[Word]) -> Grid:
    """The grid with the columns that were left out for little, if words part there; doubtful where too few do.

    Args:
        grid: of a worn page.
        left_out: where each of its boundaries that were left out meets the page's top, pixels, and how it leans.
        words: of the page.

    Rule: A column of a worn table that was hardly probable is one if words of most rows part there, or those of the
        heading, and no line runs across; where few rows have words its cells, and those that it would shift, are
        doubtful.
    Test: extract/grids/test_split_columns.py::test_a_column_that_was_left_out
    """
    for x, lean in left_out:
        held = [c for c in fill_cells(grid, words) if c.col_span == 1 and c.box.x0 < x + lean * c.box.cy < c.box.x1]
        told = [sides(c, x + lean * c.box.cy) for c in held if c.lines]
        both = sum(before and after for before, _, after in told)
        if len({c.col for c in held}) != 1 or len(told) < _SOME_ROWS or _any_across(held, x, lean):
            continue
        most = both >= _BOTH * len(told)
        if not most and not _parts_heading(held, x, lean):
            continue
        col = held[0].col
        if len(told) >= _ROWS:
            sure = _SPLIT if most else _DOUBTFUL
            close = {c.row for c in held if sides(c, x + lean * c.box.cy)[1]}
            told_of = (_parted(c, col, x + lean * c.box.cy, _DOUBTFUL if c.row in close else sure) for c in grid.cells)
            cells = tuple(part for parts in told_of for part in parts)
            grid = replace(grid, n_cols=grid.n_cols + 1, cells=cells)
        else:
            cells = tuple(replace(c, sure=min(c.sure, _DOUBTFUL)) if c.col >= col else c for c in grid.cells)
            grid = replace(grid, cells=cells)
    return grid


def _any_across(held: Sequence[PageCell], x: float, lean: float) -> bool:
    """Does a word run across, or do more lines than a few leave no more than a space there?"""
    level = [(line, x + lean * c.box.cy) for c in held for line in _lines(c)]
    gaps = [gap for line, at in level if (gap := _gap(line, at)) is not None]
    close = sum(gap <= _SPACE for gap in gaps) > _CLOSE * len(gaps) or min(gaps, default=_SPACE) < _NARROW
    return close or any(_crosses(b, at) for line, at in level for b in line)


def _lines(c: PageCell) -> list[list[Box]]:
    """The boxes of the words of each line."""
    lines = ([w.box for w in line if w.box is not None] for line in c.lines)
    return [line for line in lines if line]


def _parts_heading(held: Sequence[PageCell], x: float, lean: float) -> bool:
    """Do the words of a heading part there, over a column that may be empty?"""
    return any(c.row == 0 and sides(c, x + lean * c.box.cy) == (True, False, True) for c in held)


def _parted(c: GridCell, col: int, x: float, sure: float) -> Iterator[GridCell]:
    """A cell in a grid with one column more, which begins at `x` in column `col`."""
    if c.col > col:
        yield replace(c, col=c.col + 1)
    elif c.col + c.col_span <= col:
        yield c
    elif c.col_span > 1:
        yield replace(c, col_span=c.col_span + 1)
    else:
        yield replace(c, box=replace(c.box, x1=x), sure=min(c.sure, sure))
        yield replace(c, col=col + 1, box=replace(c.box, x0=x), sure=min(c.sure, sure))


def sides(c: PageCell, x: float) -> tuple[bool, bool, bool]:
    """Has a cell words before `x`, a line that runs across it, words after it?"""
    lines = _lines(c)
    boxes = [b for line in lines for b in line]
    return any(b.cx < x for b in boxes), any(_runs_across(line, x) for line in lines), any(b.cx >= x for b in boxes)


def _runs_across(line: Sequence[Box], x: float) -> bool:
    """Has a line no more than a space at `x`, or a word?"""
    gap = _gap(line, x)
    return any(_crosses(b, x) for b in line) if gap is None else gap <= _SPACE


def _gap(line: Sequence[Box], x: float) -> float | None:
    """How wide the white at `x` is, in heights of a word; None if the line has no words on both sides."""
    before, after = [b for b in line if b.cx < x], [b for b in line if b.cx >= x]
    if not before or not after:
        return None
    return (min(b.x0 for b in after) - max(b.x1 for b in before)) / max(line[0].height, 1e-9)


def _crosses(b: Box, x: float) -> bool:
    """Does a word reach far to both sides of a boundary?"""
    return b.x0 < x - _OVER * b.height and b.x1 > x + _OVER * b.height
