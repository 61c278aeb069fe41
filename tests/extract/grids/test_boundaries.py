"""Boundaries of a table: outer ones that no rule shows, told by where the others end."""

import numpy as np
import pytest

from samples.paint_tables import Look, paint_page
from samples.table_nouns import DPI, PORTRAIT, SetPage, put_words
from sohoa.extract.grids.boundaries import Side, reached
from sohoa.extract.grids.recipe import page_to_steps
from sohoa.extract.rules.crossings import Line
from sohoa.nouns.page import Page, PageFrame

XS, TOP, HIGH, ROWS = (118, 200, 620, 860, 1122), 200, 66, 9


def grid_of(reach):
    """The grid of a table without its right side, the rule of boundary `k` running up to `reach(k)`."""
    page = SetPage(PORTRAIT)
    page.rules.extend((XS[0], TOP + HIGH * k, reach(k), TOP + HIGH * k) for k in range(ROWS + 1))
    page.rules.extend((x, TOP, x, TOP + HIGH * ROWS) for x in XS[:-1])
    for k in range(ROWS):
        for x, text in zip(XS, (str(k + 1), "Nâng cấp trục liên thông", "Sở Nội vụ"), strict=False):
            put_words(page, text, x + 8, TOP + HIGH * k + 16)
    pixels = paint_page(page, Look(), np.random.default_rng(3))
    frame = PageFrame(1, pixels.shape[1], pixels.shape[0], DPI, page.size[0] * 72 / DPI, page.size[1] * 72 / DPI)
    (grid,) = page_to_steps(Page(frame, pixels)).grids
    return grid


@pytest.mark.parametrize("full", [(0, 3, 9), (0, 1, 5, 9), (0, 4, 7, 9)])
def test_a_last_column_of_merged_cells_without_a_side(full):
    grid = grid_of(lambda k: XS[-1] if k in full else XS[-2])
    assert (grid.n_rows, grid.n_cols) == (ROWS, 4)
    assert sorted(c.row for c in grid.cells if c.col == 3) == list(full[:-1])


@pytest.mark.parametrize("full", [(0, 3), (3, 9), (0, 9), (2, 5, 7)])
def test_rules_that_run_on_without_the_outer_two_and_one_more_make_no_column(full):
    assert grid_of(lambda k: XS[-1] if k in full else XS[-2]).n_cols == 3


def test_rules_that_end_at_several_places_make_no_column():
    assert grid_of(lambda k: XS[-2] + {0: 60, 4: 150, 9: 240}.get(k, 0)).n_cols == 3


def sides(ends, starts=None):
    """Columns at 0, 100, 200 and 300, and rules across with these ends."""
    starts = starts or [0] * len(ends)
    rows = [(Line(40.0 * k, a, b, ()),) for k, (a, b) in enumerate(zip(starts, ends, strict=True))]
    cols = [(Line(100.0 * k, 0, 80, ()),) for k in range(4)]
    return Side(tuple(cols)), Side(tuple(rows))


@pytest.mark.parametrize(
    ("ends", "starts", "told"),
    [
        ([300, 298, 301], None, (0, 3)),
        ([300, 200, 300], None, (0, 3)),
        ([200, 200, 300], None, (0, 2)),  # a streak beside the table, and one rule that runs into it
        ([300, 300, 300], [100, 100, 0], (1, 3)),
        ([40, 20, 30], None, (0, None)),  # nothing but the ends of rules
    ],
)
def test_the_side_that_rules_run_up_to_stays(ends, starts, told):
    assert reached(*sides(ends, starts)) == told


def scratched(start, end, row=4):
    """The numbers of rows and columns of a table with whole rules and a scratch through the cells of a row."""
    page = SetPage(PORTRAIT)
    page.rules.extend((XS[0], TOP + HIGH * k, XS[-1], TOP + HIGH * k) for k in range(ROWS + 1))
    page.rules.extend((x, TOP, x, TOP + HIGH * ROWS) for x in XS)
    page.rules.append((start, TOP + HIGH * row + 33, end, TOP + HIGH * row + 33))
    pixels = paint_page(page, Look(), np.random.default_rng(3))
    frame = PageFrame(1, pixels.shape[1], pixels.shape[0], DPI, page.size[0] * 72 / DPI, page.size[1] * 72 / DPI)
    (grid,) = page_to_steps(Page(frame, pixels)).grids
    return grid.n_rows, grid.n_cols


@pytest.mark.parametrize(("start", "end"), [(20, 640), (150, 900), (20, 900), (150, 640)])
def test_a_scratch_over_a_part_of_a_table(start, end):
    assert scratched(start, end) == (ROWS, 4)


@pytest.mark.parametrize(("start", "end"), [(XS[1], XS[3]), (XS[0], XS[2]), (XS[2], XS[3]), (XS[2] - 20, XS[-1])])
def test_a_rule_over_a_part_of_a_table_parts_its_cells(start, end):
    assert scratched(start, end) == (ROWS + 1, 4)
