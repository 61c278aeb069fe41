"""The catalogue as CSV for programs: a row a document, its fields, their confidences, what is missing.

UTF-8 with a byte order mark, commas, CRLF, no field a formula, as the other CSV files.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from sohoa.pipeline.export.archive.document_record import DocumentRecord
from sohoa.pipeline.export.archive.fields import Origin, fields
from sohoa.pipeline.export.csv_lines import csv_lines
from sohoa.pipeline.export.formula_guard import guarded

_KEYS = ("source_file", "source_path", "document", "part", "doc_id", "status")


def write_catalogue_csv(records: Iterable[DocumentRecord], file: BinaryIO) -> None:
    """Write the file."""
    scanned = [f.name for f in fields() if f.origin is Origin.SCAN]
    names = [f.name for f in fields()]
    with csv_lines(file) as write_row:
        write_row([*names, *(f"{n}_confidence" for n in scanned), "missing", "unsure", "secrecy_marks", *_KEYS])
        for record in records:
            sure = (record.values[n].confidence for n in scanned)
            write_row(
                [
                    *(guarded(record.values[n].text) for n in names),
                    *("" if c is None else f"{c:.3f}" for c in sure),
                    " ".join(field.name for field in record.missing),
                    " ".join(field.name for field in record.unsure),
                    ", ".join(record.marks),
                    *(guarded(str(record.row[k])) for k in _KEYS),
                ]
            )
