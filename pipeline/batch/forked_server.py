"""A fork server that is a copy of the parent: what the parent has loaded by then no worker loads again.

The one that multiprocessing starts is a new Python, which loads anew what it has in common with the parent, and every
worker of it the engine that the parent has opened already; that costs a fifth of reading one page. A copy must not be
taken of a process with threads: a lock that another thread holds stays shut in it for ever. So there is one only where
the parent, native threads included, has no other; elsewhere multiprocessing starts its own, and nobody sees the
difference but by the clock.

The copy has nothing of the parent but its memory: no open files (a lock on the output would outlive a parent that was
killed), no signal handlers, no output that waits to be written.
"""

from __future__ import annotations

import importlib
import os
import shutil
import signal
import socket
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import connection, forkserver
from pathlib import Path
from typing import Any, NoReturn

from sohoa.pipeline.lean_process import collect_seldom, freeze_for_fork, methods_when_called

_TASKS, _OPEN = Path("/proc/self/task"), Path("/proc/self/fd")
"""A folder for each thread of this process, native ones included, and a link for each open file: on Linux (proc(5))."""
_FORKED_WELL = ("jemalloc_bg_thd",)
"""Threads that are told of a fork (pthread_atfork(3)): that of pyarrow's allocator, which starts as it is loaded."""
_KNOWN = sys.version_info < (3, 14)
"""Python 3.14 has its servers ask for a key; until that is done here, multiprocessing's own server is used there."""
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP) if sys.platform != "win32" else ()
_STANDARD = 3
"""File descriptors 0 to 2: standard input, output and error."""


def fork_the_server(modules: Sequence[str], folder: Path) -> None:
    """Make a copy of this process multiprocessing's fork server, unless it has one or must have one of its own.

    Args:
        modules: what all workers need; loaded first.
        folder: of the server's socket; the server removes it at its end.
    """
    server: Any = forkserver._forkserver
    if not _TASKS.is_dir() or not _KNOWN or server._forkserver_pid is not None:
        return
    collect_seldom()
    with _safe_path(), methods_when_called():
        for module in modules:
            importlib.import_module(module)
    if _has_threads():
        return
    with socket.socket(socket.AF_UNIX) as listener:
        address = connection.arbitrary_address("AF_UNIX")  # type: ignore[attr-defined]
        listener.bind(address)
        Path(address).chmod(0o600)
        listener.listen()
        alive_r, alive_w = os.pipe()
        pid = _fork(listener.fileno(), alive_r, folder)
        os.close(alive_r)
    server._forkserver_address, server._forkserver_alive_fd, server._forkserver_pid = address, alive_w, pid


def _has_threads() -> bool:
    """Does more than one thread run here, those not counted that are made to be forked?"""
    try:
        names = [(task / "comm").read_text("utf-8", "replace").strip() for task in _TASKS.iterdir()]
    except OSError:  # one has just ended, so there was one
        return True
    return sum(name not in _FORKED_WELL for name in names) != 1


def _fork(listener: int, alive: int, folder: Path) -> int:
    """The copy's process id; the copy itself never comes back from here."""
    freeze_for_fork()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # it was closed before Python began
            stream.flush()  # or each worker would write it once more
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    try:
        pid = os.fork()
        if pid == 0:
            _serve_and_end(listener, alive, before, folder)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return pid


def _serve_and_end(listener: int, alive: int, signals: set[int | signal.Signals], folder: Path) -> NoReturn:
    code = 1
    try:
        _serve(listener, alive, signals)
    except SystemExit:  # so it ends when the parent has gone
        code = 0
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os._exit(code)


def _serve(listener: int, alive: int, signals: set[int | signal.Signals]) -> None:
    """Fork workers for the parent until it has gone."""
    for number in _SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, signals)
    for descriptor in [int(link.name) for link in _OPEN.iterdir()]:
        if descriptor >= _STANDARD and descriptor not in (listener, alive):
            with suppress(OSError):  # that of the listing is closed by now
                os.close(descriptor)
    forkserver.main(listener, alive, [])


@contextmanager
def _safe_path() -> Iterator[None]:
    """Without the working folder on the import path: a file `cv2.py` that lies among the scans must not be run."""
    before = list(sys.path)
    if not sys.flags.safe_path and sys.path[:1] in ([""], [str(Path.cwd())]):  # put there by `python -c`, `python -m`
        del sys.path[0]
    try:
        yield
    finally:
        sys.path[:] = before
