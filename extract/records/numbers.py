"""Numbers and amounts of money as Vietnamese print writes them.

A point groups thousands and a comma begins the decimals (`5.000` is five thousand, `36,604` is
36.604; Circular 01/2011/TT-BNV, and Accounting Law 88/2015/QH13, article 11). Foreign
habit creeps in, so a point before other than three digits is taken for a decimal one.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

import regex

NUMBER = r"(?:\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?:,\d+)?(?!\d)|\d+(?:[.,]\d+)*)"
_NUMBER = regex.compile(rf"(?<![\p{{L}}\d])(?<!\p{{L}}\d{{1,4}}[.,]){NUMBER}")
LONGEST_VALUE = 300
"""A longer text is prose, or no text at all: no number is looked for in it, so that time stays in bounds."""
_MAY_GROUP = regex.compile(r"(?<![\d.,])[1-9]\d{0,2},\d\d0(?![\d.,]*\d)")
_GROUPED = regex.compile(r"[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,2}(?:,\d{3}){2,}")


def read_number(text: str) -> Decimal | None:
    """The number that `text` is as a whole, or None if it is none.

    `5.000` → 5000, `5.666,3` → 5666.3, `36,604` → 36.604, `1,234,567` → 1234567, `0.85` → 0.85.

    Rule: A point groups thousands and a comma begins decimals: 5.000 is five thousand, 36,604 is 36.604.
    Test: extract/records/test_values.py::test_number
    """
    s = regex.sub(r"(?<=\d)[ \u00a0\u2009\u202f](?=\d{3}(?:\D|$))", "", text.strip())
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


def commas_may_group(text: str) -> bool:
    """May the comma of a number in `text` group thousands, as in English?

    So it may in `12,500`: who prints a third decimal seldom prints it as 0. Not in `0,500`, nor beside a point that
    groups (`1.234,500`) or a second comma, which tell what they are.

    Rule: A value such as 12,500 is 12.5, as Vietnamese print has it, but doubtful: English print means twelve thousand.
    Test: extract/records/test_values.py::test_a_comma_that_may_group_is_told
    """
    return _MAY_GROUP.search(text[:LONGEST_VALUE]) is not None


def numbers(text: str) -> list[tuple[int, int, Decimal]]:
    """All numbers in `text` with their places (start, end in code points), left to right; signs are left aside.

    A figure behind a letter (`m2`, `CO2`) belongs to that word.
    """
    found = []
    for m in _NUMBER.finditer(text):
        value = read_number(m.group())
        if value is not None:
            found.append((m.start(), m.end(), value))
    return found
