"""The pages of an output folder in the formats of other programs."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from sohoa.pipeline.export.pages.alto import write_alto
from sohoa.pipeline.export.pages.hocr import write_hocr
from sohoa.pipeline.export.pages.markdown import write_markdown
from sohoa.pipeline.export.pages.stored_pages import stored_pages
from sohoa.pipeline.export.stored_tables import stored_documents
from sohoa.pipeline.output.atomic_files import write_whole_path
from sohoa.pipeline.output.outcomes import require_contract
from sohoa.pipeline.output.secrecy import OnSecret, names_to_write


def export_pages(out: Path, to: str, destination: Path, on_secret: OnSecret = OnSecret.FLAG) -> Iterator[Path]:
    """Write the pages of all documents; yields each path when it is written.

    Args:
        out: output folder of `sohoa run`.
        to: ``hocr``: `destination`/<name>.hocr; ``alto``: `destination`/<name>/p0001.xml and so on; ``md``:
            `destination`/<name>.md.
        destination: folder to write.
        on_secret: what to do about documents with a mark of secrecy.

    Raises:
        CannotWrite: the destination cannot be written.
        InputError: a document was written under another contract.
    """
    require_contract(out)
    tables = {d.name: d.tables for d in stored_documents(out)} if to == "md" else {}
    for name in names_to_write(out, on_secret):
        if to == "alto":
            for page in stored_pages(out, name):
                path = destination / name / f"p{page.number:04}.xml"
                write_whole_path(path, partial(write_alto, page), destination)
                yield path
            continue
        path = destination / f"{name}.{to}"
        pages = stored_pages(out, name)
        if to == "hocr":
            write_whole_path(path, partial(write_hocr, name, pages), destination)
        else:
            write_whole_path(path, partial(write_markdown, pages, tables.get(name, ())), destination)
        yield path
