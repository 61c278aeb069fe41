"""The fields of a document's record and their codes, kept as data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from sohoa.messages import rows


class Origin(StrEnum):
    """Who can tell the value of a field."""

    SCAN = "scan"
    COMPUTED = "computed"
    PERSON = "person"


class Need(StrEnum):
    """Must a field be filled?"""

    REQUIRED = "R"
    CONDITIONAL = "C"
    OPTIONAL = "O"


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its name in the record and in Vietnamese, its longest value in characters (0: no limit is known)."""

    name: str
    name_vi: str
    need: Need
    length: int
    origin: Origin


@cache
def fields() -> tuple[Field, ...]:
    """All fields, in the order of the record."""
    return tuple(
        Field(name, name_vi, Need(need), int(length or 0), Origin(origin))
        for name, name_vi, need, length, origin in rows("archive_fields.tsv")
    )


def with_code(field: str, value: str) -> str:
    """The value with its code before it, such as "10 Kế hoạch"; as it is if no code of it is known.

    Rule: A type of document whose code in the archive's list is not known stays as printed; no code is made up.
    Test: pipeline/export/archive/test_records.py::test_a_type_without_a_known_code_stays_as_printed
    """
    code = _codes().get((field, value.casefold()))
    return f"{code[0]} {code[1]}" if code else value


@cache
def _codes() -> dict[tuple[str, str], tuple[str, str]]:
    return {(field, value.casefold()): (code, value) for field, code, value in rows("archive_codes.tsv")}
