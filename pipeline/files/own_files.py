"""What stands in a folder of ours, opened one folder at a time, so that nothing in it leads anywhere else.

An output folder may come from anybody. A link in it, a pipe or a device is never followed or waited for: opening one is
an OSError of the number ELOOP. The folder itself may be a link, for a person named it.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from sohoa.errors import InputError
from sohoa.nouns.doubt import DoubtKind

_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_CLOEXEC", 0)
_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | _NO_FOLLOW
"""Without waiting: opening a pipe would wait for somebody who writes into it."""
_NEW = os.O_RDWR | os.O_CREAT | os.O_EXCL | _NO_FOLLOW
_APPEND = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_NONBLOCK", 0) | _NO_FOLLOW
_NOT_A_FOLDER = (errno.ENOTDIR, errno.ELOOP, errno.EMLINK)


@contextmanager
def folder_inside(root: Path, folder: Path, make: bool = False) -> Iterator[int]:
    """A handle of `folder`, which is `root` or lies in it.

    Args:
        root: a folder that a person named; it may be a link.
        folder: no part of its path below `root` may be one.
        make: make what is not there, and have the disk keep it.

    Raises:
        OSError: it is not there, or (ELOOP) a link or something else stands in its place.

    Rule: Nothing that stands in an output folder is followed: no link, neither of a file nor of a folder, and no name.
    Test: pipeline/output/test_hostile_output.py::test_nothing_is_written_outside
    """
    handle = os.open(root, _FOLDER)
    try:
        for part in folder.relative_to(root).parts:
            inner = _step(handle, part, make)
            os.close(handle)
            handle = inner
        yield handle
    finally:
        os.close(handle)


def _step(handle: int, part: str, make: bool) -> int:
    if part == os.pardir:
        raise _not_followed(part)
    try:
        return os.open(part, _FOLDER | _NO_FOLLOW, dir_fd=handle)
    except FileNotFoundError:
        if not make:
            raise
    except OSError as e:
        if e.errno in _NOT_A_FOLDER and _is_link(handle, part):
            raise _not_followed(part) from e
        raise
    with suppress(FileExistsError):  # another worker was faster
        os.mkdir(part, dir_fd=handle)
    sync(handle)
    return os.open(part, _FOLDER | _NO_FOLLOW, dir_fd=handle)


def _is_link(handle: int, name: str) -> bool:
    return stat.S_ISLNK(os.stat(name, dir_fd=handle, follow_symlinks=False).st_mode)


def _not_followed(name: object) -> OSError:
    return OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(name))


def new_file(folder: int, name: str) -> BinaryIO:
    """A new file in the folder of this handle, to write and read; OSError if anything has that name."""
    return os.fdopen(os.open(name, _NEW, 0o666, dir_fd=folder), "w+b")


def sync(handle: int) -> None:
    """Have the disk keep a file or a folder; a file system that cannot do so is left alone."""
    try:
        os.fsync(handle)
    except OSError as e:
        if e.errno not in (errno.EINVAL, errno.EBADF, errno.ENOTSUP):
            raise


@contextmanager
def opened(root: Path, path: Path) -> Iterator[BinaryIO]:
    """A plain file in `root`, to read; OSError if it is not there or (ELOOP) is none."""
    with folder_inside(root, path.parent) as folder, plain_file(folder, path.name) as file:
        yield file


def plain_file(folder: int, name: str) -> BinaryIO:
    """A plain file in the folder of this handle, to read; OSError if it is not there or (ELOOP) is none."""
    if name == os.pardir:
        raise _not_followed(name)
    handle = os.open(name, _READ, dir_fd=folder)
    if stat.S_ISREG(os.fstat(handle).st_mode):
        return os.fdopen(handle, "rb")
    os.close(handle)
    raise _not_followed(name)


def appending_file(folder: int, name: str) -> BinaryIO:
    """A plain file in the folder of this handle, made if it is not there, to read and to write to its end alone.

    What is written goes to the disk at once, without a buffer. OSError (ELOOP) if it is a link or no file.
    """
    if name == os.pardir:
        raise _not_followed(name)
    handle = os.open(name, _APPEND, 0o666, dir_fd=folder)
    if stat.S_ISREG(os.fstat(handle).st_mode):
        return os.fdopen(handle, "r+b", buffering=0)
    os.close(handle)
    raise _not_followed(name)


def read_bytes(root: Path, path: Path, most: int) -> bytes:
    """The bytes of a plain file in `root`.

    Raises:
        OSError: it is not there, is none (ELOOP), or has more than `most` bytes (EFBIG).
    """
    with opened(root, path) as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(path))
    return data


def require_plain(path: Path) -> None:
    """See to it that a file of an output folder and the folder of its dataset are no links.

    Raises:
        OSError: it is not there.
        InputError: it is a link or no file, or its folder is a link.
    """
    if stat.S_ISLNK(path.parent.lstat().st_mode) or not stat.S_ISREG(path.lstat().st_mode):
        raise InputError(kind=DoubtKind.NOT_FOLLOWED, where=path)


def names_in(handle: int) -> list[str]:
    """Names of all that stands in the folder of this handle."""
    with os.scandir(handle) as entries:
        return [entry.name for entry in entries]


def file_names(root: Path, folder: Path, suffix: str) -> list[str]:
    """Names that end so in a folder of `root`, in order; hidden ones are unfinished and left out.

    They may be those of links and folders: that shows when they are opened. Empty if the folder is not there.

    Raises:
        InputError: it is a link.
    """
    try:
        with folder_inside(root, folder) as handle:
            return sorted(n for n in names_in(handle) if n.endswith(suffix) and not n.startswith("."))
    except FileNotFoundError:
        return []
    except OSError as e:
        raise InputError(kind=DoubtKind.NOT_FOLLOWED, where=folder) from e


def plain_files(root: Path, folder: Path, suffix: str) -> list[Path]:
    """The files whose names end so in a folder of `root`, in order of names, hidden ones left out.

    Raises:
        InputError: the folder or one of them is a link, or no file.
    """
    names = file_names(root, folder, suffix)
    if not names:
        return []
    with folder_inside(root, folder) as handle, os.scandir(handle) as entries:
        plain = {entry.name for entry in entries if entry.is_file(follow_symlinks=False)}
    for name in names:
        if name not in plain:
            raise InputError(kind=DoubtKind.NOT_FOLLOWED, where=folder / name)
    return [folder / name for name in names]
