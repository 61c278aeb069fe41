"""Logical tables as Excel workbooks: one a document, a sheet a table, spans as merged cells.

Every cell is stored as text, as it was read: no number is guessed, and a text that begins
like a formula (``=``, ``+``, ``-``, ``@``; OWASP, CSV Injection) can never become one.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from math import ceil, sqrt
from typing import TYPE_CHECKING, BinaryIO

from sohoa.nouns.page_ranges import format_pages
from sohoa.pipeline.export.captions import COLOURS, CONTENTS, CONTENTS_HEADINGS, FACTS, LEGEND, PAGE, ROW
from sohoa.pipeline.export.formula_guard import begins_like_a_formula
from sohoa.pipeline.export.stored_tables import CellMark, StoredCell, StoredDocument, StoredTable

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

TOP = 3
"""Lines above a table on its sheet: source and pages, document, an empty one."""
_LONGEST = 32_767
"""Characters that Excel holds in a cell."""
_CUT = " […]"
_NARROWEST, _WIDEST = 5.0, 52.0
"""Column widths in characters."""
_PER_ROOT = 2.6
"""Width of a column that makes a pleasant block of its texts: so many characters times the root of their length."""
_LINE_POINTS = 15.0
"""Height of a printed line in a cell, points: that of a row in Excel's own font, Calibri 11."""


def write_workbook(document: StoredDocument, file: BinaryIO) -> None:
    """Write the workbook of a document: a sheet of contents and legend, then a sheet a table."""
    import xlsxwriter

    whole = BytesIO()
    with xlsxwriter.Workbook(whole, {"in_memory": True}) as book:
        book.set_properties({"title": document.name, "comments": "sohoa"})
        styles = _Styles(book)
        _write_contents(book.add_worksheet(CONTENTS), document, styles)
        for table in document.tables:
            _write_table(book.add_worksheet(table.table_id), table, styles)
    file.write(whole.getvalue())


class _Styles:
    """Cell formats, made once each."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[object, ...], Format] = {}

    def cell(self, c: StoredCell) -> Format:
        """Format of a table's cell: always text, its doubt as a fill, headings bold."""
        return self.get(c.is_header, c.is_group, c.mark, begins_like_a_formula(c.text))

    def get(self, head: bool, group: bool, mark: CellMark, formula: bool = False) -> Format:
        """A format by what a cell is."""
        key = head, group, mark, formula
        if key not in self._made:
            look = {"num_format": "@", "text_wrap": True, "valign": "top", "border": 1, "border_color": "#8c8c8c"}
            fill = COLOURS[mark] or ("#d9e2ef" if head else "#eef1f5" if group else None)
            look |= {"bold": head or group, "quote_prefix": formula, "italic": mark is CellMark.DOUBTFUL}
            look |= {"bg_color": fill} if fill else {}
            look |= {"align": "center", "valign": "vcenter"} if head else {}
            self._made[key] = self._book.add_format(look)
        return self._made[key]

    def plain(self, **look: object) -> Format:
        """A format by its properties."""
        key = tuple(sorted(look.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(look)
        return self._made[key]


def _write_contents(sheet: Worksheet, document: StoredDocument, styles: _Styles) -> None:
    bold, small = styles.plain(bold=True), styles.plain(font_color="#555555")
    first = document.tables[0]
    sheet.write_string(0, 0, first.source_file, styles.plain(bold=True, font_size=14))
    sheet.write_string(1, 0, f"doc_id {first.doc_id}", small)
    top = 3
    for name, fact in document.facts:
        sheet.write_string(top, 0, FACTS[name], bold)
        sheet.write_string(top, 1, fact[:_LONGEST])
        top += 1
    top += bool(document.facts)
    for k, heading in enumerate(CONTENTS_HEADINGS):
        sheet.write_string(top, k, heading, bold)
    for r, table in enumerate(document.tables, top + 1):
        sheet.write_url(r, 0, f"internal:'{table.table_id}'!A1", string=table.table_id)
        sheet.write_string(r, 1, format_pages(table.pages))
        marked = sum(c.mark is not CellMark.NONE for c in table.cells)
        for k, number in enumerate((table.n_rows, table.n_cols, marked), 2):
            sheet.write_number(r, k, number)
    at = top + 2 + len(document.tables)
    for mark, meaning in LEGEND.items():
        sheet.write_string(at, 0, "abc", styles.get(False, False, mark))
        sheet.write_string(at, 1, meaning)
        at += 1
    sheet.set_column(0, 4, 24)


def _write_table(sheet: Worksheet, table: StoredTable, styles: _Styles) -> None:
    small = styles.plain(font_color="#555555")
    pages = format_pages(table.pages)
    sheet.write_string(0, 0, f"{table.source_file} – {table.table_id} – {PAGE} {pages}", styles.plain(bold=True))
    sheet.write_string(1, 0, f"doc_id {table.doc_id}", small)
    widths = column_widths(table)
    for k, width in enumerate(widths):
        sheet.set_column(k, k, width)
    for c in table.cells:
        _write_cell(sheet, c, styles.cell(c))
    for heading, k in ((PAGE, table.n_cols + 1), (ROW, table.n_cols + 2)):
        sheet.write_string(TOP - 1, k, heading, small)
    for r, page in enumerate(table.page_of_row):
        if page is not None:
            sheet.write_number(TOP + r, table.n_cols + 1, page, small)
        sheet.write_number(TOP + r, table.n_cols + 2, r + 1, small)
    for r, height in _merged_heights(table, widths).items():
        sheet.set_row(TOP + r, height)
    sheet.freeze_panes(TOP + table.n_head, 0)
    sheet.ignore_errors({"number_stored_as_text": f"A1:{_corner(table)}"})
    _set_print(sheet, table)


def _write_cell(sheet: Worksheet, c: StoredCell, style: Format) -> None:
    """Write a cell, with its doubt as a colour and a comment on how it was joined.

    Rule: Every cell of an Excel file is text as it was read: 007 stays 007, and nothing becomes a formula.
    Test: pipeline/export/test_table_files.py::test_workbook
    """
    text = c.text if _units(c.text) <= _LONGEST else c.text[: (_LONGEST - len(_CUT)) // 2] + _CUT
    row = TOP + c.row
    if c.row_span * c.col_span > 1:
        sheet.merge_range(row, c.col, row + c.row_span - 1, c.col + c.col_span - 1, "", style)
    if text:
        sheet.write_string(row, c.col, text, style)
    else:
        sheet.write_blank(row, c.col, None, style)
    if c.told_join:
        sheet.write_comment(row, c.col, f"{PAGE} {format_pages(c.pages)}: {c.told_join}")


def _units(text: str) -> int:
    """Length as Excel counts it, in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def _corner(table: StoredTable) -> str:
    from xlsxwriter.utility import xl_rowcol_to_cell

    return str(xl_rowcol_to_cell(TOP + table.n_rows, table.n_cols))


def _set_print(sheet: Worksheet, table: StoredTable) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    if table.n_head:
        sheet.repeat_rows(TOP, TOP + table.n_head - 1)


def column_widths(table: StoredTable) -> list[float]:
    """Width of each column in characters, from the texts that stand in it alone."""
    return [_width([c.text for c in table.cells if c.col == k and c.col_span == 1]) for k in range(table.n_cols)]


def _width(texts: Sequence[str]) -> float:
    lengths = sorted(len(t) for t in texts)
    usual = lengths[9 * (len(lengths) - 1) // 10] if lengths else 0
    word = max((len(w) for t in texts for w in t.split()), default=0)
    return min(_WIDEST, max(_NARROWEST, _PER_ROOT * sqrt(usual), 1.15 * min(word, 18) + 1))


def _merged_heights(table: StoredTable, widths: Sequence[float]) -> dict[int, float]:
    """Heights in points of rows with cells merged across, which Excel does not fit by itself."""
    lines: dict[int, int] = {}
    wide = {c.row for c in table.cells if c.col_span > 1 and c.text}
    for c in table.cells:
        if c.row in wide and c.row_span == 1:
            room = sum(widths[c.col : c.col + c.col_span])
            lines[c.row] = max(lines.get(c.row, 1), ceil(1.1 * len(c.text) / room))
    return {r: min(409.0, n * _LINE_POINTS) for r, n in lines.items()}
