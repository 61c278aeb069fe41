"""Two looks at one table: whole rules tell its cells, inference how sure they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from sohoa.nouns.table import Grid, GridCell

Floats = NDArray[np.float64]

_SAME_PLACE = 0.95
"""Both stand in one place if they share this much of the larger one."""
_SAME_CELL = 0.8
"""Two cells stand in one place if they share this much of the larger one, in tables of other numbers of rows."""
_DISPUTED, _WIDE, _MOST_WORN = 0.5, 0.8, 3
"""So sure is a cell of which the two say different things, if it covers no more places than the last, and if more:
of a row over the whole table several rules would have to be gone at once."""
_BELIEVED = 0.8
"""... and where inference is so sure of all of them, it is believed: on 140 drawn tables (seeds from 10200 on) it was
right in 30 of 31 such places, whole rules in 1; under 0.5 whole rules were right in 13 of 16, inference in none."""
_PARTED = 0.35
"""... and of boundaries that whole rules show it is believed already from here on where it parts a cell of theirs, and
words stand apart in all parts: of 60 cells that it parted it was right of 58, whole rules of 1 (140 drawn tables, seeds
from 15000 on; 9 pages of four worn matrices), of the 13 under 0.65 of 12. Without a gap between words it was wrong of 5
under 0.8, all headings and titles over several columns, and right of all from there on."""
_GAP = 1.5
"""Words that stand further apart (letter heights) are of two cells: three spaces of Times. A guess."""


def with_own_witness(whole: Grid, inferred: Grid, words: Floats, letter: float) -> Grid:
    """The grid of `whole` rules, each cell as sure as inference is of it, or as inference sees it.

    Args:
        whole: a grid.
        inferred: the cells that inference sees between the same boundaries.
        words: boxes of what is printed on the page, shape (words, 4), in its pixels.
        letter: height of a letter.

    Rule: Where a rule that runs through the rest of a table is gone between two cells, they stay two if inference is
        sure of them, or finds them not improbable and words stand apart in both.
    Test: extract/grids/test_inference.py::test_between_boundaries_of_whole_rules_inference_tells_the_cells
    Not: cells that whole rules part stay two.
    """
    told = {_place(c): c for c in inferred.cells}
    cells = [replace(c, sure=told[_place(c)].sure) for c in whole.cells if _place(c) in told]
    agreed = {_place(c) for c in cells}
    for seen, parts in _disputes(*([c for c in g.cells if _place(c) not in agreed] for g in (whole, inferred))):
        parted, sure = all(any(_is_in(p, c) for c in seen) for p in parts), min(p.sure for p in parts)
        believed = parted and (sure >= _BELIEVED or (sure >= _PARTED and _stand_apart(parts, words, _GAP * letter)))
        cells += parts if believed else [replace(c, sure=min(c.sure, _DISPUTED)) for c in seen]
    return replace(whole, cells=tuple(sorted(cells, key=lambda c: (c.row, c.col))))


def _stand_apart(parts: Sequence[GridCell], words: Floats, gap: float) -> bool:
    """Are the parts side by side, words in each of them, and so much paper between those of one and of the next?"""
    x, y = (words[:, 0] + words[:, 2]) / 2, (words[:, 1] + words[:, 3]) / 2
    ends = -np.inf
    for part in sorted(parts, key=lambda c: c.col):
        box = part.box
        here = words[(x >= box.x0) & (x <= box.x1) & (y >= box.y0) & (y <= box.y1)]
        if not len(here) or here[:, 0].min() - ends < gap:
            return False
        ends = float(here[:, 2].max())
    return len({(p.row, p.row_span) for p in parts}) == 1


def with_witness(whole: Sequence[Grid], worn: Sequence[Grid]) -> tuple[Grid, ...] | None:
    """The grids of `whole` rules, each cell as sure as inference is of it; None if that sees other tables, or more.

    Rule: Where rules are seen over most of a table, they tell which cells are merged; a cell that inference sees
        otherwise is flagged.
    Test: extract/grids/test_inference.py::test_a_cell_that_inference_sees_otherwise_is_unsure

    Rule: Where inference is sure of all cells that it sees otherwise in a place, it is believed.
    Test: extract/grids/test_inference.py::test_inference_that_is_sure_is_believed_where_it_sees_otherwise
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
        return replace(whole, cells=tuple(_seen_twice(c, worn.cells) for c in whole.cells))
    told = {_place(c): c for c in worn.cells}
    cells = [replace(c, sure=told[_place(c)].sure) for c in whole.cells if _place(c) in told]
    agreed = {_place(c) for c in cells}
    for seen, inferred in _disputes(*([c for c in g.cells if _place(c) not in agreed] for g in (whole, worn))):
        if min(c.sure for c in inferred) >= _BELIEVED:
            cells += inferred
        else:
            cells += [replace(c, sure=_DISPUTED if c.row_span * c.col_span <= _MOST_WORN else _WIDE) for c in seen]
    return replace(whole, cells=tuple(sorted(cells, key=lambda c: (c.row, c.col))))


def _seen_twice(cell: GridCell, others: Sequence[GridCell]) -> GridCell:
    """A cell as sure as another one that stands in its place, if that is surer."""
    near = (o.sure for o in others if o.box.intersection(cell.box) > _SAME_CELL * max(o.box.area, cell.box.area))
    return replace(cell, sure=max((cell.sure, *near)))


def _disputes(
    seen: Sequence[GridCell], inferred: Sequence[GridCell]
) -> Iterator[tuple[list[GridCell], list[GridCell]]]:
    """The cells that differ, as groups that cover the same places."""
    todo = list(seen)
    while todo:
        ours, theirs = [todo.pop()], list[GridCell]()
        grown = True
        while grown:
            new = [c for c in inferred if c not in theirs and any(_overlap(c, o) for o in ours)]
            theirs += new
            more = [c for c in todo if any(_overlap(c, t) for t in new)]
            ours += more
            todo = [c for c in todo if c not in more]
            grown = bool(more)
        yield ours, theirs


def _place(c: GridCell) -> tuple[int, int, int, int]:
    return c.row, c.col, c.row_span, c.col_span


def _is_in(a: GridCell, b: GridCell) -> bool:
    """Does a cell lie in another one?"""
    rows = b.row <= a.row and a.row + a.row_span <= b.row + b.row_span
    return rows and b.col <= a.col and a.col + a.col_span <= b.col + b.col_span


def _overlap(a: GridCell, b: GridCell) -> bool:
    rows = a.row < b.row + b.row_span and b.row < a.row + a.row_span
    return rows and a.col < b.col + b.col_span and b.col < a.col + a.col_span
