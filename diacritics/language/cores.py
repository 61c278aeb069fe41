"""Cutting a garbled line into what stands for words: pieces between white space and outer punctuation."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sohoa.diacritics.language.alphabet import BULLETS

_CHUNK = re.compile(r"\S+")
_OUTER = "\"“”‘’'`´«»()[]{}<>.,;:!?…*|~_=+–—-/\\" + BULLETS
_INNER = re.compile(r"[/\\–—-]+|\.{2,}|(?<=[^\W\d_])[.,;:](?=[^\W\d_]{2})")
_END = re.compile(r"[.!?:;]['\"”’)]*$")


@dataclass(frozen=True, slots=True)
class Core:
    """A piece of a line that may stand for a word: its place, its text, and whether a sentence ends after it."""

    start: int
    text: str
    ends: bool

    @property
    def end(self) -> int:
        """One past the last code point."""
        return self.start + len(self.text)


def line_to_cores(line: str) -> list[Core]:
    """The pieces of a line in order; codes such as `57-NQ/TW` stay whole, `và/hoặc` is two pieces."""
    cores = []
    for m in _CHUNK.finditer(line):
        chunk = m[0]
        body = chunk.strip(_OUTER)
        if not body:
            continue
        start = m.start() + chunk.index(body)
        pieces = [(start, body)] if is_code(body) else list(_pieces(start, body))
        for at, (place, text) in enumerate(pieces):
            last = at == len(pieces) - 1
            cores.append(Core(place, text, last and _END.search(chunk) is not None))
    return cores


_LONGEST_CODE = 60
"""A piece longer than this is no Vietnamese word either: it stays."""
_CODE = re.compile(
    r"\d+(?:[.,:/-]\d+)*%?$|\d{1,3}[A-Z]{1,2}$|[\w.]*\d[\w.]*(?:[-/&][A-ZĐ0-9][A-ZĐa-z0-9&.]*)+$|[A-ZĐ]{2,}(?:[-/&][A-ZĐ]{2,})+$"
)


def is_code(text: str) -> bool:
    """A number, an amount, a date, or a document code (`5.000`, `24/4/2025`, `57-NQ/TW`, `KH&CN`)."""
    return len(text) > _LONGEST_CODE or _CODE.match(text) is not None


def _pieces(start: int, body: str) -> list[tuple[int, str]]:
    found, at = [], 0
    for m in _INNER.finditer(body):
        if m.start() > at:
            found.append((start + at, body[at : m.start()]))
        at = m.end()
    if at < len(body):
        found.append((start + at, body[at:]))
    return found
