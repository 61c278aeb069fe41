"""Lines to sentences: which tokens are read together, across line ends where a sentence goes on."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sohoa.diacritics.language.tokens import TOKEN

LOWER, TITLE, UPPER = 0, 1, 2
"""Shapes of a word, as codes."""
_FIXED = re.compile(r"</?\w++>|[^\s<]++|<")
"""Addresses and mark-up: nothing in them is touched."""
_HOST = re.compile(
    r"(?<![\w.-])[a-z0-9-]{2,63}(?:(?:\.[a-z0-9-]{2,63}){2,9}|\.(?:vn|com|net|org))(?![\w-])",
)
"""A host name without marks: three parts or more, or two of which the last is a usual one (RFC 1035, section 2.3.1)."""
_ROMAN = re.compile(r"[IVXLC]+$")
_MARKERS = ("a", "e", "A", "E")
_MAY_MARK = "aeAEIVXLC"
"""What a marker of a list may begin with."""
_LONGEST, _OVERLAP = 96, 6
"""Tokens of a window at most, and tokens that two windows share on each side, for context. Guesses."""


class Token(NamedTuple):
    """A word or number of a line: line index, code points `start` to `end`, text and kind.

    `inside` tells that the token does not begin a sentence; `fixed` that it must stay.
    """

    line: int
    start: int
    text: str
    is_word: bool
    inside: bool
    fixed: bool

    @property
    def end(self) -> int:
        """One past the last code point in the line."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Window:
    """Tokens decoded together; only those from `first` to `last` take the result."""

    tokens: list[Token]
    first: int
    last: int

    @property
    def key(self) -> tuple[object, ...]:
        """What the result depends on: windows of one key have the same, wherever they stand."""
        return self.first, self.last, *(t[2:] for t in self.tokens)


def lines_to_sentences(lines: Sequence[str]) -> Iterator[list[Token]]:
    """Sentences of all lines in order; one goes on over a line end if the next line begins in lower case."""
    sentence: list[Token] = []
    for number, line in enumerate(lines):
        fixed = _fixed_spans(line)
        first = True
        for m in TOKEN.finditer(line):
            if m.lastindex == 3:
                if sentence:
                    yield sentence
                sentence = []
                continue
            text = m[0]
            if first and sentence and not text[0].islower():
                yield sentence
                sentence = []
            first = False
            start = m.start()
            keep = (bool(fixed) and _lies_in(start, fixed)) or (
                text[0] in _MAY_MARK and _is_marker(line, text, start + len(text))
            )
            sentence.append(Token(number, start, text, m.lastindex == 1, bool(sentence), keep))
        if sentence and line.rstrip()[-1:] in ".!?;:":
            yield sentence
            sentence = []
    if sentence:
        yield sentence


def _fixed_spans(line: str) -> list[tuple[int, int]]:
    """Places of addresses and mark-up, in order."""
    found = [m.span() for m in _FIXED.finditer(line) if _may_hold_address(m[0])] if _may_hold_address(line) else []
    if "." in line:
        found += [m.span() for m in _HOST.finditer(line) if not _lies_in(m.start(), found)]
    return sorted(found)


def _lies_in(place: int, spans: list[tuple[int, int]]) -> bool:
    at = bisect_right(spans, (place, sys.maxsize)) - 1
    return at >= 0 and place < spans[at][1]


def _may_hold_address(line: str) -> bool:
    return "@" in line or "<" in line or "://" in line or "www." in line


def _is_marker(line: str, text: str, end: int) -> bool:
    """A marker that cannot be a word: `a)`, `e)`, or a Roman numeral in capitals before a list mark or a line end."""
    after = line[end : end + 1]
    if text in _MARKERS:
        return after == ")"
    return text[0] in "IVXLC" and _ROMAN.match(text) is not None and after in ("", ".", ")", "-", "/")


def sentences_to_windows(sentences: Iterator[list[Token]]) -> Iterator[Window]:
    """Whole sentences, and long ones in pieces that overlap so that each word keeps its context."""
    for tokens in sentences:
        if len(tokens) <= _LONGEST:
            yield Window(tokens, 0, len(tokens))
            continue
        for at in range(0, len(tokens), _LONGEST):
            begin, end = max(0, at - _OVERLAP), min(len(tokens), at + _LONGEST)
            yield Window(tokens[begin : end + _OVERLAP], at - begin, end - begin)


def shape(text: str) -> int:
    """LOWER, TITLE (begins with a capital) or UPPER (two letters or more, all capitals)."""
    if text.islower() or not text[:1].isupper():
        return LOWER
    return UPPER if len(text) > 1 and text.isupper() else TITLE
