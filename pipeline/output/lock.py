"""One run at a time writes an output folder, and nobody reads all of it meanwhile."""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sohoa.errors import CannotWrite, InputError
from sohoa.nouns.doubt import DoubtKind
from sohoa.pipeline.output.atomic_files import remove_unfinished
from sohoa.pipeline.output.paths import written_folders


@contextmanager
def only_writer(out: Path) -> Iterator[None]:
    """Make the folder and hold it; the lock ends with the process, however that ends.

    Raises:
        CannotWrite: the folder cannot be made or written, or another run holds it.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        handle = os.fdopen(os.open(out / ".lock", os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o666), "r+")
    except OSError as e:
        raise CannotWrite.because(out, e) from e
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as e:
            if e.errno in (errno.EWOULDBLOCK, errno.EACCES):
                raise CannotWrite(kind=DoubtKind.OUT_IS_TAKEN, where=out) from e
            # Some network file systems know no locks; go on without.
        for folder in written_folders(out):
            remove_unfinished(folder)
        yield


@contextmanager
def no_writer(out: Path) -> Iterator[None]:
    """Hold an output folder that is only read: no run writes it meanwhile. Where nothing can be locked, go on without.

    Raises:
        InputError: a run is writing it.

    Rule: What leaves OUT as a whole is taken from it while no run writes there.
    Test: pipeline/commands/test_export.py::test_an_output_that_a_run_is_writing_is_left_alone
    """
    try:
        handle = os.fdopen(os.open(out / ".lock", os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC), "rb")
    except OSError:
        yield
        return
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError as e:
            if e.errno in (errno.EWOULDBLOCK, errno.EACCES):
                raise InputError(kind=DoubtKind.OUT_IS_BEING_WRITTEN, where=out) from e
        yield
