"""Which files a run reads: what was named, folders walked, and a range of pages."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sohoa.pipeline.output.document_names import FoundFile

SUFFIXES = frozenset({".pdf", ".tif", ".tiff", ".png", ".jpg", ".jpeg", ".txt"})
"""Kinds of files that are taken from a folder (any case); a file that is named is always tried."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """Files to read in order, files of other kinds that were passed over, and names that are not there."""

    files: tuple[FoundFile, ...]
    passed_over: tuple[Path, ...]
    missing: tuple[Path, ...]


def find_inputs(paths: Sequence[Path], out: Path) -> Inputs:
    """Files named, and files of known kinds in folders named, walked in order of their names.

    Hidden files and folders are left out, as is `out` itself (its text files are no inputs).
    A file that is named twice counts once.

    Rule: Folders are walked in order of names; hidden files, files of other kinds and the output folder are passed
        over.
    Test: pipeline/output/test_document_names.py::test_folders_are_walked_in_order_without_hidden_files_and_out
    """
    files: dict[Path, FoundFile] = {}
    passed_over: list[Path] = []
    missing: list[Path] = []
    for path in paths:
        if path.is_dir():
            for file in _walk(path, out.resolve()):
                if file.suffix.lower() in SUFFIXES:
                    files.setdefault(file.resolve(), FoundFile.inside(path, file))
                else:
                    passed_over.append(file)
        elif path.exists():
            files.setdefault(path.resolve(), FoundFile.given(path))
        else:
            missing.append(path)
    return Inputs(tuple(files.values()), tuple(passed_over), tuple(missing))


def _walk(folder: Path, out: Path) -> Iterator[Path]:
    for at, folders, names in os.walk(folder):
        here = Path(at)
        folders[:] = sorted(f for f in folders if not f.startswith(".") and (here / f).resolve() != out)
        yield from (here / n for n in sorted(names) if not n.startswith("."))
