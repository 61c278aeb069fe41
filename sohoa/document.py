"""A document digitised in this process: what the commands write to files, as objects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sohoa.errors import InputError
from sohoa.nouns.doubt import DoubtKind
from sohoa.nouns.evidence import Evidence
from sohoa.nouns.page import PageReading
from sohoa.nouns.page_ranges import PageRanges, parse_pages
from sohoa.nouns.problem import Problem, ProblemKind, Status
from sohoa.nouns.record import DocumentParts, Header, Indicator, Task
from sohoa.nouns.sheet_places import on_sheets
from sohoa.nouns.table import Table
from sohoa.nouns.word import Word
from sohoa.settings import Settings

if TYPE_CHECKING:
    from pandas import DataFrame

    from sohoa.pipeline.output.dataset_rows import StoredDocument

Pages = str | Iterable[int] | None
"""Pages that somebody wants: ``"1-3,7"``, ``"3-end"``, numbers from 1, or None for all."""


@dataclass(frozen=True, slots=True)
class Document:
    """A digitised document.

    Attributes:
        path: the source file.
        n_pages: pages of the source, those that were not asked for included.
        pages: what was read, in order; a page that could not be read has the status `failed` and says why.
        parts: what is put together from the pages.
        settings: that it was read with.
        doc_id: SHA-256 of the bytes that were read, hex.
    """

    path: Path
    n_pages: int
    pages: tuple[PageReading, ...]
    parts: DocumentParts
    settings: Settings
    doc_id: str

    @property
    def header(self) -> Header:
        """The formal parts: authority, number, date, subject, signer."""
        return self.parts.header

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What the places of the document say of its formal parts; the chosen ones are in `header`."""
        return self.parts.evidence

    @property
    def words(self) -> tuple[Word, ...]:
        """Words of all pages in reading order, each with its box in pixels of its cleaned page."""
        return tuple(w for page in self.pages for w in page.words)

    @property
    def tables(self) -> tuple[Table, ...]:
        """Logical tables: one that goes on over pages is one table. `Table.to_pandas` gives it as a frame."""
        return self.parts.tables

    @property
    def tasks(self) -> tuple[Task, ...]:
        """Rows of task lists, typed."""
        return self.parts.tasks

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """Values of indicator matrices, typed."""
        return self.parts.indicators

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What went wrong or is doubtful, of pages first, then of the document."""
        return tuple(dict.fromkeys((*(p for page in self.pages for p in page.problems), *self.parts.problems)))

    @property
    def text(self) -> str:
        """Text in reading order, a form feed between pages."""
        from sohoa.pipeline.recipe import page_text

        return "\f".join(page_text(page.words) for page in self.pages)

    def to_pandas(self, dataset: str) -> DataFrame:
        """A dataset of this document with the columns that `load` gives: `words`, `cells`, `tasks` and so on.

        Raises:
            KeyError: there is no such dataset.
        """
        from sohoa.loading import rows_to_frame

        return rows_to_frame(self._stored(), dataset)

    def _stored(self) -> StoredDocument:
        from sohoa.pipeline.output.dataset_rows import StoredDocument
        from sohoa.pipeline.output.document_names import FoundFile, name_sources
        from sohoa.pipeline.output.versions import stage_versions

        failed = [p for p in self.pages if p.status is Status.FAILED]
        whole = not any(p.kind is ProblemKind.LOST_CONTENT for p in self.problems)
        good = Status.OK if whole and not failed else Status.PARTIAL
        status = Status.FAILED if len(failed) == len(self.pages) else good
        readings, parts = on_sheets(self.pages, self.parts)
        return StoredDocument(
            source=name_sources([(FoundFile.given(self.path), self.doc_id)], {})[0],
            n_pages=self.n_pages,
            status=status,
            readings=readings,
            parts=parts,
            problems=self.problems,
            pipeline_version=stage_versions().document,
            settings_digest=self.settings.digest(),
        )


def iter_pages(path: str | Path, settings: Settings | None = None, pages: Pages = None) -> Iterator[PageReading]:
    """Read the pages of a file one after the other, in this process.

    A page that cannot be read comes out with the status `failed` and a problem that says why.

    Args:
        path: a PDF, TIFF, PNG, JPEG or text file.
        settings: of all stages; None takes the defaults.
        pages: those wanted; None is all.

    Raises:
        InputError: the file cannot be opened, or has none of these pages.
        EngineMissing: the engine or its model is not installed.
    """
    path, settings = Path(path), settings or Settings()
    n_pages = _count_pages(path, settings)
    for number in sorted(_wanted(pages, n_pages, path)):
        yield _read(path, number, settings)


def digitise(path: str | Path, settings: Settings | None = None, pages: Pages = None) -> Document:
    """Read a file in this process: pages, header, tables, records.

    Args:
        path: a PDF, TIFF, PNG, JPEG or text file.
        settings: of all stages; None takes the defaults.
        pages: those wanted; None is all. Tables and records are made from these pages.

    Raises:
        InputError: the file cannot be opened, has none of these pages, or is changed while it is read.
        EngineMissing: the engine or its model is not installed.
    """
    from sohoa.pipeline.lazy_recipe import RECIPE
    from sohoa.pipeline.output.source_bytes import same_bytes, stamped_digest
    from sohoa.pipeline.recipe import build_document

    path, settings = Path(path), settings or Settings()
    n_pages = _count_pages(path, settings)
    stamp, doc_id = stamped_digest(path)
    with same_bytes(path, doc_id, stamp):
        read = RECIPE.agree_over_pages(tuple(iter_pages(path, settings, pages)), settings)
    well = [r for r in read if r.status is not Status.FAILED]
    parts = build_document(well, settings) if well else DocumentParts()
    parts = replace(parts, problems=(*RECIPE.file_problems(path), *parts.problems))
    return Document(path, n_pages, read, parts, settings, doc_id)


def _count_pages(path: Path, settings: Settings) -> int:
    from sohoa.pipeline.lazy_recipe import RECIPE

    return RECIPE.count_pages(path, settings)


def _wanted(pages: Pages, n_pages: int, path: Path) -> frozenset[int]:
    if pages is None:
        return frozenset(range(1, n_pages + 1))
    ranges = parse_pages(pages) if isinstance(pages, str) else PageRanges(tuple((n, n) for n in pages))
    found = ranges.within(n_pages)
    if not found:
        raise InputError(n_pages, kind=DoubtKind.PAGES_NOT_THERE, where=path)
    return found


def _read(path: Path, number: int, settings: Settings) -> PageReading:
    from sohoa.errors import EngineMissing, SohoaError
    from sohoa.pipeline.batch.failures import failed_page, problem_of
    from sohoa.pipeline.recipe import read_page

    try:
        return read_page(path, number, settings)
    except EngineMissing:
        raise
    except SohoaError as e:
        return failed_page(problem_of(e, number))
