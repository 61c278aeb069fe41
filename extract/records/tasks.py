"""Task lists as typed records: who does what, until when, for how much."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sohoa.diacritics.language.alphabet import BULLETS
from sohoa.extract.records.agencies import agency_doubts, split_agencies, words_of
from sohoa.extract.records.agency_register import agency_id, with_printed_marks
from sohoa.extract.records.columns import Column, TableKind
from sohoa.extract.records.deadlines import Deadline, ends_work, mend_quarters, read_deadline
from sohoa.extract.records.footnotes import Notes, without_marks
from sohoa.extract.records.money import column_money_unit, is_rate, read_money
from sohoa.extract.records.record_rows import RecordRow
from sohoa.extract.records.table_reader import TableReader, open_table
from sohoa.extract.wording.column_headings import Role
from sohoa.nouns.doubt import Doubt, DoubtKind
from sohoa.nouns.problem import Problem, ProblemKind, Stage
from sohoa.nouns.record import Task
from sohoa.nouns.table import Table
from sohoa.settings import RecordSettings

_UNREAD = frozenset(
    {
        DoubtKind.BUDGET_UNREAD,
        DoubtKind.DEADLINE_UNREAD,
        DoubtKind.GROUP_NUMBER_UNREAD,
        DoubtKind.PRINT_UNREAD,
    }
)
"""Doubts that say that a value is there and was not understood."""


_MEANING_SURE = 0.93
"""A column of less probability is told in the doubts of its rows: fewer than 13 cells, or not all, speak for it."""
_TEXT = (Role.TASK, Role.INDICATOR)
"""What a task is about stands in the first of these columns that there is."""


def _agencies(reader: TableReader, rows: Sequence[int], role: Role) -> tuple[str, ...]:
    cells = ([without_marks(x) for x in c.lines] for c in reader.cells(rows, role))
    lists = (reader.usual.get(words_of(lines)) or split_agencies(lines) for lines in cells)
    return tuple(dict.fromkeys(with_printed_marks(a) for some in lists for a in some))


def _money_unit(reader: TableReader, column: Column) -> int | None:
    """Đồng in one of the column's unit.

    Rule: A column of budgets is in the unit that its own heading states ("ĐVT: triệu đồng"), else another heading of
        the table, else the title above it.
    Test: extract/records/test_record_tables.py::test_where_the_unit_of_a_budget_is_looked_for
    """
    places = (column.heading, reader.matrix.heading_text(), reader.caption)
    return next((u for p in places if (u := column_money_unit(p)) is not None), None)


def _deadline(reader: TableReader, rows: Sequence[int]) -> tuple[str | None, Deadline]:
    """The deadline as printed (misread Roman quarters mended) and as read; beginning and end put together.

    Rule: Where begin (bắt đầu) and end (kết thúc) have columns of their own, what is doubtful in either flags the task.
    Test: extract/records/test_record_tables.py::test_doubts_of_begin_and_end
    """
    raw = _tidy(reader.text(rows, Role.DEADLINE))
    begin, end = reader.text(rows, Role.START), reader.text(rows, Role.END)
    if raw is None and (begin or end):
        first, last = (read_deadline(without_marks(x or ""), reader.context_year) for x in (begin, end))
        quarters = tuple(dict.fromkeys((*first.quarters, *last.quarters)))
        both = " - ".join(mend_quarters(x) for x in (begin, end) if x)
        recurrence, doubts = last.recurrence or first.recurrence, (*first.doubts, *last.doubts)
        joined = Deadline(first.start_year, last.end_year, quarters, recurrence, doubts)
        return both, replace(joined, start_on=first.start_on, end_on=last.end_on)
    read = read_deadline(without_marks(raw or ""), reader.context_year)
    column = reader.column(Role.DEADLINE)
    if column and read.start_on == read.end_on and ends_work(column.heading):
        read = replace(read, start_on=None)
    return raw and mend_quarters(raw), read


def _tidy(text: str | None) -> str | None:
    """A deadline without a sign before it that opens an item of a list (of one), and without a comma behind it.

    Rule: A bullet before the only words of a deadline ("• Hàng năm"), or a comma behind its last one, is no part of it.
    Test: extract/records/test_record_tables.py::test_signs_around_a_deadline
    """
    bare = (text or "").lstrip(BULLETS + " ")
    lone = text and text[0] in BULLETS and bare[:1].isalnum() and not any(c in bare for c in BULLETS)
    tidy = bare if lone else text
    return tidy.rstrip(" ,") or tidy if tidy else tidy


_Left = tuple[tuple[str, str], ...]


def _budget(reader: TableReader, rows: Sequence[int], role: Role) -> tuple[int | None, tuple[Doubt, ...], _Left]:
    """An amount in đồng, the doubts about it, and (heading, cell) where the cell could not be read.

    Rule: A rate (60 triệu đồng/nhà, or a heading with triệu đồng/năm) is no total: the amount stays empty, the text is
        kept in `extra`, and the record is to be reviewed.
    Test: extract/records/test_record_tables.py::test_records_of_a_table

    Rule: A budget (kinh phí) that cannot be read as one amount stays empty and leaves the problem `value_unread`.
    Test: extract/records/test_record_tables.py::test_a_budget_that_cannot_be_read_is_a_problem
    """
    column, cells = reader.column(role), reader.cells(rows, role)
    if not column or not cells:
        return None, (), ()
    printed = "; ".join(c.text for c in cells)
    text = without_marks(printed)
    rate = is_rate(text) or is_rate(column.heading)
    money = None if rate else read_money(text, _money_unit(reader, column))
    if money is not None:
        shared = cells[0].row != rows[0] or cells[0].row_span > len(rows)
        return money.vnd, money.doubts or ((Doubt(DoubtKind.AMOUNT_SHARED, text),) if shared else ()), ()
    if not any(c.isalnum() for c in text):
        return None, (), ()
    kind = DoubtKind.AMOUNT_IS_RATE if rate else DoubtKind.BUDGET_UNREAD
    return None, (Doubt(kind, text),), ((column.heading, printed),)


def _extra(reader: TableReader, rows: Sequence[int], record: RecordRow) -> list[tuple[str, str]]:
    found = [("parent", f"{g.number or ''} {g.text}".strip()) for g in record.above[-1:]]
    for c in reader.columns:
        aside = c.role in (Role.OTHER, Role.AGENCIES, Role.UNIT, Role.VALUE, Role.YEAR, Role.BUDGET)
        spare = c.role is Role.INDICATOR and c.index != reader.index(*_TEXT)
        if (aside or spare) and (text := reader.matrix.joined_text(rows, c.index)):
            found.append((c.heading or f"column {c.index + 1}", text))
    return found


def _advising(reader: TableReader, rows: Sequence[int]) -> tuple[str, ...]:
    """The agencies that advise: those of their own column, or the leading ones where their heading says so."""
    column = reader.column(Role.LEAD)
    return _agencies(reader, rows, Role.LEAD if column and column.advises else Role.ADVISER)


def _column_doubts(reader: TableReader) -> tuple[Doubt, ...]:
    """A doubt for each column whose meaning is not sure."""
    unsure = (c for c in reader.columns if c.probability < _MEANING_SURE)
    return tuple(Doubt.of(DoubtKind.COLUMN_MEANING, f"{c.probability:.2f}", c.heading or c.index + 1) for c in unsure)


def _task(reader: TableReader, record: RecordRow) -> Task | None:
    rows = record.rows
    cells = reader.cells(rows, *_TEXT)
    if not cells:
        return None
    raw, deadline = _deadline(reader, rows)
    has_allocated = reader.column(Role.ALLOCATED) is not None
    allocated, doubts_a, left_a = _budget(reader, rows, Role.ALLOCATED if has_allocated else Role.BUDGET)
    additional, doubts_b, left_b = _budget(reader, rows, Role.ADDITIONAL)
    lead, others = (_agencies(reader, rows, role) for role in (Role.LEAD, Role.COORDINATING))
    merged = (Doubt(DoubtKind.SEVERAL_ROWS),) if len(rows) > 1 and len(cells) == 1 else ()
    texts = [c.text for role in (Role.LEAD, Role.COORDINATING) for c in reader.cells(rows, role)]
    printed = " | ".join(t for t in texts if words_of([without_marks(t)]) not in reader.usual)
    doubts = (*record.doubts, *merged, *deadline.doubts, *doubts_a, *doubts_b, *_column_doubts(reader))
    doubts += reader.group_doubts(record)
    doubts += agency_doubts((*lead, *others), printed)
    if reader.column(Role.LEAD) and not lead:
        doubts += (Doubt(DoubtKind.NO_LEAD_AGENCY),)
    used = (*cells, *(c for r in rows for c in reader.matrix.row_cells(r)))
    extra = dict((*_extra(reader, rows, record), *left_a, *left_b))
    return Task(
        table_id=reader.matrix.table.table_id,
        row=record.row,
        tt=record.tt,
        task=" ".join(c.text.strip() for c in cells),
        provenance=reader.provenance(used, doubts, reader.index(Role.NUMBER) if record.in_order else None),
        appendix=reader.appendix,
        group_no=record.group.number if record.group else None,
        group_title=record.group.text if record.group else None,
        lead_agencies=lead,
        lead_agency_ids=tuple(agency_id(a) for a in lead),
        advising_agencies=_advising(reader, rows),
        coordinating_agencies=others,
        result=reader.text(rows, Role.RESULT),
        deadline_raw=raw,
        start_year=deadline.start_year,
        end_year=deadline.end_year,
        quarters=deadline.quarters,
        recurrence=deadline.recurrence,
        start_on=deadline.start_on,
        end_on=deadline.end_on,
        footnotes=reader.footnotes(used),
        budget_allocated_vnd=allocated,
        budget_additional_vnd=additional,
        funding_source=reader.text(rows, Role.FUNDING),
        note=reader.text(rows, Role.NOTE),
        extra=tuple(extra.items()),
    )


def _problems(tasks: Sequence[Task]) -> tuple[Problem, ...]:
    """A problem for each record that lacks a value because it could not be read."""
    return tuple(
        Problem(
            Stage.RECORDS,
            ProblemKind.VALUE_UNREAD,
            t.provenance.doubts,
            t.provenance.page or None,
            t.table_id,
            t.row,
        )
        for t in tasks
        if any(d.kind in _UNREAD for d in t.provenance.doubts)
    )


def table_to_tasks(
    table: Table, context: str, settings: RecordSettings, notes: Notes | None = None
) -> tuple[tuple[Task, ...], tuple[Problem, ...]]:
    """The tasks of a table, and what could not be read; nothing if the table is no task list.

    Args:
        table: a logical table, joined over pages.
        context: title (subject) of the document, see `open_table`.
        settings: `records` section.
        notes: footnotes of the document, by page and mark.
    """
    reader = open_table(table, context, settings, notes)
    if not settings.enabled or reader.kind is not TableKind.TASKS:
        return (), ()
    tasks = tuple(t for t in (_task(reader, r) for r in reader.rows(*_TEXT)) if t is not None)
    return tasks, _problems(tasks)
