"""What the worker processes do with a source: count its pages, read one of them.

This is the page border: whatever goes wrong on a page becomes a failed page with a
`Problem` here, and nowhere else.
"""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass, replace

from sohoa.errors import (
    CannotWrite,
    EngineMissing,
    SourceChanged,
)
from sohoa.nouns.doubt import DoubtKind
from sohoa.nouns.page import PageReading
from sohoa.nouns.problem import Problem, Status
from sohoa.pipeline.batch.failures import failed_page, problem_of
from sohoa.pipeline.batch.run_options import Run, Start
from sohoa.pipeline.corrections.store import read_corrections
from sohoa.pipeline.output.checkpoints import Checkpoint, Key, load_checkpoint, save_checkpoint
from sohoa.pipeline.output.document_names import Source
from sohoa.pipeline.output.source_bytes import same_bytes

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Survey:
    """A source opened: its pages, those to read, whether the others stand for this run, problems of the file itself."""

    n_pages: int
    to_read: tuple[int, ...]
    others_stand: bool
    problems: tuple[Problem, ...] = ()


def survey(run: Run, source: Source) -> Survey:
    """Open a source and look which of its pages must be read.

    Raises:
        InputError: it cannot be opened, or has other bytes by now.
    """
    with same_bytes(source.path, source.doc_id, source.stamp):
        n_pages = run.recipe.count_pages(source.path, run.settings)
        problems = run.recipe.file_problems(source.path)
    turns = _turns(run, source)
    asked_for = range(1, n_pages + 1) if run.pages is None else run.pages.within(n_pages)
    to_read: list[int] = []
    others_stand = True
    for page in range(1, n_pages + 1):
        old = load_checkpoint(run.out, source.name, page, source.doc_id)
        stands = old is not None and old.stands_for(run.key(source, turns.get(page)))
        kept = run.start is Start.CELLS and _may_be_kept(old, turns.get(page))
        if page in asked_for and not kept and (run.force or not stands):
            to_read.append(page)
        else:
            others_stand = others_stand and stands
    return Survey(n_pages, tuple(to_read), others_stand, problems)


def read(run: Run, source: Source, page: int) -> Status:
    """Read one page and keep its checkpoint; a failure becomes a failed page.

    Raises:
        EngineMissing, CannotWrite: these end the batch.
        SourceChanged: the source has other bytes by now.

    Rule: A worker that finds another engine than the run began with (a model or Tesseract taken away or replaced
        meanwhile) ends the run: no page is kept under the name of an engine that did not read it.
    Test: faults/test_damaged_models.py::test_an_engine_that_is_replaced_while_a_run_is_under_way_ends_it
    """
    rotation = _turns(run, source).get(page)
    key = run.key(source, rotation)
    known = _known(run, source, page, key, rotation)
    started = time.monotonic()
    try:
        if known:
            reading = run.recipe.read_page(source.path, page, run.settings, known.reading)
        else:
            with same_bytes(source.path, source.doc_id, source.stamp):
                reading = _read_afresh(run, source, page, rotation)
            _require_engine(run)
    except (EngineMissing, CannotWrite, SourceChanged):
        raise
    except Exception as e:
        logger.debug("page failed", exc_info=True)
        reading = failed_page(problem_of(e, page))
    reading = replace(reading, seconds={**reading.seconds, "total": time.monotonic() - started})
    key = replace(key, words=known.key.words) if known else key
    save_checkpoint(run.out, source.name, Checkpoint(key, reading))
    return reading.status


def _turns(run: Run, source: Source) -> dict[int, int]:
    """How people have said that pages stand; see `turned_pages`."""
    said = read_corrections(run.out, source.name).in_force
    if not said:
        return {}
    from sohoa.pipeline.corrections.pages import turned_pages  # with numpy, which the parent never needs

    return turned_pages(said)


def _require_engine(run: Run) -> None:
    """See that the engine of this process is the one that the run's checkpoints name."""
    here = run.recipe.engine_version(run.settings)
    if here != run.engine:
        raise EngineMissing(run.engine, here, kind=DoubtKind.ENGINE_CHANGED)


def _read_afresh(run: Run, source: Source, page: int, rotation: int | None) -> PageReading:
    if rotation is None:
        return run.recipe.read_page(source.path, page, run.settings)
    return run.recipe.read_turned_page(source.path, page, run.settings, rotation)


def _may_be_kept(old: Checkpoint | None, rotation: int | None) -> bool:
    """Was a page read, and is it turned as a person says?"""
    if old is None or old.reading.status is Status.FAILED:
        return False
    return rotation is None or old.reading.frame.rotation == rotation


def _known(run: Run, source: Source, page: int, key: Key, rotation: int | None) -> Checkpoint | None:
    """The checkpoint whose words are taken over: as asked for, or since nothing that leads to them has changed."""
    old = load_checkpoint(run.out, source.name, page, source.doc_id)
    if run.start is Start.SOURCE:
        return old if old and not run.force and old.words_stand_for(key) else None
    if _may_be_kept(old, rotation):
        return old
    logger.info("no checkpoint to start from: the page is read from the source")
    return None


def keep_failed_page(run: Run, source: Source, problem: Problem) -> None:
    """Keep the failure of a page that its worker could not report."""
    save_checkpoint(run.out, source.name, Checkpoint(run.key(source), failed_page(problem)))
