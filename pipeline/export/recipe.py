"""Logical tables in the formats that people open: Excel, web page, CSV."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO

from sohoa.pipeline.export.csv_tables import write_table_csv
from sohoa.pipeline.export.html_tables import write_page
from sohoa.pipeline.export.stored_tables import StoredDocument, stored_documents
from sohoa.pipeline.export.xlsx_tables import write_workbook
from sohoa.pipeline.output.atomic_files import write_whole

_WRITERS: dict[str, Callable[[StoredDocument, BinaryIO], None]] = {"xlsx": write_workbook, "html": write_page}


def export_tables(out: Path, to: str, destination: Path) -> Iterator[Path]:
    """Write the logical tables of an output folder; yields each path when it is written.

    Args:
        out: output folder of `sohoa run`.
        to: ``xlsx`` or ``html``: `destination`/<name>.<to>, one file a document that has tables;
            ``csv``: `destination`/tables/<name>/<table_id>.csv.
        destination: folder to write.

    Raises:
        CannotWrite: the destination cannot be written.
    """
    for document in stored_documents(out):
        if to == "csv":
            for table in document.tables:
                path = destination / "tables" / document.name / f"{table.table_id}.csv"
                write_whole(path, partial(write_table_csv, table), destination)
                yield path
        else:
            path = destination / f"{document.name}.{to}"
            write_whole(path, partial(_WRITERS[to], document), destination)
            yield path
