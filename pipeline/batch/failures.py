"""The page border: whatever goes wrong on a page becomes a failed page with a `Problem` here, and nowhere else."""

from __future__ import annotations

from pathlib import Path

from sohoa.errors import (
    CannotWrite,
    EmptyFile,
    EncryptedFile,
    EngineFailed,
    EngineMissing,
    InputError,
    OutOfMemory,
    PageTimeout,
    PageTooLarge,
    SohoaError,
    SourceChanged,
)
from sohoa.nouns.doubt import Doubt, DoubtKind
from sohoa.nouns.geometry import IDENTITY
from sohoa.nouns.page import PageFrame, PageReading, TextLayer, TextSource
from sohoa.nouns.problem import Problem, ProblemKind, Stage, Status
from sohoa.pipeline.batch.worker_pool import End, Result

_KIND_OF_ERROR: tuple[tuple[type[SohoaError], Stage, ProblemKind], ...] = (
    (SourceChanged, Stage.SOURCE, ProblemKind.CHANGED),
    (EncryptedFile, Stage.SOURCE, ProblemKind.ENCRYPTED),
    (EmptyFile, Stage.SOURCE, ProblemKind.EMPTY),
    (PageTooLarge, Stage.SOURCE, ProblemKind.TOO_LARGE),
    (OutOfMemory, Stage.SOURCE, ProblemKind.MEMORY),
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
            return Problem(its_stage, kind, (error.doubt,), page)
    if isinstance(error, MemoryError):
        return Problem(stage, ProblemKind.MEMORY, (Doubt(DoubtKind.OUT_OF_MEMORY),), page)
    if isinstance(error, SohoaError):
        return Problem(stage, ProblemKind.INTERNAL, (error.doubt,), page)
    return Problem(stage, ProblemKind.INTERNAL, (Doubt.of(DoubtKind.UNFORESEEN, described(error)),), page)


_STUCK = {
    Stage.SOURCE: DoubtKind.OPENING_STUCK,
    Stage.OCR: DoubtKind.READING_STUCK,
    Stage.STORE: DoubtKind.WRITING_STUCK,
}
_CRASHED = {
    Stage.SOURCE: DoubtKind.OPENING_CRASHED,
    Stage.OCR: DoubtKind.READING_CRASHED,
    Stage.STORE: DoubtKind.WRITING_CRASHED,
}


def failure_of_job(result: Result, page: int | None, stage: Stage, memory_mb: int) -> Problem:
    """What to tell of a job that raised, died twice or went over a limit.

    Args:
        result: of the job.
        page: that it was about, None if about the whole document.
        stage: that it was at.
        memory_mb: what a worker may take, where the result does not say it.

    Rule: A worker that takes more memory than it may is stopped; its page fails with that reason and the run goes on.
    Test: faults/test_memory.py::test_a_page_that_eats_memory_costs_only_itself
    """
    if result.end is End.RAISED:
        return problem_of(result.value, page, stage)
    if result.end is End.MEMORY:
        return Problem(stage, ProblemKind.MEMORY, (Doubt.of(DoubtKind.MEMORY_LIMIT, result.value or memory_mb),), page)
    if result.end is End.STUCK:
        stuck = Doubt(_STUCK[stage], f"{result.job.seconds:.0f}")
        return Problem(stage, ProblemKind.TIMEOUT, (stuck,), page)
    return Problem(stage, ProblemKind.INTERNAL, (Doubt(_CRASHED[stage]),), page)


def described(error: Exception) -> str:
    """An exception that nobody foresaw: its type and what it says; of a file the name only, not where it lies."""
    said = str(error)
    if isinstance(error, OSError) and isinstance(error.filename, str):
        said = f"{error.strerror}: {Path(error.filename).name}"
    return f"{type(error).__name__}: {said}" if said else type(error).__name__


def failed_page(problem: Problem) -> PageReading:
    """A page of which nothing is known but why."""
    return PageReading(
        PageFrame(
            number=problem.page or 0,
            width=0,
            height=0,
            dpi=0.0,
            rotation=0,
            skew_deg=0.0,
            to_source=IDENTITY,
            source_width=0.0,
            source_height=0.0,
        ),
        text_source=TextSource.OCR,
        text_layer=TextLayer.NONE,
        problems=(problem,),
        status=Status.FAILED,
    )
