"""Vocabulary kept as data: tab-separated files in `extract/data`, and tolerant matching of their phrases.

Print read by a machine loses tone marks before it loses letters, so phrases are compared
without marks, in lower case, and a longer phrase may differ by a few letters (`tiêu` read as
`tidu`). Lines of a data file that begin with `#` are comments.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise

import regex

from sohoa.diacritics.language.folding import bare_letters

LETTERS_PER_ERROR = 7
"""A phrase may differ by one letter for each so many of its letters."""


@dataclass(frozen=True, slots=True)
class Found:
    """Where a phrase stands in a plain text, and by how many letters it differs."""

    start: int
    end: int
    errors: int


@lru_cache(maxsize=64)
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of the data file `name` (as `units.tsv`), fields apart, comments left out."""
    text = files("sohoa.extract").joinpath("data", name).read_text("utf-8")
    lines = (x for x in text.split("\n") if x.strip() and not x.startswith("#"))
    return tuple(tuple(f.strip() for f in x.split("\t")) for x in lines)


@lru_cache(maxsize=16384)
def _pattern(phrase: str, errors: int) -> regex.Pattern[str]:
    body = regex.escape(phrase, special_only=True)
    fuzzy = f"(?:{body}){{e<={errors}}}" if errors else body
    return regex.compile(rf"(?<!\w){fuzzy}(?!\w)", regex.BESTMATCH)


def find(text: str, phrase: str, errors: int | None = None) -> Found | None:
    """The best place of `phrase` in `text` (both as `bare_words` gives them), at word ends, or None.

    Args:
        text: plain text to look in.
        phrase: plain phrase to look for.
        errors: how many letters may differ; by default one in `LETTERS_PER_ERROR`.
    """
    if not phrase:
        return None
    at = text.find(phrase)
    if at >= 0 and (found := _pattern(phrase, 0).search(text)):
        return Found(found.start(), found.end(), 0)
    limit = len(phrase) // LETTERS_PER_ERROR if errors is None else errors
    if not limit or not _may_hold(text, phrase, limit):
        return None
    match = _pattern(phrase, limit).search(text)
    return Found(match.start(), match.end(), sum(match.fuzzy_counts)) if match else None


def _may_hold(text: str, phrase: str, errors: int) -> bool:
    """May the phrase stand in the text with so many errors? Of one piece more than errors one is whole (Wu & Manber).

    Nearly always none is; and to look for two hundred headings is to compile two hundred patterns, 25 ms of a page.
    """
    return any(piece in text for piece in _pieces(phrase, errors + 1))


@lru_cache(maxsize=16384)
def _pieces(phrase: str, n: int) -> tuple[str, ...]:
    """A phrase cut in `n` pieces of about the same length."""
    cuts = [len(phrase) * k // n for k in range(n + 1)]
    return tuple(phrase[a:b] for a, b in pairwise(cuts))


def same(text: str, phrase: str, errors: int | None = None) -> bool:
    """Is the whole of `text` the phrase, up to a few letters? Spaces do not count."""
    a, b = bare_letters(text), bare_letters(phrase)
    limit = len(b) // LETTERS_PER_ERROR if errors is None else errors
    if a == b or not limit or abs(len(a) - len(b)) > limit:
        return a == b
    return _may_hold(a, b, limit) and _pattern(b, limit).fullmatch(a) is not None
