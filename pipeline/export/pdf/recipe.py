"""Two-layer PDF/A of all documents of an output folder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sohoa.errors import InputError, SohoaError
from sohoa.nouns.doubt import DoubtKind
from sohoa.pipeline.export.pdf.needs import require_pdf_extra
from sohoa.pipeline.export.pdf.page_words import LayerPage, layer_pages, words_by_page
from sohoa.pipeline.export.pdf.two_layers import write_drawn, write_two_layers
from sohoa.pipeline.output.atomic_files import write_whole_path
from sohoa.pipeline.output.datasets import read_rows
from sohoa.pipeline.output.outcomes import Outcome, load_outcomes
from sohoa.pipeline.output.paths import dataset_path
from sohoa.pipeline.output.secrecy import OnSecret, names_to_write
from sohoa.pipeline.output.source_files import Digests, find_source

_NUMBER_DIGITS = 7
"""Digits of a running number: "STT (7 ký tự)" in the code (Thông tư 05/2025/TT-BNV as implementers have it)."""


@dataclass(frozen=True, slots=True)
class PdfWish:
    """What is wanted of PDF files.

    Attributes:
        sources: folders or files in which the sources are.
        record: code of the record (mã hồ sơ) by which the files are named, with a running number; "": by document.
        unsign: also copy signed files, without their signatures.
        draw: draw the pages of files that cannot be PDF/A as they are.
        on_secret: what to do about documents with a mark of secrecy.
        hashed: files among `sources` whose digests are known; filled on the way.
    """

    sources: tuple[Path, ...] = (Path(),)
    record: str = ""
    unsign: bool = False
    draw: bool = False
    on_secret: OnSecret = OnSecret.FLAG
    hashed: Digests = field(default_factory=dict, compare=False, repr=False)


def export_pdf(out: Path, destination: Path, wish: PdfWish) -> Iterator[Path | SohoaError]:
    """Write a PDF/A of every document; yields its path when it is written, or why it was not.

    Raises:
        CannotWrite: the destination cannot be written.
        InputError: a document was written under another contract, or the extra is not installed.
    """
    require_pdf_extra()
    names = names_to_write(out, wish.on_secret)
    outcomes = sorted((o for o in load_outcomes(out).values() if o.name in names), key=lambda o: o.name)
    for k, outcome in enumerate(outcomes, 1):
        name = f"{wish.record}.{k:0{_NUMBER_DIGITS}}" if wish.record else outcome.name
        yield write_pdf(out, outcome, destination / f"{name}.pdf", wish)


def write_pdf(out: Path, outcome: Outcome, to: Path, wish: PdfWish) -> Path | SohoaError:
    """Write the PDF/A of one document; gives its path, or why it was not written.

    Raises:
        CannotWrite: it cannot be written.

    Rule: A document of which no PDF can be made, whatever the reason, costs no other document its PDF.
    Test: pipeline/export/pdf/test_export_pdf.py::test_what_fails_in_one_file_costs_no_other
    """
    try:
        source = find_source(outcome, wish.sources, wish.hashed)
        pages = layer_pages(out, outcome.name)
        if source.suffix.lower() == ".txt":
            raise InputError(kind=DoubtKind.TEXT_HAS_NO_PICTURE, where=source)
        _write(out, outcome, source, pages, to, wish)
    except InputError as e:
        return e
    return to


def _write(out: Path, outcome: Outcome, source: Path, pages: dict[int, LayerPage], to: Path, wish: PdfWish) -> None:
    name, called, root = outcome.name, title(out, outcome), out if out in to.parents else None
    try:
        words = words_by_page(out, name, pages)
        write_whole_path(to, lambda aside: write_two_layers(source, aside, pages, words, called, wish.unsign), root)
    except InputError as e:
        if e.doubt.kind is not DoubtKind.NOT_PDFA or not wish.draw:
            raise
        drawn = words_by_page(out, name, pages, drawn=True)
        write_whole_path(to, lambda aside: write_drawn(source, aside, pages, drawn, called), root)


def title(out: Path, outcome: Outcome) -> str:
    """Type, code and subject of a document, as far as they were read."""
    [row, *_] = read_rows(dataset_path(out, "documents", outcome.name), "documents", ["doc_type", "code", "subject"])
    return " ".join(str(v) for v in row.values() if v)
