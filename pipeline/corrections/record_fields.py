"""A field of a record as a person says that it is, and what is no longer doubtful then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeVar

from sohoa.extract.records.agency_register import agency_id
from sohoa.extract.records.deadlines import read_deadline
from sohoa.extract.records.quantities import read_quantity
from sohoa.nouns.correctable import LISTS, RECORD_FIELDS, FieldType, RecordKind, Said, said_to_value, value_to_said
from sohoa.nouns.doubt import PARTED, Doubt, DoubtKind
from sohoa.nouns.problem import Problem, ProblemKind
from sohoa.nouns.record import CheckedField, DocumentParts, Indicator, Task

R = TypeVar("R", Task, Indicator)

_SETTLES: dict[str, frozenset[DoubtKind]] = {
    "tt": frozenset({DoubtKind.NO_ROW_NUMBER, DoubtKind.NUMBER_SKIPPED}),
    "group_no": frozenset({DoubtKind.GROUP_NUMBER_UNREAD}),
    "lead_agencies": frozenset(
        {
            DoubtKind.NO_LEAD_AGENCY,
            DoubtKind.COLON_FOR_SEMICOLON,
            DoubtKind.AGENCY_OPEN_BRACKET,
            DoubtKind.AGENCY_TOO_SHORT,
            DoubtKind.AGENCY_STRAY_SIGNS,
        }
    ),
    "deadline_raw": frozenset(
        {
            DoubtKind.DEADLINE_UNREAD,
            DoubtKind.DEADLINE_MENDED,
            DoubtKind.DAY_IMPOSSIBLE,
            DoubtKind.SEVERAL_DAYS,
        }
    ),
    "value_raw": frozenset(
        {
            DoubtKind.BOUND_IS_RANGE,
            DoubtKind.FIGURE_FOR_SIGN,
            DoubtKind.DIGITS_NO_NUMBER,
            DoubtKind.OPEN_BRACKET,
            DoubtKind.COMMA_LOST,
        }
    ),
    "year": frozenset({DoubtKind.NO_YEAR, DoubtKind.END_OF_PERIOD}),
}
"""Doubts that a person settles by saying what a field is."""
_OF_MONEY = frozenset(
    {
        DoubtKind.BUDGET_UNREAD,
        DoubtKind.NO_MONEY_UNIT,
        DoubtKind.AMOUNT_NOT_WHOLE,
        DoubtKind.AMOUNT_SHARED,
        DoubtKind.AMOUNT_IS_RATE,
        DoubtKind.DASH_FOR_MINUS,
        DoubtKind.BRACKETS_FOR_MINUS,
    }
)
_OF_DEADLINE = ("start_year", "end_year", "start_on", "end_on", "quarters", "recurrence")
_ABOUT_WORDS = frozenset({DoubtKind.WEAK_WORD, DoubtKind.ODD_WORD})
_UNREAD = frozenset(
    {
        DoubtKind.BUDGET_UNREAD,
        DoubtKind.DEADLINE_UNREAD,
        DoubtKind.GROUP_NUMBER_UNREAD,
        DoubtKind.PRINT_UNREAD,
        DoubtKind.NO_YEAR,
    }
)
"""Doubts for which a record has the problem `value_unread`."""


def told(said: Said) -> str | None:
    """What is said as one text, the items of a list joined by ` | `."""
    return PARTED.join(said) if isinstance(said, tuple) else said


def with_checked(checked: Sequence[CheckedField], new: CheckedField) -> tuple[CheckedField, ...]:
    """The fields of which a person said something, with one more; of one that was said before, the first reading."""
    old = next((c for c in checked if c.field == new.field), None)
    kept = tuple(c for c in checked if c.field != new.field)
    return (*kept, new if old is None else replace(new, read=old.read))


def with_record_field(record: R, name: str, said: Said) -> R:
    """The record with a field set or confirmed, what is read from that field read anew, and settled doubts gone.

    Rule: Where a person corrects the printed deadline, value or agencies of a record, what is read from them is read
        anew, but for fields that a person set too; doubts about what a person said are settled and no longer told.
    Test: pipeline/corrections/test_fields.py::test_what_is_read_from_a_printed_field_follows
    """
    kind = RecordKind.TASKS if isinstance(record, Task) else RecordKind.INDICATORS
    read = told(value_to_said(getattr(record, name)))
    checked = with_checked(record.checked, CheckedField(name, read, told(said)))
    left = [d for d in record.provenance.doubts if not _settled(d, name, read or "")]
    record = replace(record, checked=checked)
    if read != told(said):
        record = replace(record, **{name: typed(said, RECORD_FIELDS[kind][name])})
        values, doubts = _following(record, name)
        known = {c.field for c in checked}
        record = replace(record, **{n: v for n, v in values.items() if n not in known})
        left += doubts
    return replace(record, provenance=replace(record.provenance, doubts=tuple(dict.fromkeys(left))))


def typed(said: Said, kind: FieldType) -> Any:  # noqa: ANN401 - what a field of this type holds
    """The value for a field: None, or an empty list, where what is said is no value of its type."""
    value = said_to_value(said, kind)
    return () if value is None and kind in LISTS else value


def _following(record: Task | Indicator, name: str) -> tuple[dict[str, Any], tuple[Doubt, ...]]:
    """What is read from a printed field that was set, by the names of the fields, and the doubts about it."""
    if isinstance(record, Task) and name == "deadline_raw":
        deadline = read_deadline(record.deadline_raw or "", _only_year(record))
        return {n: getattr(deadline, n) for n in _OF_DEADLINE}, deadline.doubts
    if isinstance(record, Task) and name == "lead_agencies":
        return {"lead_agency_ids": tuple(agency_id(a) for a in record.lead_agencies)}, ()
    if isinstance(record, Indicator) and name == "value_raw":
        quantity = read_quantity(record.value_raw)
        names = ("comparator", "low", "high", "value_text", *(("unit",) if quantity.unit else ()))
        return {n: getattr(quantity, n) for n in names}, quantity.doubts
    return {}, ()


def _only_year(record: Task) -> int | None:
    """The year that stands in for one missing beside a quarter: that of the record, if it had one alone."""
    return record.start_year if record.start_year == record.end_year else None


def _settled(doubt: Doubt, name: str, read: str) -> bool:
    if doubt.kind in _ABOUT_WORDS:
        weak = doubt.detail.split(PARTED)[-1]
        return weak in read.split()
    return doubt.kind in (_OF_MONEY if name.startswith("budget_") else _SETTLES.get(name, frozenset()))


def settled_problems(parts: DocumentParts) -> tuple[Problem, ...]:
    """The problems of a document without those of records in which a person has settled what was not read."""
    records: tuple[Task | Indicator, ...] = (*parts.tasks, *parts.indicators)
    said = {(r.table_id, r.row) for r in records if r.checked}
    left = {(r.table_id, r.row, d) for r in records for d in r.provenance.doubts if d.kind in _UNREAD}
    return tuple(
        p
        for p in parts.problems
        if p.kind is not ProblemKind.VALUE_UNREAD
        or (p.table_id, p.row) not in said
        or any((p.table_id, p.row, d) in left for d in p.doubts)
    )
