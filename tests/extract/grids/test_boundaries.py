"""Boundaries of a table: outer ones that no rule shows, told by where the others end."""

import numpy as np
import pytest

from samples.paint_tables import Look, paint_page
from samples.table_nouns import DPI, PORTRAIT, SetPage, put_words
from sohoa.extract.grids.recipe import page_to_steps
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
