"""Logical tables as CSV files: one a table, spans as the text at their top left and empty fields.

As the other CSV files: UTF-8 with a byte order mark, commas, CRLF, no field a formula
(`formula_guard`). Three fields follow each row: its page, its number in the table (from 1; the
dataset `cells` counts from 0), and the columns (from 1) whose reading is not sure; in a table with
a heading, its first row names them.
"""

from __future__ import annotations

from typing import BinaryIO

from sohoa.pipeline.export.captions import CHECK, PAGE, ROW
from sohoa.pipeline.export.csv_lines import csv_lines
from sohoa.pipeline.export.formula_guard import guarded
from sohoa.pipeline.export.stored_tables import CellMark, StoredTable


def write_table_csv(table: StoredTable, file: BinaryIO) -> None:
    """Write one table."""
    rows = [[""] * table.n_cols for _ in range(table.n_rows)]
    check: list[list[str]] = [[] for _ in rows]
    for c in table.cells:
        rows[c.row][c.col] = guarded(c.text)
        if c.mark is not CellMark.NONE:
            check[c.row].append(str(c.col + 1))
    with csv_lines(file) as write_row:
        for r, row in enumerate(rows):
            page = table.page_of_row[r]
            told = ["" if page is None else page, r + 1, " ".join(check[r])]
            write_row([*row, *((PAGE, ROW, CHECK) if r == 0 < table.n_head else told)])
