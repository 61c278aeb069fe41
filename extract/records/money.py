"""Amounts of money in đồng, as budgets of plans print them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import regex

from sohoa.diacritics.language.folding import bare_line
from sohoa.extract.records.numbers import LONGEST_VALUE, commas_may_group
from sohoa.extract.records.signs import signed_numbers
from sohoa.extract.wording.vocabulary import rows
from sohoa.nouns.doubt import Doubt, DoubtKind

MAX_VND = 2**63 - 1
"""Amounts are stored as int64."""
_RATE = regex.compile(r"(?:/|(?<!\w)(?:moi|mot|tung)\s)\s*(?!thang\s*\d)\p{L}")
_MOST = 10**14
"""Đồng that no task of a plan costs: a fifth of what a large province spends in a year is 10**13. A guess."""
PLAIN_DONG_DIGITS = 7
"""A grouped number of so many digits without a unit can only be meant in đồng."""


_LEAST = 1000
"""Đồng: no task of a plan costs less; who reads less has misread the unit."""
_MISREAD_SIGN = regex.compile(r"(?<=\d):(?=\d{3}(?!\d))")
"""A point between thousands that dirt made a colon: in an amount there is none."""
_SCRAP = regex.compile(r"(?<=\d)\s*[’‘'`´|_\-–]+$")
"""A piece of a rule or dirt behind an amount."""
_UNIT_WORDS = 3
"""A longer tail than this behind a number is more than a unit."""


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in đồng; `doubts` say why a person should look at it."""

    vnd: int
    doubts: tuple[Doubt, ...] = ()


@lru_cache(maxsize=1)
def _units() -> tuple[tuple[str, int], ...]:
    """Units of money without marks, the longest first, with what they are in đồng."""
    units = {bare_line(u): int(n) for u, n in rows("money_units.tsv")}
    return tuple(sorted(units.items(), key=lambda x: -len(x[0])))


def money_unit(text: str) -> int | None:
    """Đồng in one of the units that `text` names (`ĐVT: Triệu đồng` → 1 000 000), or None.

    The first unit named counts; of two at one place the longer one.
    """
    s = bare_line(text)
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

    Rule: The unit of a budget (kinh phí) is read from brackets, behind "ĐVT" or "Đơn vị tính", or as two words ("triệu
        đồng"); the đồng of "Hội đồng" is none.
    Test: extract/records/test_values.py::test_unit_of_a_column
    """
    s = bare_line(heading)
    places = regex.findall(r"(?:d\s?vt|don vi(?: tinh)?|tinh bang)\W*((?:[\w.]+\s?){1,3})", s)
    places += regex.findall(r"\(([^()]{1,24})\)", s)
    places += regex.findall(r"(?<!\w)(?:nghin |ngan |trieu |ty |ti |tr\.? ?)d(?:ong)?(?!\w)", s)
    units = (money_unit(x) for x in places)
    return next((u for u in units if u is not None), None)


def is_rate(text: str) -> bool:
    """Does a text name money for each of something (`60 triệu đồng/nhà`, `triệu đồng một năm`)?

    Rule: A rate (60 triệu đồng/nhà, 120 triệu đồng/năm) is told from a total by what it is for.
    Test: extract/records/test_values.py::test_rates
    """
    s = bare_line(text[:LONGEST_VALUE])
    for unit, _ in _units():
        for m in regex.finditer(rf"(?<![^\W\d_]){regex.escape(unit)}(?!\w)\s*", s):
            if _RATE.match(s, m.end()):
                return True
    return False


def read_money(text: str, unit: int | None) -> Money | None:
    """The amount in a budget cell, or None if it is empty, a dash, a rate, or not to be read as one amount.

    Args:
        text: the cell, `5.000`, `36,604`, `02 tỷ đồng`, `0`.
        unit: đồng in one of the column's unit (heading or caption), None if none is printed.

    Rule: A colon between the thousands of an amount is a misread point (238:000), and a dash or quotation mark behind
        it is dirt; such an amount is doubtful.
    Test: extract/records/test_values.py::test_misread_signs_of_an_amount

    Example:
        >>> read_money("02 tỷ đồng", None).vnd
        2000000000
        >>> read_money("(350)", 1_000_000).vnd
        -350000000
    """
    money = _read(text, unit)
    if money is not None:
        return money
    tidy = _SCRAP.sub("", _MISREAD_SIGN.sub(".", text.strip()))
    money = _read(tidy, unit) if tidy != text.strip() else None
    return money and Money(money.vnd, (*money.doubts, Doubt(DoubtKind.AMOUNT_MENDED, text)))


def _read(text: str, unit: int | None) -> Money | None:
    """The amount in a cell as it stands.

    Rule: An amount of money is in the unit in its own cell ("02 tỷ đồng"), else in the column's; without any unit it is
        đồng from seven digits on, and doubtful; a smaller one stays empty. One with a lone bracket, one that is only
        about so much (~ 400), and one that no task costs (100 nghìn tỷ and more, less than 1.000 đồng) are doubtful.
    Test: extract/records/test_values.py::test_the_unit_of_an_amount
    """
    if len(text) > LONGEST_VALUE or is_rate(text):
        return None
    found = signed_numbers(text)
    if len(found) != 1:
        return None
    start, end, value, doubts = found[0].start, found[0].end, found[0].value, found[0].doubts
    before, after = text[:start].strip(" .:~("), text[end:].strip(" .;,)")
    own = money_unit(after) if after else None
    if before or (after and own is None) or (own is not None and len(after.split()) > _UNIT_WORDS):
        return None
    if own is not None and "(" in text[:start]:
        return None
    factor = own if own is not None else unit
    if factor is None:
        if value and len(str(abs(int(value)))) < PLAIN_DONG_DIGITS:
            return None
        factor, doubts = 1, (Doubt(DoubtKind.NO_MONEY_UNIT, text),) if value else ()
    vnd = value * factor
    if abs(vnd) > MAX_VND:
        return None
    if vnd != int(vnd):
        doubts = doubts or (Doubt(DoubtKind.AMOUNT_NOT_WHOLE, text),)
    odd = {
        DoubtKind.OPEN_BRACKET: text.count("(") != text.count(")"),  # two brackets are a minus
        DoubtKind.AMOUNT_TOO_LARGE: abs(vnd) >= _MOST,
        DoubtKind.AMOUNT_TOO_SMALL: 0 < abs(vnd) < _LEAST,
        DoubtKind.AMOUNT_ABOUT: "~" in text[:start],
        DoubtKind.COMMA_MAY_GROUP: commas_may_group(text),
    }
    return Money(int(vnd), (*doubts, *(Doubt(kind, text) for kind, is_so in odd.items() if is_so)))
