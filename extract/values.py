"""Numbers and amounts of money as Vietnamese print writes them.

A point groups thousands and a comma begins the decimals (`5.000` is five thousand, `36,604` is
36.604; Circular 01/2011/TT-BNV, and Accounting Law 88/2015/QH13, article 11). Foreign
habit creeps in, so a point before other than three digits is taken for a decimal one.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache

import regex

from diacritics.syllable import strip_marks
from extract.vocabulary import rows

MAX_VND = 2**63 - 1
"""Amounts are stored as int64."""
PLAIN_DONG_DIGITS = 7
"""A grouped number of so many digits without a unit can only be meant in đồng."""

NUMBER = r"\d+(?:[.,]\d+)*|\d{1,3}(?:[ \u00a0]\d{3})+(?:,\d+)?"
_NUMBER = regex.compile(rf"\d{{1,3}}(?:[ \u00a0]\d{{3}})+(?:,\d+)?(?!\d)|{NUMBER}")
_GROUPED = regex.compile(r"[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,2}(?:,\d{3}){2,}")


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in đồng; `doubtful` says why a person should look at it, empty if none should."""

    vnd: int
    doubtful: str = ""


def read_number(text: str) -> Decimal | None:
    """The number that `text` is as a whole, or None if it is none.

    `5.000` → 5000, `5.666,3` → 5666.3, `36,604` → 36.604, `1,234,567` → 1234567, `0.85` → 0.85.
    """
    s = regex.sub(r"[ \u00a0](?=\d{3}(?:\D|$))", "", text.strip())
    if not regex.fullmatch(r"[0-9]+(?:[.,][0-9]+)*", s):
        return None
    points, commas = s.count("."), s.count(",")
    if points and commas:
        decimal = "." if s.rfind(".") > s.rfind(",") else ","
        if s.count(decimal) > 1:
            return None
        whole, fraction = s.rsplit(decimal, 1)
        if not _GROUPED.fullmatch(whole.replace(",", ".") if decimal == "." else whole):
            return None
        s = regex.sub(r"[.,]", "", whole) + "." + fraction
    elif _GROUPED.fullmatch(s):
        s = regex.sub(r"[.,]", "", s)
    elif points + commas > 1:
        return None
    try:
        return Decimal(s.replace(",", "."))
    except InvalidOperation:  # pragma: no cover - the pattern above admits only numbers
        return None


def numbers(text: str) -> list[tuple[int, int, Decimal]]:
    """All numbers in `text` with their places (start, end in code points), left to right."""
    found = []
    for m in _NUMBER.finditer(text):
        value = read_number(m.group())
        if value is not None:
            found.append((m.start(), m.end(), value))
    return found


@lru_cache(maxsize=1)
def _units() -> tuple[tuple[str, int], ...]:
    """Units of money without marks, the longest first, with what they are in đồng."""
    units = {strip_marks(u).lower(): int(n) for u, n in rows("money_units.tsv")}
    return tuple(sorted(units.items(), key=lambda x: -len(x[0])))


def money_unit(text: str) -> int | None:
    """Đồng in one of the units that `text` names (`ĐVT: Triệu đồng` → 1 000 000), or None.

    The first unit named counts; of two at one place the longer one.
    """
    s = " ".join(strip_marks(text).lower().replace("ð", "d").split())
    best: tuple[int, int, int] | None = None
    for unit, vnd in _units():
        head = r"(?<![\w])" if not unit[0].isdigit() else r"(?<![\d.,])"
        m = regex.search(rf"{head}{regex.escape(unit)}(?!\w)", s)
        if m and (best is None or (m.start(), -len(unit)) < best[:2]):
            best = (m.start(), -len(unit), vnd)
    return best[2] if best else None


def column_money_unit(heading: str) -> int | None:
    """Đồng in one of the unit that a heading or caption states, or None.

    The unit stands in brackets, behind `ĐVT` or `Đơn vị tính`, or is one of two words: a bare
    `đồng` elsewhere may be half of `hoạt động` or `Hội đồng`.
    """
    s = " ".join(strip_marks(heading).lower().replace("ð", "d").split())
    places = regex.findall(r"(?:d\s?vt|don vi(?: tinh)?|tinh bang)\W*((?:[\w.]+\s?){1,3})", s)
    places += regex.findall(r"\(([^()]{1,24})\)", s)
    places += regex.findall(r"(?<!\w)(?:nghin |ngan |trieu |ty |ti |tr\.? ?)d(?:ong)?(?!\w)", s)
    units = (money_unit(x) for x in places)
    return next((u for u in units if u is not None), None)


def read_money(text: str, unit: int | None) -> Money | None:
    """The amount in a budget cell, or None if it is empty, a dash, or not to be read as one amount.

    Args:
        text: the cell, `5.000`, `36,604`, `02 tỷ đồng`, `0`.
        unit: đồng in one of the column's unit (heading or caption), None if none is printed.
    """
    found = numbers(text)
    if len(found) != 1:
        return None
    start, end, value = found[0]
    before, after = text[:start].strip(" .:~("), text[end:].strip(" .;,)")
    own = money_unit(after) if after else None
    if before or (after and own is None) or (own is not None and len(after.split()) > 3):
        return None
    doubt = ""
    factor = own if own is not None else unit
    if factor is None:
        if value and len(str(int(value))) < PLAIN_DONG_DIGITS:
            return None
        factor, doubt = 1, "no unit of money is printed" if value else ""
    vnd = value * factor
    if vnd > MAX_VND:
        return None
    if vnd != int(vnd):
        doubt = doubt or "the amount is not whole in đồng"
    return Money(int(vnd), doubt)
