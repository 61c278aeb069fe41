"""Logical tables as CSV files: one a table, spans as the text at their top left and empty fields.

As the other CSV files: UTF-8 with a byte order mark, commas, CRLF. A text that a spreadsheet
would take for a formula gets an apostrophe before it (OWASP, CSV Injection), for CSV cannot say
what is text. Three fields follow each row: its page, its number in the dataset `cells`, and the
columns (from 1) whose reading is not sure; in a table with a heading, its first row names them.
"""

from __future__ import annotations

import csv
from pathlib import Path

from sohoa.pipeline.export.captions import CHECK, PAGE, ROW
from sohoa.pipeline.export.formulas import harmless
from sohoa.pipeline.export.stored_tables import CellMark, StoredTable


def write_table_csv(table: StoredTable, path: Path) -> None:
    """Write one table."""
    rows = [[""] * table.n_cols for _ in range(table.n_rows)]
    check: list[list[str]] = [[] for _ in rows]
    for c in table.cells:
        rows[c.row][c.col] = harmless(c.text)
        if c.mark is not CellMark.NONE:
            check[c.row].append(str(c.col + 1))
    with path.open("w", encoding="utf-8-sig", newline="") as f:
        writer = csv.writer(f)
        for r, row in enumerate(rows):
            page = table.page_of_row[r]
            told = ["" if page is None else page, r, " ".join(check[r])]
            writer.writerow([*row, *((PAGE, ROW, CHECK) if r == 0 < table.n_head else told)])
