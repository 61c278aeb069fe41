"""Files that appear whole or not at all: written aside under a hidden name, then renamed."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

from sohoa.errors import CannotWrite


def write_whole(path: Path, write: Callable[[Path], None]) -> None:
    """Let `write` fill a file aside, then put it in place of `path` in one step.

    The hidden name begins with a dot, so `pandas.read_parquet` on the folder passes it over.

    Raises:
        CannotWrite: the folder cannot be made or written, or the disk is full.
    """
    aside = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write(aside)
        aside.replace(path)
    except OSError as e:
        raise CannotWrite.because(path, e) from e
    finally:
        with contextlib.suppress(OSError):
            aside.unlink(missing_ok=True)


def write_bytes(path: Path, data: bytes) -> None:
    """Write a whole file of bytes; CannotWrite as in `write_whole`."""
    write_whole(path, lambda aside: _fill(aside, data))


def write_text(path: Path, text: str) -> None:
    """Write a whole UTF-8 file, line feeds as they are; CannotWrite as in `write_whole`."""
    write_bytes(path, text.encode("utf-8"))


def _fill(path: Path, data: bytes) -> None:
    path.write_bytes(data)
