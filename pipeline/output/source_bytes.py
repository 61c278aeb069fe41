"""The bytes of a source: their digest, and whether they are still those that were read.

A digest is taken in the parent of a run, the pages are read later in its workers. Before and after each reading a
worker looks at the file's stamp (what the file system says of it), which costs microseconds; only where that has
changed are the bytes hashed again. Once a document is put together they are hashed again in any case: a stamp can miss
a change within one tick of the file system's clock.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path
from struct import Struct
from typing import NewType

from sohoa.errors import SourceChanged

_TRIES = 3
"""So often a file is hashed that changes meanwhile. A guess."""


Stamp = NewType("Stamp", bytes)
"""What tells that a file is the same and unchanged: its inode, size and times, packed, for there may be a million.

The device is left out: each machine numbers its network file systems itself. The time of the last change (ctime) is set
by the system at every change of the bytes and cannot be set back.
"""
_PACKED = Struct("<Qqqq")


def read_stamp(path: Path) -> Stamp:
    """The stamp of a file, links followed; OSError if there is none."""
    return _stamp(path.stat())


def _stamp(s: os.stat_result) -> Stamp:
    return Stamp(_PACKED.pack(s.st_ino, s.st_size, s.st_mtime_ns, s.st_ctime_ns))


def stamped_digest(path: Path) -> tuple[Stamp, str]:
    """A file's stamp and the SHA-256 (hex) of the bytes that it had under this stamp.

    Raises:
        OSError: it cannot be read, or is a pipe or a device (which are not waited for).
        SourceChanged: it is being written.
    """
    for _ in range(_TRIES):
        with _open_at_once(path) as file:
            before = os.fstat(file.fileno())
            if not stat.S_ISREG(before.st_mode):
                raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            if _stamp(os.fstat(file.fileno())) == _stamp(before):
                return _stamp(before), digest
    raise SourceChanged(where=path)


def _open_at_once(path: Path) -> BufferedReader:
    """Open without waiting for the other end of a pipe."""
    return os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb")


def file_digest(path: Path) -> str:
    """SHA-256 of a file's bytes, hex; errors as in `stamped_digest`."""
    return stamped_digest(path)[1]


@contextmanager
def same_bytes(path: Path, doc_id: str, stamp: Stamp | None) -> Iterator[None]:
    """Whatever is read of a file inside is read of the bytes that `doc_id` tells, or SourceChanged is raised.

    Args:
        path: of the file.
        doc_id: SHA-256 of the bytes that are meant.
        stamp: that it had with these bytes, None if it is not known.

    Raises:
        SourceChanged: it has other bytes, or is gone; also in place of what is raised inside.

    Rule: The SHA-256 that is stored is that of the bytes that were read.
    Test: faults/test_changed_sources.py::test_a_file_replaced_after_it_was_hashed_is_read_under_its_own_digest
    """
    before = _require(path, doc_id, stamp)
    try:
        yield
    finally:
        if _stamp_or_none(path) != before:
            raise SourceChanged(where=path)


def require_digest(path: Path, doc_id: str) -> None:
    """Has a file the bytes that are meant? It is hashed anew.

    Raises:
        SourceChanged: it has others, or is gone.
    """
    _require(path, doc_id, None)


def _require(path: Path, doc_id: str, stamp: Stamp | None) -> Stamp:
    now = _stamp_or_none(path)
    if now is not None and now == stamp:
        return now
    try:
        found, digest = stamped_digest(path)
    except OSError as e:
        raise SourceChanged(where=path) from e
    if digest != doc_id:
        raise SourceChanged(where=path)
    return found


def _stamp_or_none(path: Path) -> Stamp | None:
    try:
        return read_stamp(path)
    except OSError:
        return None
