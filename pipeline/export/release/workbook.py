"""The datasets that people read in a spreadsheet: documents, tasks, indicators, problems, a sheet each."""

from __future__ import annotations

from pathlib import Path

from sohoa.pipeline.export.csv_datasets import as_text
from sohoa.pipeline.export.release.merged import merged_rows
from sohoa.pipeline.output.schemas import SCHEMAS

SHEETS = ("documents", "tasks", "indicators", "problems")
MOST_ROWS = 1_048_576
"""Of a sheet of Excel, its heading included."""
_LONGEST = 32_000


def write_workbook(merged: dict[str, Path], path: Path, most_rows: int = MOST_ROWS) -> tuple[str, ...]:
    """Write the workbook; gives the datasets that have more rows than a sheet, which are cut there."""
    import xlsxwriter

    cut = []
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with path.open("wb") as file, xlsxwriter.Workbook(file, {**options, "tmpdir": str(path.parent)}) as book:
        head, text = book.add_format({"bold": True, "bg_color": "#d9e2ef"}), book.add_format({"num_format": "@"})
        for dataset in SHEETS:
            sheet, columns = book.add_worksheet(dataset), SCHEMAS[dataset].names
            for k, name in enumerate(columns):
                sheet.write_string(0, k, name, head)
            sheet.freeze_panes(1, 0)
            for r, row in enumerate(merged_rows(merged[dataset]), 1):
                if r >= most_rows:
                    cut.append(dataset)
                    break
                for k, name in enumerate(columns):
                    _write(sheet, r, k, row[name], text)
    return tuple(cut)


def _write(sheet: object, row: int, col: int, value: object, text: object) -> None:
    """Numbers as numbers, all else as text, as it is: no date is guessed and nothing becomes a formula."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        told = as_text(value)[:_LONGEST]
        if told:
            sheet.write_string(row, col, told, text)  # type: ignore[attr-defined]
    else:
        sheet.write_number(row, col, value)  # type: ignore[attr-defined]
