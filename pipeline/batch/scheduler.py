"""Many documents, pages in parallel across them: what to do next, and what a lost worker costs.

The parent only orders: sources are opened, pages read and documents put together in worker
processes, each of which writes its own result. So the parent holds page numbers, never pages,
and a page that kills its worker costs that page only.

A source is opened when no page of an earlier one is waiting, so few documents are under way
at a time; a document is put together as soon as its last page is done.
"""

from __future__ import annotations

import logging
from collections import Counter, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from heapq import heapify, heappop, heappush
from pathlib import Path

from sohoa.errors import CannotWrite, EngineMissing, SourceChanged, StoreLost
from sohoa.nouns.problem import Stage
from sohoa.pipeline.batch.crew import Crew
from sohoa.pipeline.batch.document_jobs import Gathered, assemble, outcome_of_failure
from sohoa.pipeline.batch.failures import failure_of_job, problem_of
from sohoa.pipeline.batch.page_jobs import Survey, keep_failed_page, read, survey
from sohoa.pipeline.batch.plan import plan_again
from sohoa.pipeline.batch.progress import Progress
from sohoa.pipeline.batch.run_options import Run
from sohoa.pipeline.batch.worker_pool import End, Result
from sohoa.pipeline.batch.worker_process import Job
from sohoa.pipeline.output.document_names import Source
from sohoa.pipeline.output.outcomes import Outcome
from sohoa.pipeline.output.paths import outcome_path

logger = logging.getLogger(__name__)

GRACE_S = 60.0
"""A worker is killed so many seconds after `ocr.timeout_s`: Tesseract looks at the clock between words only, so
that one call on a page of grain can go on for hours. The time is for its start and the stages around the engine."""
SURVEY_LIMIT_S = 300.0
"""Hard limit for opening a source."""
ASSEMBLY_LIMIT_S = 600.0
"""Hard limit for putting a document together, besides one second a page."""
_TRIES = 3
"""So often a file is read that changes meanwhile. A guess: then something goes on writing it."""


@dataclass(frozen=True, slots=True)
class _Open:
    source: Source


@dataclass(frozen=True, slots=True)
class _Page:
    source: Source
    page: int


class _Underway:
    """A document of which pages are being read."""

    def __init__(self, survey: Survey) -> None:
        self.survey = survey
        self.left = len(survey.to_read)


class Batch:
    """Reads sources with `workers`.

    `done` is called with each document's outcome as it ends, `without_pages` with a source that has none of the
    pages asked for, and the number of those it has: it is left as it was.
    """

    def __init__(
        self,
        run: Run,
        workers: Crew,
        progress: Progress,
        done: Callable[[Source, Outcome], None],
        without_pages: Callable[[Source, int], None],
    ) -> None:
        self._run = run
        self._workers = workers
        self._progress = progress
        self._done = done
        self._without_pages = without_pages
        self._sources: deque[Source] = deque()
        self._rank: dict[str, int] = {}
        self._known: dict[str, Source] = {}
        # Their bytes are gone: what still comes of them does not count. The very objects, as a file that could not be
        # looked at for a moment is planned again as an equal source.
        self._stale: list[Source] = []
        self._tries: Counter[Path] = Counter()
        self._pages: list[tuple[int, int, _Page]] = []  # a heap: the first source's first page comes first
        self._gathered: deque[Gathered] = deque()
        self._underway: dict[str, _Underway] = {}
        self._again_alone: deque[Job] = deque()
        self._retried: set[object] = set()

    def read_all(self, sources: Iterable[Source]) -> None:
        """Read all sources, in order as far as the workers allow.

        Raises:
            EngineMissing, CannotWrite, StoreLost: nothing more can be done; what is finished is kept.
        """
        self._sources.extend(sources)
        self._rank = {source.doc_id: k for k, source in enumerate(self._sources)}
        self._known = {source.doc_id: source for source in self._sources}
        while True:
            self._start_what_can()
            results = self._workers.wait()
            if not results:
                return
            for result in results:
                self._settle(result)

    def _start_what_can(self) -> None:
        if self._again_alone:  # what killed a worker may have wanted the whole memory
            if self._workers.n_busy == 0:
                self._workers.start(self._again_alone.popleft())
            return
        while self._workers.has_room and (job := self._next_job()):
            self._workers.start(job)

    def _next_job(self) -> Job | None:
        if self._gathered:
            work = self._gathered.popleft()
            limit = ASSEMBLY_LIMIT_S + work.n_pages
            return Job(work, assemble, (self._run, work), limit, work.source.name)
        if self._pages:
            _, _, page = heappop(self._pages)
            limit = self._run.settings.ocr.timeout_s + GRACE_S
            arguments = (self._run, page.source, page.page)
            return Job(page, read, arguments, limit, f"{page.source.name} page {page.page}")
        if self._sources:
            source = self._sources.popleft()
            return Job(_Open(source), survey, (self._run, source), SURVEY_LIMIT_S, source.name)
        return None

    def _settle(self, result: Result) -> None:
        """Go on from how a job ended.

        Rule: A page that kills its worker process is read once more with nothing else running, in case memory was
            short.
        Test: pipeline/commands/test_run.py::test_a_worker_that_dies_once_costs_nothing
        """
        source = result.job.key.source
        if any(source is gone for gone in self._stale):
            return
        if result.end is End.RAISED and isinstance(result.value, EngineMissing | CannotWrite | StoreLost):
            raise result.value
        if result.end is End.RAISED and isinstance(result.value, SourceChanged):
            self._read_anew(source, result.value)
            return
        if self._may_do_alone(result):
            logger.info("%s: the worker died; once again, alone", result.job.label)
            self._retried.add(result.job.key)
            self._again_alone.append(result.job)
            return
        match result.job.key:
            case _Open():
                self._settle_survey(source, result)
            case _Page(page=page):
                self._settle_page(source, page, result)
            case Gathered() as work:
                self._settle_document(work, result)

    def _may_do_alone(self, result: Result) -> bool:
        """Has a job killed its worker for the first time, here where the whole memory can be given to it?"""
        once = result.job.key not in self._retried
        return result.end is End.CRASHED and once and not self._workers.tries_again

    def _read_anew(self, source: Source, error: SourceChanged) -> None:
        """Drop what is known of a source whose bytes are gone, and read what stands there now.

        Rule: A file that is replaced while the run is under way is read anew; one that never rests fails with the
            problem `changed`.
        Test: faults/test_changed_sources.py::test_a_file_that_never_rests_fails_by_its_name_and_costs_no_other
        """
        self._stale.append(source)
        self._underway.pop(source.doc_id, None)
        self._known.pop(source.doc_id, None)
        self._pages = [p for p in self._pages if p[2].source != source]
        heapify(self._pages)
        self._tries[source.path] += 1
        again = plan_again(self._run, source, self._known.values()) if self._tries[source.path] < _TRIES else None
        if again is not None:
            logger.warning("%s was changed while it was read; it is read anew", source.path)
            self._rank[again.doc_id] = self._rank[source.doc_id]
            self._known[again.doc_id] = again
            self._sources.appendleft(again)
            return
        gone, failure = replace(source, stamp=None), problem_of(error, None)
        if outcome_path(self._run.out, source.name).exists():  # an earlier run's, of those bytes: it stands
            self._done(gone, outcome_of_failure(self._run, gone, 0, failure))
        else:
            self._gathered.append(Gathered(gone, 0, False, failure))

    def _settle_survey(self, source: Source, result: Result) -> None:
        if result.end is not End.DONE:
            failure = failure_of_job(result, None, Stage.SOURCE, self._workers.memory_mb)
            self._gathered.append(Gathered(source, 0, False, failure))
            return
        survey: Survey = result.value
        if self._run.pages is not None and not self._run.pages.within(survey.n_pages):
            self._without_pages(source, survey.n_pages)
            return
        self._underway[source.doc_id] = _Underway(survey)
        self._progress.add_pages(len(survey.to_read))
        for n in survey.to_read:
            heappush(self._pages, (self._rank[source.doc_id], n, _Page(source, n)))
        self._gather_if_read(source)

    def _settle_page(self, source: Source, page: int, result: Result) -> None:
        if result.end is not End.DONE:
            keep_failed_page(self._run, source, failure_of_job(result, page, Stage.OCR, self._workers.memory_mb))
        self._underway[source.doc_id].left -= 1
        self._progress.page_done()
        self._gather_if_read(source)

    def _gather_if_read(self, source: Source) -> None:
        document = self._underway[source.doc_id]
        if document.left == 0:
            del self._underway[source.doc_id]
            seen = document.survey
            self._gathered.append(
                Gathered(source, seen.n_pages, seen.others_stand, problems=seen.problems, pages=seen.to_read)
            )

    def _settle_document(self, work: Gathered, result: Result) -> None:
        if result.end is End.DONE:
            self._done(work.source, result.value)
        elif not work.bare:
            logger.warning(
                "%s: tables and records are left out: %s", work.source.name, result.value or result.end.value
            )
            self._gathered.append(replace(work, bare=True))
        elif not work.failure:
            failure = failure_of_job(result, None, Stage.STORE, self._workers.memory_mb)
            self._gathered.append(replace(work, failure=failure))
        else:
            failure = failure_of_job(result, None, Stage.STORE, self._workers.memory_mb)
            self._done(work.source, outcome_of_failure(self._run, work.source, work.n_pages, failure))
