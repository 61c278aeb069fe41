"""What a person should look at among the tables of a document."""

from __future__ import annotations

from collections.abc import Sequence

from sohoa.nouns.problem import Problem, ProblemKind, Stage
from sohoa.nouns.table import Table

_SURE = 0.6
"""A grid below this was put together from worn rules; its spans may be wrong."""


def doubtful_tables(tables: Sequence[Table]) -> tuple[Problem, ...]:
    """One problem a table whose rules were hard to see, and one a page end over which a row was made whole."""
    found = []
    for table in tables:
        first = table.pages[0] if table.pages else None
        if table.confidence < _SURE:
            message = f"table {table.table_id}: rules are worn or missing (confidence {table.confidence:.2f})"
            found.append(Problem(Stage.TABLES, ProblemKind.TABLE_DOUBTFUL, message, first))
        for row in sorted({c.row for c in table.cells if _weakly_joined(c.join_reason)}):
            cell = next(c for c in table.cells if c.row == row and c.join_reason)
            message = f"table {table.table_id}, row {row}: put together over the page end ({cell.join_reason})"
            found.append(Problem(Stage.TABLES, ProblemKind.TABLE_DOUBTFUL, message, cell.pages[0]))
    return tuple(found)


def _weakly_joined(reason: str) -> bool:
    """Was the row joined with neither a missing number nor a text that plainly goes on?"""
    return bool(reason) and "number" not in reason and "small letters" not in reason and "merged" not in reason
