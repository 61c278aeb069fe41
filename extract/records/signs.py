"""Numbers with their signs: a minus, a plus, and the brackets in which accounts set what is lacking.

A dash is a minus where nothing but a space, a bracket or a sign stands before it: in `8-9` and `COVID-19` it joins.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import regex

from sohoa.extract.records.numbers import NUMBER, numbers
from sohoa.nouns.doubt import Doubt, DoubtKind

MINUSES = "-−–—‐‑"
"""Dashes that print and engines set for a minus."""
_SIGNS = MINUSES + "+"
_BRACKETS = regex.compile(rf"\(\s*(?P<number>{NUMBER})\s*(?P<inner>[%‰])?\s*\)\s*(?P<outer>[%‰])?")
_NEAR = 4
"""A sign that stands apart is at most so many characters before its number. A guess."""
_MARK_DIGITS = 1
"""A whole number of so many digits in brackets may as well be the mark of a note: `(1)`."""


@dataclass(frozen=True, slots=True)
class SignedNumber:
    """A number with its place, sign included (start, end in code points); `doubts`: why a person should look at it."""

    start: int
    end: int
    value: Decimal
    doubts: tuple[Doubt, ...] = ()


def signed_numbers(text: str) -> list[SignedNumber]:
    """All numbers in `text` with their signs, left to right.

    `-2,5` → -2.5, `+ 310` → 310, `(1.250)` → -1250, `8-9` → 8 and 9.

    Rule: A dash before a number is a minus and brackets around it are one too (-2,5; (1.250)); where the dash stands
        apart (- 2,5) the number is doubtful.
    Test: extract/records/test_signs.py::test_signs
    """
    if m := _BRACKETS.fullmatch(text.strip()):
        return _in_brackets(text, m)
    return [_with_sign(text, *found) for found in numbers(text)]


def _with_sign(text: str, start: int, end: int, value: Decimal) -> SignedNumber:
    at = len(text[max(0, start - _NEAR) : start].rstrip()) + max(0, start - _NEAR) - 1
    if at < 0 or text[at] not in _SIGNS or (at > 0 and _ties(text[at - 1])):
        return SignedNumber(start, end, value)
    apart = at < start - 1
    if apart and (at > _NEAR or text[:at].strip()):
        return SignedNumber(start, end, value)
    if text[at] == "+":
        return SignedNumber(at, end, value)
    doubts = (Doubt(DoubtKind.DASH_FOR_MINUS, text),) if apart and value else ()
    return SignedNumber(at, end, -value, doubts)


def _ties(before: str) -> bool:
    """Does a dash behind this character join, so that it is no minus?"""
    return before.isalnum() or before in ".,/)%‰"


def _in_brackets(text: str, m: regex.Match[str]) -> list[SignedNumber]:
    """The negative number that stands alone in brackets; doubtful where it may be a mark or an aside."""
    found = numbers(m["number"])
    if len(found) != 1:
        return []
    value, start = found[0][2], text.index("(")
    unsure = m["inner"] or (m["number"].isdecimal() and len(m["number"]) <= _MARK_DIGITS)
    end = start + (m.start("inner") if m["inner"] else m.group().index(")") + 1)
    return [SignedNumber(start, end, -value, (Doubt(DoubtKind.BRACKETS_FOR_MINUS, text),) if unsure and value else ())]


def joins_word(text: str, start: int) -> bool:
    """Does a dash tie the number at `start` to the word before it (`COVID-19`, `A-04`)?"""
    return start >= 2 and text[start - 1] in MINUSES and text[start - 2].isalpha()
