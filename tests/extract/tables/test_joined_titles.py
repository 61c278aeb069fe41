"""Titles of groups that a boundary cuts which is none."""

from dataclasses import replace

import pytest

from sohoa.extract.tables.joined_titles import join_titles, without_idle_columns
from sohoa.nouns.geometry import Box
from sohoa.nouns.table import Grid, GridCell, GridOrigin
from sohoa.nouns.word import Word

COLUMNS = [100, 150, 400, 1000]


def cell(row, col, span=1):
    return GridCell(row, col, 1, span, Box(COLUMNS[col] + 2, 100 + 40 * row, COLUMNS[col + span] - 2, 138 + 40 * row))


def list_grid(titles, cut):
    """Five rows of three columns; those of `titles` are merged over the last two, but for the one that is `cut`."""
    cells = []
    for row in range(5):
        whole = row in titles and row != cut
        cells += [cell(row, 0), *([cell(row, 1, 2)] if whole else [cell(row, 1), cell(row, 2)])]
    return Grid(Box(100, 100, 1000, 300), 5, 3, tuple(cells))


def print_at(row, *pieces):
    return [Word(t, t, Box(x0, 106 + 40 * row, x1, 130 + 40 * row), 0.9) for t, x0, x1 in pieces]


TITLE = print_at(1, ("Thể", 160, 200), ("chế", 212, 260), ("nhận", 272, 330), ("thức", 342, 398), ("và", 410, 440))


def test_a_title_that_a_boundary_cuts():
    joined = join_titles(list_grid((1, 3, 4), cut=1), TITLE)
    (title,) = [c for c in joined.cells if (c.row, c.col) == (1, 1)]
    assert (title.col_span, title.box.x0, title.box.x1) == (2, 152, 998)
    assert len(joined.cells) == len(list_grid((1, 3, 4), cut=1).cells) - 1


@pytest.mark.parametrize(
    ("titles", "words"),
    [
        ((1, 3), TITLE),  # one other title alone
        ((1, 3, 4), print_at(1, ("Thể", 160, 200), ("chế", 330, 384), ("và", 410, 440))),  # room on both sides
        ((1, 3, 4), print_at(1, ("Sở", 330, 398), ("Ban", 470, 540))),  # more than a space
        ((1, 3, 4), [*TITLE, Word("tổ", "tổ", Box(160, 170, 200, 177), 0.9)]),  # two lines
        ((1, 3, 4), print_at(1, ("Thể", 160, 398))),  # nothing behind it
    ],
)
def test_what_stays(titles, words):
    grid = list_grid(titles, cut=1)
    assert join_titles(grid, words) == grid


def test_rules_of_a_pdf_are_believed():
    grid = replace(list_grid((1, 3, 4), cut=1), origin=GridOrigin.VECTORS)
    assert join_titles(grid, TITLE) == grid


def test_a_column_of_which_all_cells_are_merged_is_none():
    grid = list_grid(range(5), cut=None)
    told = without_idle_columns(grid)
    assert (told.n_cols, {(c.col, c.col_span) for c in told.cells}) == (2, {(0, 1), (1, 1)})
    assert [c.box for c in told.cells] == [c.box for c in grid.cells]
    assert without_idle_columns(list_grid((1, 3, 4), cut=None)) == list_grid((1, 3, 4), cut=None)
