"""Rows that no rule parts: a ruled cell of the first column that holds a list of row numbers is several rows."""

from __future__ import annotations

from collections.abc import Sequence
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
