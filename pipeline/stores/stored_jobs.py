"""What a worker does with a source when IN or OUT is in a store: fetch what it needs, do it as ever, put the results.

Around each of the jobs of a run stands one of these. In between a page and a document are read and put together just
as in folders; `run.out` is a folder of this machine that holds what of OUT is at hand.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sohoa.nouns.problem import Status
from sohoa.pipeline.batch.document_jobs import Gathered, assemble, put_together
from sohoa.pipeline.batch.page_jobs import Survey, read, survey
from sohoa.pipeline.batch.run_options import Run
from sohoa.pipeline.output.checkpoints import require_checkpoints
from sohoa.pipeline.output.document_names import Source
from sohoa.pipeline.output.outcomes import Outcome
from sohoa.pipeline.output.paths import checkpoint_path, corrections_path, inside, outcome_path
from sohoa.pipeline.stores.fetching import fetched, let_go
from sohoa.pipeline.stores.mirror import pull, push
from sohoa.pipeline.stores.s3 import Store, store_at
from sohoa.pipeline.stores.urls import is_url
from sohoa.pipeline.stores.work_folder import make_own

MORE_S = 900.0
"""So much longer may a job take that fetches and puts."""


@dataclass(frozen=True, slots=True)
class Errand:
    """Where a run's files are.

    Attributes:
        work: folder of each machine in which they lie meanwhile.
        out: address of OUT, "" if it is a folder.
    """

    work: Path
    out: str

    @property
    def sources(self) -> Path:
        """Where sources are fetched to."""
        return self.work / "in"

    @property
    def store(self) -> Store | None:
        """That of OUT."""
        return store_at(self.out) if self.out else None

    def source_here(self, source: Source) -> Source:
        """A source as a file of this machine; errors as in `fetched`."""
        make_own(self.work)
        return fetched(source, self.sources) if is_url(source.path) else source


def survey_stored(errand: Errand, run: Run, source: Source) -> Survey:
    """See `survey`; what OUT has of the document is brought here."""
    here = errand.source_here(source)
    if errand.store:
        pull(errand.store, run.out, (_checkpoints(run, source), _corrections(run, source)))
    return survey(run, here)


def read_stored(errand: Errand, run: Run, source: Source, page: int) -> Status:
    """See `read`; the page's checkpoint is put into OUT."""
    here, place = errand.source_here(source), inside(run.out, checkpoint_path(run.out, source.name, page))
    if errand.store:
        pull(errand.store, run.out, (place, _corrections(run, source)))
    status = read(run, here, page)
    if errand.store:
        push(errand.store, run.out, (place,))
    return status


def assemble_stored(errand: Errand, run: Run, work: Gathered) -> Outcome:
    """See `assemble`; what was written is put into OUT, the outcome last.

    Rule: In a store a document is there once its outcome is, which is put last: one whose run was stopped before it
        is none.
    Test: pipeline/stores/test_stored_jobs.py::test_the_outcome_is_put_last
    """
    started, source, there = time.monotonic(), work.source, {}
    if errand.store:
        make_own(errand.work)
        there = pull(errand.store, run.out, (_checkpoints(run, source), _corrections(run, source)))
    if is_url(source.path):  # its bytes were those of the plan when they were fetched, or nothing was read
        if not work.failure:
            require_checkpoints(run.out, source.name, work.pages)
        outcome = put_together(run, work, started)
        let_go(source, errand.sources)
    else:
        outcome = assemble(run, work)
    if errand.store:
        push(errand.store, run.out, outcome.files, there)
        push(errand.store, run.out, (inside(run.out, outcome_path(run.out, outcome.name)),))
        for place in outcome.files:
            (run.out / place).unlink(missing_ok=True)
    return outcome


STORED: dict[Callable[..., Any], Callable[..., Any]] = {
    survey: survey_stored,
    read: read_stored,
    assemble: assemble_stored,
}
"""What is done in place of a run's jobs."""


def _checkpoints(run: Run, source: Source) -> str:
    return f"{inside(run.out, checkpoint_path(run.out, source.name, 1).parent)}/"


def _corrections(run: Run, source: Source) -> str:
    return inside(run.out, corrections_path(run.out, source.name))
