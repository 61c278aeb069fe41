"""Columns that rules do not tell: a streak of the scanner lies on their rule."""

import numpy as np
import pytest

from samples.paint_tables import Look, paint_page
from samples.table_nouns import DPI, PORTRAIT, SetPage, put_words
from sohoa.extract.grids.continuation import Pieces
from sohoa.extract.grids.lattice import Lattice
from sohoa.extract.grids.missed import with_columns_of
from sohoa.extract.grids.recipe import page_to_steps
from sohoa.nouns.page import Page, PageFrame

XS, TOP, HIGH, ROWS = (118, 200, 620, 860, 1122), 200, 66, 14
WORN = Look(gaps=0.3, longest_gap=14, noise=4.0)
TEXTS = (
    "Nâng cấp trục liên thông",
    "Rà soát quy hoạch của huyện",
    "Số hóa hồ sơ",
    "Lập báo cáo năm",
    "Tập huấn",
)
AGENCIES = ("Sở Nội vụ", "Công an tỉnh", "Sở Tài chính", "UBND xã")


def grid_of(streak, without=()):
    """The grid of a worn table with a dark streak through the page; `without`: columns whose rule is not drawn."""
    page = SetPage(PORTRAIT)
    page.rules.extend((XS[0], TOP + HIGH * k, XS[-1], TOP + HIGH * k) for k in range(ROWS + 1))
    page.rules.extend((x, TOP, x, TOP + HIGH * ROWS) for j, x in enumerate(XS) if j not in without)
    for k in range(ROWS):
        texts = (str(k + 1), TEXTS[k % 5], AGENCIES[k % 4], f"Quý {'I' * (1 + k % 3)}")
        for x, text in zip(XS, texts, strict=False):
            put_words(page, text, x + 8, TOP + HIGH * k + 16)
    pixels = paint_page(page, WORN, np.random.default_rng(4))
    pixels[:, streak : streak + 2] = np.minimum(pixels[:, streak : streak + 2], 90)
    frame = PageFrame(1, pixels.shape[1], pixels.shape[0], DPI, page.size[0] * 72 / DPI, page.size[1] * 72 / DPI)
    (grid,) = page_to_steps(Page(frame, pixels)).grids
    return grid


@pytest.mark.parametrize("col", [1, 2, 3])
@pytest.mark.parametrize("off", [-1, 0, 1])
def test_a_streak_on_a_column_that_words_tell_of(col, off):
    grid = grid_of(XS[col] + off)
    assert (grid.n_rows, grid.n_cols, len(grid.cells)) == (ROWS, 4, ROWS * 4)


@pytest.mark.parametrize("at", [150, 330, 470, 590, 760, 1000])
def test_a_streak_through_words_or_beside_them_is_none_or_told(at):
    grid = grid_of(at)
    assert (grid.n_rows, grid.n_cols) == (ROWS, 4) or min(c.sure for c in grid.cells) < 0.6


def lattice(rows, cols):
    across, down = np.ones((len(rows), len(cols) - 1)), np.ones((len(rows) - 1, len(cols)))
    pieces = (Pieces(x, np.zeros(x.shape, np.bool_)) for x in (across, down))
    return Lattice(np.array(rows, np.float64), np.array(cols, np.float64), *pieces)


@pytest.mark.parametrize(
    ("rows", "cols", "left"),
    [
        ((0, 90), (0, 51, 120, 200), [120]),
        ((0, 90), (0, 51, 192, 200), []),
        ((300, 400), (0, 70, 200), []),  # another table
    ],
)
def test_columns_of_another_look(rows, cols, left):
    told = with_columns_of(lattice((0, 100), (0, 50, 200)), [lattice(rows, cols)] * 2, 10)
    assert told.left_cols.tolist() == left
