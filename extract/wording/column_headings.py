"""What the heading of a column says: its role, or its year."""

from __future__ import annotations

from enum import StrEnum
from functools import cache, lru_cache

import regex

from sohoa.diacritics.language.folding import bare_words
from sohoa.extract.wording.vocabulary import find, rows

_SHORT = 4
"""A phrase of so few letters (`TT`, `Ngày`) is the whole heading or nothing: `Ngày sinh` is no deadline."""
LETTERS_PER_ERROR = 6
"""A heading's phrase may differ by one letter for each so many of its letters."""


class Role(StrEnum):
    """What a column holds."""

    NUMBER = "number"
    TASK = "task"
    LEAD = "lead"
    ADVISER = "adviser"
    COORDINATING = "coordinating"
    AGENCIES = "agencies"
    RESULT = "result"
    DEADLINE = "deadline"
    START = "start"
    END = "end"
    BUDGET = "budget"
    ALLOCATED = "allocated"
    ADDITIONAL = "additional"
    FUNDING = "funding"
    NOTE = "note"
    INDICATOR = "indicator"
    UNIT = "unit"
    VALUE = "value"
    YEAR = "year"
    PROCEDURE = "procedure"
    OTHER = "other"


_YEAR = regex.compile(r"(?<!\d)(20\d\d)(?!\d)")


@lru_cache(maxsize=1)
def _phrases() -> tuple[tuple[Role, str], ...]:
    return tuple((Role(role), bare_words(phrase)) for role, phrase in rows("column_headings.tsv"))


@lru_cache(maxsize=4096)
def heading_role(heading: str) -> tuple[Role, float]:
    """The role that a heading tells, and the letters that speak for it; (OTHER, 0) if none does.

    The longest phrase found counts. `Đơn vị chủ trì/phối hợp` names both kinds of agency.

    Rule: What a column holds (task, lead agency, deadline; nhiệm vụ, chủ trì, thời gian) is told by the longest known
        title in its heading; the titles are data, `extract/data/column_headings.tsv`.
    Test: extract/records/test_record_tables.py::test_role_of_a_heading
    """
    s = bare_words(regex.sub(r"\([^)]*\)|ĐVT.*$", " ", heading)) or bare_words(heading)
    best, score = Role.OTHER, 0.0
    for role, phrase in _phrases():
        whole = s.replace(" ", "") == phrase.replace(" ", "")
        if len(phrase) <= _SHORT and not whole:
            continue
        errors = 0 if len(phrase) < LETTERS_PER_ERROR else len(phrase) // LETTERS_PER_ERROR
        found = find(s, phrase, errors)
        if found:
            value = len(phrase) - 3.0 * found.errors + (20 if whole else 0) - 0.01 * found.start
            if value > score:
                best, score = role, value
    if find(s, "chu tri", 1) and find(s, "phoi hop", 1):
        return Role.AGENCIES, score
    return best, score


def heading_year(heading: str) -> tuple[int | None, bool]:
    """The year a column's heading names (the last of a period), and whether it is a period."""
    years = [int(y) for y in _YEAR.findall(heading)]
    if not years:
        return None, False
    return max(years), len(set(years)) > 1


WHOLE_HEADING = 20.0
"""Score from which `heading_role` means that the whole cell is the heading."""


def is_serial_heading(text: str) -> bool:
    """Does the text head the column that numbers the rows ("TT", "Số TT")?"""
    return bare_words(text) in _serial_headings()


@cache
def _serial_headings() -> frozenset[str]:
    return frozenset(bare_words(row[1]) for row in rows("column_headings.tsv") if row[0] == "number")
