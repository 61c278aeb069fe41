"""Fingerprints of what was written: size, SHA-256 and time, by which damage is noticed later."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from sohoa.pipeline.files.own_files import opened


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What a file was when it was written.

    Attributes:
        size: bytes.
        sha256: of the bytes, hex.
        modified_ns: when it was last written, nanoseconds since 1970. It may change without harm, as when the folder is
            copied: then the bytes decide.
    """

    size: int
    sha256: str
    modified_ns: int


def fingerprint(file: BinaryIO) -> Fingerprint:
    """That of an open file, all of which is read."""
    import hashlib  # with the whole of OpenSSL, which a search never needs

    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
    told = os.fstat(file.fileno())
    return Fingerprint(told.st_size, digest, told.st_mtime_ns)


def fingerprint_of(root: Path, path: Path) -> Fingerprint:
    """That of a plain file in `root`; OSError if it is not there or none."""
    with opened(root, path) as file:
        return fingerprint(file)


def looks_as_written(path: str, then: Fingerprint) -> bool:
    """Is there a plain file of the size and time that were written? It is asked ten times a document.

    Its folders are not looked at: to read it, `own_files` does.
    """
    try:
        told = os.lstat(path)
    except OSError:
        return False
    return stat.S_ISREG(told.st_mode) and (told.st_size, told.st_mtime_ns) == (then.size, then.modified_ns)


def is_as_written(root: Path, path: Path, then: Fingerprint, quick: bool) -> bool:
    """Does a file hold the bytes it was written with?

    Args:
        root: folder in which it stands.
        path: the file.
        then: what it was.
        quick: believe a file of the same size and time. Otherwise, and where the time is another, all bytes are read.

    Raises:
        OSError: it is not there, cannot be read, or is no plain file.
    """
    told = path.lstat()
    if stat.S_ISREG(told.st_mode):
        if told.st_size != then.size:
            return False
        if quick and told.st_mtime_ns == then.modified_ns:
            return True
    return fingerprint_of(root, path).sha256 == then.sha256
