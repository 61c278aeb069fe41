"""The folder of this machine in which a run keeps for a while what it has fetched from stores, or not put there yet."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sohoa.errors import CannotWrite
from sohoa.nouns.doubt import DoubtKind
from sohoa.pipeline.files.locks import is_held
from sohoa.pipeline.stores.urls import shown

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def work_folder(out: Path) -> Path:
    """Where that of an output is: below ``TMPDIR``, another one for each user and each OUT."""
    mark = hashlib.sha256(shown(out).encode()).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"sohoa-{os.getuid()}-{mark}"


def make_own(folder: Path) -> Path:
    """Make a folder that nobody else may look into or write.

    Raises:
        CannotWrite: it cannot be made, or stands there and is not like that.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        told = folder.lstat()
    except OSError as e:
        raise CannotWrite.because(folder, e) from e
    if not stat.S_ISDIR(told.st_mode) or told.st_uid != os.getuid() or told.st_mode & _OTHERS:
        raise CannotWrite(kind=DoubtKind.NOT_FOLLOWED, where=folder)
    return folder


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold a folder of work against other runs of this machine; what is in it goes when all went well.

    Raises:
        CannotWrite: another run has it, or it cannot be made.
    """
    make_own(folder)
    with (folder / "lock").open("w") as lock:
        if not is_held(lock.fileno(), fcntl.LOCK_EX):
            raise CannotWrite(kind=DoubtKind.OUT_IS_TAKEN, where=folder)
        yield
        for name in ("in", "out"):
            shutil.rmtree(folder / name, ignore_errors=True)
