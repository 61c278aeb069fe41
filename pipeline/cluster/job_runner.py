"""What an executor's worker does with a job of ours: it has a process of its own do it, which may be lost.

A thread cannot be stopped, and an executor takes the death of a worker for the loss of a machine. So a page that
crashes, hangs or swells costs a process that the worker has started, as on one machine, not the worker.
"""

from __future__ import annotations

import logging
import multiprocessing.process
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sohoa.pipeline.batch.memory import n_cores, worker_limit_mb
from sohoa.pipeline.batch.run_options import WORKER_MODULES
from sohoa.pipeline.batch.worker_pool import End, Result, Workers
from sohoa.pipeline.batch.worker_process import Job

logger = logging.getLogger(__name__)

_idle: list[Workers] = []
"""Pools of one process each that nobody uses now; there come to be as many as a worker has threads."""
_starting = threading.Lock()


def run_job(job: Job, memory_mb: int, log_level: int) -> tuple[End, Any]:
    """Do a job here, once more if it killed its process; gives how it ended and its value (see `Result`).

    Args:
        job: to be done.
        memory_mb: what it may take; 0: a share of this machine, as if each of its cores had a job.
        log_level: of our own log lines.

    Rule: On a cluster too, a page that crashes, hangs or takes too much memory costs a process of its own and not the
        worker; where it crashed it is read once more.
    Test: pipeline/cluster/test_job_runner.py::test_a_job_that_crashes_once_is_done_the_second_time
    """
    with _pool(memory_mb or worker_limit_mb(n_cores()), log_level) as pool:
        result = _once(pool, job)
        if result.end is End.CRASHED:
            logger.info("%s: its process died; once again", job.label)
            result = _once(pool, job)
    return result.end, result.value


def _once(pool: Workers, job: Job) -> Result:
    pool.start(job)
    return pool.wait()[0]


@contextmanager
def _pool(memory_mb: int, log_level: int) -> Iterator[Workers]:
    """A pool for one job, kept for the next one: to start a process takes longer than some pages."""
    with _starting:
        if not _idle:
            _allow_children()
            _idle.append(Workers(1, log_level, WORKER_MODULES).__enter__())
        pool = _idle.pop()
    pool.memory_mb = memory_mb
    try:
        yield pool
    finally:
        _idle.append(pool)


def end_idle() -> None:
    """End the processes that wait for jobs, in a worker that goes on with other things."""
    while _idle:
        _idle.pop().__exit__(KeyboardInterrupt)  # at once: pools that are still there use the same fork server


def _allow_children() -> None:
    """Let a process that somebody has started as a daemon start others: ours end with it in any case."""
    config: dict[str, Any] = multiprocessing.process.current_process()._config  # type: ignore[attr-defined]
    config["daemon"] = False
