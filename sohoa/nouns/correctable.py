"""What of a document a person may set by name: fields of the header and of records, and what each may hold.

What a person writes is text. A field with a type gets the value that the text is; where the text is no such value, the
text is kept as what is printed, and the field is null: nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import StrEnum

import regex

from sohoa.nouns.record import Comparator, Recurrence

Said = str | tuple[str, ...] | None
"""What is said of a place or field: a text; the items of a list; None where nothing is printed."""
Typed = str | int | float | date | tuple[str, ...] | tuple[int, ...] | None
"""What a field holds."""


class RecordKind(StrEnum):
    """The datasets of records."""

    TASKS = "tasks"
    INDICATORS = "indicators"


class FieldType(StrEnum):
    """What a field may hold; `said_to_value` reads it."""

    TEXT = "text"
    TEXTS = "texts"
    NUMBER = "number"
    CODE = "code"
    DATE = "date"
    YEAR = "year"
    MONTH = "month"
    QUARTERS = "quarters"
    AMOUNT = "amount"
    FIGURE = "figure"
    RECURRENCE = "recurrence"
    COMPARATOR = "comparator"


_T = FieldType
HEADER_FIELDS: dict[str, FieldType] = {
    "issuing_authority": _T.TEXT,
    "parent_authority": _T.TEXT,
    "number": _T.NUMBER,
    "symbol": _T.TEXT,
    "code": _T.CODE,
    "place": _T.TEXT,
    "issued_on": _T.DATE,
    "issued_year": _T.YEAR,
    "issued_month": _T.MONTH,
    "doc_type": _T.TEXT,
    "subject": _T.TEXT,
    "signer_name": _T.TEXT,
    "signer_title": _T.TEXT,
    "recipients": _T.TEXTS,
}
"""Columns of `documents` that a person may set."""
_OF_GROUP = {"tt": _T.TEXT, "appendix": _T.TEXT, "group_no": _T.TEXT, "group_title": _T.TEXT}
RECORD_FIELDS: dict[RecordKind, dict[str, FieldType]] = {
    RecordKind.TASKS: {
        **_OF_GROUP,
        "task": _T.TEXT,
        "lead_agencies": _T.TEXTS,
        "coordinating_agencies": _T.TEXTS,
        "advising_agencies": _T.TEXTS,
        "result": _T.TEXT,
        "deadline_raw": _T.TEXT,
        "start_year": _T.YEAR,
        "end_year": _T.YEAR,
        "start_on": _T.DATE,
        "end_on": _T.DATE,
        "quarters": _T.QUARTERS,
        "recurrence": _T.RECURRENCE,
        "budget_allocated_vnd": _T.AMOUNT,
        "budget_additional_vnd": _T.AMOUNT,
        "funding_source": _T.TEXT,
        "note": _T.TEXT,
    },
    RecordKind.INDICATORS: {
        **_OF_GROUP,
        "indicator": _T.TEXT,
        "year": _T.YEAR,
        "value_raw": _T.TEXT,
        "comparator": _T.COMPARATOR,
        "low": _T.FIGURE,
        "high": _T.FIGURE,
        "unit": _T.TEXT,
        "value_text": _T.TEXT,
    },
}
"""Columns of `tasks` and `indicators` that a person may set."""
NEVER_EMPTY = frozenset({"task", "indicator", "value_raw"})
"""Fields of records that always hold a text."""
LISTS = frozenset({FieldType.TEXTS, FieldType.QUARTERS})
"""Types whose text is a list of items."""

_YEARS = range(1900, 2101)
_NUMBER = regex.compile(r"\d{1,6}\p{L}?")
_CODE = regex.compile(r"\d{1,6}\p{L}?(?:/\d{4})?[/-]\p{L}[\p{L}\d&.-]*(?:/\p{L}[\p{L}\d&.-]*)*")
_DAY = regex.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_ISO_DAY = regex.compile(r"\d{4}-\d\d-\d\d")
_GROUPED = regex.compile(r"-?\d{1,3}(?:[. ]\d{3})+")
_PLAIN = regex.compile(r"-?\d{1,18}")


def said_to_value(said: Said, kind: FieldType) -> Typed:
    """The value that a text is; None where it is none of this type, and for None and "".

    Dates are `2026-03-14` or `14/3/2026`. Figures are written as in Vietnamese: a comma parts decimals, a point or
    space thousands (`1.234,5`); a point before one or two or more than three figures parts decimals, as programs write.

    >>> said_to_value("14/3/2026", FieldType.DATE), said_to_value("32/3/2026", FieldType.DATE)
    (datetime.date(2026, 3, 14), None)
    >>> said_to_value("85.000.000", FieldType.AMOUNT), said_to_value("khoảng 85 triệu", FieldType.AMOUNT)
    (85000000, None)
    """
    if said is None or said in ("", ()):
        return None
    if isinstance(said, tuple):
        return _quarters(said) if kind is FieldType.QUARTERS else said if kind is FieldType.TEXTS else None
    if kind in LISTS:
        return said_to_value((said,), kind)
    return _READERS[kind](said)


def _date(text: str) -> date | None:
    day = _DAY.fullmatch(text)
    try:
        if day:
            return date(int(day[3]), int(day[2]), int(day[1]))
        return date.fromisoformat(text) if _ISO_DAY.fullmatch(text) else None
    except ValueError:
        return None


def _within(some: range) -> Callable[[str], int | None]:
    def read(text: str) -> int | None:
        return int(text) if regex.fullmatch(r"[0-9]{1,4}", text) and int(text) in some else None

    return read


def _quarters(items: tuple[str, ...]) -> tuple[int, ...] | None:
    found = [_within(range(1, 5))(x) for x in items]
    return None if None in found else tuple(sorted({x for x in found if x is not None}))


def _amount(text: str) -> int | None:
    if _GROUPED.fullmatch(text):
        text = text.replace(".", "").replace(" ", "")
    return int(text) if _PLAIN.fullmatch(text) else None


def _figure(text: str) -> float | None:
    whole, comma, decimals = text.partition(",")
    if not comma and not _GROUPED.fullmatch(text):
        whole, comma, decimals = text.partition(".")
    amount = _amount(whole)
    if amount is None or (comma and not regex.fullmatch(r"[0-9]{1,12}", decimals)):
        return None
    return float(f"{whole.replace('.', '').replace(' ', '')}.{decimals or 0}")


def _choice(some: type[Recurrence] | type[Comparator]) -> Callable[[str], str | None]:
    def read(text: str) -> str | None:
        return some(text) if text in list(some) else None

    return read


def _shaped(form: regex.Pattern[str]) -> Callable[[str], str | None]:
    def read(text: str) -> str | None:
        return text if form.fullmatch(text) else None

    return read


_READERS: dict[FieldType, Callable[[str], Typed]] = {
    FieldType.TEXT: str,
    FieldType.NUMBER: _shaped(_NUMBER),
    FieldType.CODE: _shaped(_CODE),
    FieldType.DATE: _date,
    FieldType.YEAR: _within(_YEARS),
    FieldType.MONTH: _within(range(1, 13)),
    FieldType.AMOUNT: _amount,
    FieldType.FIGURE: _figure,
    FieldType.RECURRENCE: _choice(Recurrence),
    FieldType.COMPARATOR: _choice(Comparator),
}


def value_to_said(value: object) -> Said:
    """The value of a field as text, by which a correction knows again what it corrects; None stays None."""
    if value is None:
        return None
    if isinstance(value, tuple | list):
        return tuple(str(x) for x in value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, float):
        return str(value).replace(".", ",")
    return value.isoformat() if isinstance(value, date) else str(value)
