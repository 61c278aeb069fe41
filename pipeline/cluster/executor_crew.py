"""The jobs of a run on an executor of `concurrent.futures`: processes, a Dask cluster, or what offers that protocol."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from dataclasses import dataclass, replace
from queue import Empty, SimpleQueue
from typing import Any

from sohoa.errors import ClusterLost
from sohoa.nouns.doubt import DoubtKind
from sohoa.pipeline.batch.worker_pool import End, Result
from sohoa.pipeline.batch.worker_process import Job
from sohoa.pipeline.cluster.job_runner import run_job
from sohoa.pipeline.logs import our_level

_LOOK_S = 2.0
"""So often it is looked who is there. A guess: a worker that joins waits for a page as long."""


@dataclass(frozen=True, slots=True)
class Executing:
    """How jobs are executed.

    Attributes:
        executor: that does them.
        room: how many may be under way at once; enough that no worker waits for the next.
        look: called every two seconds at most, to see who has come and gone.
        forgotten: is no worker at any job, though some are under way?
        lost: kinds of exceptions that mean that the workers which had a job died, again and again.
    """

    executor: Executor
    room: Callable[[], int]
    look: Callable[[], None] = lambda: None
    forgotten: Callable[[], bool] = lambda: False
    lost: tuple[type[BaseException], ...] = ()


class ExecutorCrew:
    """See `sohoa.pipeline.batch.crew.Crew`. Jobs are placed, repeated and moved by the executor's own means.

    Attributes:
        memory_mb: what a person allows a job; 0: a share of the machine that does it.
    """

    tries_again = True

    def __init__(self, executing: Executing, memory_mb: int = 0) -> None:
        self._executing = executing
        self.memory_mb = memory_mb
        self._under_way: dict[Future[tuple[End, Any]], Job] = {}
        self._ended: SimpleQueue[Future[tuple[End, Any]]] = SimpleQueue()
        self._looked = 0.0

    @property
    def n_busy(self) -> int:
        """Jobs that were handed in and have not ended."""
        return len(self._under_way)

    @property
    def has_room(self) -> bool:
        """May another job be handed in? One always may, for workers that are still to come."""
        return self.n_busy < max(1, self._executing.room())

    def start(self, job: Job) -> None:
        """Hand in a job. Its key stays here: it is large, and nobody there needs it."""
        future = self._executing.executor.submit(run_job, replace(job, key=None), self.memory_mb, our_level())
        self._under_way[future] = job
        future.add_done_callback(self._ended.put)

    def wait(self) -> list[Result]:
        """Results of the jobs that ended; empty if none is under way.

        Raises:
            ClusterLost: the executor has given up its jobs.
        """
        while self._under_way:
            self._look()
            try:
                ended = [self._ended.get(timeout=_LOOK_S)]
            except Empty:
                if self._executing.forgotten():
                    self._hand_in_again()
                continue
            while not self._ended.empty():
                ended.append(self._ended.get())
            if results := [self._result(future) for future in ended if future in self._under_way]:
                return results
        return []

    def _hand_in_again(self) -> None:
        """Hand in anew what has not ended: no worker was left for it, and those that came later do not know of it."""
        waiting = [(future, job) for future, job in self._under_way.items() if not future.done()]
        for future, job in waiting:
            del self._under_way[future]
            future.cancel()
            self.start(job)

    def _look(self) -> None:
        if time.monotonic() - self._looked >= _LOOK_S:
            self._executing.look()
            self._looked = time.monotonic()

    def _result(self, future: Future[tuple[End, Any]]) -> Result:
        job = self._under_way.pop(future)
        try:
            end, value = future.result()
        except (CancelledError, BrokenExecutor) as e:
            raise ClusterLost(kind=DoubtKind.CLUSTER_LOST) from e
        except self._executing.lost:
            return Result(job, End.CRASHED)
        except Exception as e:
            return Result(job, End.RAISED, e)
        return Result(job, end, value)
