"""Pages of one table that do not have the same columns."""

import pytest

from sohoa.extract.grids.cells import fill_cells
from sohoa.extract.tables.column_doubts import with_column_doubts
from sohoa.extract.tables.page_table import PageTable
from tests.extract.tables.test_lent_columns import EDGES, LOST, SIZE, part, rows

SHIFTED = (100, 180, 480, 860, 1140)
"""A column at another place than that of `EDGES`, and none there."""


def of_page(edges, sure, page):
    grid, found = part(rows(3), edges, sure)
    return PageTable(page, 1, SIZE, grid, fill_cells(grid, found))


def doubtful(one, other):
    """The columns whose cells are doubtful, of both pages."""
    told = with_column_doubts([[of_page(*one, 1)], [of_page(*other, 2)]])
    return [{c.col for c in table.cells if c.sure <= 0.5} for (table,) in told]


@pytest.mark.parametrize(
    ("one", "other", "columns"),
    [
        ((EDGES, 0.9), (EDGES, 0.7), [set(), set()]),
        ((EDGES, 0.9), (LOST, 0.9), [set(), {1}]),
        ((LOST, 0.9), (EDGES, 0.9), [{1}, set()]),
        ((EDGES, 0.9), (SHIFTED, 0.7), [set(), {1, 2}]),
        ((EDGES, 0.7), (SHIFTED, 0.9), [{1, 2}, set()]),
        ((EDGES, 0.9), (LOST, 1.0), [set(), set()]),  # whole rules
        ((EDGES, 0.9), ((100, 400, 700, 1000, 1140), 0.9), [set(), set()]),  # another table
    ],
)
def test_cells_where_pages_differ_are_doubtful(one, other, columns):
    assert doubtful(one, other) == columns
