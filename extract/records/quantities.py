"""What the value of an indicator says: comparator, bounds, unit, words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import regex

from sohoa.diacritics.language.folding import bare
from sohoa.extract.records.numbers import LONGEST_VALUE, commas_may_group, numbers
from sohoa.extract.records.ranges import read_range
from sohoa.extract.records.signs import MINUSES, joins_word, signed_numbers
from sohoa.extract.wording.vocabulary import rows
from sohoa.nouns.doubt import Doubt, DoubtKind
from sohoa.nouns.record import Comparator

UNIT_WORDS = 7
"""A longer tail behind a number is a sentence, not a unit."""
SHORT = 8
"""A text with digits that is no longer than this was meant to be a number."""
SHORT_COUNT = 16
"""... and one that begins with a figure is one at this length yet (`1,5 × 10³`, `85 (76,5%)`). A guess."""
LEAD_WORDS = 2
"""More words than this before a number make the value a sentence."""

_NO_VALUE = regex.compile(r"[\s.…_*–—−-]*")
_NONE_SIGN = regex.compile(rf"\s*[{MINUSES}]\s*")
_GLUED = regex.compile(r"\b\p{L}+\d[\w.]*|(?<![\d.,])\b\d+\p{L}\p{L}?[²³\d]?(?:\+|\b)")
_CUT_OFF = regex.compile(r"(?:^|\s)[.,]$")
"""A stop right before a number: its whole part is lost (`.5`)."""
_POWER = regex.compile(r"\s*[⁰¹²³⁴⁵⁶⁷⁸⁹]|\s*[×xX*^]\s*\d")
"""A number raised to a power, or one that is multiplied, is not the number that stands first (`10³`)."""
_LOOSE_DIGITS = regex.compile(r"(?<!\p{L})\d")
_BOOL = frozenset({"co", "khong", "x", "co/khong", "✓", "✔", "√", "dat", "khong dat"})


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value as read; `doubts` say why a person should look at it.

    A lower bound stands in `low`, an upper one in `high`, a single value and a range in both.
    """

    comparator: Comparator
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    value_text: str | None = None
    doubts: tuple[Doubt, ...] = ()


@lru_cache(maxsize=1)
def _comparators() -> tuple[tuple[Comparator, str], ...]:
    """Signs and words in front of or behind a number, without marks, the longest first."""
    found = {bare(p): sign for sign, p in rows("comparators.tsv")}
    return tuple((Comparator(sign), p) for p, sign in sorted(found.items(), key=lambda x: -len(x[0])))


@lru_cache(maxsize=1)
def _leading_comparators() -> tuple[tuple[Comparator, regex.Pattern[str]], ...]:
    ends = ((sign, phrase, r"(?!\w)" if phrase[-1].isalpha() else "") for sign, phrase in _comparators())
    return tuple((sign, regex.compile(rf"\s*{regex.escape(phrase)}{end}\s*")) for sign, phrase, end in ends)


def says_nothing(text: str) -> bool:
    """Is the cell empty, or only dashes and dots?"""
    return _NO_VALUE.fullmatch(text) is not None


def says_none(text: str) -> bool:
    """Is a single dash printed, which says that there is none?"""
    return _NONE_SIGN.fullmatch(text) is not None


@lru_cache(maxsize=1)
def _units() -> frozenset[str]:
    return frozenset(unit for (unit,) in rows("value_units.tsv"))


def _take_comparator(text: str) -> tuple[Comparator | None, str]:
    """The comparator a value begins with (or ends with, as `trở lên`), None if none, and the rest.

    Rule: "Từ 70 % trở lên", "tối thiểu", "không quá" and their signs become ≥ and ≤ with one bound.
    Test: extract/records/test_values.py::test_quantity
    """
    folded = bare(text)
    for sign, pattern in _leading_comparators():
        if m := pattern.match(folded):
            return sign, text[m.end() :]
    for sign, phrase in _comparators():
        if phrase in ("tro len", "tro xuong") and folded.rstrip(" .").endswith(phrase):
            at = folded.rfind(phrase)
            return sign, text[:at].strip()
    return None, text


def _is_glued_unit(word: str) -> bool:
    """Is a word of digits and letters a unit (`m2`), or a whole number with its unit (`48km`)?"""
    return word.lstrip("0123456789") in _units()


def _take_glued(text: str) -> tuple[str, str]:
    """A word that holds a digit (`6G`, `PM2.5`) is no number: taken out, with the brackets' content apart.

    Rule: A unit glued to its number (26,5ha; 48km) is its unit; other words of letters and digits (6G) are no numbers.
    Test: extract/records/test_values.py::test_quantity
    """
    taken = [m.group() for m in _GLUED.finditer(text) if not _is_glued_unit(m.group())]
    if not taken:
        return "", text
    rest = _GLUED.sub(lambda m: m.group() if _is_glued_unit(m.group()) else " ", text)
    return " ".join(taken), " ".join(rest.replace("(", " ").replace(")", " ").split())


def _as_quantity(text: str, sign: Comparator | None) -> Quantity | None:
    """The range that `text` is, None if it is none."""
    found = read_range(text)
    if found is None or len((found.unit or "").split()) > UNIT_WORDS:
        return None
    read = Quantity(Comparator.RANGE, float(found.low), float(found.high), found.unit, found.words)
    if sign in (None, Comparator.EQUAL):
        return read
    return replace(read, comparator=sign, doubts=(Doubt(DoubtKind.BOUND_IS_RANGE, text),))


def _with_number(text: str, sign: Comparator | None, aside: str) -> Quantity | None:
    found = signed_numbers(text)
    if len(found) != 1 or joins_word(text, found[0].start):
        return None
    start, end, value = found[0].start, found[0].end, found[0].value
    if _CUT_OFF.search(text[:start]) or _POWER.match(text[end:]):
        return None
    lead, unit = text[:start].strip(" :(\"'.,;`’‘-"), text[end:].strip(" .;,:)(\"'`’‘")
    lead = regex.sub(r"^từ$", "", lead, flags=regex.IGNORECASE)
    if len(lead.split()) > LEAD_WORDS or len(unit.split()) > UNIT_WORDS:
        return None
    if unit.startswith("/") or text[:start].rstrip().endswith("/") or _LOOSE_DIGITS.search(f"{lead} {unit}"):
        return None
    words = " ".join(x for x in (aside, lead) if x)
    number = float(value)
    low = None if sign in (Comparator.AT_MOST, Comparator.BELOW) else number
    high = None if sign in (Comparator.AT_LEAST, Comparator.ABOVE) else number
    unit = regex.sub(r"\s+", " ", regex.sub(r"^([%‰])(?=\w)", r"\1 ", unit))
    doubts = found[0].doubts
    if commas_may_group(text):
        doubts = (*doubts, Doubt(DoubtKind.COMMA_MAY_GROUP, text))
    return Quantity(sign or Comparator.EQUAL, low, high, unit or None, words or None, doubts)


def read_quantity(text: str) -> Quantity:
    """What the value cell of an indicator says; anything that is no number is `text` or `bool`.

    `≥ 70%` → ≥, low 70; `42-45%`, `từ 42 đến 45%`, `43,5 ± 1,5%` → range; `-2,5`, `(2,5)` → = -2.5;
    `20% GRDP` → unit `% GRDP`; `6G (50%)` → = 50 %, words `6G`; `Có` → bool; `Duy trì/nâng cấp` → text.

    Example:
        >>> value = read_quantity("≥ 70%")
        >>> str(value.comparator), value.low, value.high, value.unit
        ('≥', 70.0, None, '%')
    """
    raw = " ".join(text.split())
    word = raw.strip(" .-–—_'`")
    if len(raw) > LONGEST_VALUE:
        return Quantity(Comparator.TEXT, value_text=raw)
    if bare(word) in _BOOL:
        return Quantity(Comparator.BOOL, value_text=word)
    if m := regex.fullmatch(r"2\s+(\d{1,2}(?:[.,]\d+)?\s*%.*|\d{1,2})", raw):
        read = read_quantity(f"≥ {m.group(1)}")
        return replace(read, doubts=(Doubt(DoubtKind.FIGURE_FOR_SIGN, raw),))
    sign, rest = _take_comparator(raw)
    aside, rest = _take_glued(rest)
    if not aside and (as_range := _as_quantity(rest, sign)):
        return as_range
    read_one = _with_number(rest, sign, aside)
    if read_one is None:
        odd = len(raw) <= (SHORT_COUNT if raw[:1].isdigit() else SHORT) and any(c.isdigit() for c in raw)
        return Quantity(
            Comparator.TEXT, value_text=raw, doubts=(Doubt(DoubtKind.DIGITS_NO_NUMBER, raw),) if odd else ()
        )
    if raw.count("(") != raw.count(")"):
        return replace(read_one, doubts=(*read_one.doubts, Doubt(DoubtKind.OPEN_BRACKET, raw)))
    return read_one


def lost_comma(texts: Sequence[str]) -> frozenset[int]:
    """Places in a row of values where a decimal comma seems to be lost (`2,1 | 25 | 2,8`).

    So it seems where at least half of the other values have decimals and this one is a whole
    number five times as large as any of them.

    Rule: A value five times as large as its neighbours, where those have decimals, seems to have lost its comma and is
        doubtful.
    Test: extract/records/test_values.py::test_a_lost_decimal_comma_is_seen_by_its_neighbours
    """
    single = [found[0][2] if len(found := numbers(t[:LONGEST_VALUE])) == 1 else None for t in texts]
    lost = set()
    for i, value in enumerate(single):
        others = [(v, t) for j, (v, t) in enumerate(zip(single, texts, strict=True)) if j != i and v is not None]
        decimals = sum("," in t for _, t in others)
        if value is None or "," in texts[i] or len(others) < 2 or 2 * decimals < len(others):
            continue
        if value >= 5 * max(v for v, _ in others) and value >= 10:
            lost.add(i)
    return frozenset(lost)
