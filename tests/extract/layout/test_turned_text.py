"""Watermarks and turned text: apart from sentences and cells, but the turned headings of a table are its headings."""

from dataclasses import replace

import pytest

from sohoa.extract.grids.cells import fill_cells
from sohoa.extract.layout.reading_order import arrange
from sohoa.nouns.geometry import Box
from sohoa.nouns.printed_line import words_to_runs
from sohoa.nouns.table import Grid, GridCell
from sohoa.nouns.word import RegionKind, Word


def word(text, x, y, width=60, height=20, turn=0, region=RegionKind.BODY):
    return Word(text, text, Box(x, y, x + width, y + height), None, turn=turn, region=region)


def sentence(y, text="Các xã báo cáo kết quả"):
    return [word(t, 100 + 70 * k, y) for k, t in enumerate(text.split())]


def upwards(x, bottom, text):
    """A line that is read from its foot to its head."""
    return [word(t, x, bottom - 70 * k - 60, 20, 60, turn=90) for k, t in enumerate(text.split())]


def downwards(x, top, text):
    return [word(t, x, top + 70 * k, 20, 60, turn=270) for k, t in enumerate(text.split())]


def test_watermarks_and_turned_text_stand_apart():
    mark = [
        word("BẢN", 150, 190, 90, 90, 45, RegionKind.WATERMARK),
        word("NHÁP", 230, 110, 90, 90, 45, RegionKind.WATERMARK),
    ]
    edge = upwards(20, 700, "Sao y bản chính")
    words = arrange(words_to_runs([*mark, *sentence(200), *sentence(240), *edge]), (), 800, 1000)
    of = {kind: " ".join(w.text for w in words if w.region is kind) for kind in RegionKind}
    assert of[RegionKind.BODY] == "Các xã báo cáo kết quả Các xã báo cáo kết quả"
    assert of[RegionKind.WATERMARK] == "BẢN NHÁP"
    assert of[RegionKind.MARGIN] == "Sao y bản chính"
    assert words[-1].region is RegionKind.WATERMARK


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (lambda: [*upwards(120, 290, "Tổng số hộ"), *upwards(150, 290, "toàn xã")], "Tổng số hộ toàn xã"),
        (lambda: [*downwards(150, 80, "Tổng số hộ"), *downwards(120, 80, "toàn xã")], "Tổng số hộ toàn xã"),
        (lambda: [word("Tổng", 110, 100), word("hộ", 110, 130)], "Tổng hộ"),
    ],
    ids=["read upwards", "read downwards", "upright"],
)
def test_a_turned_heading_is_read_as_it_runs(lines, text):
    cells = (GridCell(0, 0, 1, 1, Box(100, 70, 200, 300)), GridCell(0, 1, 1, 1, Box(200, 70, 300, 300)))
    grid = Grid(Box(100, 70, 300, 300), 1, 2, cells)
    found = fill_cells(grid, arrange(words_to_runs([*lines(), word("Ghi", 210, 80)]), [grid], 800, 1000))
    assert [c.text for c in found] == [text, "Ghi"]
    assert all(w.region is RegionKind.TABLE for c in found for line in c.lines for w in line)


def test_upright_text_is_in_no_margin_for_its_place():
    words = arrange(words_to_runs([replace(w, turn=0) for w in sentence(200)]), (), 800, 1000)
    assert {w.region for w in words} == {RegionKind.BODY}
