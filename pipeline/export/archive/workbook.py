"""The catalogue as an Excel workbook: a list to print, all fields with their confidence, and what they mean."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from math import ceil
from typing import TYPE_CHECKING, BinaryIO

from sohoa.pipeline.export.archive import wording
from sohoa.pipeline.export.archive.document_record import DocumentRecord, Value
from sohoa.pipeline.export.archive.fields import Field, Origin, fields
from sohoa.pipeline.export.captions import COLOURS
from sohoa.pipeline.export.stored_tables import CellMark

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_LONGEST = 32_000
"""Characters; Excel holds 32,767 UTF-16 units in a cell."""
_HEAD_ROWS = 2
_LINE_POINTS = 15.0
_HIGHEST = 409.0
"""Points; the highest row of Excel."""


def write_catalogue(records: Sequence[DocumentRecord], file: BinaryIO) -> None:
    """Write the workbook. Every cell is text, so nothing that was read can become a formula."""
    import xlsxwriter

    whole = BytesIO()
    with xlsxwriter.Workbook(
        whole, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        looks = _Looks(book)
        _write_list(book.add_worksheet(wording.LIST), records, looks)
        _write_records(book.add_worksheet(wording.RECORDS), records, looks)
        _write_legend(book.add_worksheet(wording.LEGEND), looks)
    file.write(whole.getvalue())


class _Looks:
    """Cell formats."""

    def __init__(self, book: Workbook) -> None:
        cell = {"num_format": "@", "text_wrap": True, "valign": "top", "border": 1, "border_color": "#8c8c8c"}
        self.cell: Format = book.add_format(cell)
        self.unsure: Format = book.add_format({**cell, "bg_color": COLOURS[CellMark.UNSURE]})
        self.missing: Format = book.add_format({**cell, "bg_color": COLOURS[CellMark.DOUBTFUL]})
        self.head: Format = book.add_format(
            {**cell, "bold": True, "bg_color": "#d9e2ef", "align": "center", "valign": "vcenter"}
        )
        self.title: Format = book.add_format({"bold": True, "font_size": 14})
        self.small: Format = book.add_format({**cell, "font_color": "#555555", "num_format": "0.00"})

    def of(self, value: Value) -> Format:
        """Of a value in a field."""
        return self.unsure if value.is_unsure else self.cell


def _write_list(sheet: Worksheet, records: Sequence[DocumentRecord], looks: _Looks) -> None:
    """The list that is printed: A4 across, headings on every page."""
    sheet.write_string(0, 0, wording.TITLE, looks.title)
    sheet.set_row(1, 2 * _LINE_POINTS)
    for k, (heading, width) in enumerate(zip(wording.LIST_HEADINGS, wording.LIST_WIDTHS, strict=True)):
        sheet.write_string(1, k, heading, looks.head)
        sheet.set_column(k, k, width)
    for k, record in enumerate(records):
        _write_line(sheet, _HEAD_ROWS + k, k + 1, record, looks)
    sheet.freeze_panes(_HEAD_ROWS, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(1)
    sheet.set_footer("&C&P/&N")
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})


def _write_line(sheet: Worksheet, at: int, number: int, record: DocumentRecord, looks: _Looks) -> None:
    values = record.values
    code = Value(_code(record), values["codeNumber"].confidence)
    signer = Value(" ".join(v for v in (values["signerTitle"].text, values["signerName"].text) if v))
    shown = (code, values["issuedDate"], values["organName"], values["typeName"], values["subject"], signer)
    sheet.write_number(at, 0, number, looks.cell)
    for k, value in enumerate(shown, 1):
        _write(sheet, at, k, value.text, looks.of(value))
    for name in ("signerTitle", "signerName"):
        if values[name].is_unsure:
            _write(sheet, at, 6, signer.text, looks.unsure)
    _write(sheet, at, 7, values["numberOfPage"].text, looks.cell)
    sheet.write_string(at, 8, str(record.row["source_path"] or record.row["source_file"]), looks.cell)
    told = to_do(record)
    texts = ("", *(v.text for v in shown), "", str(record.row["source_path"] or ""), told)
    sheet.set_row(at, _height(texts, wording.LIST_WIDTHS))
    _write(sheet, at, 9, told, looks.missing if record.missing or record.marks else looks.cell)


def _write(sheet: Worksheet, row: int, col: int, text: str, look: Format) -> None:
    """A text, or a blank cell."""
    if text:
        sheet.write_string(row, col, text[:_LONGEST], look)
    else:
        sheet.write_blank(row, col, None, look)


def _height(texts: Sequence[str], widths: Sequence[int]) -> float:
    """Of a row in points: not every program fits rows to wrapped text by itself."""
    lines = max(ceil(1.05 * len(t) / width) for t, width in zip(texts, widths, strict=True))
    return min(_HIGHEST, max(1, lines) * _LINE_POINTS)


def _code(record: DocumentRecord) -> str:
    """Number and symbol as printed on the document, joined as `documents` has them."""
    return str(record.row["code"] or record.row["number"] or record.row["symbol"] or "")


def to_do(record: DocumentRecord) -> str:
    """What a person has to look at and to add, in words; "" if nothing."""
    told = [wording.NOT_READ] if record.row["status"] == "failed" else []
    told += [wording.MARK_LIST.format(", ".join(record.marks))] if record.marks else []
    told += [wording.MISSING_LIST.format(", ".join(f.name_vi for f in record.missing))] if record.missing else []
    told += [wording.UNSURE_LIST.format(", ".join(f.name_vi for f in record.unsure))] if record.unsure else []
    return ". ".join(told)


def _write_records(sheet: Worksheet, records: Sequence[DocumentRecord], looks: _Looks) -> None:
    """All fields; beside each that the scan tells, how surely."""
    widths = [_field_width(f) for f in fields()]
    for r, record in enumerate(records, _HEAD_ROWS):
        sheet.set_row(r, _height([record.values[f.name].text for f in fields()], widths))
    at = 0
    for field in fields():
        sheet.write_string(0, at, field.name, looks.head)
        sheet.write_string(1, at, field.name_vi, looks.head)
        sheet.set_column(at, at, _field_width(field))
        for r, record in enumerate(records, _HEAD_ROWS):
            value = record.values[field.name]
            missing = field in record.missing
            _write(sheet, r, at, value.text, looks.missing if missing else looks.of(value))
        at += 1
        if field.origin is Origin.SCAN:
            sheet.write_string(0, at, "", looks.head)
            sheet.write_string(1, at, wording.SURE, looks.head)
            sheet.set_column(at, at, 8)
            for r, record in enumerate(records, _HEAD_ROWS):
                _write_confidence(sheet, r, at, record.values[field.name], looks)
            at += 1
    for heading, column in ((wording.FILE, "source_file"), (wording.DOCUMENT, "doc_id")):
        sheet.write_string(0, at, "", looks.head)
        sheet.write_string(1, at, heading, looks.head)
        for r, record in enumerate(records, _HEAD_ROWS):
            sheet.write_string(r, at, str(record.row[column]), looks.cell)
        at += 1
    sheet.freeze_panes(_HEAD_ROWS, 0)
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})


def _field_width(field: Field) -> int:
    return 30 if field.length >= 100 else 14


def _write_confidence(sheet: Worksheet, row: int, col: int, value: Value, looks: _Looks) -> None:
    if value.confidence is None:
        sheet.write_blank(row, col, None, looks.small)
    else:
        sheet.write_number(row, col, round(value.confidence, 2), looks.small)


def _write_legend(sheet: Worksheet, looks: _Looks) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    for k, (heading, width) in enumerate(zip(wording.LEGEND_HEADINGS, (20, 32, 16, 14, 34), strict=True)):
        sheet.write_string(0, k, heading, looks.head)
        sheet.set_column(k, k, width)
    for r, field in enumerate(fields(), 1):
        length = str(field.length or "")
        told = (field.name, field.name_vi, wording.NEEDS[field.need], length, wording.ORIGINS[field.origin])
        for k, text in enumerate(told):
            sheet.write_string(r, k, text, looks.cell)
    for r, note in enumerate(wording.NOTES, len(fields()) + 2):
        sheet.write_string(r, 0, note)
