"""The catalogue of an output folder."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from sohoa.pipeline.export.archive import wording
from sohoa.pipeline.export.archive.csv_file import write_catalogue_csv
from sohoa.pipeline.export.archive.document_record import DocumentRecord, document_record
from sohoa.pipeline.export.archive.workbook import write_catalogue
from sohoa.pipeline.output.atomic_files import write_whole
from sohoa.pipeline.output.datasets import read_rows
from sohoa.pipeline.output.outcomes import require_contract
from sohoa.pipeline.output.paths import dataset_path
from sohoa.pipeline.output.schemas import SCHEMAS
from sohoa.pipeline.output.secrecy import OnSecret, documents_to_write

NAME = "muc-luc"
"""Of the two files."""
_PAGE = ["page", "text", "text_source", "status"]


def export_catalogue(out: Path, destination: Path, on_secret: OnSecret = OnSecret.FLAG) -> Iterator[Path]:
    """Write `destination`/muc-luc.xlsx and .csv; yields each path when it is written.

    Raises:
        CannotWrite: the destination cannot be written.
        InputError: a document was written under another contract, or bears a mark of secrecy with `STOP`.
    """
    records = list(catalogue(out, on_secret))
    for suffix, write in (("xlsx", write_catalogue), ("csv", write_catalogue_csv)):
        path = destination / f"{NAME}.{suffix}"
        write_whole(path, partial(write, records), destination)
        yield path


def catalogue(out: Path, on_secret: OnSecret = OnSecret.FLAG) -> Iterator[DocumentRecord]:
    """Records of all documents, in the order of their names; those that could not be read are in it too."""
    require_contract(out)
    for name, marks in documents_to_write(out, on_secret).items():
        found = [wording.MARK_AT.format(mark=mark, page=page) for mark, page in marks]
        pages = read_rows(dataset_path(out, "pages", name), "pages", _PAGE)
        for row in read_rows(dataset_path(out, "documents", name), "documents", SCHEMAS["documents"].names):
            yield document_record(row, pages, _headings(out, name), found)


def _headings(out: Path, name: str) -> tuple[str, ...]:
    """Headings of groups in the document's tables, each once, in their order."""
    rows = [r for d in ("tasks", "indicators") for r in read_rows(dataset_path(out, d, name), d, ["group_title"])]
    return tuple(dict.fromkeys(r["group_title"] for r in rows if r["group_title"]))
