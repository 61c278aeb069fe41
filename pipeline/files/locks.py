"""Locks on open files (flock(2)), waited for with an end; where a file system knows none, all goes on without."""

from __future__ import annotations

import errno
import fcntl
import os
import time

_PAUSE_S = 0.01
"""Between two tries to take a lock that somebody else holds."""


def is_held(handle: int, how: int, wait_s: float = 0.0) -> bool:
    """Lock an open file; False if somebody else still holds it after this time.

    Args:
        handle: file descriptor.
        how: `fcntl.LOCK_SH` or `fcntl.LOCK_EX`.
        wait_s: seconds to wait.
    """
    end = time.monotonic() + wait_s
    while True:
        try:
            fcntl.flock(handle, how | fcntl.LOCK_NB)
        except OSError as e:  # some network file systems know no locks
            if e.errno not in (errno.EWOULDBLOCK, errno.EACCES):
                return True
            if time.monotonic() >= end:
                return False
            time.sleep(_PAUSE_S)
        else:
            return True


def hold(handle: int, how: int, wait_s: float) -> None:
    """Lock an open file as `is_held` does; BlockingIOError if somebody else still holds it after this time."""
    if not is_held(handle, how, wait_s):
        raise BlockingIOError(errno.EWOULDBLOCK, os.strerror(errno.EWOULDBLOCK))
