"""CSV files of the datasets, for spreadsheets.

UTF-8 with a byte order mark, without which Excel reads Vietnamese as Windows-1252; commas,
CRLF line ends (RFC 4180). Lists, maps and structures are JSON in their field, nulls are empty.
Read a file back with ``pandas.read_csv(path, dtype=str, keep_default_na=False)``: by itself
pandas takes the word "nan" (as in *gian nan*) for a missing value and the number 007 for 7.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq

from sohoa.pipeline.output.atomic_files import write_whole
from sohoa.pipeline.output.outcomes import require_contract
from sohoa.pipeline.output.paths import DATASETS, dataset_files
from sohoa.pipeline.output.schemas import SCHEMAS


def export_csv(out: Path, destination: Path) -> Iterator[Path]:
    """Write `destination`/<dataset>.csv for every dataset; yields each path when it is written.

    Raises:
        CannotWrite: the destination cannot be written.
        InputError: a document was written under another contract.
    """
    require_contract(out)
    for dataset in DATASETS:
        path = destination / f"{dataset}.csv"
        write_whole(path, lambda aside, name=dataset: _write(aside, out, name))  # type: ignore[misc]
        yield path


def _write(path: Path, out: Path, dataset: str) -> None:
    columns = SCHEMAS[dataset].names
    with path.open("w", encoding="utf-8-sig", newline="") as f:
        writer = csv.writer(f)
        writer.writerow(columns)
        for file in dataset_files(out, dataset):
            for row in pq.read_table(file, partitioning=None).to_pylist():
                writer.writerow([_as_text(row[c]) for c in columns])


def _as_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value)
