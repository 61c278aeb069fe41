"""Whoever does the jobs of a run, with what they need from stores and what they put there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace

from sohoa.pipeline.batch.crew import Crew
from sohoa.pipeline.batch.document_jobs import Gathered
from sohoa.pipeline.batch.run_options import Run
from sohoa.pipeline.batch.worker_pool import End, Result
from sohoa.pipeline.batch.worker_process import Job
from sohoa.pipeline.output.paths import checkpoint_path, inside
from sohoa.pipeline.stores.mirror import push
from sohoa.pipeline.stores.stored_jobs import MORE_S, STORED, Errand, read_stored


class StoreCrew:
    """See `Crew`. Each job is handed on as the one that fetches and puts around it.

    Args:
        crew: does them.
        run: under way.
        errand: where the run's files are.
        require_held: raises if the store is no longer ours.
    """

    def __init__(self, crew: Crew, run: Run, errand: Errand, require_held: Callable[[], None]) -> None:
        self._crew = crew
        self._run = run
        self._errand = errand
        self._require_held = require_held
        self._told_here: dict[str, list[int]] = defaultdict(list)

    @property
    def memory_mb(self) -> int:
        """See `Crew.memory_mb`."""
        return self._crew.memory_mb

    @property
    def tries_again(self) -> bool:
        """See `Crew.tries_again`."""
        return self._crew.tries_again

    @property
    def n_busy(self) -> int:
        """See `Crew.n_busy`."""
        return self._crew.n_busy

    @property
    def has_room(self) -> bool:
        """See `Crew.has_room`."""
        return self._crew.has_room

    def start(self, job: Job) -> None:
        """Hand in a job; pages that failed here, and not at a worker, are put before their document is."""
        if isinstance(job.key, Gathered) and self._errand.store and not job.key.failure:
            name = job.key.source.name
            pages = (checkpoint_path(self._run.out, name, n) for n in self._told_here.pop(name, ()))
            push(self._errand.store, self._run.out, (inside(self._run.out, p) for p in pages if p.exists()))
        function, arguments = STORED[job.function], (self._errand, *job.arguments)
        self._crew.start(replace(job, function=function, arguments=arguments, seconds=job.seconds + MORE_S))

    def wait(self) -> list[Result]:
        """See `Crew.wait`.

        Raises:
            CannotWrite: another run has taken the store over.
        """
        results = self._crew.wait()
        self._require_held()
        for result in results:
            if result.job.function is read_stored and result.end is not End.DONE:
                self._told_here[result.job.key.source.name].append(result.job.key.page)
        # A job that is tried again is handed in as it was.
        return [replace(r, job=self._as_it_was(r.job)) for r in results]

    def _as_it_was(self, job: Job) -> Job:
        function = next(plain for plain, stored in STORED.items() if stored is job.function)
        return replace(job, function=function, arguments=job.arguments[1:], seconds=job.seconds - MORE_S)
