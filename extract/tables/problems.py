"""What a person should look at among the tables of a document."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sohoa.nouns.doubt import Doubt, DoubtKind
from sohoa.nouns.problem import Problem, ProblemKind, Stage
from sohoa.nouns.table import JoinReason, Table

_SURE = 0.6
"""A grid below this was put together from worn rules; its spans may be wrong."""
_TELLING = frozenset({JoinReason.NO_NUMBER, JoinReason.TEXT_GOES_ON, JoinReason.MERGED_CELL, JoinReason.PERSON})
"""Reasons to join a row over a page end that leave little doubt: no number of its own, a text that plainly goes on, a
person who says so."""


def doubtful_tables(tables: Sequence[Table]) -> tuple[Problem, ...]:
    """One problem a table whose rules were hard to see, and one a page end over which a row was made whole."""
    found = []
    for table in tables:
        first = table.pages[0] if table.pages else None
        if table.confidence < _SURE:
            worn = Doubt(DoubtKind.RULES_WORN, f"{table.confidence:.2f}")
            found.append(Problem(Stage.TABLES, ProblemKind.TABLE_DOUBTFUL, (worn,), first, table.table_id))
        for row in sorted({c.row for c in table.cells if _weakly_joined(c.join_reasons)}):
            cell = next(c for c in table.cells if c.row == row and c.join_reasons)
            joined, page = Doubt.of(DoubtKind.ROW_JOINED, *cell.join_reasons), cell.pages[0]
            found.append(Problem(Stage.TABLES, ProblemKind.TABLE_DOUBTFUL, (joined,), page, table.table_id, row))
    return tuple(found)


def _weakly_joined(reasons: Collection[JoinReason]) -> bool:
    """Was the row joined with neither a missing number nor a text that plainly goes on?"""
    return bool(reasons) and _TELLING.isdisjoint(reasons)
