"""CSV files of the datasets, for spreadsheets.

UTF-8 with a byte order mark, without which Excel reads Vietnamese as Windows-1252; commas,
CRLF line ends (RFC 4180). Lists, maps and structures are JSON in their field, nulls are empty,
and no field is a formula (`formula_guard`, which says how to take its apostrophes off again).
Read a file back with ``pandas.read_csv(path, dtype=str, keep_default_na=False)``: by itself
pandas takes the word "nan" (as in *gian nan*) for a missing value and the number 007 for 7. A release
(`sohoa export --to release`) has CSV files without a byte order mark, in which every text is as it is.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import BinaryIO

from sohoa.pipeline.export.csv_lines import csv_lines
from sohoa.pipeline.export.formula_guard import guarded
from sohoa.pipeline.output.atomic_files import write_whole
from sohoa.pipeline.output.datasets import read_rows
from sohoa.pipeline.output.outcomes import require_contract
from sohoa.pipeline.output.paths import DATASETS, dataset_files
from sohoa.pipeline.output.schemas import SCHEMAS
from sohoa.pipeline.output.secrecy import OnSecret, names_to_write


def export_csv(out: Path, destination: Path, on_secret: OnSecret = OnSecret.FLAG) -> Iterator[Path]:
    """Write `destination`/<dataset>.csv for every dataset; yields each path when it is written.

    Args:
        out: output folder of `sohoa run`.
        destination: folder to write.
        on_secret: what to do about documents with a mark of secrecy.

    Raises:
        CannotWrite: the destination cannot be written.
        InputError: a document was written under another contract, or bears a mark of secrecy and that is to stop.
    """
    require_contract(out)
    names = names_to_write(out, on_secret)
    for dataset in DATASETS:
        path = destination / f"{dataset}.csv"
        write_whole(path, partial(_write, out, dataset, names), destination)
        yield path


def _write(out: Path, dataset: str, names: Collection[str], file: BinaryIO) -> None:
    columns = SCHEMAS[dataset].names
    with csv_lines(file) as write_row:
        write_row(columns)
        for path in (f for f in dataset_files(out, dataset) if f.stem in names):
            for row in read_rows(path, dataset, columns):
                write_row([_shown(row[c]) for c in columns])


def _shown(value: object) -> str:
    """The text of a field of a spreadsheet's file."""
    return guarded(value) if isinstance(value, str) else as_text(value)


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
