"""Files that appear whole or not at all: written aside under a hidden name, then renamed."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from collections.abc import Callable
from pathlib import Path

from sohoa.errors import CannotWrite

UNFINISHED = ".part"
"""How the hidden name of a file ends that is not whole yet."""
_LONGEST_STEM = 40
"""Characters of a name that are kept in the hidden one: file systems allow 255 bytes, a letter may have four."""


def write_whole(path: Path, write: Callable[[Path], None]) -> None:
    """Let `write` fill a file aside, then put it in place of `path` in one step that a power cut does not undo.

    The hidden name begins with a dot, so `pandas.read_parquet` on the folder passes it over; it is one that nobody
    else can have, so two writers do not tear each other's files. File and folder are synced to the disk.

    Raises:
        CannotWrite: the folder cannot be made or written, is a link, or the disk is full.

    Rule: A file appears whole or not at all.
    Test: pipeline/output/test_datasets.py::test_a_failed_write_leaves_the_old_file
    """
    aside = path.with_name(f".{path.name[:_LONGEST_STEM]}.{secrets.token_hex(6)}{UNFINISHED}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _make_new(aside)
        write(aside)
        _sync(aside)
        aside.replace(path)
        _sync(path.parent)
    except OSError as e:
        raise CannotWrite.because(path, e) from e
    finally:
        with contextlib.suppress(OSError):
            aside.unlink(missing_ok=True)


def _make_new(path: Path) -> None:
    """Make an empty file where none is; a link of that name is not followed."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0), 0o666))


def _sync(path: Path) -> None:
    """Have the disk keep what was written; a file system that cannot sync folders is left alone."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as e:
        if e.errno not in (errno.EINVAL, errno.EBADF, errno.ENOTSUP):
            raise
    finally:
        os.close(handle)


def remove_unfinished(folder: Path) -> None:
    """Remove what a writer that was killed has left aside in `folder`, which nobody else writes now."""
    for path in folder.glob(f".*{UNFINISHED}"):
        with contextlib.suppress(OSError):
            path.unlink()


def write_bytes(path: Path, data: bytes) -> None:
    """Write a whole file of bytes; CannotWrite as in `write_whole`."""
    write_whole(path, lambda aside: _fill(aside, data))


def write_text(path: Path, text: str) -> None:
    """Write a whole UTF-8 file, line feeds as they are; CannotWrite as in `write_whole`."""
    write_bytes(path, text.encode("utf-8"))


def _fill(path: Path, data: bytes) -> None:
    path.write_bytes(data)
