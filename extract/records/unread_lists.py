"""Tables that look like a list of tasks and of which no record came out: a person should know."""

from __future__ import annotations

from sohoa.extract.records.column_contents import read_contents
from sohoa.extract.records.columns import TableKind
from sohoa.extract.records.table_reader import open_table
from sohoa.extract.wording.column_headings import Role
from sohoa.extract.wording.row_labels import read_label
from sohoa.nouns.doubt import Doubt, DoubtKind
from sohoa.nouns.problem import Problem, ProblemKind, Stage
from sohoa.nouns.table import Table
from sohoa.settings import RecordSettings

_FEWEST_ROWS, _FEWEST_COLUMNS = 3, 3
"""A smaller table is hardly a list. Guesses."""
_NUMBERED = 0.6
"""Share of its rows that are numbered. A guess."""
_ALIKE = 0.5
"""Share of a column's cells that look like agencies or like times. A guess."""


def unread_list(table: Table, context: str, settings: RecordSettings) -> tuple[Problem, ...]:
    """A problem where a table with numbered rows assigns work or sets times and its columns are not known.

    Rule: A table that looks like a list but gives no records is a problem, `list_unread`.
    Test: extract/records/test_unread_lists.py::test_a_list_without_records_is_told

    Args:
        table: a logical table that gave neither tasks nor indicators.
        context: title (subject) of the document, see `open_table`.
        settings: `records` section.
    """
    reader = open_table(table, context, settings)
    rows = reader.matrix.body_rows
    if (
        not settings.enabled
        or reader.kind is not TableKind.OTHER
        or any(c.role is Role.PROCEDURE for c in reader.columns)
    ):
        return ()
    if len(rows) < _FEWEST_ROWS or reader.matrix.n_cols < _FEWEST_COLUMNS:
        return ()
    labels = [read_label(reader.matrix.text(r, 0).strip()) for r in rows]
    contents = [read_contents(reader.matrix, c.index) for c in reader.columns[1:]]
    shares = ((max(c.agencies, c.times), c.filled) for c in contents)
    assigns = any(share >= _ALIKE and share * filled >= _FEWEST_ROWS for share, filled in shares)
    if sum(label is not None for label in labels) < _NUMBERED * len(rows) or not assigns:
        return ()
    doubt = Doubt(DoubtKind.LIST_WITHOUT_RECORDS, "; ".join(c.heading for c in reader.columns if c.heading))
    page = table.pages[0] if table.pages else None
    return (Problem(Stage.RECORDS, ProblemKind.LIST_UNREAD, (doubt,), page, table.table_id),)
