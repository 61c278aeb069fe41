"""What a column is, known by its heading, and what a table is, known by its columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from sohoa.extract.records.column_contents import read_contents, speaks_against, told_by_contents
from sohoa.extract.records.matrix import Matrix
from sohoa.extract.wording.captions import is_about_indicators
from sohoa.extract.wording.column_headings import Role, heading_role, heading_year
from sohoa.extract.wording.row_labels import read_label

MIN_YEARS = 3
"""So many year columns make an indicator matrix where no heading says so."""


class TableKind(StrEnum):
    """What a table is."""

    TASKS = "tasks"
    INDICATORS = "indicators"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its place, its heading (levels joined top-down), its role.

    `year` is that of a year column, the last one of a period; `period` says it was one.
    `score` tells how much of the heading the role's phrase explains, `probability` how likely the role is:
    1 where the heading tells it, less where only the cells do, or where they speak against it. `advises`: the
    leading agency is the one that advises, because no other is named.
    """

    index: int
    heading: str
    role: Role = Role.OTHER
    year: int | None = None
    period: bool = False
    score: float = 0.0
    probability: float = 1.0
    advises: bool = False


_SHARED = (Role.YEAR, Role.VALUE, Role.OTHER, Role.PROCEDURE)
"""Roles that several columns may have."""
_NUMBERED = 0.6
"""Share of the cells of a column that are labels of rows, from which it numbers them. A guess."""
_BUDGETS = (Role.BUDGET, Role.ALLOCATED, Role.ADDITIONAL)


def _column(index: int, levels: Sequence[str]) -> Column:
    heading = " ".join(levels)
    leaf = levels[-1] if levels else ""
    role, score = heading_role(leaf)
    joined, joined_score = heading_role(heading)
    if role is Role.OTHER or (role in (Role.VALUE, Role.UNIT) and joined in _BUDGETS):
        role, score = joined, joined_score - 10
    year, period = heading_year(leaf)
    if year is None and role in (Role.VALUE, Role.OTHER):
        year, period = heading_year(heading)
    about_time = role in (Role.VALUE, Role.OTHER, Role.INDICATOR, Role.DEADLINE, Role.RESULT)
    if year is not None and about_time and joined not in _BUDGETS:
        return Column(index, heading, Role.YEAR, year, period, score)
    if year is not None and role in _BUDGETS:
        return Column(index, heading, Role.OTHER)
    return Column(index, heading, role, None, False, score)


def _numbered(matrix: Matrix, columns: list[Column]) -> list[Column]:
    """The first column counts the rows where its heading was lost but its cells are numerals."""
    if not columns or columns[0].role not in (Role.OTHER, Role.UNIT):
        return columns
    texts = [t for r in matrix.body_rows if (t := matrix.text(r, 0).strip())]
    if texts and sum(read_label(t) is not None for t in texts) >= _NUMBERED * len(texts):
        return [replace(columns[0], role=Role.NUMBER), *columns[1:]]
    return columns


def _each_once(columns: list[Column]) -> list[Column]:
    """Every role but `year` and `value` once: the better heading keeps it, the others have no place.

    Rule: If the titles of two columns say the same (two columns of deadlines), the one whose title fits better is read,
        the other is kept in `extra`.
    Test: extract/records/test_record_tables.py::test_records_of_a_table
    """
    best: dict[Role, Column] = {}
    for c in columns:
        if c.role not in best or c.score > best[c.role].score:
            best[c.role] = c
    return [c if c.role in _SHARED or best[c.role] is c else replace(c, role=Role.OTHER) for c in columns]


def _with_indicator(columns: list[Column]) -> list[Column]:
    """Where no column names the indicators, the first of several value columns does, or one beside year columns."""
    values = [c for c in columns if c.role is Role.VALUE]
    rivals = len(values) > 1 or any(c.role is Role.YEAR for c in columns)
    if any(c.role is Role.INDICATOR for c in columns) or not values or not rivals:
        return columns
    return [replace(c, role=Role.INDICATOR) if c is values[0] else c for c in columns]


_DISPUTED = 0.5
"""Probability of a role against which the cells speak. A guess."""


def _by_contents(matrix: Matrix, columns: list[Column]) -> list[Column]:
    """Roles that only the cells tell, in what may be a task list, and doubts where they speak against a heading.

    Rule: A column whose title is unknown is known by its cells (agencies, times, the longest text); its rows are
        flagged.
    Test: extract/records/test_record_tables.py::test_a_column_is_told_by_its_cells
    """
    roles = {c.role for c in columns}
    if Role.PROCEDURE in roles or Role.YEAR in roles or not roles & _LISTED:
        return columns
    contents = [read_contents(matrix, c.index) for c in columns]
    free = [k for k, c in enumerate(columns) if c.role is Role.OTHER]
    known = told_by_contents(contents, free, frozenset(roles))
    done = [replace(c, role=known[k][0], probability=known[k][1]) if k in known else c for k, c in enumerate(columns)]
    return [replace(c, probability=_DISPUTED) if speaks_against(c.role, contents[k]) else c for k, c in enumerate(done)]


_LISTED = frozenset({Role.TASK, Role.LEAD, Role.COORDINATING, Role.AGENCIES, Role.DEADLINE, Role.RESULT, Role.ADVISER})
"""Roles of which a task list has one at least by its heading."""


def _with_lead(columns: list[Column]) -> list[Column]:
    """The agency that advises is the leading one too where no column names that."""
    if any(c.role in (Role.LEAD, Role.AGENCIES) for c in columns):
        return columns
    return [replace(c, role=Role.LEAD, advises=True) if c.role is Role.ADVISER else c for c in columns]


def read_columns(matrix: Matrix) -> tuple[Column, ...]:
    """The columns of a table with their roles, left to right."""
    columns = [_column(i, matrix.heading_levels(i)) for i in range(matrix.n_cols)]
    named = _each_once(_with_indicator(_numbered(matrix, columns)))
    return tuple(_with_lead(_by_contents(matrix, named)))


def table_kind(columns: Sequence[Column], caption: str = "") -> TableKind:
    """Is it a task list, an indicator matrix, or neither?

    Args:
        columns: as `read_columns` gives them.
        caption: the lines above the table, joined.

    Rule: A table is a task list (nhiệm vụ) or an indicator table (chỉ tiêu) by the titles of its columns, where these
        leave it open by its own; any other comes out as cells alone.
    Test: extract/records/test_record_tables.py::test_records_of_a_table
    """
    roles = {c.role for c in columns}
    if Role.PROCEDURE in roles:
        return TableKind.OTHER
    years = sum(c.role is Role.YEAR for c in columns)
    assigned = roles & {Role.LEAD, Role.COORDINATING, Role.AGENCIES, Role.DEADLINE, Role.START, Role.END}
    values = years + sum(c.role is Role.VALUE for c in columns)
    if Role.INDICATOR in roles and values:
        return TableKind.INDICATORS
    if Role.TASK in roles and years >= MIN_YEARS and is_about_indicators(caption):
        return TableKind.INDICATORS
    if roles & {Role.TASK, Role.INDICATOR} and assigned:
        return TableKind.TASKS
    return TableKind.OTHER
