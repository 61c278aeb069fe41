"""A column that the rules of one page lost, and the next page shows."""

import itertools
from dataclasses import replace

import pytest

from sohoa.extract.grids.cells import fill_cells
from sohoa.extract.tables.lent_columns import with_lent_columns
from sohoa.extract.tables.page_table import PageTable
from sohoa.extract.tables.recipe import build_tables
from sohoa.nouns.geometry import Box
from sohoa.nouns.page import PageFrame, PageReading, TextLayer, TextSource
from sohoa.nouns.table import Grid, GridCell
from sohoa.nouns.word import Word
from sohoa.settings import TableSettings

ROW, TOP, SIZE = 60, 200, (1240, 1754)
EDGES = (100, 180, 620, 860, 1140)
HEAD = ("TT", "Nội dung", "Đơn vị", "Ghi chú")


def words(text, x, y):
    out = []
    for part in text.split():
        out.append(Word(part, part, Box(x, y, x + 11 * len(part), y + 20), 0.9))
        x += 11 * len(part) + 8
    return out


def part(rows, edges, sure=0.9):
    """A grid with columns at `edges`, and the words of `rows`, each where its column of `EDGES` is."""
    cells = [
        GridCell(r, c, 1, 1, Box(a + 2, TOP + r * ROW + 2, b - 2, TOP + (r + 1) * ROW - 2), sure=sure)
        for r in range(len(rows))
        for c, (a, b) in enumerate(itertools.pairwise(edges))
    ]
    found = [
        w
        for r, row in enumerate(rows)
        for x, text in zip(EDGES, row, strict=False)
        for w in words(text, x + 8, TOP + r * ROW + 20)
    ]
    box = Box(edges[0], TOP, edges[-1], TOP + ROW * len(rows))
    return Grid(box, len(rows), len(edges) - 1, tuple(cells), 0.95), tuple(found)


def reading(number, grid, found):
    return PageReading(
        PageFrame(number, *SIZE, 150.0, 595.0, 842.0),
        text_source=TextSource.OCR,
        text_layer=TextLayer.NONE,
        words=found,
        words_ocr=found,
        grids=(grid,),
    )


def tables(*parts):
    return build_tables([reading(n, *p) for n, p in enumerate(parts, 1)], TableSettings())


def rows(first, n=4):
    return [(str(first + k), "Rà soát quy chế", "Sở Nội vụ", "Quý II") for k in range(n)]


LOST = (100, 180, 860, 1140)


@pytest.mark.parametrize("worn", [0, 1])
def test_a_column_is_lent_to_the_page_that_lost_it(worn):
    edges = [EDGES, EDGES]
    edges[worn] = LOST
    (table,) = tables(part([HEAD, *rows(1)], edges[0]), part(rows(5), edges[1]))
    assert (table.n_rows, table.n_cols) == (9, 4)
    at = {(c.row, c.col): c for c in table.cells}
    assert {at[r, 1].text for r in range(1, 9)} == {"Rà soát quy chế"}
    assert {at[r, 2].text for r in range(1, 9)} == {"Sở Nội vụ"}
    doubtful = {r for r in range(1, 9) if at[r, 2].sure <= 0.5}
    assert doubtful == ({1, 2, 3, 4} if worn == 0 else {5, 6, 7, 8})


def of_page(grid, found):
    return PageTable(1, 1, SIZE, grid, fill_cells(grid, found))


def lent_to(grid, found, lender=None):
    other = of_page(*(lender or part(rows(5), EDGES)))
    (told,), _ = with_lent_columns([[of_page(grid, found)], [other]])
    return told.grid.n_cols


def test_a_page_with_whole_rules_borrows_nothing():
    assert lent_to(*part(rows(1), LOST, sure=1.0)) == 3


@pytest.mark.parametrize(("heading", "n_cols"), [(HEAD, 4), (("TT", "Nội dung", "Cơ quan", "Ghi chú"), 3)])
def test_a_page_with_whole_rules_borrows_where_its_heading_tells(heading, n_cols):
    bare = [("1", "Rà soát quy chế", "", "Quý II"), ("2", "Lập bản đồ", "", "Quý III")]
    lender = part([HEAD, *rows(3)], EDGES)
    assert lent_to(*part([heading, *bare], LOST, sure=1.0), lender) == n_cols


def test_a_column_that_words_run_across_is_not_lent():
    text = "Xây dựng cơ sở dữ liệu dùng chung của các sở, các xã và các phường"
    long = [(str(k), text, "", "Quý I") for k in range(4)]
    assert lent_to(*part(long, LOST)) == 3


def test_a_column_without_words_on_both_sides_is_not_lent():
    assert lent_to(*part([(str(k), "Rà soát", "", "Quý I") for k in range(4)], LOST)) == 3


def test_other_columns_are_another_table():
    assert lent_to(*part(rows(1), (100, 400, 1000, 1140))) == 3


def test_a_merged_heading_stays_merged_over_a_column_that_is_lent():
    grid, found = part([("", "Nhiệm vụ và cơ quan thực hiện năm 2026 của tỉnh", "", ""), *rows(1)], LOST)
    (told,), _ = with_lent_columns([[of_page(grid, found)], [of_page(*part(rows(5), EDGES))]])
    assert {(c.col, c.col_span) for c in told.cells if c.row == 0} == {(0, 1), (1, 2), (3, 1)}


def test_nothing_is_lent_where_joining_is_off():
    readings = [reading(1, *part(rows(1), LOST)), reading(2, *part(rows(5), EDGES))]
    assert [t.n_cols for t in build_tables(readings, replace(TableSettings(), join=False))] == [3, 4]
