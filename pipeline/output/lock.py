"""One run at a time writes an output folder, and nobody reads all of it meanwhile."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from pathlib import Path

from sohoa.errors import CannotWrite, InputError
from sohoa.nouns.doubt import DoubtKind
from sohoa.pipeline.files.locks import is_held
from sohoa.pipeline.output.atomic_files import remove_unfinished
from sohoa.pipeline.output.paths import written_folders

_NAME = ".lock"
_SAFE = os.O_NOFOLLOW | os.O_CLOEXEC


class Purpose(StrEnum):
    """What a writer does: reads sources, or puts documents together again that were corrected."""

    RUN = "run"
    CORRECT = "correct"


@contextmanager
def only_writer(out: Path, purpose: Purpose = Purpose.RUN, wait_s: float = 0.0) -> Iterator[None]:
    """Make the folder and hold it; the lock ends with the process, however that ends.

    Args:
        out: the folder.
        purpose: what others are told who ask (`require_no_run`).
        wait_s: seconds to wait for another writer.

    Raises:
        CannotWrite: the folder cannot be made or written, another run holds it, or a folder in it is a link.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        handle = os.fdopen(os.open(out / _NAME, os.O_RDWR | os.O_CREAT | _SAFE, 0o666), "r+")
    except OSError as e:
        raise CannotWrite.because(out, e) from e
    with handle:
        if not is_held(handle.fileno(), fcntl.LOCK_EX, wait_s):
            raise CannotWrite(kind=DoubtKind.OUT_IS_TAKEN, where=out)
        _tell(handle.fileno(), purpose)
        for folder in written_folders(out):
            if folder.is_symlink():
                raise CannotWrite(kind=DoubtKind.NOT_FOLLOWED, where=folder)
            remove_unfinished(out, folder)
        kept = False
        try:
            yield
            kept = purpose is not Purpose.RUN
        finally:
            # A worker that was stopped while it wrote leaves a file without its name; another does its work again.
            if not kept:
                for folder in written_folders(out):
                    remove_unfinished(out, folder)


@contextmanager
def no_writer(out: Path) -> Iterator[None]:
    """See to it that no run writes the folder meanwhile. Where nothing can be locked, go on without.

    Raises:
        InputError: a run is writing it, or a folder in it is a link.

    Rule: What leaves OUT as a whole is taken from it while no run writes there.
    Test: pipeline/commands/test_export.py::test_an_output_that_a_run_is_writing_is_left_alone
    """
    for folder in written_folders(out):
        if folder.is_symlink():
            raise InputError(kind=DoubtKind.NOT_FOLLOWED, where=folder)
    try:
        handle = os.fdopen(os.open(out / _NAME, os.O_RDONLY | os.O_NONBLOCK | _SAFE))
    except OSError:  # it was copied without its lock, or cannot be written: nobody can hold it
        yield
        return
    with handle:
        if not is_held(handle.fileno(), fcntl.LOCK_SH):
            raise InputError(kind=DoubtKind.OUT_IS_BEING_WRITTEN, where=out)
        yield


def _tell(handle: int, purpose: Purpose) -> None:
    """Have the lock say what its holder does; on a full disk it says nothing, which is taken for a run."""
    with suppress(OSError):
        os.ftruncate(handle, 0)
        os.pwrite(handle, purpose.encode(), 0)


def require_no_run(out: Path) -> None:
    """See to it that no run writes the folder just now; one that puts corrected documents together is no run.

    Raises:
        InputError: a run is writing it.
    """
    try:
        handle = os.fdopen(os.open(out / _NAME, os.O_RDONLY | os.O_NONBLOCK | _SAFE))
    except OSError:
        return
    with handle:
        if not is_held(handle.fileno(), fcntl.LOCK_SH) and handle.read(len(Purpose.CORRECT) + 1) != Purpose.CORRECT:
            raise InputError(kind=DoubtKind.OUT_IS_BEING_WRITTEN, where=out)
