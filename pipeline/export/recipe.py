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
from sohoa.pipeline.output.outcomes import require_contract
from sohoa.pipeline.output.secrecy import OnSecret, names_to_write

_WRITERS: dict[str, Callable[[StoredDocument, BinaryIO], None]] = {"xlsx": write_workbook, "html": write_page}


def export_tables(out: Path, to: str, destination: Path, on_secret: OnSecret = OnSecret.FLAG) -> Iterator[Path]:
    """Write the logical tables of an output folder; yields each path when it is written.

    Args:
        out: output folder of `sohoa run`.
        to: ``xlsx`` or ``html``: `destination`/<name>.<to>, one file a document that has tables;
            ``csv``: `destination`/tables/<name>/<table_id>.csv.
        destination: folder to write.
        on_secret: what to do about documents with a mark of secrecy.

    Raises:
        CannotWrite: the destination cannot be written.
        InputError: a document was written under another contract, or bears a mark of secrecy and that is to stop.
    """
    require_contract(out)
    names = names_to_write(out, on_secret)
    for document in (d for d in stored_documents(out) if d.name in names):
        if to == "csv":
            for table in document.tables:
                path = destination / "tables" / document.name / f"{table.table_id}.csv"
                write_whole(path, partial(write_table_csv, table), destination)
                yield path
        else:
            path = destination / f"{document.name}.{to}"
            write_whole(path, partial(_WRITERS[to], document), destination)
            yield path
