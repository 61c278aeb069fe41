"""What the worker processes do with a source: count its pages, read one of them.

This is the page border: whatever goes wrong on a page becomes a failed page with a
`Problem` here, and nowhere else.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from pipeline.checkpoint import Checkpoint, Key, load_checkpoint, page_key, save_checkpoint
from pipeline.errors import (
    CannotWrite,
    EmptyFile,
    EncryptedFile,
    EngineFailed,
    EngineMissing,
    InputError,
    PageTimeout,
    PageTooLarge,
    SohoaError,
)
from pipeline.model import (
    IDENTITY,
    PageReading,
    Problem,
    ProblemKind,
    Stage,
    Status,
    TextLayer,
    TextSource,
)
from pipeline.naming import Source
from pipeline.places import checkpoint_path
from pipeline.settings import Settings
from pipeline.workers import resolve

logger = logging.getLogger(__name__)


class PageReader(Protocol):
    """`pipeline.run.read_page`."""

    def __call__(self, path: Path, number: int, settings: Settings, known: PageReading | None = None) -> PageReading:
        """Read page `number` (from 1); with `known`, start from its words."""
        ...


@dataclass(frozen=True, slots=True)
class Stages:
    """Dotted names of what the workers call; tests put fakes in their place."""

    count_pages: str = "pipeline.work:count_pages"
    read_page: str = "pipeline.run:read_page"
    build_document: str = "pipeline.run:build_document"
    page_text: str = "pipeline.run:page_text"
    engine_version: str = "pipeline.versions:engine_version"


class Start(StrEnum):
    """Where a page's reading starts: from the source, or from what its checkpoint keeps."""

    SOURCE = "source"
    WORDS = "words"
    CELLS = "cells"


@dataclass(frozen=True, slots=True)
class Run:
    """What is the same for all pages of a run.

    Attributes:
        pages: those asked for, from 1; None is all of them.
        start: where the reading of these pages starts.
        force: read them again though nothing has changed.
        version, engine: what the results depend on besides bytes and settings.
    """

    out: Path
    settings: Settings
    version: str
    engine: str
    pages: frozenset[int] | None = None
    start: Start = Start.SOURCE
    force: bool = False
    stages: Stages = field(default_factory=Stages)

    def key(self, source: Source) -> Key:
        """The key of a page of `source` that is read afresh in this run."""
        return page_key(source.doc_id, self.settings, f"{self.version} {self.engine}")


@dataclass(frozen=True, slots=True)
class Survey:
    """A source opened: its pages, those to read, and whether the others stand for this run."""

    n_pages: int
    to_read: tuple[int, ...]
    others_stand: bool


def count_pages(path: Path, settings: Settings) -> int:
    """Pages of a source; raises the `InputError` that fits if it cannot be opened."""
    from pipeline.source import open_source

    with open_source(path, settings.source) as source:
        return int(source.n_pages)


def survey(run: Run, source: Source) -> Survey:
    """Open a source and look which of its pages must be read.

    Raises:
        InputError: it cannot be opened.
    """
    count: Callable[[Path, Settings], int] = resolve(run.stages.count_pages)
    n_pages = count(source.path, run.settings)
    key = run.key(source)
    to_read: list[int] = []
    others_stand = True
    for page in range(1, n_pages + 1):
        old = load_checkpoint(checkpoint_path(run.out, source.name, page), source.doc_id)
        stands = old is not None and old.stands_for(key)
        asked = run.pages is None or page in run.pages
        kept = run.start is Start.CELLS and old is not None and old.reading.status is not Status.FAILED
        if asked and not kept and (run.force or not stands):
            to_read.append(page)
        else:
            others_stand = others_stand and stands
    return Survey(n_pages, tuple(to_read), others_stand)


def read(run: Run, source: Source, page: int) -> Status:
    """Read one page and keep its checkpoint; a failure becomes a failed page.

    Raises:
        EngineMissing, CannotWrite: these end the batch.
    """
    path = checkpoint_path(run.out, source.name, page)
    known = _known(path, source) if run.start is not Start.SOURCE else None
    read_page: PageReader = resolve(run.stages.read_page)
    started = time.monotonic()
    try:
        reading = read_page(source.path, page, run.settings, known.reading if known else None)
    except (EngineMissing, CannotWrite):
        raise
    except Exception as e:
        logger.debug("page failed", exc_info=True)
        reading = failed_page(problem_of(e, page))
    reading = replace(reading, seconds={**reading.seconds, "total": time.monotonic() - started})
    key = run.key(source)
    save_checkpoint(path, Checkpoint(replace(key, words=known.key.words) if known else key, reading))
    return reading.status


def _known(path: Path, source: Source) -> Checkpoint | None:
    old = load_checkpoint(path, source.doc_id)
    if old and old.reading.status is not Status.FAILED:
        return old
    logger.info("no checkpoint to start from: the page is read from the source")
    return None


_KIND_OF_ERROR: tuple[tuple[type[SohoaError], Stage, ProblemKind], ...] = (
    (EncryptedFile, Stage.SOURCE, ProblemKind.ENCRYPTED),
    (EmptyFile, Stage.SOURCE, ProblemKind.EMPTY),
    (PageTooLarge, Stage.SOURCE, ProblemKind.TOO_LARGE),
    (InputError, Stage.SOURCE, ProblemKind.UNREADABLE),
    (PageTimeout, Stage.OCR, ProblemKind.TIMEOUT),
    (EngineFailed, Stage.OCR, ProblemKind.ENGINE),
    (EngineMissing, Stage.OCR, ProblemKind.ENGINE),
    (CannotWrite, Stage.STORE, ProblemKind.INTERNAL),
)


def problem_of(error: Exception, page: int | None, stage: Stage = Stage.SOURCE) -> Problem:
    """The problem that an exception is; one that nobody foresaw is INTERNAL, at `stage`."""
    for kind_of_error, its_stage, kind in _KIND_OF_ERROR:
        if isinstance(error, kind_of_error):
            return Problem(its_stage, kind, str(error), page)
    message = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return Problem(stage, ProblemKind.INTERNAL, message, page)


def failed_page(problem: Problem) -> PageReading:
    """A page of which nothing is known but why."""
    return PageReading(
        number=problem.page or 0,
        width=0,
        height=0,
        dpi=0.0,
        rotation=0,
        skew_deg=0.0,
        to_source=IDENTITY,
        source_width=0.0,
        source_height=0.0,
        text_source=TextSource.OCR,
        text_layer=TextLayer.NONE,
        problems=(problem,),
        status=Status.FAILED,
    )


def keep_failed_page(run: Run, source: Source, problem: Problem) -> None:
    """Keep the failure of a page that its worker could not report."""
    path = checkpoint_path(run.out, source.name, problem.page or 0)
    save_checkpoint(path, Checkpoint(run.key(source), failed_page(problem)))
