"""Merged datasets as CSV for programs: UTF-8 without a byte order mark, so that every text is as it is.

Spreadsheets take such files for another coding and are not meant to open them: for these there is the workbook, in
which nothing can become a formula.
"""

from __future__ import annotations

import csv
from pathlib import Path

from sohoa.pipeline.export.csv_datasets import as_text
from sohoa.pipeline.export.release.merged import merged_rows
from sohoa.pipeline.output.schemas import SCHEMAS


def write_csv(merged: Path, dataset: str, path: Path) -> None:
    """Write a dataset; lists, maps and structures are JSON in their field, nulls are empty."""
    columns = SCHEMAS[dataset].names
    with path.open("w", encoding="utf-8", newline="") as f:
        writer = csv.writer(f)
        writer.writerow(columns)
        for row in merged_rows(merged):
            writer.writerow([as_text(row[c]) for c in columns])
