"""Pages of one table that differ in their columns: one of them is wrong, and its cells are doubtful there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from math import inf

from sohoa.extract.grids.cells import PageCell
from sohoa.extract.tables.outer_columns import SAME_PLACE, alike, edges
from sohoa.extract.tables.page_table import PageTable

_DOUBTFUL = 0.5
"""So sure is a cell at most where the page before or after has another column."""


def with_column_doubts(pages: Sequence[Sequence[PageTable]]) -> tuple[tuple[PageTable, ...], ...]:
    """The tables of all pages, a worn one doubtful where its neighbour over the page end has a column that it has not.

    Rule: Where two pages of a table have most columns in common and one has a column that the worn other one has not,
        the cells in its place are doubtful, and those that it shifts; of two that each have one, those of the less
        sure page.
    Test: extract/tables/test_column_doubts.py::test_cells_where_pages_differ_are_doubtful
    """
    out = [list(tables) for tables in pages]
    for one, other in pairwise(range(len(out))):
        if out[one] and out[other]:
            above, below = out[one][-1], out[other][0]
            out[one][-1], out[other][0] = _doubted(above, below), _doubted(below, above)
    return tuple(map(tuple, out))


def _doubted(table: PageTable, other: PageTable) -> PageTable:
    own, known, near = edges(table.grid), edges(other.grid), SAME_PLACE * table.size[0]
    if table.size != other.size or not any(c.sure < 1 for c in table.cells) or not alike(own, known, near):
        return table
    missing = [y for y in known if own[0] < y < own[-1] and min(abs(x - y) for x in own) > near]
    stray = [x for x in own if min(abs(x - y) for y in known) > near]
    if not missing or (stray and _sure(table) > _sure(other)):
        return table
    reach = (min(*missing, *stray), max(*missing, *stray)) if stray else (inf, -inf)
    if stray and len(own) != len(known):
        reach = reach[0], own[-1]

    def is_doubtful(c: PageCell) -> bool:
        holds = any(c.box.x0 + near < y < c.box.x1 - near for y in missing)
        return holds or (c.box.x1 > reach[0] - near and c.box.x0 < reach[1] + near)

    cells = tuple(replace(c, sure=min(c.sure, _DOUBTFUL)) if is_doubtful(c) else c for c in table.cells)
    return replace(table, cells=cells)


def _sure(table: PageTable) -> float:
    return sum(c.sure for c in table.cells) / len(table.cells)
