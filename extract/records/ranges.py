"""Ranges of numbers: `42-45%`, `từ 900 đến 1.000 hộ`, `-2 đến 35°C`, `18 ± 2`."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

import regex

from sohoa.diacritics.language.folding import bare_words
from sohoa.extract.records.numbers import NUMBER, read_number
from sohoa.extract.records.signs import MINUSES
from sohoa.extract.wording.vocabulary import rows

_DASH = regex.compile(f"[{MINUSES}]")
_LOOSE_DIGIT = regex.compile(r"(?<!\p{L})\d")
"""A digit that belongs to no unit such as m2."""
_UNIT = r"%|‰|°\s?C|\p{L}[\p{L}²³/]*[23]?(?:\s\p{L}+)?"
_RANGE = regex.compile(
    rf"(?P<low>(?:(?<![\p{{L}}\p{{N}}.,/)%‰-]\s?)-)?{NUMBER})\s*(?P<unit>{_UNIT})?\s*(?:-|÷|đến|den|tới|~)\s*"
    rf"(?P<high>(?:(?<=đến\s?|den\s?|tới\s?|-\s)-)?{NUMBER})(?=\s|[%‰°)]|$|[^\d/.,-])"
)
_AROUND = regex.compile(rf"(?:(?P<middle>-?{NUMBER})\s*(?P<unit>{_UNIT})?)?\s*±\s*(?P<by>{NUMBER})\s*(?P<tail>[^\d]*)")


@dataclass(frozen=True, slots=True)
class NumberRange:
    """Two bounds, the lower first, the unit behind them, and what of the words before is kept."""

    low: Decimal
    high: Decimal
    unit: str | None = None
    words: str | None = None


@lru_cache(maxsize=1)
def _leads() -> dict[str, str | None]:
    return {"": None} | {bare_words(lead): None if kept == "-" else kept for lead, kept in rows("value_leads.tsv")}


def read_range(text: str) -> NumberRange | None:
    """The range that a value is, or None if it is none or its ends do not rise.

    Rule: "Từ 900 đến 1.000", "900-1.000" and "900 ÷ 1.000" are ranges, "18 ± 2" is one from 16 to 20; a range whose
        ends have different units is none.
    Test: extract/records/test_values.py::test_quantity
    """
    dashed = _DASH.sub("-", text)
    if m := _AROUND.fullmatch(dashed.strip(" .;")):
        return _around(m)
    return _between(m, dashed) if (m := _RANGE.search(dashed)) else None


def _between(m: regex.Match[str], text: str) -> NumberRange | None:
    low, high = _signed(m["low"]), _signed(m["high"])
    lead = bare_words(text[: m.start()])
    if low is None or high is None or low >= high or lead not in _leads() or text[: m.start()].rstrip().endswith("-"):
        return None
    unit, first = text[m.end() :].strip(" .;,)"), (m["unit"] or "").strip()
    if _LOOSE_DIGIT.search(unit):
        return None
    if first and unit and not unit.startswith(first):
        return None
    return NumberRange(low, high, unit or first or None, _leads()[lead])


def _around(m: regex.Match[str]) -> NumberRange | None:
    middle, by = _signed(m["middle"] or "0"), _signed(m["by"])
    unit, first = m["tail"].strip(" .;,)"), (m["unit"] or "").strip()
    if middle is None or by is None or (first and unit and first != unit):
        return None
    return NumberRange(middle - by, middle + by, unit or first or None)


def _signed(text: str) -> Decimal | None:
    value = read_number(text.lstrip("-"))
    return -value if value is not None and text.startswith("-") else value
