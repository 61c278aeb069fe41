"""Outer columns that the rules of one page lost, and the next page shows."""

from dataclasses import replace

import pytest

from sohoa.extract.tables.outer_columns import with_outer_columns
from sohoa.nouns.geometry import Box
from tests.extract.tables.test_lent_columns import EDGES, HEAD, part, reading, rows, tables

FIRST, LAST = EDGES[1:], EDGES[:-1]


def without(edges, lost, sure=0.9):
    """A page with all words of `edges`, of which the grid has only some."""
    whole, found = part(rows(5), edges, sure)
    keep = [c for c in whole.cells if lost[0] <= c.box.x0 <= lost[-1] - 10]
    first = min(c.col for c in keep)
    cells = tuple(replace(c, col=c.col - first) for c in keep)
    return replace(whole, box=replace(whole.box, x0=lost[0], x1=lost[-1]), n_cols=len(lost) - 1, cells=cells), found


@pytest.mark.parametrize("lost", [FIRST, LAST], ids=["first", "last"])
def test_an_outer_column_is_lent_where_words_stand(lost):
    (table,) = tables(part([HEAD, *rows(1)], EDGES), without(EDGES, lost))
    assert (table.n_rows, table.n_cols) == (9, 4)
    at = {(c.row, c.col): c for c in table.cells}
    assert {at[r, 3].text for r in range(5, 9)} == {"Quý II"}
    assert {at[r, 0].text for r in range(5, 9)} == {"5", "6", "7", "8"}
    column = 0 if lost is FIRST else 3
    assert {r for r in range(1, 9) if at[r, column].sure <= 0.5} == {5, 6, 7, 8}


def n_cols(one, other):
    told = with_outer_columns([reading(1, *one), reading(2, *other)])
    return [r.grids[0].n_cols for r in told]


def test_nothing_is_lent_where_no_words_stand():
    grid, found = without(EDGES, LAST)
    assert n_cols(part(rows(5), EDGES), (grid, tuple(w for w in found if w.box.x1 < LAST[-1]))) == [4, 3]


def test_nothing_is_lent_where_words_run_across():
    grid, found = without(EDGES, LAST)
    across = replace(found[0], box=Box(LAST[-1] - 60, 300, LAST[-1] + 60, 320))
    assert n_cols(part(rows(5), EDGES), (grid, (*found, across))) == [4, 3]


def test_a_page_of_whole_rules_knows_its_sides():
    assert n_cols(part(rows(5), EDGES), without(EDGES, LAST, sure=1.0)) == [4, 3]


def test_other_columns_are_another_table():
    assert n_cols(part(rows(5), (60, 300, 700, 1000, 1200)), without(EDGES, LAST)) == [4, 3]
