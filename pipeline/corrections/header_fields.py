"""A field of the header as a person says that it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import regex

from sohoa.extract.header.recipe import missing_fields
from sohoa.nouns.correctable import HEADER_FIELDS, Said, value_to_said
from sohoa.nouns.correction import Correction
from sohoa.nouns.doubt import DoubtKind
from sohoa.nouns.evidence import Evidence, EvidenceSource
from sohoa.nouns.problem import ProblemKind
from sohoa.nouns.record import CheckedField, DocumentParts, Header
from sohoa.pipeline.corrections.record_fields import told, typed, with_checked

_SURE = 1.0
_OF_CODE = ("number", "symbol", "code")
_CODE = regex.compile(r"(\d+\p{L}?)[/-](.+)")


def with_header_field(parts: DocumentParts, correction: Correction, said: Said) -> DocumentParts:
    """The document with a field of its header set or confirmed; what hangs on it follows.

    Number and symbol follow a code, a code follows number and symbol, year and month follow the date, unless a person
    has set them too.

    Rule: Where a person sets the code of a document, its number and symbol follow, and year and month follow its date.
    Test: pipeline/corrections/test_fields.py::test_what_hangs_on_a_field_follows
    """
    name = correction.where.field or ""
    header = parts.header
    read = told(value_to_said(getattr(header, name)))
    header = replace(header, checked=with_checked(header.checked, CheckedField(name, read, told(said))))
    if read != told(said):
        header = replace(header, **{name: typed(said, HEADER_FIELDS[name])})
        header = _followed(header, name)
    missing = missing_fields(header)
    checked = {c.field for c in header.checked}
    sure = dict(header.header_confidence) | {n: _SURE for n in _told_fields(header) if getattr(header, n)}
    sure = {n: s for n, s in sure.items() if getattr(header, n)}
    header = replace(
        header,
        missing_fields=tuple(n for n in missing if n not in checked),
        header_confidence=tuple(sorted(sure.items())),
    )
    evidence = _evidence(parts, correction, name, header)
    problems = tuple(p for p in parts.problems if not _settled(p.kind, p.doubts, header))
    return replace(parts, header=header, evidence=evidence, problems=problems)


def _followed(header: Header, name: str) -> Header:
    """The header with what hangs on a field that was just set."""
    said = {c.field for c in header.checked}
    new: dict[str, Any] = {}
    if name == "code":
        halves = _CODE.fullmatch(header.code or "")
        new = {"number": halves[1] if halves else None, "symbol": halves[2] if halves else None}
    elif name in _OF_CODE:
        whole = header.number and header.symbol
        new = {"code": f"{header.number}/{header.symbol}" if whole else None}
    elif name == "issued_on" and header.issued_on is not None:
        new = {"issued_year": header.issued_on.year, "issued_month": header.issued_on.month}
    return replace(header, **{n: v for n, v in new.items() if n not in said})


def _told_fields(header: Header) -> set[str]:
    """Fields that are as a person says, or follow from such a one."""
    said = {c.field for c in header.checked}
    follow = {"code": ("number", "symbol"), "issued_on": ("issued_year", "issued_month")}
    both = {"code"} if {"number", "symbol"} <= said else set()
    return said | both | {n for field, names in follow.items() if field in said for n in names}


def _evidence(parts: DocumentParts, correction: Correction, name: str, header: Header) -> tuple[Evidence, ...]:
    """What speaks for the fields: for this one the person alone is believed."""
    value = getattr(header, name)
    others = tuple(
        replace(e, chosen=False) if e.field == name else e
        for e in parts.evidence
        if not (e.field == name and e.source is EvidenceSource.PERSON)
    )
    if value in (None, ()) or not isinstance(value, str | int | date | tuple):
        return others
    return (*others, Evidence(name, value, EvidenceSource.PERSON, correction.where.page, None, _SURE, chosen=True))


def _settled(kind: ProblemKind, doubts: tuple[Any, ...], header: Header) -> bool:
    """Is it about a field that is there by now, or of which a person says that it is not printed?"""
    fields = {d.detail for d in doubts if d.kind is DoubtKind.FIELD_MISSING}
    return kind is ProblemKind.FIELD_MISSING and bool(fields) and not fields & set(header.missing_fields)
