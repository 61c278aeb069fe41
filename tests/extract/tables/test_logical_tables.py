"""Words into cells, and tables over page ends, on small documents set out as rows of text."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from sohoa.extract.grids.cells import fill_cells, words_to_lines
from sohoa.extract.tables.page_table import merge_columns, reading_to_tables
from sohoa.extract.tables.recipe import build_tables
from sohoa.extract.tables.row_kinds import count_heading_rows
from sohoa.extract.wording.column_headings import is_serial_heading
from sohoa.nouns.geometry import Box
from sohoa.nouns.page import PageFrame, PageReading, TextLayer, TextSource
from sohoa.nouns.table import Grid, GridCell, GridOrigin
from sohoa.nouns.word import RegionKind, Word
from sohoa.settings import TableSettings

JOINS = json.loads((Path(__file__).parent / "cases" / "joins.json").read_text("utf-8"))
ROW, LEFT, TOP = 60, 100, 200


def words(text, x, y, confidence=0.9):
    out = []
    for part in text.split():
        out.append(Word(part, part, Box(x, y, x + 11 * len(part), y + 20), confidence))
        x += 11 * len(part) + 8
    return out


def table(spec, width, top):
    """A grid and its words; a row that has fewer texts than columns leaves the rest empty."""
    total = sum(spec["cols"])
    edges = [LEFT + (width - 2 * LEFT) * sum(spec["cols"][:k]) / total for k in range(len(spec["cols"]) + 1)]
    cells, found = [], []
    for r, row in enumerate(spec["rows"]):
        for c, text in enumerate(row):
            box = Box(edges[c] + 3, top + r * ROW + 3, edges[c + 1] - 3, top + (r + 1) * ROW - 3)
            cells.append(GridCell(r, c, 1, 1, box))
            found += words(text, box.x0 + 4, box.y0 + 10)
    outer = Box(edges[0], top, edges[-1], top + ROW * len(spec["rows"]))
    ends = {side: spec.get(side, False) for side in ("open_top", "open_bottom")}
    return Grid(outer, len(spec["rows"]), len(spec["cols"]), tuple(cells), **ends), found


def reading(number, spec):
    width, height = spec.get("size", [1240, 1754])
    grids, found, top = [], [], TOP
    for k, line in enumerate(spec.get("above", ())):
        found += words(line, LEFT, 40 + 40 * k)
    for t in spec["tables"]:
        grid, more = table(t, width, top)
        grids.append(grid)
        found += more
        top = grid.box.y1 + 100
    for line in spec.get("below", ()):
        found += words(line, LEFT, top)
    return PageReading(
        PageFrame(number, width, height, 150.0, 595.0, 842.0),
        text_source=TextSource.OCR,
        text_layer=TextLayer.NONE,
        words=tuple(found),
        words_ocr=tuple(found),
        grids=tuple(grids),
    )


@pytest.mark.parametrize("case", JOINS, ids=lambda c: c["name"])
def test_joins(case):
    readings = [reading(k + 1, p) for k, p in enumerate(case["pages"])]
    found = build_tables(readings, TableSettings())
    assert [t.n_rows for t in found] == [e["rows"] for e in case["tables"]]
    for t, e in zip(found, case["tables"], strict=True):
        at = {f"{c.row},{c.col}": c for c in t.cells}
        assert len(at) == len(t.cells)
        assert {k: at[k].text for k in e["cells"]} == e["cells"]
        cut = sorted({c.row for c in t.cells if c.join_reasons})
        assert cut == e["cut"]
        assert all(len(c.pages) > 1 for c in t.cells if c.join_reasons)
        assert {c.join_reasons for c in t.cells if c.join_reasons} == ({tuple(e["reasons"])} if cut else set())
        if e["head"] is not None:
            assert sorted({c.row for c in t.cells if c.is_header}) == list(range(e["head"]))
        if "groups" in e:
            assert sorted({c.row for c in t.cells if c.is_group}) == e["groups"]


@pytest.mark.parametrize(("scrap", "sure", "rows"), [("Đ", 0.54, 3), ("Đ", 0.9, 4), ("3", 0.54, 4)])
def test_a_letter_that_is_hardly_read_does_not_keep_the_rest_of_a_row_apart(scrap, sure, rows):
    head, above = (
        ["TT", "Nhiệm vụ", "Chủ trì", "Kết quả", "Ghi chú"],
        ["1", "Rà soát về", "Sở Nội vụ", "Báo cáo", "Mới"],
    )
    below = [["t", "chuyển đổi số", "tỉnh", "", ""], ["2", "Báo cáo", "Sở Y tế", "Báo cáo", ""]]
    pages = [{"tables": [{"cols": [1, 3, 3, 2, 2], "rows": rows}]} for rows in ([head, above], below)]
    first, second = (reading(k + 1, p) for k, p in enumerate(pages))
    read = tuple(replace(w, text=scrap, confidence=sure) if w.text == "t" else w for w in second.words)
    (found,) = build_tables([first, replace(second, words=read)], TableSettings())
    assert found.n_rows == rows


def test_a_row_of_other_cells_is_no_rest_of_the_one_above():
    case = next(c for c in JOINS if c["name"].endswith("no rule ends the page above is the rest of a row"))
    first, second = (reading(k + 1, p) for k, p in enumerate(case["pages"]))
    grid = second.grids[0]
    wide = [replace(c, col_span=2) if (c.row, c.col) == (0, 1) else c for c in grid.cells if (c.row, c.col) != (0, 2)]
    merged = replace(second, grids=(replace(grid, cells=tuple(wide)),))
    assert [t.n_rows for t in build_tables([first, second], TableSettings())] == [3]
    assert [t.n_rows for t in build_tables([first, merged], TableSettings())] == [4]


def test_no_join_keeps_pages_apart():
    readings = [reading(k + 1, p) for k, p in enumerate(JOINS[0]["pages"])]
    found = build_tables(readings, TableSettings(join=False))
    assert [(t.table_id, t.n_rows, t.pages) for t in found] == [("p001-1", 2, (1,)), ("p002-1", 2, (2,))]


def test_tables_with_a_page_between_stay_apart():
    first, second = (reading(n, p) for n, p in zip((1, 3), JOINS[0]["pages"], strict=True))
    assert len(build_tables([first, second], TableSettings())) == 2


def test_join_over_many_pages_loses_nothing():
    rows = [[str(n), f"Nhiệm vụ số {n}", "Sở Nội vụ"] for n in range(1, 121)]
    pages = [{"tables": [{"cols": [1, 5, 3], "rows": rows[k : k + 8]}]} for k in range(0, 120, 8)]
    pages[0]["tables"][0]["rows"] = [["TT", "Nhiệm vụ", "Chủ trì"], *pages[0]["tables"][0]["rows"]]
    (whole,) = build_tables([reading(k + 1, p) for k, p in enumerate(pages)], TableSettings())
    assert whole.n_rows == 121
    assert [c.text for c in whole.cells if c.col == 0][1:] == [str(n) for n in range(1, 121)]


@pytest.mark.parametrize(
    ("spans", "texts", "joined"),
    [
        ((2, 2), ("Sở Nội vụ", ""), True),
        ((2, 2), ("", "Sở Nội vụ"), True),
        ((1, 2), ("Sở Nội vụ", ""), True),
        ((1, 2), ("", "Sở Nội vụ"), False),
        ((2, 1), ("Sở Nội vụ", ""), False),
        ((2, 2), ("Sở Nội vụ", "Sở Y tế"), False),
        ((2, 2), ("", ""), False),
        ((1, 1), ("Sở Nội vụ", ""), False),
    ],
)
def test_merged_cell_goes_on_over_the_page_end(spans, texts, joined):
    """The last column of two rows a page: merged, or a cell of its own beside the page end."""
    readings = []
    for k, (span, text) in enumerate(zip(spans, texts, strict=True)):
        own = [text, ""] if k or span == 2 else ["", text]
        rows = [[str(2 * k + n + 1), task, own[n]] for n, task in enumerate(("Rà soát", "Báo cáo"))]
        page = reading(k + 1, {"tables": [{"cols": [1, 5, 3], "rows": rows}]})
        grid = page.grids[0]
        last = [c for c in grid.cells if c.col == 2]
        if span == 2:
            last = [GridCell(0, 2, 2, 1, Box.around(c.box for c in last))]
        cells = (*(c for c in grid.cells if c.col < 2), *last)
        readings.append(replace(page, grids=(replace(grid, cells=cells),)))
    (whole,) = build_tables(readings, TableSettings())
    over = [c for c in whole.cells if c.col == 2 and c.pages == (1, 2)]
    assert [(c.row_span, c.text) for c in over] == ([(sum(spans), "Sở Nội vụ")] if joined else [])


def test_cells_hold_lines_in_order_and_the_weakest_confidence():
    grid, _ = table({"cols": [1, 5], "rows": [["", ""]]}, 1240, TOP)
    box = grid.cells[1].box
    found = words("hai ba", box.x0 + 5, box.y0 + 30, 0.4) + words("một", box.x0 + 5, box.y0 + 4)
    found += words("ngoài", 20, 20)
    empty, cell = fill_cells(grid, found)
    assert cell.texts == ("một", "hai ba")
    assert cell.confidence == 0.4
    assert (empty.text, empty.confidence) == ("", None)


def test_cells_of_a_table_without_rules_are_no_surer_than_alignment():
    page = reading(1, {"tables": [{"cols": [1, 5], "rows": [["TT", "Nhiệm vụ"], ["1", ""]]}]})
    aligned = replace(page.grids[0], origin=GridOrigin.TEXT, confidence=0.5)
    (found,) = build_tables([replace(page, grids=(aligned,))], TableSettings())
    assert [(c.text, c.confidence) for c in found.cells] == [("TT", 0.5), ("Nhiệm vụ", 0.5), ("1", 0.5), ("", None)]


def test_a_cell_is_no_surer_than_its_edges():
    page = reading(1, {"tables": [{"cols": [1, 5], "rows": [["TT", "Nhiệm vụ"], ["1", ""]]}]})
    grid = page.grids[0]
    worn = replace(grid, cells=tuple(replace(c, sure=0.4 if c.col else 1.0) for c in grid.cells))
    (found,) = build_tables([replace(page, grids=(worn,))], TableSettings())
    assert [(c.text, c.confidence) for c in found.cells] == [("TT", 0.9), ("Nhiệm vụ", 0.4), ("1", 0.9), ("", None)]
    assert [c.sure for c in found.cells] == [1.0, 0.4, 1.0, 0.4]


def test_words_of_one_line_need_not_be_of_one_height():
    line = [Word("a", "a", Box(50, 5, 60, 15), None), Word("Ộ", "Ộ", Box(10, 0, 20, 22), None)]
    assert [[w.text for w in row] for row in words_to_lines(line)] == [["Ộ", "a"]]


def test_caption_begins_at_the_appendix_heading():
    page = reading(1, {**JOINS[0]["pages"][0], "above": ["Ủy ban nhân dân", "Phụ lục I", "Danh mục nhiệm vụ"]})
    assert build_tables([page], TableSettings())[0].caption == ("Phụ lục I", "Danh mục nhiệm vụ")


@pytest.mark.parametrize("text", ["TT", "STT", "Số TT", "tt."])
def test_serial_headings(text):
    assert is_serial_heading(text)


def test_column_numbers_belong_to_the_heading():
    rows = [["TT", "Nội dung", "Đơn vị"], ["(1)", "(2)", "(3)"], ["1", "Rà soát", "Sở"]]
    page = reading_to_tables(reading(1, {"tables": [{"cols": [1, 5, 3], "rows": rows}]}))[0]
    assert count_heading_rows(page.by_row, 3) == 2


def test_merge_columns_puts_a_split_text_together():
    page = reading_to_tables(reading(1, {"tables": [{"cols": [1, 2, 2], "rows": [["TT", "Nội", "dung"]]}]}))[0]
    merged = merge_columns(page, (0, 1, 3))
    assert merged is not None
    assert [c.text for c in merged.cells] == ["TT", "Nội dung"]


def two_parts(below=(), above=(), first=4, head=True, region=RegionKind.BODY):
    """A list of three rows, and on the next page one that begins at number `first`; lines under and over them."""
    heading = [["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian"]]
    rows = [[str(k), f"Rà soát danh mục thứ {k}", "Sở Nội vụ", "Năm 2027"] for k in range(1, 4)]
    more = [[str(k), f"Rà soát danh mục thứ {k}", "Sở Nội vụ", "Năm 2027"] for k in range(first, first + 2)]
    cols = [1, 6, 3, 2]
    pages = [
        reading(1, {"tables": [{"cols": cols, "rows": heading + rows}], "below": below}),
        reading(2, {"tables": [{"cols": cols, "rows": (heading if head else []) + more}], "above": above}),
    ]
    foot = pages[0].grids[0].box.y1
    noted = tuple(replace(w, region=region) if w.box.y0 > foot else w for w in pages[0].words)
    return build_tables([replace(pages[0], words=noted), pages[1]], TableSettings())


@pytest.mark.parametrize("head", [True, False])
@pytest.mark.parametrize(
    "lines",
    [
        {"below": ["1 Theo báo cáo của các xã tháng 9"], "region": RegionKind.FOOTNOTE},
        {"below": ["Ghi chú: số liệu tạm tính đến hết tháng 9"]},
        {"below": ["(*) Nguồn: báo cáo của các xã"]},
        {"above": ["ĐVT: triệu đồng"]},
        {"above": ["(Đơn vị tính: ha)"]},
        {"below": ["Chú thích: gồm cả vốn lồng ghép"], "above": ["Đơn vị tính: triệu đồng"]},
    ],
)
def test_notes_between_two_parts(lines, head):
    (found,) = two_parts(**lines, head=head)
    assert [c.text for c in found.cells if c.col == 0] == ["TT", "1", "2", "3", "4", "5"]


@pytest.mark.parametrize(
    "lines",
    [
        {"below": ["Các sở, ban, ngành tổ chức thực hiện kế hoạch này"], "head": False},
        {"below": ["Các sở, ban, ngành tổ chức thực hiện kế hoạch này"], "first": 1},
        {"below": ["Các sở, ban, ngành tổ chức thực hiện kế hoạch này"], "first": 7},
        {"above": ["Các sở, ban, ngành tổ chức thực hiện kế hoạch này"]},
        {"below": ["Ghi chú: số liệu tạm tính"], "first": 1},
        {"below": ["Ghi chú: số liệu tạm tính"], "first": 9},
        {"above": ["ĐVT: triệu đồng"], "first": 1},
        {"above": ["Biểu 02: Danh mục bổ sung", "ĐVT: triệu đồng"]},
        {"below": ["1 Theo báo cáo của các xã tháng 9"], "head": False},
    ],
)
def test_text_and_other_tables_still_part(lines):
    assert len(two_parts(**lines)) == 2


@pytest.mark.parametrize("line", ["1 Theo báo cáo của các xã tháng 9", "! Gồm cả vốn lồng ghép", "của các xã vùng cao"])
def test_print_under_a_part_with_a_repeated_heading(line):
    (found,) = two_parts(below=[line])
    assert [c.text for c in found.cells if c.col == 0] == ["TT", "1", "2", "3", "4", "5"]
