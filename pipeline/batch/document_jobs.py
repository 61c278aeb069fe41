"""A document put together from its pages' checkpoints, stored, and its outcome told."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sohoa.errors import EngineMissing
from sohoa.nouns.doubt import Doubt, DoubtKind
from sohoa.nouns.page import PageReading
from sohoa.nouns.page_ranges import format_pages
from sohoa.nouns.problem import Problem, ProblemKind, Stage, Status
from sohoa.nouns.record import DocumentParts
from sohoa.nouns.sheet_places import on_sheets
from sohoa.pipeline.batch.failures import problem_of
from sohoa.pipeline.batch.run_options import Run
from sohoa.pipeline.corrections.store import Kept, read_corrections
from sohoa.pipeline.output.checkpoints import checkpoint_fingerprints, load_checkpoint, require_checkpoints
from sohoa.pipeline.output.dataset_rows import StoredDocument
from sohoa.pipeline.output.document_names import Source
from sohoa.pipeline.output.outcomes import Outcome, save_outcome
from sohoa.pipeline.output.source_bytes import require_digest

if TYPE_CHECKING:
    from sohoa.pipeline.corrections.document import CorrectedDocument

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Gathered:
    """A document whose pages are read.

    `complete`: every page was read for this run's settings and version, but for failures.
    `failure`: why nothing can be stored but this problem: the source could not be opened, or
    its readings could not be written. `bare`: leave tables and records out, because putting
    them together or writing them failed. `problems`: what is told of the file as a whole. `pages`: those that this run
    has read, whose checkpoints must be there.
    """

    source: Source
    n_pages: int
    complete: bool
    failure: Problem | None = None
    bare: bool = False
    problems: tuple[Problem, ...] = ()
    pages: tuple[int, ...] = ()


def assemble(run: Run, work: Gathered) -> Outcome:
    """Put a document together from its checkpoints and write all its files, the outcome last.

    Raises:
        CannotWrite: the output folder cannot be written, or what was read of a page is not there.
        SourceChanged: the source has other bytes by now; nothing is written then.
        EngineMissing: a model that is needed is damaged.
    """
    started = time.monotonic()
    if not work.failure:
        require_checkpoints(run.out, work.source.name, work.pages)
        require_digest(work.source.path, work.source.doc_id)
    return put_together(run, work, started)


def put_together(run: Run, work: Gathered, started: float) -> Outcome:
    """The same without a look at the source, which may not be at hand when a document is corrected."""
    from sohoa.pipeline.output.datasets import store_document  # with pyarrow, which the parent never needs
    from sohoa.pipeline.search.catching_up import keep_document

    kept_corrections = read_corrections(run.out, work.source.name)
    corrected = _corrected(run, work, kept_corrections)
    readings, parts = corrected.readings, corrected.parts
    problems = (*_problems(work, readings, parts), *corrected.problems)
    readings, parts = on_sheets(readings, parts)
    document = StoredDocument(
        source=work.source,
        n_pages=work.n_pages,
        status=_status(work, readings, parts),
        readings=readings,
        parts=parts,
        problems=problems,
        pipeline_version=run.version,
        settings_digest=run.settings.digest(),
    )
    written = store_document(run.out, document, run.recipe.page_text)
    kept = checkpoint_fingerprints(run.out, work.source.name, (r.number for r in readings))
    outcome = _outcome(run, work, document, time.monotonic() - started)
    whole = outcome.complete and not corrected.n_waiting
    outcome = replace(outcome, complete=whole, files={**written, **kept}, corrections=kept_corrections.digest)
    keep_document(run.out, document, save_outcome(run.out, outcome))
    return outcome


def _readings(run: Run, work: Gathered) -> tuple[PageReading, ...]:
    if work.failure:
        return ()
    name, doc_id = work.source.name, work.source.doc_id
    some = (load_checkpoint(run.out, name, n, doc_id) for n in range(1, work.n_pages + 1))
    return run.recipe.agree_over_pages([c.reading for c in some if c], run.settings)


def _corrected(run: Run, work: Gathered, kept: Kept) -> CorrectedDocument:
    """The document from its checkpoints and from what people have said of it."""
    from sohoa.pipeline.corrections.document import correct_document  # with numpy, which the parent never needs

    readings = _readings(run, work)
    return correct_document(readings, kept, lambda some: _parts(run, work, some))


def _parts(run: Run, work: Gathered, readings: tuple[PageReading, ...]) -> DocumentParts:
    read_well = [r for r in readings if r.status is not Status.FAILED]
    if not read_well:
        return DocumentParts()
    if work.bare:
        left_out = Doubt(DoubtKind.TABLES_LEFT_OUT)
        return DocumentParts(problems=(Problem(Stage.RECORDS, ProblemKind.INTERNAL, (left_out,)),))
    try:
        return run.recipe.build_document(read_well, run.settings)
    except EngineMissing:  # a damaged model would spoil each document
        raise
    except Exception as e:
        logger.debug("document failed", exc_info=True)
        return DocumentParts(problems=(problem_of(e, None, Stage.RECORDS),))


def _problems(work: Gathered, readings: tuple[PageReading, ...], parts: DocumentParts) -> tuple[Problem, ...]:
    of_source = (*work.problems, *((work.failure,) if work.failure else ()))
    of_pages = tuple(replace(p, page=p.page or r.number) for r in readings for p in r.problems)
    return tuple(dict.fromkeys((*of_source, *of_pages, *parts.problems)))


def _status(work: Gathered, readings: tuple[PageReading, ...], parts: DocumentParts) -> Status:
    """How much of a document came out.

    Rule: A document is `failed` if no page of it was read, `partial` if a page failed or was not asked for or its
        tables could not be made, else `ok`: a page that fails costs only itself, and the next run tries it again.
    Test: pipeline/commands/test_run.py::test_a_bad_page_costs_only_itself
    """
    if not any(r.status is not Status.FAILED for r in readings):
        return Status.FAILED
    broken = work.problems or any(p.kind is ProblemKind.INTERNAL for p in parts.problems)
    whole = len(readings) == work.n_pages and all(r.status is Status.OK for r in readings)
    return Status.OK if whole and not broken else Status.PARTIAL


def _outcome(run: Run, work: Gathered, document: StoredDocument, seconds: float) -> Outcome:
    readings, parts, source = document.readings, document.parts, document.source
    failed = {r.number for r in readings if r.status is Status.FAILED}
    read_or_tried = {r.number for r in readings}
    times: dict[str, float] = {"assemble": round(seconds, 3)}
    for reading in readings:
        for stage, took in reading.seconds.items():
            times[stage] = round(times.get(stage, 0.0) + took, 3)
    return Outcome(
        name=source.name,
        doc_id=source.doc_id,
        source_file=source.source_file,
        source_path=source.source_path,
        also_at=source.also_at,
        status=document.status,
        n_pages=document.n_pages,
        complete=work.complete and document.n_pages > 0 and not failed and not work.bare,
        settings_digest=document.settings_digest,
        settings=run.settings.changed(),
        version=run.version,
        engine=run.engine,
        finished_at=datetime.now(UTC).isoformat(timespec="seconds"),
        pages_failed=format_pages(failed),
        pages_not_read=format_pages(set(range(1, document.n_pages + 1)) - read_or_tried),
        problems=document.problems,
        counts={
            "words": sum(len(r.words) for r in readings),
            "tables": len(parts.tables),
            "tasks": len(parts.tasks),
            "indicators": len(parts.indicators),
            "problems": len(document.problems),
        },
        seconds=times,
    )


def outcome_of_failure(run: Run, source: Source, n_pages: int, problem: Problem) -> Outcome:
    """The outcome of a document that this run could do nothing with; it is told, not stored."""
    document = StoredDocument(
        source, n_pages, Status.FAILED, (), DocumentParts(), (problem,), run.version, run.settings.digest()
    )
    return _outcome(run, Gathered(source, n_pages, complete=False), document, 0.0)
