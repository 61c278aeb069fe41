"""Two looks at one table: whole rules tell its cells, inference how sure they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sohoa.nouns.table import Grid

_SAME_PLACE = 0.95
"""Both stand in one place if they share this much of the larger one."""
_DISPUTED, _WIDE, _MOST_WORN = 0.5, 0.8, 3
"""So sure is a cell of which the two say different things, if it covers no more places than the last, and if more:
of a row over the whole table several rules would have to be gone at once."""


def with_witness(whole: Sequence[Grid], worn: Sequence[Grid]) -> tuple[Grid, ...] | None:
    """The grids of `whole` rules, each cell as sure as inference is of it; None if that sees other tables, or more.

    Rule: Where rules are seen over most of a table, they tell which cells are merged; a cell that inference sees
        otherwise is flagged.
    Test: extract/grids/test_inference.py::test_a_cell_that_inference_sees_otherwise_is_unsure
    """
    pairs = list(zip(whole, worn, strict=False))
    if len(whole) != len(worn) or not all(_sees_no_more(b, a) for a, b in pairs):
        return None
    return tuple(_witnessed(a, b) for a, b in pairs)


def _sees_no_more(worn: Grid, whole: Grid) -> bool:
    """Do both stand in (nearly) one place, the first with no row or column more?"""
    apart = whole.box.intersection(worn.box) < _SAME_PLACE * max(whole.box.area, worn.box.area)
    return not apart and worn.n_rows <= whole.n_rows and worn.n_cols <= whole.n_cols


def _witnessed(whole: Grid, worn: Grid) -> Grid:
    if (whole.n_rows, whole.n_cols) != (worn.n_rows, worn.n_cols):
        return whole
    told = {(c.row, c.col, c.row_span, c.col_span): c.sure for c in worn.cells}
    cells = []
    for c in whole.cells:
        otherwise = _DISPUTED if c.row_span * c.col_span <= _MOST_WORN else _WIDE
        cells.append(replace(c, sure=told.get((c.row, c.col, c.row_span, c.col_span), otherwise)))
    return replace(whole, cells=tuple(cells))
