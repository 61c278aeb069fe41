"""Cells merged and split."""

import random
from itertools import product

import pytest

from sohoa.pipeline.corrections.grid_changes import merged, split
from tests.support.corrected_pages import table

ROWS = (("a", "b", "c", "d"), ("e", "f", "g", "h"), ("i", "j", "k", "l"))


def grid():
    return table(ROWS)[0]


def places(some):
    return {(c.row, c.col, c.row_span, c.col_span) for c in some.cells}


def at(some, row, col):
    return next(k for k, c in enumerate(some.cells) if (c.row, c.col) == (row, col))


def is_whole(some):
    """Does each place of the grid belong to one cell, and does no cell reach out of it?"""
    taken = [
        (r, c)
        for cell in some.cells
        for r in range(cell.row, cell.row + cell.row_span)
        for c in range(cell.col, cell.col + cell.col_span)
    ]
    return sorted(taken) == sorted(product(range(some.n_rows), range(some.n_cols)))


def test_merging():
    one = merged(grid(), [at(grid(), 1, 1), at(grid(), 1, 2)])
    assert (1, 1, 1, 2) in places(one)
    assert (one.n_rows, one.n_cols) == (3, 4)
    assert one.cells[at(one, 1, 1)].corrected
    assert is_whole(one)


def test_what_makes_no_rectangle_is_not_merged():
    some = grid()
    assert merged(some, [at(some, 0, 0), at(some, 1, 1)]) is None
    assert merged(some, [at(some, 0, 0), at(some, 0, 1), at(some, 1, 0)]) is None
    assert merged(some, [at(some, 0, 0)]) is None


def test_two_rows_that_are_merged_cell_by_cell_become_one():
    some = grid()
    for col in range(4):
        some = merged(some, [at(some, 1, col), at(some, 2, col)])
        assert is_whole(some)
    assert some.n_rows == 2
    assert places(some) == {(r, c, 1, 1) for r in range(2) for c in range(4)}


def test_splitting():
    some = split(grid(), at(grid(), 1, 1), "rows 0.5")
    assert (some.n_rows, some.n_cols) == (4, 4)
    assert {(1, 1, 1, 1), (2, 1, 1, 1), (1, 0, 2, 1), (3, 0, 1, 1)} <= places(some)
    assert is_whole(some)
    upper, lower = (some.cells[at(some, r, 1)].box for r in (1, 2))
    assert upper.y1 == lower.y0 == pytest.approx((upper.y0 + lower.y1) / 2)


def test_the_cell_beside_a_split_one_is_split_along_the_same_line():
    some = split(grid(), at(grid(), 1, 1), "rows 0.5")
    some = split(some, at(some, 1, 2), "rows 0.4")
    assert some.n_rows == 4
    assert {(1, 2, 1, 1), (2, 2, 1, 1)} <= places(some)
    assert is_whole(some)


def test_columns_are_split_as_rows_are():
    some = split(grid(), at(grid(), 1, 1), "columns 0.25")
    assert (some.n_rows, some.n_cols) == (3, 5)
    assert {(1, 1, 1, 1), (1, 2, 1, 1), (0, 1, 1, 2)} <= places(some)
    assert is_whole(some)
    left = some.cells[at(some, 1, 1)].box
    assert left.x1 - left.x0 == pytest.approx(0.25 * grid().cells[at(grid(), 1, 1)].box.width)


def test_a_merged_cell_falls_apart_into_what_it_was():
    some = merged(grid(), [at(grid(), r, c) for r in (0, 1) for c in (1, 2)])
    apart = split(some, at(some, 0, 1), "apart")
    assert places(apart) == places(grid())
    for cell in apart.cells:
        old = grid().cells[at(grid(), cell.row, cell.col)].box
        assert max(abs(a - b) for a, b in zip((cell.box.x0, cell.box.y0), (old.x0, old.y0), strict=True)) <= 6
    assert split(grid(), 0, "apart") is None


@pytest.mark.parametrize("seed", range(20))
def test_whatever_is_done_the_grid_stays_whole(seed):
    rng = random.Random(seed)
    some = grid()
    for _ in range(12):
        if rng.random() < 0.5:
            new = split(some, rng.randrange(len(some.cells)), rng.choice(["apart", "rows 0.3", "columns 0.6"]))
        else:
            new = merged(some, rng.sample(range(len(some.cells)), min(2, len(some.cells))))
        some = new or some
        assert is_whole(some)
        assert all(c.box.width >= 0 and c.box.height >= 0 for c in some.cells)
