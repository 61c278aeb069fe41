"""What programs print over a page: boxes of digital signatures, notes of copies, numbers of an e-office system.

`Người ký: … Cơ quan: … Thời gian ký: …`, `SAO Y; <office>; <day>`, `Số: 241/QĐ-UBND; Ngày: 17/02/2025`. The day of a
signature or a copy is never earlier than the document's: it bounds the date and never becomes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import regex

from sohoa.diacritics.language.folding import bare
from sohoa.extract.header.found import Found, run_words, words_sure
from sohoa.extract.header.page_parts import PageParts
from sohoa.extract.wording.document_symbols import canonical_symbol
from sohoa.nouns.printed_line import PrintedLine

_DAY = regex.compile(r"(?<!\d)(\d{1,2})[./](\d{1,2})[./](20\d\d)(?!\d)")
_OFFICE = regex.compile(
    r"so\W{0,2}(?P<number>\d{1,5})\s?(?P<mark>[/-])\s?(?P<symbol>\p{L}[\p{L}\d/&-]*)\W{1,3}ngay\W{0,3}(?P<day>[\d./]{8,10})"
)


@dataclass(frozen=True, slots=True)
class Overlays:
    """What overlays say: number and day of an e-office system, and the latest days by which the document was signed.

    `symbol` is that of the code, `page` theirs, `signed_days` are pages and days.
    """

    symbol: str | None = None
    code: Found[str] | None = None
    issued_on: Found[date] | None = None
    page: int = 1
    signed_days: tuple[tuple[int, date], ...] = ()


def read_overlays(pages: Sequence[PageParts]) -> Overlays:
    """What the overlays of all pages say."""
    days: list[tuple[int, date]] = []
    office = Overlays()
    for page, line in ((p.number, line) for p in pages for line in p.overlays):
        found = _office(line, page)
        if found is not None and office.code is None:
            office = found
        elif found is None:
            days += [(page, day) for day in _days(line.text)]
    return replace(office, signed_days=tuple(days))


def _office(line: PrintedLine, page: int) -> Overlays | None:
    m = _OFFICE.search(bare(line.text))
    if m is None:
        return None
    words = run_words(line.runs)
    sure = words_sure([w for w in words if any(c.isdigit() for c in w.text)])
    symbol = canonical_symbol(line.text[m.start("symbol") : m.end("symbol")])
    days = _days(m["day"])
    code = Found(f"{m['number']}{m['mark']}{symbol}", words, sure)
    return Overlays(symbol or None, code, Found(days[0], words, sure) if days else None, page)


def _days(text: str) -> list[date]:
    found = []
    for day, month, year in _DAY.findall(text):
        try:
            found.append(date(int(year), int(month), int(day)))
        except ValueError:
            continue
    return found
