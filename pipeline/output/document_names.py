"""Names of documents in the output folder: fixed once, found again by the bytes of the source.

A document *is* its bytes (SHA-256). Its name is the source's file name without extension; a
later source of the same name gets ``-<first 8 hex digits of its SHA-256>``. The mapping
stands in ``outcome/`` and never changes on a resume.
"""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

_MAX_BYTES = 180
"""Longest name in bytes: file systems allow 255, and names get prefixes and suffixes here."""


@dataclass(frozen=True, slots=True)
class Source:
    """One document to read: `doc_id` is the SHA-256 of its bytes in hex, `path` where they are read.

    `source_file` is the file name it first came under, `also_at` further paths of the same
    bytes as they were given, `paths` all of them from the root.
    """

    doc_id: str
    name: str
    path: Path
    source_file: str
    paths: tuple[str, ...]
    also_at: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownSource:
    """What an earlier run fixed; fields as in `Source`."""

    name: str
    source_file: str
    paths: tuple[str, ...]
    also_at: tuple[str, ...]


def file_digest(path: Path) -> str:
    """SHA-256 of a file's bytes, hex; OSError if it cannot be read."""
    with path.open("rb") as f:
        return hashlib.file_digest(f, "sha256").hexdigest()


def name_sources(digests: Iterable[tuple[Path, str]], known: Mapping[str, KnownSource]) -> list[Source]:
    """Give each distinct document its name, in order; the same bytes are one document.

    Args:
        digests: path and SHA-256 of each file.
        known: what earlier runs fixed, by SHA-256.

    Rule: The same bytes under two names are one document; another file of the same name gets `-` and eight digits of
        its SHA-256.
    Test: pipeline/output/test_document_names.py::test_the_first_keeps_the_name_later_ones_are_told_apart
    """
    taken = {k.name.casefold() for k in known.values()}
    named: dict[str, Source] = {}
    for path, doc_id in digests:
        if doc_id not in named:
            named[doc_id] = _first(path, doc_id, known.get(doc_id), taken)
            taken.add(named[doc_id].name.casefold())
        named[doc_id] = _with_path(named[doc_id], path)
    return list(named.values())


def _first(path: Path, doc_id: str, known: KnownSource | None, taken: set[str]) -> Source:
    if known:
        return Source(doc_id, known.name, path, known.source_file, known.paths, known.also_at)
    stem = clean_name(path)
    short = len(stem.encode()) <= _MAX_BYTES
    if short and stem.casefold() not in taken:
        name = stem
    else:
        name = f"{stem.encode()[:_MAX_BYTES].decode(errors='ignore')}-{doc_id[:8]}"
    return Source(doc_id, name, path, printable(path.name), (absolute(path),))


def _with_path(source: Source, path: Path) -> Source:
    here = absolute(path)
    if here in source.paths:
        return source
    given = printable(path.as_posix())
    return replace(source, paths=(*source.paths, here), also_at=(*source.also_at, given))


def absolute(path: Path) -> str:
    """The path from the root, links resolved, as text."""
    return printable(str(path.resolve()))


def clean_name(path: Path) -> str:
    """File name without extension, NFC, fit to begin the name of a file that is not hidden."""
    stem = printable(path.stem)
    return f"_{stem.lstrip('.')}" if stem.startswith(".") else stem


def printable(text: str) -> str:
    """Valid UTF-8 in NFC; bytes of a file name that are no UTF-8 become U+FFFD."""
    return unicodedata.normalize("NFC", os.fsencode(text).decode("utf-8", "replace"))
