"""What a column holds, told by its cells: agencies, times, numbers of rows, or the text that a row is about.

A heading that no plan has used before says nothing; what stands below it does. A role that only the cells tell has a
probability, and its records are to be looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean

from sohoa.diacritics.language.alphabet import BULLETS
from sohoa.extract.records.agency_register import looks_like_agency
from sohoa.extract.records.deadlines import read_deadline
from sohoa.extract.records.matrix import Matrix
from sohoa.extract.wording.column_headings import Role

_FEWEST = 3
"""Cells of a column that say something of it. A guess."""
_ALIKE = 0.75
"""Share of a column's cells that must be of one kind. A guess."""
_LONGEST_TIME, _LONGEST_AGENCY = 12, 40
"""Words of a time and of a list of agencies. Guesses."""
_TASK_WORDS = 5.0
"""Mean words of the text that a row is about. A guess."""
_LONGER = 1.4
"""It is longer than any other column's by this factor. A guess."""
_SPEAKS_AGAINST = 0.2
"""A column whose cells look like its role in no larger share is doubtful. A guess."""


@dataclass(frozen=True, slots=True)
class Contents:
    """Shares of a column's filled cells that look like agencies and like times, and their mean number of words."""

    filled: int
    agencies: float
    times: float
    words: float


def read_contents(matrix: Matrix, index: int) -> Contents:
    """What the cells of a column look like, each cell once."""
    texts = [c.text.strip() for c in matrix.filled(matrix.body_rows, index) if c.col_span == 1]
    if not texts:
        return Contents(0, 0.0, 0.0, 0.0)
    return Contents(
        len(texts),
        sum(_is_agency(t) for t in texts) / len(texts),
        sum(_is_time(t) for t in texts) / len(texts),
        mean(len(t.split()) for t in texts),
    )


def _is_agency(text: str) -> bool:
    return looks_like_agency(text.lstrip("-–+ " + BULLETS)) and len(text.split()) <= _LONGEST_AGENCY


def _is_time(text: str) -> bool:
    return len(text.split()) <= _LONGEST_TIME and read_deadline(text, 2000).recurrence is not None


def told_by_contents(
    contents: Sequence[Contents], free: Sequence[int], taken: frozenset[Role]
) -> dict[int, tuple[Role, float]]:
    """Roles of columns whose headings say nothing: column, role and probability.

    Args:
        contents: of all columns, left to right.
        free: those without a role of their own.
        taken: roles that other columns have.
    """
    found: dict[int, tuple[Role, float]] = {}
    for role, share in ((Role.LEAD, "agencies"), (Role.DEADLINE, "times")):
        some = [k for k in free if k not in found and contents[k].filled >= _FEWEST]
        alike = [k for k in some if getattr(contents[k], share) >= _ALIKE]
        if role not in taken and alike:
            found[alike[0]] = role, _succession(contents[alike[0]].filled, float(getattr(contents[alike[0]], share)))
    longest = _longest(contents, [k for k in free if k not in found])
    if longest is not None and not taken & {Role.TASK, Role.INDICATOR}:
        found[longest] = Role.TASK, 0.7
    return found


def _succession(cells: int, share: float) -> float:
    """How likely the next cell is such as this share of the cells was (Laplace's rule of succession)."""
    return round((share * cells + 1) / (cells + 2), 2)


def _longest(contents: Sequence[Contents], free: Sequence[int]) -> int | None:
    """The column with the text that rows are about: longer than all others, None if none is."""
    best = max(free, key=lambda k: contents[k].words, default=None)
    if best is None or contents[best].filled < _FEWEST or contents[best].words < _TASK_WORDS:
        return None
    others = [c.words for k, c in enumerate(contents) if k != best]
    return best if contents[best].words >= _LONGER * max(others, default=0.0) else None


def speaks_against(role: Role, contents: Contents) -> bool:
    """Do the cells look like another role than the heading says: times under agencies, agencies under times?"""
    if contents.filled < _FEWEST:
        return False
    if role in (Role.LEAD, Role.COORDINATING, Role.ADVISER):
        return contents.agencies <= _SPEAKS_AGAINST and contents.times >= _ALIKE
    if role in (Role.DEADLINE, Role.START, Role.END):
        return contents.times <= _SPEAKS_AGAINST and contents.agencies >= _ALIKE
    return False
