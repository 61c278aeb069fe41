"""Number and date that an appendix repeats: `(Kèm theo Kế hoạch số 12/KH-UBND ngày 03/4/2025 của …)`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import regex

from sohoa.diacritics.language.folding import bare, bare_words
from sohoa.extract.header.document_code import canonical_symbol
from sohoa.extract.header.page_parts import PageParts
from sohoa.extract.wording.formal_phrases import phrases
from sohoa.extract.wording.vocabulary import find
from sohoa.nouns.printed_line import PrintedLine

SURE = 0.80
"""Every digit must be at least this sure."""
_HEAD_LINES = 10
"""The citation stands among the first lines of an appendix. A guess."""
_ALONE = 12
"""Characters of a line that says nothing but "kèm theo". A guess."""
_SO = regex.compile(r"so\W{0,2}(?P<number>\d{1,5})\s?(?P<mark>[/-])\s?(?P<symbol>[\p{L}][\p{L}/&-]*)")
_DAY = regex.compile(
    r"ngay\s+(?:(?P<d>\d{1,2})\s?/\s?(?P<m>\d{1,2})\s?/\s?(?P<y>20\d\d)"
    r"|(?P<d2>\d{1,2})\s+thang\s+(?P<m2>\d{1,2})\s+nam\s+(?P<y2>20\d\d))",
)


@dataclass(frozen=True, slots=True)
class Citation:
    """A document as its own appendix names it."""

    number: str
    symbol: str
    code: str
    issued_on: date | None


def _sure(lines: Sequence[PrintedLine]) -> bool:
    words = [w for s in lines for w in s.words if any(c.isdigit() for c in w.text)]
    return all(w.confidence is None or w.confidence >= SURE for w in words)


def _day(text: str) -> date | None:
    m = _DAY.search(text)
    if not m:
        return None
    try:
        return date(int(m["y"] or m["y2"]), int(m["m"] or m["m2"]), int(m["d"] or m["d2"]))
    except ValueError:
        return None


def _cited(lines: Sequence[PrintedLine]) -> Citation | None:
    text = " ".join(s.text for s in lines).replace("⁄", "/")
    m = _SO.search(bare(text))
    if not m or not _sure(lines):
        return None
    symbol = canonical_symbol(text[m.start("symbol") : m.end("symbol")])
    return Citation(m["number"], symbol, f"{m['number']}{m['mark']}{symbol}", _day(bare(text)))


def appendix_citation(pages: Sequence[PageParts]) -> Citation | None:
    """The document as its appendices name it at their heads; None if none does, or they disagree.

    Args:
        pages: the parts of the pages after the first.
    """
    found: list[Citation] = []
    for page in pages:
        lines = page.lines[:_HEAD_LINES]
        for i, line in enumerate(lines):
            if _cites(line.text):
                cited = _cited(lines[i : i + 2])
                found += [cited] if cited else []
                break
    if len({c.code for c in found}) != 1:
        return None
    days = {c.issued_on for c in found if c.issued_on}
    return Citation(found[0].number, found[0].symbol, found[0].code, days.pop() if len(days) == 1 else None)


def _cites(text: str) -> bool:
    """Does a line say with what the appendix comes (`(Kèm theo Kế hoạch số …`)?"""
    words = bare_words(text)
    return len(words) > _ALONE and any(find(words, p, 1) for p in phrases("attached"))
