"""Tables whose rules are worn: found whole, sure where they are right, none where there is none."""

import itertools
from dataclasses import replace

import numpy as np
import pytest

from samples.paint_tables import Look, paint_page
from samples.paint_worn import Sheet, paint_sheet
from samples.table_nouns import DPI, PORTRAIT, SetPage, put_words
from sohoa.extract.evidence.odds import edges_given
from sohoa.extract.evidence.two_looks import with_own_witness, with_witness
from sohoa.extract.grids.recipe import page_to_steps
from sohoa.extract.grids.table_shape import is_worn_table
from sohoa.nouns.geometry import Box
from sohoa.nouns.page import Page, PageFrame
from sohoa.nouns.table import Grid, GridCell

WORN = Look(gaps=0.3, longest_gap=14, noise=4.0)
XS, HIGH = (118, 200, 620, 860, 1122), 66


def table(page, top, rows, left_out=()):
    """Rules and words of a table; `left_out` are (row, edge) of verticals that are not drawn."""
    ys = [top + HIGH * k for k in range(rows + 1)]
    page.rules.extend((XS[0], y, XS[-1], y) for y in ys)
    for k in range(rows):
        page.rules.extend((x, ys[k], x, ys[k + 1]) for j, x in enumerate(XS) if (k, j) not in left_out)
        for j, text in enumerate((str(k + 1), "Nâng cấp trục liên thông", "Sở Nội vụ", "Quý II")):
            if (k, j) not in left_out:
                put_words(page, text, XS[j] + 8, ys[k] + 16)


def grids(page, look, seed=3):
    pixels = paint_page(page, look, np.random.default_rng(seed))
    height, width = pixels.shape
    frame = PageFrame(1, width, height, DPI, page.size[0] * 72 / DPI, page.size[1] * 72 / DPI)
    return page_to_steps(Page(frame, pixels)).grids


def worn_six_times(left_out=()):
    """The grids of one table, worn by six seeds, each the only one of its page."""
    page = SetPage(PORTRAIT)
    table(page, 200, 12, left_out)
    return [grid for (grid,) in (grids(page, WORN, seed) for seed in range(3, 9))]


def painted(pixels, dpi=DPI):
    """The grids of pixels of a page that stands upright."""
    height, width = pixels.shape
    return page_to_steps(Page(PageFrame(1, width, height, dpi, 595.0, 842.0), pixels)).grids


def test_rules_of_the_back_of_the_sheet_are_no_rows():
    told = []
    for shine, rows in itertools.product((0.24, 0.28, 0.32), (7, 9, 12)):
        page = SetPage(PORTRAIT)
        table(page, 200, rows)
        sheet = Sheet(dpi=300, rule_mm=0.38, ink=0.55, shine=shine)
        (grid,) = painted(paint_sheet(page, sheet, np.random.default_rng(3))[0], 300.0)
        told.append(((grid.n_rows, grid.n_cols) == (rows, 4), min(c.sure for c in grid.cells) < 0.6))
    assert all(right or doubtful for right, doubtful in told)


@pytest.mark.parametrize("col", [1, 2, 3])
@pytest.mark.parametrize("off", [0, 2, 4, 7])
def test_a_rule_beside_a_streak_through_the_page_is_a_column_or_told(col, off):
    page = SetPage(PORTRAIT)
    table(page, 200, 12)
    pixels = paint_page(page, WORN, np.random.default_rng(3))
    at = XS[col] + off
    pixels[:, at : at + 2] = np.minimum(pixels[:, at : at + 2], 130)
    (grid,) = painted(pixels)
    doubtful = np.median([c.sure for c in grid.cells if c.col >= col - 1]) < 0.6
    assert (grid.n_rows, grid.n_cols) == (12, 4) or doubtful


@pytest.mark.parametrize("at", [150, 400, 690, 1000])
def test_a_streak_through_words_or_bare_cells_is_no_column(at):
    page = SetPage(PORTRAIT)
    table(page, 200, 12)
    pixels = paint_page(page, WORN, np.random.default_rng(3))
    pixels[:, at : at + 2] = np.minimum(pixels[:, at : at + 2], 130)
    (grid,) = painted(pixels)
    assert (grid.n_rows, grid.n_cols) == (12, 4) or min(c.sure for c in grid.cells) < 0.6


def merged(grid):
    return [(c.row, c.col, c.row_span, c.col_span) for c in grid.cells if c.row_span * c.col_span > 1]


def test_a_worn_table_is_found_whole_and_sure():
    found = worn_six_times()
    assert {(g.n_rows, g.n_cols) for g in found} == {(12, 4)}
    assert sum(len(g.cells) == 48 for g in found) >= 5
    assert min(np.median([c.sure for c in g.cells]) for g in found) > 0.9


def test_a_merged_cell_of_a_worn_table_stays_merged():
    found = worn_six_times(left_out={(5, 2), (5, 3)})
    assert all((5, 1, 1, 3) in merged(g) for g in found)
    assert sum(len(merged(g)) == 1 for g in found) >= 5


def test_cells_of_a_sharp_table_are_sure():
    page = SetPage(PORTRAIT)
    table(page, 200, 12)
    (grid,) = grids(page, Look())
    assert {c.sure for c in grid.cells} == {1.0}


def heading(short_rule):
    """A worn table whose heading has two levels over its last two columns, parted by a rule or not."""
    page, xs, ys = SetPage(PORTRAIT), (118, 220, 620, 870, 1122), [200, 298, *(364 + HIGH * k for k in range(9))]
    page.rules.extend((xs[0], y, xs[-1], y) for y in ys)
    page.rules.extend((x, ys[0] + (49 if short_rule and k == 3 else 0), x, ys[-1]) for k, x in enumerate(xs))
    page.rules.extend([(xs[2], 249, xs[-1], 249)] if short_rule else [])
    for text, x, y in (("TT", 150, 232), ("Nhiệm vụ", 350, 232), ("Kế hoạch", 680, 257), ("Thực hiện", 930, 257)):
        put_words(page, text, x, y)
    for text, x in (("Năm 2026", 810),) if short_rule else (("Kinh phí", 680), ("Số hộ", 950)):
        put_words(page, text, x, 208)
    for k, y in enumerate(ys[1:-1]):
        for text, x in zip((str(k + 1), "Nâng cấp trục liên thông", f"{37 * k},{k}", f"{91 + k},0"), xs, strict=False):
            put_words(page, text, x + 8, y + 16)
    return page, len(ys) - 1


def rows_of_heading(short_rule, look):
    """By how many rows the grids of seven seeds differ from the table with a heading of one level."""
    page, rows = heading(short_rule)
    return [grid.n_rows - rows for seed in range(3, 10) for grid in grids(page, look, seed)]


HALF_GONE = Look(gaps=0.45, longest_gap=27, noise=2.6)


def test_a_short_rule_between_two_levels_of_a_heading():
    assert rows_of_heading(True, HALF_GONE).count(1) >= 6


@pytest.mark.parametrize("look", [HALF_GONE, WORN, Look()], ids=["half gone", "worn", "whole"])
def test_two_lines_in_a_heading_without_a_rule_are_one_row(look):
    assert rows_of_heading(False, look) == [0] * 7


CELLS = (GridCell(0, 0, 1, 1, Box(0, 0, 9, 9)), GridCell(0, 1, 1, 1, Box(10, 0, 19, 9)))
WHOLE = Grid(Box(0, 0, 40, 10), 1, 4, (*CELLS, GridCell(0, 2, 1, 2, Box(20, 0, 39, 9))), 0.8)


def parted(sure):
    """What inference sees of `WHOLE`: its merged cell is two, and it is so sure of them."""
    split = (GridCell(0, 2, 1, 1, Box(20, 0, 29, 9), sure=sure), GridCell(0, 3, 1, 1, Box(30, 0, 39, 9), sure=0.99))
    return replace(WHOLE, cells=(replace(CELLS[0], sure=0.97), replace(CELLS[1], sure=0.7), *split))


def seen(whole, worn):
    grids = with_witness([whole], [worn])
    return None if grids is None else [(c.col, c.col_span, c.sure) for c in grids[0].cells]


def test_a_cell_that_inference_sees_otherwise_is_unsure():
    assert seen(WHOLE, parted(0.6)) == [(0, 1, 0.97), (1, 1, 0.7), (2, 2, 0.5)]
    group = replace(WHOLE, cells=(GridCell(0, 0, 1, 4, Box(0, 0, 39, 9)),))
    assert [sure > 0.6 for _, _, sure in seen(group, parted(0.6))] == [True]
    assert seen(WHOLE, replace(parted(0.6), n_rows=2)) is None
    assert seen(WHOLE, replace(parted(0.6), n_cols=3)) == [(0, 1, 1.0), (1, 1, 1.0), (2, 2, 1.0)]


def test_inference_that_is_sure_is_believed_where_it_sees_otherwise():
    assert seen(WHOLE, parted(0.9)) == [(0, 1, 0.97), (1, 1, 0.7), (2, 1, 0.9), (3, 1, 0.99)]


IN_EACH, ACROSS, IN_ONE = [(21, 2, 25, 6), (32, 2, 36, 6)], [(21, 2, 28, 6), (30, 2, 36, 6)], [(21, 2, 25, 6)]
"""Words of the cell of `WHOLE` that may be two."""


@pytest.mark.parametrize(
    ("sure", "words", "cells"),
    [
        (0.4, IN_EACH, [(2, 0.4), (3, 0.99)]),
        (0.4, ACROSS, [(2, 0.5)]),
        (0.7, ACROSS, [(2, 0.5)]),
        (0.7, IN_ONE, [(2, 0.5)]),
        (0.9, IN_ONE, [(2, 0.9), (3, 0.99)]),
        (0.2, IN_EACH, [(2, 0.5)]),
    ],
)
def test_between_boundaries_of_whole_rules_inference_tells_the_cells(sure, words, cells):
    found = with_own_witness(WHOLE, parted(sure), np.array(words, float), 4.0)
    assert [(c.col, c.sure) for c in found.cells] == [(0, 0.97), (1, 0.7), *cells]


def test_cells_that_whole_rules_part_are_not_merged_otherwise_by_inference():
    heading = (
        GridCell(0, 0, 1, 2, Box(0, 0, 39, 9)),
        *(GridCell(1, j, 1, 1, Box(20 * j, 10, 20 * j + 19, 19)) for j in (0, 1)),
    )
    whole = Grid(Box(0, 0, 40, 20), 2, 2, heading, 0.8)
    upright = tuple(GridCell(0, j, 2, 1, Box(20 * j, 0, 20 * j + 19, 19), sure=0.9) for j in (0, 1))
    kept = tuple(replace(c, sure=0.5) for c in heading)
    assert with_own_witness(whole, replace(whole, cells=upright), np.zeros((0, 4)), 4.0).cells == kept


def test_one_doubtful_cell_keeps_all_of_a_place_as_its_rules_are_seen():
    rows = tuple(GridCell(k, 0, 1, 2, Box(0, 10 * k, 39, 10 * k + 9)) for k in (0, 1))
    whole = Grid(Box(0, 0, 40, 20), 2, 2, rows, 0.8)
    cells = tuple(
        GridCell(k, j, 1, 1, Box(20 * j, 10 * k, 20 * j + 19, 10 * k + 9), sure=0.95 if k else 0.6)
        for k in (0, 1)
        for j in (0, 1)
    )
    assert seen(whole, replace(whole, cells=cells)) == [(0, 2, 0.5), (0, 1, 0.95), (1, 1, 0.95)]


def test_two_tables_with_a_heading_between():
    page = SetPage(PORTRAIT)
    table(page, 200, 5)
    put_words(page, "B. DANH MỤC NHIỆM VỤ THUỘC THẨM QUYỀN CỦA CẤP XÃ", 180, 200 + 5 * HIGH + 50)
    table(page, 200 + 7 * HIGH, 5)
    found = grids(page, WORN)
    assert [(g.n_rows, g.n_cols) for g in found] == [(5, 4), (5, 4)]


@pytest.mark.parametrize("bleed", [0.0, 0.25])
@pytest.mark.parametrize("turned", [0, 5], ids=["all alike", "running text"])
def test_lines_of_text_are_no_worn_table(bleed, turned):
    page = SetPage(PORTRAIT)
    text = "Các sở, ban, ngành và địa phương tổ chức thực hiện nhiệm vụ được giao theo kế hoạch"
    words = text.split()
    for k in range(38):
        at = k * turned % len(words)
        put_words(page, " ".join(words[at:] + words[:at]), 118, 150 + 36 * k)
    page.rules.extend([(220, 100, 380, 100), (700, 100, 960, 100), (118, 1560, 420, 1560), (118, 1600, 420, 1600)])
    assert grids(page, replace(WORN, bleed=bleed)) == ()


CAPTION = "Bảng 1. Kinh phí từng năm của các dự án thành phần trong cả giai đoạn 2026-2030"


@pytest.mark.parametrize("dots", [8, 10, 12])
@pytest.mark.parametrize("gap", [20, 30, 40, 60])
def test_a_line_of_text_above_is_no_row(gap, dots):
    page = SetPage(PORTRAIT)
    table(page, 300, 5)
    put_words(page, CAPTION, 118, 290 - gap)
    (grid,) = grids(page, Look(dots=dots, noise=2.0))
    assert (grid.n_rows, grid.n_cols) == (5, 4)


@pytest.mark.parametrize("dots", [8, 12])
@pytest.mark.parametrize("gap", [5, 20, 40])
def test_lines_of_text_below_are_no_rows(gap, dots):
    page = SetPage(PORTRAIT)
    table(page, 300, 5)
    for k in (0, 1):
        put_words(page, CAPTION[8 * k :], 118, 300 + 5 * HIGH + gap + 34 * k)
    (grid,) = grids(page, Look(dots=dots, noise=2.0))
    assert (grid.n_rows, grid.n_cols) == (5, 4)


def test_an_outer_row_without_a_side_stays_where_its_boundary_is_sure():
    page = SetPage(PORTRAIT)
    table(page, 200, 12, left_out={(0, 0), (11, 4)})
    (grid,) = grids(page, WORN)
    assert (grid.n_rows, grid.n_cols) == (12, 4)


@pytest.mark.parametrize(
    ("boundary", "edges", "ruled"),
    [
        (5.2, [0.01, 0.24], [False, True]),  # a group row above, its columns worn below
        (5.2, [0.01, 0.01, 0.02, 0.9], [False, False, False, True]),
        (-3.0, [0.01, 0.24], [False, False]),  # nobody believes in it
        (6.0, [1e-8, 1e-8], [False, False]),
    ],
)
def test_a_group_row_and_one_more_keep_their_columns(boundary, edges, ruled):
    given = edges_given(np.array([boundary]), np.array([edges]))
    assert (given[0] > 0.5).tolist() == ruled
    assert (given >= edges).all() and (given <= 1).all()


def test_where_a_boundary_is_ruled_nothing_changes():
    edges = np.array([[0.99, 0.3, 0.98], [1.0, 1.0, 0.2]])
    assert edges_given(np.array([5.0, 6.0]), edges) == pytest.approx(edges, abs=0.01)


@pytest.mark.parametrize(
    ("shown", "bounded", "struck", "table"),
    [
        (0.4, 6.5, 0.0, True),
        (0.4, 4.0, 0.0, True),
        (0.4, 6.5, 0.8, True),
        (0.4, 4.0, 0.8, False),
        (0.4, 3.0, 0.0, False),
        (0.1, 6.5, 0.0, False),
    ],
)
def test_more_must_speak_for_a_table_where_words_stand_across(shown, bounded, struck, table):
    assert is_worn_table(shown, bounded, struck) is table
