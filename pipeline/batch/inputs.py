"""Which files a run reads: what was named, folders walked, and a range of pages."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sohoa.errors import CannotWrite
from sohoa.nouns.doubt import Doubt, DoubtKind
from sohoa.pipeline.output.document_names import FoundFile
from sohoa.pipeline.output.paths import OWN_FOLDERS, is_output, outcome_folder

SUFFIXES = frozenset({".pdf", ".tif", ".tiff", ".png", ".jpg", ".jpeg", ".txt"})
"""Kinds of files that are taken from a folder (any case); a file that is named is always tried."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """Files to read in order, and what is not read of what was asked for.

    Attributes:
        files: to read.
        passed_over: files of other kinds, and the folders of an older output; nobody asked for them.
        missing: names that are not there.
        refused: what cannot be read or is not to be, each with the reason.
    """

    files: tuple[FoundFile, ...]
    passed_over: tuple[Path, ...]
    missing: tuple[Path, ...]
    refused: tuple[tuple[Path, Doubt], ...] = ()


def find_inputs(paths: Sequence[Path], out: Path, follow_links: bool = False) -> Inputs:
    """Files named, and files of known kinds in folders named, walked in order of their names.

    Hidden files and folders are left out, as is `out` itself (its text files are no inputs).
    A file that is named twice counts once.

    Args:
        paths: files and folders.
        out: the output folder.
        follow_links: also read what links inside these folders lead to outside of them.

    Raises:
        CannotWrite: `out` is to be read too, and has folders that are not of a run: their files would be overwritten.

    Rule: Folders are walked in order of names; hidden files, files of other kinds and the output folder are passed
        over.
    Test: pipeline/output/test_document_names.py::test_folders_are_walked_in_order_without_hidden_files_and_out
    """
    walk = _Walk(_real(out), follow_links, tuple(_real(p) for p in paths))
    for path in paths:
        walk.take_named(path)
    return Inputs(tuple(walk.files.values()), tuple(walk.passed_over), tuple(walk.missing), tuple(walk.refused))


@dataclass(slots=True)
class _Walk:
    """What was found so far, files by their real place.

    Attributes:
        out: the output folder's real place.
        follow: are links followed that lead out of the folders named?
        roots: real places of what was named.
    """

    out: Path
    follow: bool
    roots: tuple[Path, ...]
    files: dict[str, FoundFile] = field(default_factory=dict)
    passed_over: list[Path] = field(default_factory=list)
    missing: list[Path] = field(default_factory=list)
    refused: list[tuple[Path, Doubt]] = field(default_factory=list)
    _seen: set[Path] = field(default_factory=set)

    def take_named(self, path: Path) -> None:
        """A file or folder that was named: links are followed."""
        try:
            mode = path.stat().st_mode
        except FileNotFoundError:
            self.missing.append(path)
        except OSError as e:
            self._refuse(path, _why(e))
        else:
            if stat.S_ISDIR(mode):
                self._take_folder(path)
            elif stat.S_ISREG(mode):
                self.files.setdefault(os.path.realpath(path), FoundFile.given(path))
            else:
                self._refuse(path, Doubt(DoubtKind.NO_FILE))

    def _take_folder(self, root: Path) -> None:
        """All files below a folder; those of a folder come before those of its subfolders."""
        _require_own(root, self.out)
        waiting = [root]
        while waiting:
            folder = waiting.pop()
            if (here := _real(folder)) in self._seen:  # through a link that was followed
                continue
            self._seen.add(here)
            try:
                entries = sorted(os.scandir(folder), key=lambda e: e.name)
            except OSError as e:
                self._refuse(folder, Doubt(DoubtKind.FOLDER_UNREADABLE, e.strerror or str(e)))
                continue
            shown = [folder / e.name for e in entries if not e.name.startswith(".")]
            inner = [path for path in shown if self._take_entry(root, path)]
            waiting += [p for p in reversed(inner) if not self._is_output(folder, p)]

    def _take_entry(self, root: Path, path: Path) -> bool:
        """Take a file; true for a folder that is to be walked.

        Rule: A link that leads out of the folders named is refused unless `--follow-links` is given; pipes, devices and
            links to themselves are told and cost nothing else.
        Test: faults/test_special_files.py::test_a_bad_entry_is_told_and_costs_no_other
        """
        try:
            mode = path.stat().st_mode
        except OSError as e:
            self._refuse(path, _why(e))
            return False
        outside = path.is_symlink() and not self._is_inside(_real(path))
        if stat.S_ISDIR(mode):
            if outside and not self.follow:
                self._refuse(path, Doubt(DoubtKind.LINK_OUT))
            return (outside and self.follow) or not path.is_symlink()
        if path.suffix.lower() not in SUFFIXES:
            self.passed_over.append(path)
        elif not stat.S_ISREG(mode):
            self._refuse(path, Doubt(DoubtKind.NO_FILE))
        elif outside and not self.follow:
            self._refuse(path, Doubt(DoubtKind.LINK_OUT))
        else:
            self.files.setdefault(os.path.realpath(path), FoundFile.inside(root, path))
        return False

    def _is_inside(self, place: Path) -> bool:
        return any(root == place or root in place.parents for root in self.roots)

    def _is_output(self, folder: Path, path: Path) -> bool:
        """Is a subfolder the output folder, or one of those in which a run into `folder` keeps its results?"""
        own = path.name in OWN_FOLDERS and (is_output(folder) or _real(folder) == self.out)
        if own and _real(folder) != self.out:
            self.passed_over.append(path)
        return own or _real(path) == self.out

    def _refuse(self, path: Path, doubt: Doubt) -> None:
        self.refused.append((path, doubt))


def _require_own(root: Path, out: Path) -> None:
    """Results go into the folder that is read: are the folders that they need not there yet, or those of a run?"""
    if _real(root) != out or outcome_folder(root).is_dir() or (root / "checkpoints").is_dir():
        return
    taken = [name for name in OWN_FOLDERS if (root / name).is_dir()]
    if taken:
        raise CannotWrite(", ".join(taken), kind=DoubtKind.OUT_HAS_FOLDERS, where=root)


def _why(error: OSError) -> Doubt:
    if error.errno == errno.ELOOP:
        return Doubt(DoubtKind.LINK_LOOP)
    return Doubt(DoubtKind.FILE_UNREADABLE, error.strerror or str(error))


def _real(path: Path) -> Path:
    """The place that a path leads to, as far as it can be told; a link to itself leads nowhere and is no fault."""
    return Path(os.path.realpath(path))
