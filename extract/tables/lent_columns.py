"""Columns that the rules of one page lost and the next page of the same table shows: lent from one to the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from sohoa.diacritics.language.folding import bare_words
from sohoa.extract.grids.cells import PageCell
from sohoa.extract.grids.split_by_words import sides
from sohoa.extract.tables.page_table import PageTable
from sohoa.nouns.geometry import Box
from sohoa.nouns.printed_line import words_to_lines
from sohoa.nouns.table import GridCell

_SAME_PLACE = 0.012
"""Boundaries of two pages are one if they stand this near, as a share of the page's width."""
_FEWEST, _MOST_ACROSS = 2, 0.34
"""So many cells at least have words on both sides of a boundary that is lent, and no more than this share of the cells
with words there have one that runs across. Guesses."""
_LENT, _TOLD = 0.5, 0.75
"""So sure is a cell that was parted where its own page shows no rule, and so where its heading does. Guesses."""


def with_lent_columns(pages: Sequence[Sequence[PageTable]]) -> tuple[tuple[PageTable, ...], ...]:
    """The tables of all pages, a worn one with the columns that its neighbour over the page end has and its words show.

    Rule: Where the rules of a worn page lost a column that the page after it has, or the page before, its cells are
        parted there if their words are; they are doubtful.
    Test: extract/tables/test_lent_columns.py::test_a_column_is_lent_to_the_page_that_lost_it

    Rule: A page of whole rules that lost a column (its rule was taken for a scratch through the page) borrows it too,
        if its heading, so parted, is word for word that of the other page.
    Test: extract/tables/test_lent_columns.py::test_a_page_with_whole_rules_borrows_where_its_heading_tells
    """
    out = [list(tables) for tables in pages]
    order = [*pairwise(range(len(out))), *((b, a) for a, b in reversed([*pairwise(range(len(out)))]))]
    for one, other in order:
        if out[one] and out[other]:
            lender, at = (out[one][-1], 0) if one < other else (out[one][0], -1)
            out[other][at] = _lent(out[other][at], lender)
    return tuple(map(tuple, out))


def _lent(table: PageTable, lender: PageTable) -> PageTable:
    if table.grid.n_cols >= lender.grid.n_cols or table.size != lender.size:
        return table
    own, known = _places(table), _places(lender)
    near = _SAME_PLACE * table.size[0]
    if not all(min(abs(x - y) for y in known) <= near for x in own):
        return table
    missing = [y for y in known if own[0] < y < own[-1] and min(abs(x - y) for x in own) > near]
    told = _all_parted(table, missing, 1, _TOLD)
    if _heading(told) == _heading(lender) != []:
        return told
    return _all_parted(table, missing, _FEWEST, _LENT) if _is_worn(table) else table


def _all_parted(table: PageTable, missing: Sequence[float], fewest: int, sure: float) -> PageTable:
    """The table with the columns that so many of its cells, at least, show; `sure`: of those that are parted."""
    for x in missing:
        table = _parted(table, x, sure) if _shows(table, x, fewest) else table
    return table


def _heading(table: PageTable) -> list[tuple[int, int, int, str]]:
    """The cells of a table's heading and their words."""
    rows = table.by_row[: table.n_head]
    return [(c.row, c.col, c.col_span, bare_words(c.text)) for row in rows for c in row]


def _is_worn(table: PageTable) -> bool:
    return any(c.sure < 1 for c in table.cells)


def _places(table: PageTable) -> list[float]:
    """Where the column boundaries stand, pixels."""
    starts: dict[int, list[float]] = {}
    for c in table.cells:
        starts.setdefault(c.col, []).append(c.box.x0)
    return [*(sum(starts[k]) / len(starts[k]) for k in sorted(starts)), table.grid.box.x1]


def _shows(table: PageTable, x: float, fewest: int) -> bool:
    """Do the words of a table part at `x`, in so many cells?"""
    held = [sides(c, x) for c in table.cells if c.col_span == 1 and c.box.x0 < x < c.box.x1 and c.lines]
    both = sum(before and after and not across for before, across, after in held)
    return both >= fewest and sum(across for _, across, _ in held) <= _MOST_ACROSS * len(held)


def _parted(table: PageTable, x: float, sure: float) -> PageTable:
    """The table with one column boundary more."""
    col = max(c.col for c in table.cells if c.box.x0 < x and c.col_span == 1 and x < c.box.x1)
    cells = tuple(part for c in table.cells for part in _cell_parted(c, col, x, sure))
    kept = tuple(GridCell(c.row, c.col, c.row_span, c.col_span, c.box, sure=c.sure) for c in cells)
    return replace(table, grid=replace(table.grid, n_cols=table.grid.n_cols + 1, cells=kept), cells=cells)


def _cell_parted(c: PageCell, col: int, x: float, sure: float) -> Iterator[PageCell]:
    """A cell in the columns of the table with one more, after column `col`."""
    if c.col > col:
        yield replace(c, col=c.col + 1)
    elif c.col + c.col_span <= col:
        yield c
    elif c.col_span > 1 or sides(c, x)[1]:
        yield replace(c, col_span=c.col_span + 1, sure=min(c.sure, _LENT))
    else:
        words = [w for line in c.lines for w in line]
        for k, (x0, x1) in enumerate(((c.box.x0, x), (x, c.box.x1))):
            inside = [w for w in words if w.box is not None and (w.box.cx >= x) == bool(k)]
            box = Box(x0, c.box.y0, x1, c.box.y1)
            yield replace(
                c,
                col=col + k,
                box=box,
                lines=words_to_lines(inside),
                sure=min(c.sure, sure),
                unread=c.unread and not c.lines,
            )
