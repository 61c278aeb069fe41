"""Exported tables, opened again with programs of other people."""

import csv
import zipfile
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sohoa.nouns.geometry import Box
from sohoa.nouns.problem import Status
from sohoa.nouns.record import DocumentParts, Header
from sohoa.nouns.table import Cell, JoinReason, Part, Table
from sohoa.pipeline.export.recipe import export_tables
from sohoa.pipeline.export.stored_tables import CellMark, StoredCell, stored_documents, tile
from sohoa.pipeline.output.dataset_rows import StoredDocument
from sohoa.pipeline.output.datasets import store_document
from sohoa.pipeline.output.document_names import Source

FORMULAS = ["=1+1", "+84 219 3", "- Sở Nội vụ", "@SUM(A1)", '=HYPERLINK("http://x.vn";"xem")']


def cell(row, col, text, *, row_span=1, col_span=1, confidence=0.95, page=1, **more):
    parts = (Part(page, Box(0, 0, 9, 9)),)
    return Cell(row, col, row_span, col_span, (text,), (text,), confidence, parts, **more)


HEAD = (
    cell(0, 0, "TT", row_span=2, is_header=True),
    cell(0, 1, "Kinh phí", col_span=2, is_header=True),
    cell(1, 1, "2026", is_header=True),
    cell(1, 2, "2027", is_header=True),
)
BODY = (
    cell(2, 0, "I", is_group=True),
    cell(2, 1, "Hạ tầng <số> & dữ liệu", col_span=2, is_group=True),
    cell(3, 0, "007", confidence=0.7),
    cell(3, 1, "5.000", confidence=0.3),
    replace(
        cell(3, 2, "", confidence=None),
        parts=(Part(1, Box(0, 0, 9, 9)), Part(2, Box(0, 0, 9, 9))),
        join_reasons=(JoinReason.NO_RULE,),
    ),
    *(cell(4 + k, 0, text, page=2) for k, text in enumerate(FORMULAS)),
    *(cell(4 + k, 1, "x\x01", col_span=2, page=2) for k in range(len(FORMULAS))),
)


@pytest.fixture
def out(tmp_path):
    for name, tables in (
        ("a", (Table("p001-1", 9, 3, (*HEAD, *BODY)), Table("p002-1", 1, 1, (cell(0, 0, "y"),)))),
        ("b", ()),
    ):
        source = Source("ab" * 32, name, str(tmp_path), f"{name}.pdf", f"{name}.pdf")
        parts = DocumentParts(tables=tables)
        store_document(tmp_path / "out", StoredDocument(source, 2, Status.OK, (), parts, (), "0", "d"), lambda *_: "")
    return tmp_path / "out"


def exported(out, to):
    return {p.relative_to(out.parent / to).as_posix(): p for p in export_tables(out, to, out.parent / to)}


def test_workbook(out):
    files = exported(out, "xlsx")
    assert list(files) == ["a.xlsx"]
    book = openpyxl.load_workbook(files["a.xlsx"])
    assert book.sheetnames[1:] == ["p001-1", "p002-1"]
    sheet = book["p001-1"]
    assert {str(r) for r in sheet.merged_cells.ranges} >= {"A4:A5", "B4:C4", "B6:C6", "B8:C8"}
    assert "a.pdf" in sheet["A1"].value
    assert "p001-1" in sheet["A1"].value
    assert "ab" * 32 in sheet["A2"].value
    assert "không có đường kẻ ở cuối trang / no rule at the page end" in sheet["C7"].comment.text
    assert (sheet["A7"].value, sheet["B7"].value) == ("007", "5.000")
    assert [sheet.cell(8 + k, 1).value for k in range(5)] == FORMULAS
    assert {c.data_type for row in sheet["A4:C12"] for c in row if c.value is not None} == {"s"}
    assert all(sheet.cell(8 + k, 1).quotePrefix for k in range(5))
    assert sheet["A4"].font.bold
    assert sheet.freeze_panes == "A6"
    assert [sheet[at].fill.fgColor.rgb for at in ("A7", "B7")] == ["FFFFF2B3", "FFF8C4B4"]
    assert (sheet["E8"].value, sheet["F8"].value) == (2, 5)  # the fifth row, on page 2
    assert "no rule" in sheet["C7"].comment.text
    with zipfile.ZipFile(files["a.xlsx"]) as z:
        assert not any(b"<f>" in z.read(n) for n in z.namelist() if "worksheets/" in n)


def test_the_contents_tell_what_document_it_is(tmp_path):
    header = Header(code="12/KH-UBND", subject="=trồng rừng", issued_on=date(2031, 3, 4))
    source = Source("ab" * 32, "a", str(tmp_path), "a.pdf", "a.pdf")
    parts = DocumentParts(header=header, tables=(Table("p001-1", 1, 1, (cell(0, 0, "x"),)),))
    store_document(tmp_path / "out", StoredDocument(source, 1, Status.OK, (), parts, (), "0", "d"), lambda *_: "")
    [path] = export_tables(tmp_path / "out", "xlsx", tmp_path / "to")
    sheet = openpyxl.load_workbook(path).worksheets[0]
    told = [(row[0].value, row[1].value) for row in sheet.iter_rows(min_row=4, max_row=6)]
    assert [text for _, text in told] == ["12/KH-UBND", "2031-03-04", "=trồng rừng"]
    assert sheet["A8"].value == "bảng / table"
    assert sheet["A9"].value == "p001-1"


def test_a_text_too_long_for_excel_is_cut_and_says_so(out):
    document = next(stored_documents(out))
    long = replace(document.tables[1], cells=(StoredCell(0, 0, 1, 1, "ớ" * 40_000),))
    from sohoa.pipeline.export.xlsx_tables import write_workbook

    with (out / "l.xlsx").open("wb") as file:
        write_workbook(replace(document, tables=(long,)), file)
    text = openpyxl.load_workbook(out / "l.xlsx")["p002-1"]["A4"].value
    assert text.startswith("ớ" * 16_000)
    assert text.endswith("[…]")


class Cells(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found, self.open = [], False

    def handle_starttag(self, tag, attrs):
        self.open = tag in ("td", "th") and "data-row" in dict(attrs)
        if self.open:
            self.found.append([tag, dict(attrs), ""])

    def handle_endtag(self, _tag):
        self.open = False

    def handle_data(self, data):
        if self.open:
            self.found[-1][2] += data


def test_web_page(out):
    text = exported(out, "html")["a.html"].read_text("utf-8")
    parser = Cells()
    parser.feed(text)
    at = {a["id"]: (tag, a, data) for tag, a, data in parser.found}
    assert (at["p001-1-r0c0"][0], at["p001-1-r0c0"][1]["rowspan"]) == ("th", "2")
    assert at["p001-1-r2c1"][2] == "Hạ tầng <số> & dữ liệu"
    assert (at["p001-1-r2c1"][1]["colspan"], at["p001-1-r2c1"][1]["class"]) == ("2", "group")
    assert (at["p001-1-r3c0"][1]["class"], at["p001-1-r3c1"][1]["class"]) == ("unsure", "doubtful")
    assert (at["p001-1-r3c1"][1]["data-confidence"], at["p001-1-r3c1"][1]["data-page"]) == ("0.300", "1")
    assert "no rule" in at["p001-1-r3c2"][1]["title"]
    assert text.count("<thead>") == text.count("</thead>") == 1
    assert text.count("<tbody>") == text.count("</tbody>") == 2
    assert "ab" * 32 in text


def test_csv_of_a_table(out):
    files = exported(out, "csv")
    assert list(files) == ["tables/a/p001-1.csv", "tables/a/p002-1.csv"]
    with files["tables/a/p001-1.csv"].open(encoding="utf-8-sig", newline="") as f:
        rows = list(csv.reader(f))
    assert rows[0][:3] == ["TT", "Kinh phí", ""]
    assert rows[3] == ["007", "5.000", "", "1", "4", "1 2"]
    assert [r[0] for r in rows[4:]] == [f"'{t}" for t in FORMULAS]


def test_marks():
    levels = [replace(StoredCell(0, 0, 1, 1, "x"), confidence=c).mark for c in (None, 1.0, 0.84, 0.59, 0.0)]
    assert levels == [CellMark.NONE, CellMark.NONE, CellMark.UNSURE, CellMark.DOUBTFUL, CellMark.DOUBTFUL]


cells = st.builds(
    StoredCell, st.integers(0, 5), st.integers(0, 4), st.integers(1, 3), st.integers(1, 3), st.sampled_from("abc")
)


@given(st.lists(cells, max_size=12))
def test_any_cells_are_tiled_without_gap_or_loss(some):
    tiled = tile(some)
    covered = [p for c in tiled for p in c.places]
    assert len(covered) == len(set(covered))
    if covered:
        assert len(covered) == (max(r for r, _ in covered) + 1) * (max(c for _, c in covered) + 1)
    assert sorted("".join(c.text for c in tiled).replace(" ", "")) == sorted("".join(c.text for c in some))
