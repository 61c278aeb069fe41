"""Records: what tables and formal parts say, typed, each with the place where it was read."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from sohoa.nouns.digital_signature import DigitalSignature
from sohoa.nouns.doubt import Doubt
from sohoa.nouns.evidence import Evidence
from sohoa.nouns.geometry import Box
from sohoa.nouns.problem import Problem
from sohoa.nouns.table import Table


class Recurrence(StrEnum):
    """Does a task come again?"""

    ONCE = "once"
    ANNUAL = "annual"
    CONTINUOUS = "continuous"


class Comparator(StrEnum):
    """How an indicator's value is meant: as a figure, a bound, a range, yes or no, or in words."""

    EQUAL = "="
    AT_LEAST = "≥"
    ABOVE = ">"
    AT_MOST = "≤"
    BELOW = "<"
    RANGE = "range"
    BOOL = "bool"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a record was read, how sure it is (the weakest word), and what a person should look at."""

    page: int
    box: Box | None
    confidence: float | None
    doubts: tuple[Doubt, ...] = ()

    @property
    def needs_review(self) -> bool:
        """Should a person look at it?"""
        return bool(self.doubts)


@dataclass(frozen=True, slots=True)
class CheckedField:
    """A field of which a person said what is printed; lists are joined by ` | `, None is what is not there.

    `read` is what the program had read, `printed` what the person says. Where that is no value of the field's type, the
    field is null.
    """

    field: str
    read: str | None
    printed: str | None


@dataclass(frozen=True, slots=True)
class Footnote:
    """The mark of a footnote in plain figures, and the note; `text` is None where the note was not found."""

    mark: str
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """One row of a task list. Budgets are đồng (VND); null means not printed or not read."""

    table_id: str
    row: int
    tt: str | None
    task: str
    provenance: Provenance
    appendix: str | None = None
    group_no: str | None = None
    group_title: str | None = None
    lead_agencies: tuple[str, ...] = ()
    coordinating_agencies: tuple[str, ...] = ()
    advising_agencies: tuple[str, ...] = ()
    lead_agency_ids: tuple[str | None, ...] = ()
    result: str | None = None
    deadline_raw: str | None = None
    start_year: int | None = None
    end_year: int | None = None
    quarters: tuple[int, ...] = ()
    recurrence: Recurrence | None = None
    budget_allocated_vnd: int | None = None
    budget_additional_vnd: int | None = None
    funding_source: str | None = None
    note: str | None = None
    extra: tuple[tuple[str, str], ...] = ()
    start_on: date | None = None
    end_on: date | None = None
    footnotes: tuple[Footnote, ...] = ()
    checked: tuple[CheckedField, ...] = ()


@dataclass(frozen=True, slots=True)
class Indicator:
    """One value of an indicator matrix: an indicator in a year."""

    table_id: str
    row: int
    tt: str | None
    indicator: str
    year: int | None
    value_raw: str
    provenance: Provenance
    appendix: str | None = None
    group_no: str | None = None
    group_title: str | None = None
    comparator: Comparator | None = None
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    value_text: str | None = None
    footnotes: tuple[Footnote, ...] = ()
    checked: tuple[CheckedField, ...] = ()


@dataclass(frozen=True, slots=True)
class Header:
    """The formal parts of a document (Decree 30/2020/NĐ-CP, Annex I, section II).

    `issued_year` and `issued_month` are printed though the day may be written by hand. `header_confidence` holds
    (field, 0-1) for each field that was read. `signed_by` are the digital signatures in the file.
    """

    issuing_authority: str | None = None
    parent_authority: str | None = None
    number: str | None = None
    symbol: str | None = None
    code: str | None = None
    place: str | None = None
    issued_on: date | None = None
    doc_type: str | None = None
    subject: str | None = None
    signer_name: str | None = None
    signer_title: str | None = None
    recipients: tuple[str, ...] = ()
    missing_fields: tuple[str, ...] = ()
    issued_year: int | None = None
    issued_month: int | None = None
    header_confidence: tuple[tuple[str, float], ...] = ()
    signed_by: tuple[DigitalSignature, ...] = ()
    checked: tuple[CheckedField, ...] = ()


@dataclass(frozen=True, slots=True)
class LaterDocument:
    """A document that begins inside a file, behind another: its first page in the file, its header and evidence."""

    first_page: int
    header: Header
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentParts:
    """What is put together from all pages of a file: header and its evidence, logical tables, records.

    Where the file holds several documents, header and evidence are those of the first; `later` has the others, and
    tables and records are those of all.
    """

    header: Header = field(default_factory=Header)
    evidence: tuple[Evidence, ...] = ()
    tables: tuple[Table, ...] = ()
    tasks: tuple[Task, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    problems: tuple[Problem, ...] = ()
    later: tuple[LaterDocument, ...] = ()

    def followed_by(self, other: DocumentParts, page: int) -> DocumentParts:
        """These with those of one more document of the file, which begins on a page (from 1)."""
        problems = (p if p.page or p.table_id else replace(p, page=page) for p in other.problems)
        return replace(
            self,
            tables=(*self.tables, *other.tables),
            tasks=(*self.tasks, *other.tasks),
            indicators=(*self.indicators, *other.indicators),
            problems=(*self.problems, *problems),
            later=(*self.later, LaterDocument(page, other.header, other.evidence)),
        )
