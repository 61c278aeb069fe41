"""CSV files of the datasets, for spreadsheets.

UTF-8 with a byte order mark, without which Excel reads Vietnamese as Windows-1252; commas,
CRLF line ends (RFC 4180). Lists, maps and structures are JSON in their field, nulls are empty.
Read a file back with ``pandas.read_csv(path, dtype=str, keep_default_na=False)``: by itself
pandas takes the word "nan" (as in *gian nan*) for a missing value and the number 007 for 7. A text that
begins like a formula (``=``, ``+``, ``-``, ``@``) has an apostrophe before it; a release
(`sohoa export --to release`) has CSV files without a byte order mark, in which every text is as it is.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq

from sohoa.pipeline.export.formulas import harmless
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
                writer.writerow([_shown(row[c]) for c in columns])


def _shown(value: object) -> str:
    """The text of a field; a text that begins like a formula gets an apostrophe before it, a number does not.

    Rule: In a CSV file that a spreadsheet opens, nothing that was read from a scan becomes a formula.
    Test: pipeline/output/test_datasets.py::test_text_like_a_formula_is_text_in_csv
    """
    return harmless(value) if isinstance(value, str) else as_text(value)


def as_text(value: object) -> str:
    """A value as the text of a field: lists, maps and structures as JSON, null as nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value)
