"""Indicator matrices as typed records: one value of one indicator in one year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sohoa.extract.records.columns import Column, TableKind, read_columns, table_kind
from sohoa.extract.records.deadlines import title_year
from sohoa.extract.records.matrix import Matrix
from sohoa.extract.records.quantities import Quantity, lost_comma, read_quantity, says_nothing
from sohoa.extract.records.record_rows import RecordRow, appendix_of, cells_of, provenance, record_rows, text_of
from sohoa.extract.wording.column_headings import Role
from sohoa.nouns.doubt import Doubt, DoubtKind
from sohoa.nouns.problem import Problem, ProblemKind, Stage
from sohoa.nouns.record import Indicator
from sohoa.nouns.table import Table
from sohoa.settings import RecordSettings


@dataclass(frozen=True)
class _Reader:
    """What is the same for all rows of a table."""

    matrix: Matrix
    columns: tuple[Column, ...]
    context_year: int | None
    settings: RecordSettings

    def index(self, *roles: Role) -> int | None:
        """The first column of the first of these roles that there is."""
        return next((c.index for r in roles for c in self.columns if c.role is r), None)

    def value_columns(self) -> Iterator[tuple[Column, int | None]]:
        """Year columns with their years; where there are none, value columns with the title's year."""
        dated = [c for c in self.columns if c.role is Role.YEAR]
        for c in dated or (c for c in self.columns if c.role is Role.VALUE):
            yield c, c.year if dated else self.context_year


def _doubts(record: RecordRow, column: Column, year: int | None, quantity: Quantity) -> tuple[Doubt, ...]:
    period = (Doubt(DoubtKind.END_OF_PERIOD, column.heading),) if column.period else ()
    undated = (Doubt(DoubtKind.NO_YEAR, column.heading),) if year is None else ()
    return (*record.doubts, *quantity.doubts, *period, *undated)


def _row_values(reader: _Reader, record: RecordRow, text_col: int) -> Iterator[Indicator]:
    """The filled values of a row; a row without a text gives none."""
    matrix, rows = reader.matrix, record.rows
    number, unit = reader.index(Role.NUMBER), reader.index(Role.UNIT)
    names = cells_of(matrix, rows, text_col)
    places = list(reader.value_columns()) if names else []
    headings = [c.heading for c in reader.columns]
    lost = lost_comma([text_of(matrix, rows, c.index) or "" for c, _ in places])
    for i, (column, year) in enumerate(places):
        text = text_of(matrix, rows, column.index) or ""
        if says_nothing(text):
            continue
        quantity = read_quantity(text)
        used = (*names, *(x for k in (number, unit, column.index) for x in cells_of(matrix, rows, k)))
        comma = (Doubt(DoubtKind.COMMA_LOST, text),) if i in lost else ()
        doubts = (*_doubts(record, column, year, quantity), *comma)
        yield Indicator(
            table_id=matrix.table.table_id,
            row=record.row,
            tt=record.tt,
            indicator=" ".join(c.text.strip() for c in names),
            year=year,
            value_raw=text,
            provenance=provenance(dict.fromkeys(used), doubts, reader.settings.review_below, headings),
            appendix=appendix_of(matrix.table.caption),
            group_no=record.group.number if record.group else None,
            group_title=record.group.text if record.group else None,
            comparator=quantity.comparator,
            low=quantity.low,
            high=quantity.high,
            unit=quantity.unit or text_of(matrix, rows[:1], unit),
            value_text=quantity.value_text,
        )


def _problems(found: Sequence[Indicator]) -> tuple[Problem, ...]:
    return tuple(
        Problem(
            Stage.RECORDS,
            ProblemKind.VALUE_UNREAD,
            x.provenance.doubts,
            x.provenance.page or None,
            x.table_id,
            x.row,
        )
        for x in found
        if x.year is None
    )


def table_to_indicators(
    table: Table, context: str, settings: RecordSettings
) -> tuple[tuple[Indicator, ...], tuple[Problem, ...]]:
    """The values of an indicator matrix, and what is doubtful; nothing if the table is none.

    Args:
        table: a logical table, joined over pages.
        context: title (subject) of the document; its year dates a value column without one.
        settings: `records` section.
    """
    matrix = Matrix(table)
    columns = read_columns(matrix)
    caption = " ".join(table.caption)
    if not settings.enabled or table_kind(columns, caption) is not TableKind.INDICATORS:
        return (), ()
    reader = _Reader(matrix, columns, title_year(caption) or title_year(context), settings)
    text_col = reader.index(Role.INDICATOR, Role.TASK)
    if text_col is None:
        return (), ()
    rows = record_rows(matrix, reader.index(Role.NUMBER), text_col)
    found = tuple(x for record in rows for x in _row_values(reader, record, text_col))
    return found, _problems(found)
