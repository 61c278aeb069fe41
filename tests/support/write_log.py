"""A power cut, played: what a writer asked of the disk is recorded, and replayed to any point as a disk may keep it.

The model of the disk is that of POSIX and of ext4, XFS or Btrfs at their least: the bytes of a file are safe once the
file was synced, a name (made, renamed, removed) once its folder was. What was not synced may be lost, each name by
itself; a file whose bytes were not synced may be empty, half there, or zeros.
"""

import os
from dataclasses import dataclass, field
from pathlib import Path


def where(handle):
    """The path of an open file or folder."""
    return Path(f"/proc/self/fd/{handle}").readlink()


@dataclass
class Content:
    """The bytes of a file: those that are safe, and those that it had last."""

    safe: bytes | None = None
    last: bytes = b""


@dataclass
class Recorder:
    """Records what is done below `root` from now on. `deaf`: syncs are not passed on, as if nobody had asked."""

    root: Path
    deaf: bool = False
    events: list = field(default_factory=list)

    def install(self, monkeypatch):
        for name in ("open", "mkdir", "replace", "unlink", "fsync"):
            real = getattr(os, name)
            monkeypatch.setattr(os, name, getattr(self, f"_{name}")(real))

    def _below(self, name, folder):
        at = where(folder) / name if folder is not None else Path(name)
        return at if self.root in at.parents else None

    def _open(self, real):
        def call(name, flags, mode=0o777, *, dir_fd=None):
            handle = real(name, flags, mode, dir_fd=dir_fd)
            at = self._below(name, dir_fd) if flags & os.O_CREAT else None
            if at:
                self.events.append(("create", at))
            return handle

        return call

    def _mkdir(self, real):
        def call(name, mode=0o777, *, dir_fd=None):
            real(name, mode, dir_fd=dir_fd)
            if at := self._below(name, dir_fd):
                self.events.append(("mkdir", at))

        return call

    def _replace(self, real):
        def call(old, new, *, src_dir_fd=None, dst_dir_fd=None):
            before, after = self._below(old, src_dir_fd), self._below(new, dst_dir_fd)
            data = before.read_bytes() if before else b""
            real(old, new, src_dir_fd=src_dir_fd, dst_dir_fd=dst_dir_fd)
            if before:
                self.events.append(("bytes", before, data))
                self.events.append(("rename", before, after))

        return call

    def _unlink(self, real):
        def call(name, *, dir_fd=None):
            real(name, dir_fd=dir_fd)
            if at := self._below(name, dir_fd):
                self.events.append(("unlink", at))

        return call

    def _fsync(self, real):
        def call(handle):
            real(handle)
            at = where(handle)
            if self.deaf or not (at == self.root or self.root in at.parents):
                return
            data = None if at.is_dir() else at.read_bytes()
            self.events.append(("sync", at, data))

        return call


def on_disk(events, loses, spoil):
    """Files (path, bytes) and folders (path, None) that a disk may hold after these events.

    `loses()`: is this change of a name lost, though a later one may not be? `spoil(bytes)`: what is left of bytes that
    were not synced.
    """
    disk = _Disk()
    for event, *told in events:
        getattr(disk, f"on_{event}")(*told)
    for _, change in disk.pending:
        if not loses():
            disk.apply(*change)
    return {at: None if c is None else c.safe if c.safe is not None else spoil(c.last) for at, c in disk.names.items()}


class _Disk:
    def __init__(self):
        self.names = {}  # what is safe: path -> Content, or None for a folder
        self.pending = []  # changes of names that are not safe yet, each with the folder that would have to be synced
        self.now = {}  # where each content stands as the writer sees it

    def on_mkdir(self, at):
        self.pending.append((at.parent, (at, None, None)))

    def on_create(self, at):
        self.now[at] = Content()
        self.pending.append((at.parent, (at, None, self.now[at])))

    def on_bytes(self, at, data):
        self.now[at].last = data

    def on_rename(self, old, new):
        self.now[new] = self.now.pop(old)
        self.pending.append((new.parent, (new, old, self.now[new])))

    def on_unlink(self, at):
        self.pending.append((at.parent, (None, at, None)))

    def on_sync(self, at, data):
        if data is not None:
            self.now[at].safe = data
            return
        for folder, change in self.pending:
            if folder == at:
                self.apply(*change)
        self.pending = [p for p in self.pending if p[0] != at]

    def apply(self, new, old, content):
        """A name comes, a name goes, or both."""
        self.names.pop(old, None)
        if new is not None:
            self.names[new] = content


def lay_out(files, root, place):
    """Write such files (below `root`) into the folder `place`; what stands in a folder that is lost is lost."""
    place.mkdir()
    for at in sorted(files):
        path = place / at.relative_to(root)
        if not path.parent.is_dir():
            continue
        if files[at] is None:
            path.mkdir()
        else:
            path.write_bytes(files[at])
