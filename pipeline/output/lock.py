"""One run at a time writes an output folder."""

from __future__ import annotations

import errno
import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sohoa.errors import CannotWrite


@contextmanager
def only_writer(out: Path) -> Iterator[None]:
    """Make the folder and hold it; the lock ends with the process, however that ends.

    Raises:
        CannotWrite: the folder cannot be made or written, or another run holds it.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        handle = (out / ".lock").open("w")
    except OSError as e:
        raise CannotWrite.because(out, e) from e
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as e:
            if e.errno in (errno.EWOULDBLOCK, errno.EACCES):
                raise CannotWrite(f"{out}: another sohoa run is writing there", "Wait for it to end.") from e
            # Some network file systems know no locks; go on without.
        yield
