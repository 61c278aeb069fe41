"""Logical tables in the formats that people open: Excel, web page, CSV."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from pipeline.outputs.stored_tables import StoredDocument, stored_documents
from pipeline.outputs.table_csv import write_table_csv
from pipeline.outputs.table_pages import write_page
from pipeline.outputs.table_sheets import write_workbook
from pipeline.whole_files import write_whole

_WRITERS: dict[str, Callable[[StoredDocument, Path], None]] = {"xlsx": write_workbook, "html": write_page}


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
                write_whole(path, partial(write_table_csv, table))
                yield path
        else:
            path = destination / f"{document.name}.{to}"
            write_whole(path, partial(_WRITERS[to], document))
            yield path
