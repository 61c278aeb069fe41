"""Names of documents in the output folder: fixed once, found again by the bytes of the source.

A document *is* its bytes (SHA-256). Its name is the source's file name without extension; a
later source of the same name gets ``-<first 8 hex digits of its SHA-256>``. The mapping
stands in ``outcome/`` and never changes on a resume.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path

from sohoa.pipeline.output.source_bytes import Stamp

_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""Signs that steer a terminal or turn the direction of writing."""
_MAX_BYTES = 180
"""Longest name in bytes: file systems allow 255, and names get prefixes and suffixes here."""


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file to read.

    Attributes:
        at: its path, as text: of a million files a path object each takes half a gigabyte.
        place: its path in the folder that was given (its name if it was given itself), as text.
        stamp: that which it had when its bytes were hashed, None before that.
    """

    at: str
    place: str
    stamp: Stamp | None = None

    @property
    def path(self) -> Path:
        """Where it is."""
        return Path(self.at)

    @staticmethod
    def given(path: Path) -> FoundFile:
        """A file that was named itself."""
        return FoundFile(str(path), printable(path.name))

    @staticmethod
    def inside(folder: Path, path: Path) -> FoundFile:
        """A file that was found in a folder that was named."""
        return FoundFile(str(path), printable(path.relative_to(folder).as_posix()))


@dataclass(frozen=True, slots=True)
class Source:
    """One document to read.

    Attributes:
        doc_id: SHA-256 of its bytes, hex.
        name: in the output folder.
        at: where it is read, as text.
        source_file: the file name it first came under.
        source_path: its place (see `FoundFile`) when it first came.
        also_at: further places of the same bytes.
        stamp: of the file at `path` when it had these bytes, None if it is not known.
    """

    doc_id: str
    name: str
    at: str
    source_file: str
    source_path: str
    also_at: tuple[str, ...] = ()
    stamp: Stamp | None = None

    @property
    def path(self) -> Path:
        """Where it is read."""
        return Path(self.at)

    @property
    def known(self) -> KnownSource:
        """What it fixes for other files."""
        return KnownSource(self.name, self.source_file, self.source_path, self.also_at)


@dataclass(frozen=True, slots=True)
class KnownSource:
    """What an earlier run fixed; fields as in `Source`. `source_path` is "" where it did not say."""

    name: str
    source_file: str
    source_path: str = ""
    also_at: tuple[str, ...] = ()


def name_sources(digests: Iterable[tuple[FoundFile, str]], known: Mapping[str, KnownSource]) -> list[Source]:
    """Give each distinct document its name, in order; the same bytes are one document.

    Args:
        digests: each file and its SHA-256.
        known: what earlier runs fixed, by SHA-256.

    Rule: The same bytes under two names are one document; another file of the same name gets `-` and eight digits of
        its SHA-256.
    Test: pipeline/output/test_document_names.py::test_the_first_keeps_the_name_later_ones_are_told_apart
    """
    taken = {k.name.casefold() for k in known.values()}
    named: dict[str, Source] = {}
    met: dict[str, _Met] = {}
    for file, doc_id in digests:
        if doc_id not in named:
            named[doc_id] = _first(file, doc_id, known.get(doc_id), taken)
            taken.add(_folded(named[doc_id].name))
            if doc_id in known:
                unmet = [named[doc_id].source_path, *named[doc_id].also_at]
                named[doc_id] = _with_place(named[doc_id], file.place, unmet)
                if unmet:
                    met[doc_id] = _Met(unmet)
            continue
        its = met.setdefault(doc_id, _Met())  # most are of one file, of which nothing need be kept
        its.seen.add(os.path.realpath(named[doc_id].at))
        if (here := os.path.realpath(file.at)) not in its.seen:
            named[doc_id] = _with_place(named[doc_id], file.place, its.unmet)
            its.seen.add(here)
    return list(named.values())


@dataclass(slots=True)
class _Met:
    """Of a document with several places: those known that no file was found at yet, and where files were found."""

    unmet: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)


def _folded(name: str) -> str:
    """A name as names are compared; the same object where that changes nothing."""
    folded = name.casefold()
    return name if folded == name else folded


def _first(file: FoundFile, doc_id: str, known: KnownSource | None, taken: set[str]) -> Source:
    if known:
        place = known.source_path or file.place
        return Source(doc_id, known.name, file.at, known.source_file, place, known.also_at, file.stamp)
    name = next(n for n in _names(clean_name(file.path), doc_id) if n.casefold() not in taken)
    return Source(doc_id, name, file.at, _file_name(file), file.place, stamp=file.stamp)


def _file_name(file: FoundFile) -> str:
    """Its name, printable; the place itself where it is nothing but that."""
    name = printable(os.path.basename(file.at))  # noqa: PTH119 - of a million files
    return file.place if file.place == name else name


def _names(stem: str, doc_id: str) -> Iterator[str]:
    """Names that a document may have, the best first: another file may be called what this one would be."""
    if len(stem.encode()) <= _MAX_BYTES:
        yield stem
    short = stem.encode()[: _MAX_BYTES - len(doc_id)].decode(errors="ignore")
    for digits in (8, 16, len(doc_id)):
        yield f"{short if digits > 8 else stem.encode()[:_MAX_BYTES].decode(errors='ignore')}-{doc_id[:digits]}"
    for n in count(2):
        yield f"{short}-{doc_id}-{n}"


def _with_place(source: Source, place: str, unmet: list[str]) -> Source:
    """The source with another place, unless it is one of those known, each of which one file of a run can be.

    Nothing absolute is kept, so that an output folder tells nothing of the machine and can be moved: a place that
    ends as a known one is taken for it (`a.pdf` named itself, after its folder was).
    """
    known = next((p for p in unmet if p == place), None) or next((p for p in unmet if _end_alike(p, place)), None)
    if known is not None:
        unmet.remove(known)
        return source
    return replace(source, also_at=(*source.also_at, place))


def place_of(source: Source) -> str:
    """Its place (see `FoundFile`) as this run found it."""
    path = printable(source.path.as_posix())
    return next((p for p in (source.source_path, *source.also_at) if _end_alike(p, path)), printable(source.path.name))


def _end_alike(a: str, b: str) -> bool:
    shorter, longer = sorted((a.split("/"), b.split("/")), key=len)
    return longer[-len(shorter) :] == shorter


def clean_name(path: Path) -> str:
    """File name without extension, NFC, fit to begin the name of a file that is not hidden, without control signs."""
    stem = _CONTROLS.sub("_", printable(path.stem))
    return f"_{stem.lstrip('.')}" if stem.startswith(".") else stem


def printable(text: str) -> str:
    """Valid UTF-8 in NFC; bytes of a file name that are no UTF-8 become U+FFFD."""
    return unicodedata.normalize("NFC", os.fsencode(text).decode("utf-8", "replace"))
