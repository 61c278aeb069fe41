"""Rows at a page end of which worn rules make other cells above and below."""

from dataclasses import replace

import pytest

from sohoa.extract.tables.recipe import build_tables
from sohoa.settings import TableSettings
from tests.extract.tables import test_lent_columns as lent
from tests.extract.tables.test_logical_tables import reading

HEADING = ["TT", "Nhiệm vụ", "Chủ trì", "Thời gian"]
FIRST = ["1", "Lập bản đồ ngập lụt.", "Sở Xây dựng", "Năm 2027"]
LAST = ["2", "Đào tạo, bồi dưỡng cho", "Sở Nội vụ", "Năm 2027"]
NEXT = ["3", "Báo cáo", "Sở Y tế", "Năm 2027"]
REST = ["", "cán bộ các xã", "", ""]
ENDED = ["2", "Đào tạo.", "Sở Nội vụ.", "Năm 2027."]
OTHER = ["", "Cán bộ các xã", "Sở Y tế", "Quý I"]


def worn(spec_rows, row, sure):
    """A page on which the second and the third cell of a row have become one."""
    page = reading(1, {"tables": [{"cols": [1, 6, 3, 2], "rows": spec_rows}]})
    (grid,) = page.grids
    cells = []
    for c in grid.cells:
        if (c.row, c.col) == (row, 1):
            last = next(x for x in grid.cells if (x.row, x.col) == (row, 2))
            cells.append(replace(c, col_span=2, box=replace(c.box, x1=last.box.x1), sure=sure))
        elif (c.row, c.col) != (row, 2):
            cells.append(c)
    return replace(page, grids=(replace(grid, cells=tuple(cells)),))


@pytest.mark.parametrize(
    ("above", "below", "doubtful"), [(LAST, REST, True), (ENDED, OTHER, False), (LAST, NEXT, False)]
)
def test_halves_with_other_cells_are_doubtful(above, below, doubtful):
    last, first = (
        worn([HEADING, FIRST, above], 2, 0.9),
        reading(2, {"tables": [{"cols": [1, 6, 3, 2], "rows": [below, NEXT]}]}),
    )
    (table,) = build_tables([last, first], TableSettings())
    assert table.n_rows == 5
    assert {c.row for c in table.cells if c.sure <= 0.5} == ({2, 3} if doubtful else set())
    assert all(c.confidence <= 0.5 for c in table.cells if c.sure <= 0.5 and c.text)


def test_halves_with_the_same_cells_are_joined():
    pages = [[HEADING, FIRST, LAST], [REST, NEXT]]
    readings = [reading(k + 1, {"tables": [{"cols": [1, 6, 3, 2], "rows": r}]}) for k, r in enumerate(pages)]
    (table,) = build_tables(readings, TableSettings())
    assert table.n_rows == 4 and all(c.sure == 1 for c in table.cells)


OTHER_HEADING = ("TT", "Chỉ tiêu giao", "Cơ quan chủ trì", "Kết quả")


@pytest.mark.parametrize(
    ("first", "edges", "sure", "doubtful"),
    [
        (5, lent.EDGES, 0.9, True),
        (1, lent.EDGES, 0.9, False),  # numbers that begin again
        (5, (60, 300, 500, 700, 1000, 1200), 0.9, False),  # other columns
        (5, lent.EDGES, 1.0, False),  # whole rules
    ],
)
def test_rows_at_a_page_end_that_was_not_joined_are_doubtful(first, edges, sure, doubtful):
    one, other = (
        lent.part([lent.HEAD, *lent.rows(1)], lent.EDGES),
        lent.part([OTHER_HEADING, *lent.rows(first)], edges, sure),
    )
    above, below = lent.tables(one, other)
    assert {c.row for c in above.cells if c.sure <= 0.5} == ({4} if doubtful else set())
    assert {c.row for c in below.cells if c.sure <= 0.5} == ({0, 1} if doubtful else set())
