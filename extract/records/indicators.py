"""Indicator matrices as typed records: one value of one indicator in one year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sohoa.extract.records.columns import Column, TableKind
from sohoa.extract.records.footnotes import Notes, without_marks
from sohoa.extract.records.quantities import Quantity, lost_comma, read_quantity, says_none, says_nothing
from sohoa.extract.records.record_rows import RecordRow
from sohoa.extract.records.table_reader import TableReader, open_table
from sohoa.extract.wording.column_headings import Role
from sohoa.nouns.doubt import Doubt, DoubtKind
from sohoa.nouns.problem import Problem, ProblemKind, Stage
from sohoa.nouns.record import Comparator, Indicator
from sohoa.nouns.table import Table
from sohoa.settings import RecordSettings

_TEXT = (Role.INDICATOR, Role.TASK)
"""What a row is about stands in the first of these columns that there is."""


def _doubts(record: RecordRow, column: Column, year: int | None, quantity: Quantity) -> tuple[Doubt, ...]:
    period = (Doubt(DoubtKind.END_OF_PERIOD, column.heading),) if column.period else ()
    undated = (Doubt(DoubtKind.NO_YEAR, column.heading),) if year is None else ()
    return (*record.doubts, *quantity.doubts, *period, *undated)


def _unit(own: str | None, column: str | None) -> str | None:
    """The unit beside the value; that of the column where none is, or where the value's is only its beginning (m²)."""
    shared = without_marks(column) if column else None
    return shared if own is None or (shared and shared.startswith(f"{own}/")) else own


def _row_values(reader: TableReader, record: RecordRow) -> Iterator[Indicator]:
    """The filled values of a row; a row without a text gives none.

    Rule: A single dash in a value's cell says that there is none: it is a value in words (`value_raw` "-"), an empty
        cell is no value.
    Test: extract/records/test_record_tables.py::test_records_of_a_table
    """
    rows = record.rows
    names = reader.cells(rows, *_TEXT)
    places = list(reader.value_columns()) if names else []
    texts = [reader.matrix.joined_text(rows, column.index) or "" for column, _ in places]
    lost = lost_comma([without_marks(t) for t in texts])
    for i, ((column, year), text) in enumerate(zip(places, texts, strict=True)):
        none = says_none(text)
        if says_nothing(text) and not none:
            continue
        quantity = Quantity(Comparator.TEXT, value_text=text) if none else read_quantity(without_marks(text))
        used = (*names, *reader.cells(rows, Role.NUMBER), *reader.cells(rows, Role.UNIT))
        used += reader.matrix.filled(rows, column.index)
        comma = (Doubt(DoubtKind.COMMA_LOST, text),) if i in lost else ()
        doubts = (*_doubts(record, column, year, quantity), *comma, *reader.group_doubts(record))
        yield Indicator(
            table_id=reader.matrix.table.table_id,
            row=record.row,
            tt=record.tt,
            indicator=" ".join(c.text.strip() for c in names),
            year=year,
            value_raw=text,
            provenance=reader.provenance(used, doubts),
            appendix=reader.appendix,
            group_no=record.group.number if record.group else None,
            group_title=record.group.text if record.group else None,
            comparator=quantity.comparator,
            low=quantity.low,
            high=quantity.high,
            unit=_unit(quantity.unit, reader.text(rows[:1], Role.UNIT)),
            value_text=quantity.value_text,
            footnotes=reader.footnotes(used),
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
    table: Table, context: str, settings: RecordSettings, notes: Notes | None = None
) -> tuple[tuple[Indicator, ...], tuple[Problem, ...]]:
    """The values of an indicator matrix, and what is doubtful; nothing if the table is none.

    Args:
        table: a logical table, joined over pages.
        context: title (subject) of the document; see `open_table`; its year dates a value column without one.
        settings: `records` section.
        notes: footnotes of the document, by page and mark.
    """
    reader = open_table(table, context, settings, notes)
    if not settings.enabled or reader.kind is not TableKind.INDICATORS:
        return (), ()
    found = tuple(x for record in reader.rows(*_TEXT) for x in _row_values(reader, record))
    return found, _problems(found)
