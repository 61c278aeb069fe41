"""Rows over a page end where a person has said whether they go on."""

from dataclasses import replace

import pytest

from sohoa.extract.tables.recipe import build_tables
from sohoa.settings import TableSettings
from tests.support.corrected_pages import HEADING, MORE, ROWS, page


def tables(goes_on, first=ROWS, second=MORE, heading=True):
    above = page(1, (HEADING, *first))
    below = page(2, (HEADING, *second) if heading else second, top=80.0)
    said = replace(below, grids=(replace(below.grids[0], goes_on=goes_on),))
    return build_tables((above, said), TableSettings())


def texts(table):
    rows = range(table.n_rows)
    return [" ".join(c.text for c in table.cells if c.row == r and c.text) for r in rows]


CUT = (("", "và các xã", "", ""), *MORE[1:])


@pytest.mark.parametrize("heading", [True, False])
def test_a_person_decides(heading):
    """Whole rows are joined, and a half row is left alone, where a person says so."""
    assert tables(None, heading=heading)[0].n_rows == 5
    assert tables(True, heading=heading)[0].n_rows == 4
    assert tables(None, second=CUT, heading=heading)[0].n_rows == 4
    apart = tables(False, second=CUT, heading=heading)
    assert sum(t.n_rows for t in apart) == 5
    assert "và các xã" in texts(apart[0])[3]


def test_rows_of_unlike_cells_are_not_joined():
    above = page(1, (HEADING, *ROWS))
    below = page(2, MORE, top=80.0)
    wide = replace(below.grids[0].cells[0], col_span=2)
    grid = replace(below.grids[0], goes_on=True, cells=(wide, *below.grids[0].cells[2:]))
    made = build_tables((above, replace(below, grids=(grid,))), TableSettings())
    assert sum(t.n_rows for t in made) == 5
