"""Files that appear whole or not at all: written aside under a hidden name, then renamed."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from sohoa.errors import CannotWrite
from sohoa.pipeline.files.fingerprints import Fingerprint, fingerprint
from sohoa.pipeline.files.own_files import folder_inside, names_in, new_file, plain_file, sync

UNFINISHED = ".part"
"""How the hidden name of a file ends that is not whole yet."""
_LONGEST_STEM = 40
"""Characters of a name that are kept in the hidden one: file systems allow 255 bytes, a letter may have four."""


def write_whole(path: Path, write: Callable[[BinaryIO], object], root: Path | None = None) -> Fingerprint:
    """Let `write` fill a file aside, then put it in place of `path` in one step that a power cut does not undo.

    The hidden name begins with a dot, so `pandas.read_parquet` on the folder passes it over; it is one that nobody
    else can have, so two writers do not tear each other's files. File and folder are synced to the disk.

    Args:
        path: the file.
        write: fills an open binary file.
        root: a folder above it that a person named; no folder between them may be a link. Its own folder if None.

    Raises:
        CannotWrite: the folder cannot be made or written, is a link, or the disk is full.

    Rule: A file appears whole or not at all.
    Test: pipeline/output/test_datasets.py::test_a_failed_write_leaves_the_old_file
    """
    return _in_place(path, root, lambda folder, aside: _filled(new_file(folder, aside), write))


def write_whole_path(path: Path, write: Callable[[Path], object], root: Path | None = None) -> Fingerprint:
    """As `write_whole`, for a writer that wants a path: it is given that of the empty file aside."""

    def fill(folder: int, aside: str) -> Fingerprint:
        new_file(folder, aside).close()
        write(path.parent / aside)
        return _filled(plain_file(folder, aside), lambda _: None)

    return _in_place(path, root, fill)


def _in_place(path: Path, root: Path | None, fill: Callable[[int, str], Fingerprint]) -> Fingerprint:
    """Have a file filled under a hidden name in a folder (its handle), and put it in place."""
    root = root or path.parent
    aside = f".{path.name[:_LONGEST_STEM]}.{os.urandom(6).hex()}{UNFINISHED}"
    try:
        root.mkdir(parents=True, exist_ok=True)
        with folder_inside(root, path.parent, make=True) as folder, _removed(folder, aside):
            written = fill(folder, aside)
            os.replace(aside, path.name, src_dir_fd=folder, dst_dir_fd=folder)
            sync(folder)
            return written
    except OSError as e:
        raise CannotWrite.because(path, e) from e


def _filled(file: BinaryIO, write: Callable[[BinaryIO], object]) -> Fingerprint:
    """Fill an open file, have the disk keep it, and close it."""
    with file:
        write(file)
        file.flush()
        sync(file.fileno())
        return fingerprint(file)


@contextlib.contextmanager
def _removed(folder: int, name: str) -> Iterator[None]:
    """Remove a file in the end, if it is still there."""
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            os.unlink(name, dir_fd=folder)


def remove_unfinished(root: Path, folder: Path) -> None:
    """Remove what a writer that was killed has left aside in a folder of `root`, which nobody else writes now."""
    with contextlib.suppress(OSError), folder_inside(root, folder) as handle:
        for name in names_in(handle):
            if name.startswith(".") and name.endswith(UNFINISHED):
                with contextlib.suppress(OSError):
                    os.unlink(name, dir_fd=handle)


def write_bytes(path: Path, data: bytes, root: Path | None = None) -> Fingerprint:
    """Write a whole file of bytes; CannotWrite as in `write_whole`."""
    return write_whole(path, lambda file: file.write(data), root)


def write_text(path: Path, text: str, root: Path | None = None) -> Fingerprint:
    """Write a whole UTF-8 file, line feeds as they are; CannotWrite as in `write_whole`."""
    return write_bytes(path, text.encode("utf-8"), root)
