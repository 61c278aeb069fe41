"""Dates that no calendar has: one of their figures was misread, most often one that was written by hand."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import replace

import regex

from sohoa.diacritics.words.choices import OUTER
from sohoa.nouns.word import Word

NO_SUCH_DAY = 0.5
"""Most confidence of a figure of a date that there is not. A guess: it is looked at, and may be as printed."""
_LEAP_YEAR = 2000
"""Stands for a year that is not known: February may then have 29 days."""
_IN_FIGURES = regex.compile(r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>(?:19|20)\d\d)")


def doubt_dates(words: Sequence[Word]) -> list[Word]:
    """The words of a page in order; those of a date that there is not are doubtful.

    Rule: The figures of a date that no calendar has (`ngày 45 tháng 3`, `31/6/2025`) stay as they were read and are
        doubtful, however surely an engine read them: figures of a day are often written by hand.
    Test: diacritics/words/test_dates.py::test_a_date_that_there_is_not_is_doubtful
    """
    places = set(_impossible([w.text.strip(OUTER) for w in words]))
    return [_doubted(w) if k in places else w for k, w in enumerate(words)]


def _doubted(word: Word) -> Word:
    return word if word.confidence is None else replace(word, confidence=min(word.confidence, NO_SUCH_DAY))


def _impossible(cores: Sequence[str]) -> Iterator[int]:
    """Places of words that cannot be as they were read."""
    for k, core in enumerate(cores):
        if (m := _IN_FIGURES.fullmatch(core)) and not _is_day(int(m["day"]), int(m["month"]), int(m["year"])):
            yield k
        elif core.lower() == "ngày":
            yield from (k + at for at in _of_phrase([*cores[k : k + 6], *[""] * 6]))


def _of_phrase(cores: Sequence[str]) -> list[int]:
    """Places of what cannot be in `ngày D tháng M năm Y`, whose first word is given."""
    day, month, year = (cores[k] if cores[k].isdecimal() else "" for k in (1, 3, 5))
    if cores[2].lower() != "tháng" or not day:
        return []
    year = year if cores[4].lower() == "năm" else ""
    if not 1 <= int(day) <= 31:
        return [1]
    if not month or _is_day(int(day), int(month), int(year or _LEAP_YEAR)):
        return []
    return [1, 3] if 1 <= int(month) <= 12 else [3]


def _is_day(day: int, month: int, year: int) -> bool:
    return 1 <= month <= 12 and day >= 1 and 1 <= year <= 9999 and day <= monthrange(year, month)[1]
