"""Units behind a number that are none, or one sign away from another: the reader hardly knows µ, Ω and ‰.

`ng/m³` is a unit, but `µg/m³` is printed far more often, and n is what the reader makes of µ; it is sure of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import regex

from sohoa.diacritics.language.syllable import is_bare_syllable, is_well_formed
from sohoa.extract.wording.vocabulary import rows
from sohoa.nouns.page import PageReading
from sohoa.nouns.word import Alternative, Word

_MOST_SURE = 0.7
"""The confidence of such a word at most: it is there to be looked at."""
_NUMBER = regex.compile(r"[(\[≥≤<>=±~+–-]*\d[\d.,]*")
_GLUED = regex.compile(
    r"(?P<number>[(\[≥≤<>=±~+–-]*\d[\d.,]*)?(?P<unit>[^\d\s.,;:()][^\s.,;:()]*)(?P<rest>[.,;:)”\"]*)"
)
_PER_MILLE = regex.compile(r"%[oO0ọơº°]")
_ODD = regex.compile(r"\p{Ll}{2,3}(?:/\S+|[²³])?")
"""What may be a misread unit: letters that are no syllable, alone, by something, or with a power."""


def doubt_units(reading: PageReading) -> PageReading:
    """The reading with `with_doubtful_units` done."""
    return replace(reading, words=with_doubtful_units(reading.words))


def with_doubtful_units(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words of a page in reading order; those of a scan that stand for a unit and may be misread are doubtful.

    Rule: Behind a number `%o` is ‰, and doubtful; what is no unit (`um`), or what the reader makes of µ, Ω, °, €
        (`ng/m³`, `kO`, `oC`), stays as read, is doubtful, and has the likely unit beside it.
    Test: pipeline/reading/test_odd_units.py::test_units_that_may_be_misread_are_doubtful
    """
    done: list[Word] = []
    for k, word in enumerate(words):
        before = words[k - 1] if k else None
        done.append(word if word.confidence is None or word.checked else _weighed(word, before))
    return tuple(done)


def _weighed(word: Word, before: Word | None) -> Word:
    m = _GLUED.fullmatch(word.text)
    if m is None:
        return word
    number, unit, rest = m["number"] or "", m["unit"], m["rest"]
    if _PER_MILLE.fullmatch(unit):
        return _doubtful(replace(word, text=f"{number}‰{rest}"), word.text)
    behind = bool(number) or (before is not None and before.line == word.line and _NUMBER.fullmatch(before.text))
    if not behind or unit in _units():
        return word
    likely = next((p.sub(print_, unit) for p, print_ in _look_alikes() if p.fullmatch(unit)), None)
    if likely is not None and (len(unit) > 1 or not number):
        return _doubtful(word, number + likely + rest)
    return _doubtful(word) if _is_odd(unit) else word


def _is_odd(unit: str) -> bool:
    """Are these letters neither a unit nor a word, nor two units by one another?"""
    letters = unit.split("/")[0].rstrip("²³")
    if not _ODD.fullmatch(unit) or letters in _units() or unit.rstrip("²³") in _units():
        return False
    return not (is_bare_syllable(letters) or is_well_formed(letters))


def _doubtful(word: Word, other: str | None = None) -> Word:
    sure = min(word.confidence or 0.0, _MOST_SURE)
    known = {a.text for a in word.alternatives}
    more = (Alternative(other, 1 - sure),) if other is not None and other not in known else ()
    return replace(word, confidence=sure, alternatives=(*more, *word.alternatives))


@lru_cache(maxsize=1)
def _look_alikes() -> tuple[tuple[regex.Pattern[str], str], ...]:
    return tuple((regex.compile(read), printed) for read, printed in rows("unit_look_alikes.tsv"))


@lru_cache(maxsize=1)
def _units() -> frozenset[str]:
    return frozenset(unit for (unit,) in rows("value_units.tsv"))
