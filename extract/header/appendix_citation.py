"""Number and date that an appendix repeats: `(Kèm theo Kế hoạch số 12/KH-UBND ngày 03/4/2025 của …)`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import regex

from sohoa.diacritics.language.folding import bare, bare_words
from sohoa.extract.header.found import words_sure
from sohoa.extract.header.page_parts import PageParts
from sohoa.extract.wording.document_symbols import canonical_symbol
from sohoa.extract.wording.formal_phrases import phrases
from sohoa.extract.wording.vocabulary import find
from sohoa.nouns.printed_line import PrintedLine
from sohoa.nouns.word import Word

SURE = 0.80
"""Every digit must be at least this sure."""
_HEAD_LINES = 10
"""The citation stands among the first lines of an appendix. A guess."""
_ALONE = 12
"""Characters of a line that says nothing but "kèm theo". A guess."""
_OPENING = 14
"""Letters before "kèm theo" on the line of an appendix ("Ban hành"); running text cites other documents further on."""
_SO = regex.compile(
    r".{0,40}?\bso\b[\s:.]{0,2}(?P<number>[^\s/-]{1,6})?\s?(?P<mark>[/-])\s?(?P<symbol>\p{L}[\p{L}\d/&-]*)"
)
"""The first number behind "kèm theo", be its figures legible or not: a later one is of another document."""
_DAY_BEHIND = 40
"""The day stands among so many characters behind the symbol."""
_DAY = regex.compile(
    r"ngay\s+(?:(?P<d>\d{1,2})\s?/\s?(?P<m>\d{1,2})\s?/\s?(?P<y>20\d\d)"
    r"|(?P<d2>\d{1,2})\s+thang\s+(?P<m2>\d{1,2})\s+nam\s+(?P<y2>20\d\d))",
)


@dataclass(frozen=True, slots=True)
class Citation:
    """A document as its own appendix names it; number, code and day are None where they are not surely print."""

    number: str | None
    symbol: str
    code: str | None
    issued_on: date | None
    page: int
    words: tuple[Word, ...]
    sure: float


def _digits(lines: Sequence[PrintedLine]) -> tuple[Word, ...]:
    return tuple(w for s in lines for w in s.words if any(c.isdecimal() for c in w.text))


def _day(text: str) -> date | None:
    m = _DAY.search(text)
    if not m:
        return None
    try:
        return date(int(m["y"] or m["y2"]), int(m["m"] or m["m2"]), int(m["d"] or m["d2"]))
    except ValueError:
        return None


def _cited(lines: Sequence[PrintedLine], page: int) -> Citation | None:
    text = " ".join(s.text for s in lines).replace("⁄", "/")
    m = _SO.match(bare(text), pos=_after_attached(text))
    if not m:
        return None
    symbol = canonical_symbol(text[m.start("symbol") : m.end("symbol")])
    digits = _digits(lines)
    sure = words_sure(digits)
    certain = bool(digits) and all(w.confidence is None or w.confidence >= SURE for w in digits)
    number = m["number"] if certain and (m["number"] or "").isdecimal() else None
    code = f"{number}{m['mark']}{symbol}" if number else None
    day = _day(bare(text)[m.end() : m.end() + _DAY_BEHIND]) if certain else None
    return Citation(number, symbol, code, day, page, digits, sure)


def _after_attached(text: str) -> int:
    """The code point behind "kèm theo" in a line, 0 if it is not there letter by letter."""
    ends = [m.end() for p in phrases("attached") if (m := regex.search(regex.escape(p), bare(text)))]
    return min(ends, default=0)


def appendix_citations(pages: Sequence[PageParts]) -> tuple[Citation, ...]:
    """The document as its appendices name it at their heads, each head once.

    Args:
        pages: the parts of the pages after the first.
    """
    found: list[Citation] = []
    for page in pages:
        lines = page.lines[:_HEAD_LINES]
        for i, line in enumerate(lines):
            if _cites(line.text):
                cited = _cited(lines[i : i + 2], page.number)
                found += [cited] if cited else []
                break
    return tuple(found)


def _cites(text: str) -> bool:
    """Does a line say with what the appendix comes (`(Kèm theo Kế hoạch số …`)?"""
    words = bare_words(text)
    found = [find(words, p, 1) for p in phrases("attached")]
    return len(words) > _ALONE and any(f is not None and f.start <= _OPENING for f in found)
