"""Worker processes that can be lost: each job has a time limit, a dead worker costs one job.

`concurrent.futures` cannot kill one stuck worker and gives up on all jobs when one process
dies, so this is a small pool of its own: one process and one pipe a slot, a job is sent only
to a free slot (nothing queues up), and the parent waits on all pipes at once.

A job is a function of some module with picklable arguments. This module knows nothing of pages.
"""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from multiprocessing import process
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any

from sohoa.pipeline.batch.forked_server import fork_the_server
from sohoa.pipeline.batch.memory import family_mb, seconds_to_look
from sohoa.pipeline.batch.worker_process import TEMPORARY, TEMPORARY_PREFIX, Job, serve

_THREAD_LIMITS = ("OMP_THREAD_LIMIT", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "OPENCV_FOR_THREADS_NUM")
"""One thread a worker: with as many workers as cores, more would only get in each other's way."""

_SAFE_PATH = "PYTHONSAFEPATH"
"""Keeps the working folder off the import path of the fork server, which is started as ``python -c``: a file
`cv2.py` that lies among the scans must not be run."""

_NO_PLUGINS = {"PYDANTIC_DISABLE_PLUGINS": "__all__"}
"""Keeps pydantic from looking through all packages for plugins of its own, which no check of ours needs."""

_FORK_SERVER = "sohoa.pipeline.batch.fork_server"
_JOBS_PER_WORKER = 500
"""A worker is replaced after so many jobs, so that memory leaked by C libraries stays bounded."""

_START_METHOD = "forkserver" if sys.platform == "linux" else "spawn"
"""A fork server loads the modules once for all workers; elsewhere forking is not safe with system libraries."""


class End(Enum):
    """How a job ended."""

    DONE = "done"
    RAISED = "raised"
    CRASHED = "crashed"
    STUCK = "stuck"
    MEMORY = "memory"


_LONGEST_SOCKET_FOLDER = 103 - len("/sohoa-12345678/listener-12345678")
"""Bytes; macOS takes 103 for the whole name, Linux 107."""
_SHORT_TEMPORARY = "/tmp"  # noqa: S108 the system's own, in a folder of our own in it that nobody else may enter
_KILL_S = 10.0
"""Longest wait for a killed process to be gone."""


@dataclass(frozen=True, slots=True)
class Result:
    """`value` is the function's result (DONE), its exception (RAISED), None, or the limit in MB (MEMORY)."""

    job: Job
    end: End
    value: Any = None


class _Slot:
    """One worker process with its pipe and the job it is at."""

    def __init__(self, log_level: int, preload: Sequence[str], temporary: str) -> None:
        context = multiprocessing.get_context(_START_METHOD)
        context.set_forkserver_preload([_FORK_SERVER, *preload])
        self.pipe, far = context.Pipe()
        its_end, self._alive = context.Pipe(duplex=False)
        given = (far, its_end, log_level, temporary)
        self.process = context.Process(target=serve, args=given, daemon=True)  # type: ignore[attr-defined]
        self.process.start()
        far.close()
        its_end.close()
        self.job: Job | None = None
        self.deadline = 0.0
        self.jobs_done = 0

    def start(self, job: Job) -> None:
        self.job, self.deadline = job, time.monotonic() + job.seconds
        self.pipe.send(job)

    def kill(self) -> None:
        """Stop the worker and what it has started: an engine's process would go on for hours."""
        if hasattr(os, "killpg") and self.process.pid is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):  # it may not have come so far
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.kill()
        self.process.join(_KILL_S)
        self.pipe.close()
        self._alive.close()


def _folder_for_socket() -> str:
    """A new folder whose socket has a name that the system takes (sockaddr_un: some hundred bytes).

    Rule: Where TMPDIR is too long a name for a socket, the one of a run's workers lies in /tmp.
    Test: pipeline/batch/test_worker_pool.py::test_a_long_name_of_the_temporary_folder_costs_nothing
    """
    long = len(os.fsencode(tempfile.gettempdir())) > _LONGEST_SOCKET_FOLDER
    return tempfile.mkdtemp(prefix=TEMPORARY_PREFIX, dir=_SHORT_TEMPORARY if long else None)


def _use_as_temporary(folder: str | None) -> str | None:
    """Have multiprocessing keep the socket of its fork server in a folder of ours; which it used before.

    A folder that it makes itself it removes when Python ends, and fails where the server, whose parent was killed, has
    removed it first. None: it makes one when it needs it.
    """
    config: dict[str, Any] = process.current_process()._config  # type: ignore[attr-defined]
    before: str | None = config.get("tempdir")
    config["tempdir"] = folder
    return before


def _end_fork_server(at_once: bool) -> None:
    """End the server and wait for it: only then do the workers' CPU seconds count as those of this command.

    `at_once`: it may still be loading modules, and who interrupts wants the end; so it is killed.
    """
    if _START_METHOD != "forkserver":
        return
    from multiprocessing import forkserver

    server: Any = forkserver._forkserver
    if at_once and server._forkserver_pid is not None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(server._forkserver_pid, signal.SIGKILL)
    with contextlib.suppress(FileNotFoundError):  # the server has removed its socket itself
        server._stop()


class Workers:
    """A pool of up to `n` worker processes, started when first needed. Use as a context manager.

    `preload` names modules that all workers need; a worker that takes more than `memory_mb` is stopped (0: none is).
    """

    def __init__(
        self, n: int, log_level: int = logging.WARNING, preload: Sequence[str] = (), memory_mb: int = 0
    ) -> None:
        self.tries_again = False
        self._n = n
        self.memory_mb = memory_mb
        self._preload = preload
        self._log_level = log_level
        self._slots: list[_Slot] = []
        for name in _THREAD_LIMITS:  # workers inherit them; a user's own choice stands
            os.environ.setdefault(name, "1")
        os.environ.update({_SAFE_PATH: "1"} | _NO_PLUGINS)

    def __enter__(self) -> Workers:
        self._temporary = os.environ[TEMPORARY] = _folder_for_socket()
        self._temporary_before = _use_as_temporary(self._temporary)
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        for slot in self._slots:
            slot.kill()
        self._slots.clear()
        _end_fork_server(at_once=kind is not None)
        shutil.rmtree(self._temporary, ignore_errors=True)
        _use_as_temporary(self._temporary_before)

    @property
    def n_busy(self) -> int:
        """Jobs under way."""
        return sum(s.job is not None for s in self._slots)

    @property
    def has_room(self) -> bool:
        """Can another job start at once?"""
        return self.n_busy < self._n

    def start(self, job: Job) -> None:
        """Hand `job` to a free worker; only call it while `has_room`."""
        slot = next((s for s in self._slots if s.job is None), None)
        if slot is None:
            if not self._slots:
                fork_the_server(self._preload, Path(self._temporary))
            slot = _Slot(self._log_level, self._preload, self._temporary)
            self._slots.append(slot)
        # Should it have died while idle, the next `wait` finds its pipe at an end and says CRASHED.
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            slot.start(job)

    def wait(self) -> list[Result]:
        """Results of the jobs that ended; blocks until there is at least one. Empty if none is under way."""
        look = seconds_to_look(0)  # a job that began since the last call may have grown
        while busy := [s for s in self._slots if s.job is not None]:
            left = min(s.deadline for s in busy) - time.monotonic()
            ready = wait([s.pipe for s in busy], max(0.0, min(left, look) if self.memory_mb else left))
            now = time.monotonic()
            results = [self._collect(s) for s in busy if s.pipe in ready]
            late = [s for s in busy if s.pipe not in ready and s.deadline <= now]
            results += [self._give_up(s, End.STUCK) for s in late]
            if self.memory_mb:
                large, look = self._too_large([s for s in busy if s.job is not None])
                results += [self._give_up(s, End.MEMORY) for s in large if s not in late and s.pipe not in ready]
            if results:
                return results
        return []

    def _too_large(self, busy: list[_Slot]) -> tuple[list[_Slot], float]:
        """Those over the limit of memory; and after how many seconds another can have reached it."""
        taken = {slot: family_mb(slot.process.pid or 0) for slot in busy}  # with what they have started
        left = self.memory_mb - max(taken.values(), default=0.0)
        return [slot for slot, mb in taken.items() if mb > self.memory_mb], seconds_to_look(left)

    def _collect(self, slot: _Slot) -> Result:
        assert slot.job is not None
        try:
            ok, value = slot.pipe.recv()
        except (EOFError, OSError):
            return self._give_up(slot, End.CRASHED)
        except Exception as e:  # it came, but does not unpickle
            ok, value = False, RuntimeError(str(e))
        result = Result(slot.job, End.DONE if ok else End.RAISED, value)
        slot.job = None
        slot.jobs_done += 1
        if slot.jobs_done >= _JOBS_PER_WORKER:
            self._retire(slot)
        return result

    def _give_up(self, slot: _Slot, end: End) -> Result:
        assert slot.job is not None
        result = Result(slot.job, end, self.memory_mb if end is End.MEMORY else None)
        self._retire(slot)
        return result

    def _retire(self, slot: _Slot) -> None:
        slot.kill()
        self._slots.remove(slot)
