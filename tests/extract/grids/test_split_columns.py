"""Columns that were left out for little: words tell whether they are some."""

import zlib
from dataclasses import replace

import numpy as np
import pytest

from samples.paint_tables import paint_page
from samples.set_tables import set_document
from samples.table_nouns import DPI
from samples.worn_tables import worn_cases
from sohoa.extract.grids.recipe import page_to_steps
from sohoa.extract.grids.split_by_words import split_columns
from sohoa.nouns.geometry import Box
from sohoa.nouns.page import Page, PageFrame
from sohoa.nouns.word import Word
from tests.extract.tables.test_lent_columns import EDGES, HEAD, LOST, part, rows

AT = [(620.0, 0.0)]
BARE = [(str(k), "Rà soát", "", "Quý I") for k in range(6)]
TEXT = "Xây dựng cơ sở dữ liệu dùng chung của các sở, các xã và các phường"


def test_a_column_that_was_left_out():
    grid, words = part([HEAD, *rows(1)], LOST)
    told = split_columns(grid, AT, words)
    assert told.n_cols == 4
    assert {(c.col, c.box.x0, c.box.x1) for c in told.cells if c.row == 2} == {
        (0, 102, 178),
        (1, 182, 620),
        (2, 620, 858),
        (3, 862, 1138),
    }
    assert {c.col for c in told.cells if c.sure < 0.9} == {1, 2}


@pytest.mark.parametrize(
    "held",
    [
        [HEAD, *rows(1), ("5", TEXT, "", "Quý I")],  # a line runs across
        [("TT", "Nội dung", "", "Ghi chú"), *BARE],  # nothing on one side
    ],
    ids=["across", "one side"],
)
def test_what_stays_whole(held):
    grid, words = part(held, LOST)
    assert split_columns(grid, AT, words) == grid


@pytest.mark.parametrize(("rows_close", "x1", "n_cols"), [(1, 618, 4), (1, 621, 3), (4, 618, 3)])
def test_few_lines_leave_little_more_than_a_space(rows_close, x1, n_cols):
    grid, words = part([HEAD, *rows(1), *rows(5)], LOST)
    tops = sorted({w.box.y0 for w in words})[1 : 1 + rows_close]
    close = [Word("xã", "xã", Box(596, y, x1, y + 20), 0.9) for y in tops]
    told = split_columns(grid, AT, [*words, *close])
    assert told.n_cols == n_cols
    assert {c.row for c in told.cells if c.sure <= 0.5} == ({1} if n_cols == 4 else set())


def test_an_empty_column_whose_heading_parts_is_doubtful():
    grid, words = part([HEAD, *BARE], LOST)
    told = split_columns(grid, AT, words)
    assert told.n_cols == 4
    assert {c.col for c in told.cells if c.sure <= 0.5} == {1, 2}


def test_in_few_rows_it_is_doubtful():
    grid, words = part(rows(1, 3), LOST)
    told = split_columns(grid, AT, words)
    assert told.n_cols == 3
    assert {c.col for c in told.cells if c.sure <= 0.5} == {1, 2}


def test_a_merged_cell_goes_on_over_it():
    grid, words = part([("", "Nhiệm vụ", "", ""), *rows(1), *rows(5)], LOST)
    first = [c for c in grid.cells if (c.row, c.col) == (0, 1)]
    wide = [replace(c, col_span=2, box=replace(c.box, x1=EDGES[-1] - 2)) for c in first]
    cells = (*(c for c in grid.cells if c.row or not c.col), *wide)
    told = split_columns(replace(grid, cells=cells), AT, words)
    assert {(c.col, c.col_span) for c in told.cells if c.row == 0} == {(0, 1), (1, 3)}


def test_a_hardly_probable_column_stays_where_words_part():
    (case,) = worn_cases("first", [14058])
    (page,) = set_document(case.items).pages
    pixels = paint_page(page, case.look, np.random.default_rng(zlib.crc32(f"{case.name} 1".encode())))
    height, width = pixels.shape
    (grid,) = page_to_steps(Page(PageFrame(1, width, height, DPI, 595.0, 842.0), pixels)).grids
    assert grid.n_cols == 5
