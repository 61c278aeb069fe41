"""The life of one worker process: it takes jobs, answers, and never outlives the parent.

A parent that is killed can tell nobody. So each worker holds the far end of a pipe of which only the parent has the
near one: when it hangs up, a thread of the worker stops the worker with all that it has started. Where that thread
cannot run (a library that never gives the interpreter back), Linux sends the signal itself when the fork server, the
worker's own parent, has gone (prctl(2), PR_SET_PDEATHSIG).
"""

from __future__ import annotations

import ctypes
import logging
import os
import shutil
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from sohoa.pipeline.lean_process import keep_freed_memory
from sohoa.pipeline.logs import configure_logging, label_messages

TEMPORARY = "SOHOA_TEMPORARY"
"""Variable of the environment that tells the fork server the folder of its socket."""
TEMPORARY_PREFIX = "sohoa-"
"""How the name of that folder begins; nothing else is removed."""
_PR_SET_PDEATHSIG = 1
"""Code of Linux: send a signal when the parent ends (prctl(2))."""


@dataclass(frozen=True, slots=True)
class Job:
    """One call in a worker; `function` is one that a module holds under its name.

    `label` names the job in log lines; `seconds` is its hard limit.
    """

    key: Any
    function: Callable[..., Any]
    arguments: tuple[Any, ...]
    seconds: float
    label: str = ""


def serve(pipe: Connection, parent: Connection, log_level: int, temporary: str) -> None:
    """Take a job, send back (ok, value), until the parent hangs up.

    Args:
        pipe: jobs come and answers go through it.
        parent: nothing comes through it; it ends with the parent.
        log_level: of our own log lines.
        temporary: folder of the fork server's socket; it is removed if the parent was killed.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the whole group; the parent decides
    if hasattr(os, "setpgid"):  # a group of its own, so that what it has started can be stopped with it
        os.setpgid(0, 0)
    _end_with_the_server()
    threading.Thread(target=_watch, args=(parent, temporary), daemon=True).start()
    configure_logging(log_level)
    keep_freed_memory()
    while True:
        try:
            job: Job = pipe.recv()
        except (EOFError, OSError):
            return
        label_messages(job.label)
        try:
            answer = (True, job.function(*job.arguments))
        except Exception as e:  # goes to the parent, which knows what to make of it
            logging.getLogger(__name__).debug("job failed", exc_info=True)
            answer = (False, e)
        _answer(pipe, answer)


def _answer(pipe: Connection, answer: tuple[bool, Any]) -> None:
    try:
        pipe.send(answer)
    except BrokenPipeError:
        return
    except Exception as e:  # an exception or a value that does not pickle
        pipe.send((False, RuntimeError(f"{type(answer[1]).__name__}: {answer[1]} ({e})")))


def _end_with_the_server() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _watch(parent: Connection, temporary: str) -> None:
    """Wait for the parent's end, then stop this process and all of its group."""
    try:
        parent.recv()
    except (EOFError, OSError):
        shutil.rmtree(temporary, ignore_errors=True)
        if hasattr(os, "killpg"):
            os.killpg(0, signal.SIGKILL)
        os._exit(1)
