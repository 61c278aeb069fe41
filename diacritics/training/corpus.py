"""Training text: which files, how much each counts, which lines are held out."""

from __future__ import annotations

import hashlib
import unicodedata
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sohoa.diacritics import DATA
from sohoa.diacritics.language.folding import fold_word
from sohoa.diacritics.language.tokens import BREAK, FIRST_WORD, NUMBER, TOKEN
from sohoa.diacritics.training.gazetteer import NAMES_FILE, list_lines, name_lines, underthesea_files

WEIGHTS_FILE = DATA / "corpora.tsv"
_LOWER, _TITLE, _UPPER = 0, 1, 2
"""Shapes of a word, as codes."""
_NAMES_WEIGHT = 2
"""How often each name of the gazetteer is counted. A guess."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file of training text; each occurrence in it counts `weight` times."""

    path: Path
    weight: int
    rights: str
    sha256: str


@dataclass(frozen=True, slots=True, eq=False)
class Stream:
    """All training tokens in a row.

    `ids` are numbered by first occurrence (`words`), `capital` says which words begin with
    a capital and go on in lower case, `weight` is that of the source.
    """

    ids: NDArray[np.int32]
    capital: NDArray[np.bool_]
    weight: NDArray[np.uint8]
    words: list[str]


def is_held_out(line: str) -> bool:
    """One line in 256 is kept for measuring: its SHA-256 begins with 00."""
    return hashlib.sha256(line.encode("utf-8", "surrogatepass")).digest()[0] == 0


def find_sources(folder: Path) -> list[Source]:
    """The files named in `data/corpora.tsv` that lie in `folder` as NAME.txt or NAME.txt.zst, and the lists of names.

    Raises:
        FileNotFoundError: none of them does.
    """
    found = []
    for row in WEIGHTS_FILE.read_text("utf-8").splitlines():
        name, weight, rights = row.split("\t")
        for path in (folder / f"{name}.txt", folder / f"{name}.txt.zst"):
            if path.is_file():
                found.append(_source(path, int(weight), rights))
    if not found:
        raise FileNotFoundError(f"none of the files named in {WEIGHTS_FILE.name} is in {folder}")
    found.append(_source(NAMES_FILE, _NAMES_WEIGHT, "our own"))
    return found + [_source(path, 1, "underthesea, Apache-2.0") for path in underthesea_files()]


def _source(path: Path, weight: int, rights: str) -> Source:
    return Source(path, weight, rights, hashlib.sha256(path.read_bytes()).hexdigest())


def read_lines(path: Path) -> Iterator[str]:
    """Lines of a text file, plain or zstd-compressed (needs the `dev` extra), or of a list of names."""
    if path == NAMES_FILE:
        yield from name_lines()
        return
    if path in underthesea_files():
        yield from list_lines(path)
        return
    if path.suffix == ".zst":
        import zstandard

        with path.open("rb") as f:
            text = zstandard.ZstdDecompressor().stream_reader(f).read().decode("utf-8")
    else:
        text = path.read_text("utf-8")
    yield from (line for line in text.split("\n") if line)


def read_stream(sources: list[Source]) -> Stream:
    """All lines that are not held out, as one stream; a BREAK stands before each sentence."""
    ids, shapes, weights = array("i"), array("b"), []
    numbers: dict[str, int] = {}
    for source in sources:
        before = len(ids)
        for line in read_lines(source.path):
            if not is_held_out(line):
                _add_line(unicodedata.normalize("NFC", line), ids, shapes, numbers)
        weights.append(np.full(len(ids) - before, source.weight, np.uint8))
    return Stream(np.array(ids, np.int32), np.array(shapes, np.int8) == _TITLE, np.concatenate(weights), list(numbers))


def _add_line(line: str, ids: array[int], shapes: array[int], numbers: dict[str, int]) -> None:
    ids.append(BREAK)
    shapes.append(_LOWER)
    for word, number, _ in TOKEN.findall(line):
        shape = _LOWER
        if word:
            new = len(numbers) + FIRST_WORD
            ids.append(numbers.setdefault(fold_word(word), new))
            if not word.islower():
                shape = _UPPER if len(word) > 1 and word.isupper() else _TITLE
        elif number:
            ids.append(NUMBER)
        elif ids[-1] != BREAK:
            ids.append(BREAK)
        else:
            continue
        shapes.append(shape)
