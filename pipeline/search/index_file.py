"""The file of the index, `search/index.db`: opened without following anything, whole after a kill at any moment.

It is written with a write-ahead log (SQLite, WAL): what a killed writer had not committed is dropped by the next one,
so nothing is lost and nothing is made anew. Our own lock keeps writers from each other and from readers: SQLite needs
no shared memory, and a reader no right to write. A rollback journal is never played back: it can name files to remove.
"""

from __future__ import annotations

import errno
import fcntl
import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from urllib.parse import quote

from sohoa.errors import CannotWrite
from sohoa.pipeline.files.locks import hold
from sohoa.pipeline.files.own_files import folder_inside
from sohoa.pipeline.output.atomic_files import write_bytes
from sohoa.pipeline.output.paths import search_path
from sohoa.pipeline.search.schema import empty_index, require_own

_LOCK = ".lock"
_LOG = "-wal"
_NEVER_OURS = ("-journal", "-shm")
PATIENCE_S = 60.0
"""So long another program that writes the index is waited for; a batch of it takes a second."""


class State(StrEnum):
    """What is there before the index is looked into."""

    SOUND = "sound"
    MISSING = "missing"
    DAMAGED = "damaged"


class IndexDamaged(Exception):
    """The index is not there, is damaged, none of ours, or of another version: it is to be made anew.

    `file` is which one that was (inode); None if there is none.
    """

    def __init__(self, state: State, file: int | None = None) -> None:
        self.state = state
        self.file = file
        super().__init__(state)


@contextmanager
def reading(out: Path) -> Iterator[sqlite3.Connection]:
    """The index, to read.

    Raises:
        IndexDamaged: it is missing or damaged.
        CannotWrite: what a killed writer has left cannot be put in order, or another one does not end.
    """
    while True:
        with _held(out, fcntl.LOCK_SH) as folder:
            if folder is None or _inode(folder, search_path(out).name) is None:
                raise IndexDamaged(State.MISSING)
            if _inode(folder, search_path(out).name + _LOG) is None:
                with _connected(out, folder, "mode=ro&immutable=1") as db:
                    yield db
                return
        with writing(out):  # a writer was killed: what it had committed is taken over
            pass


@contextmanager
def writing(out: Path) -> Iterator[sqlite3.Connection]:
    """The index, to write: what is done inside is done as a whole or not at all.

    Raises:
        IndexDamaged: it is missing or damaged; `begin_anew` makes an empty one.
        CannotWrite: the folder cannot be written or is a link, the disk is full, or another writer does not end.
    """
    with _held(out, fcntl.LOCK_EX, make=True) as folder:
        if folder is None or _inode(folder, search_path(out).name) is None:
            raise IndexDamaged(State.MISSING)
        with _connected(out, folder, "mode=rw") as db:
            if db.execute("PRAGMA journal_mode").fetchone() != ("wal",):
                raise sqlite3.DatabaseError("no write-ahead log")
            db.execute("BEGIN IMMEDIATE")
            yield db
            db.execute("COMMIT")


def begin_anew(out: Path, damaged: IndexDamaged) -> None:
    """Put an index without documents in place of one that is damaged, unless another program was faster.

    Raises:
        CannotWrite: the folder cannot be written or is a link.
    """
    name = search_path(out).name
    with _held(out, fcntl.LOCK_EX, make=True) as folder:
        if folder is None or _inode(folder, name) != damaged.file:
            return
        for end in (_LOG, *_NEVER_OURS):
            _remove(folder, name + end)
        write_bytes(search_path(out), empty_index(), out)


@contextmanager
def _held(out: Path, how: int, make: bool = False) -> Iterator[int | None]:
    """The folder of the index (its handle), locked; None if it is not there."""
    with ExitStack() as stack:
        folder: int | None = None
        try:
            folder = stack.enter_context(folder_inside(out, search_path(out).parent, make=make))
            stack.enter_context(_locked(folder, how))
        except FileNotFoundError as e:
            if make:
                raise CannotWrite.because(search_path(out), e) from e
        except OSError as e:
            raise CannotWrite.because(search_path(out), e) from e
        yield folder


@contextmanager
def _locked(folder: int, how: int) -> Iterator[None]:
    """Hold the lock; where nothing can be locked or nobody can write, go on without."""
    flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK
    handle = None
    try:
        handle = os.open(_LOCK, flags, 0o666, dir_fd=folder)
    except OSError as e:
        if how != fcntl.LOCK_SH or e.errno not in (errno.EROFS, errno.EACCES, errno.EPERM):
            raise
    try:
        if handle is not None:
            hold(handle, how, PATIENCE_S)
        yield
    finally:
        if handle is not None:
            os.close(handle)


@contextmanager
def _connected(out: Path, folder: int, how: str) -> Iterator[sqlite3.Connection]:
    """A connection to the file, which is no link, and holds an index of ours and nothing else.

    Rule: The index of an output folder may come from anybody: a link in its place, a journal that names other files,
        triggers and other tables are never heeded; such an index is made anew.
    Test: pipeline/search/test_index_file.py::test_what_is_not_ours_is_made_anew
    """
    name = search_path(out).name
    if not _is_plain(folder, name) or not (how.startswith("mode=ro") or _is_plain(folder, name + _LOG, True)):
        raise IndexDamaged(State.DAMAGED, _inode(folder, name))
    for end in _NEVER_OURS if how == "mode=rw" else ():
        _remove(folder, name + end)
    place = quote(os.fsencode(search_path(out).absolute()))
    db = None
    try:
        db = sqlite3.connect(f"file:{place}?{how}", uri=True, isolation_level=None, timeout=PATIENCE_S)
        for setting in ("locking_mode=EXCLUSIVE", "synchronous=NORMAL", "temp_store=MEMORY", "cell_size_check=ON"):
            db.execute(f"PRAGMA {setting}")
        db.execute("PRAGMA trusted_schema=OFF")
        require_own(db)
        yield db
    except sqlite3.OperationalError as e:
        if _code(e) in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN):
            raise CannotWrite(e, where=search_path(out)) from e
        raise IndexDamaged(State.DAMAGED, _inode(folder, name)) from e
    except (sqlite3.DatabaseError, ValueError, OverflowError) as e:
        raise IndexDamaged(State.DAMAGED, _inode(folder, name)) from e
    finally:
        if db is not None:
            with suppress(sqlite3.Error):
                db.close()


def _code(error: sqlite3.Error) -> int:
    """The primary result code of SQLite."""
    return (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF


def _inode(folder: int, name: str) -> int | None:
    """Which file that is; None if there is none."""
    try:
        return os.stat(name, dir_fd=folder, follow_symlinks=False).st_ino
    except FileNotFoundError:
        return None


def _is_plain(folder: int, name: str, or_none: bool = False) -> bool:
    try:
        return stat.S_ISREG(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode)
    except FileNotFoundError:
        return or_none


def _remove(folder: int, name: str) -> None:
    with suppress(FileNotFoundError):
        os.unlink(name, dir_fd=folder)
