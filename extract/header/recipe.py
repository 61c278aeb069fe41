"""The formal parts of a document as one record, read from its pages.

The letterhead and title stand on the first page, the close on the last page of the body, before appendices. The
layout finds these parts, here they are read, each place as evidence; `agreement` weighs them against one another.
Handwritten digits are left out rather than guessed; an appendix that repeats number and
date in print (`Kèm theo Kế hoạch số …`) may fill them in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from datetime import date

from sohoa.extract.header.agreement import chosen
from sohoa.extract.header.appendix_citation import appendix_citations
from sohoa.extract.header.dateline import read_date_line, year_height
from sohoa.extract.header.document_code import read_code
from sohoa.extract.header.document_words import Readings, names_with_own_marks, pair_readings, with_own_marks
from sohoa.extract.header.found import Found
from sohoa.extract.header.initials import with_own_bars
from sohoa.extract.header.letterhead import read_authorities, read_letter_subject
from sohoa.extract.header.other_documents import of_this_document, overlay_evidence
from sohoa.extract.header.overlays import read_overlays
from sohoa.extract.header.page_parts import PageParts, pages_to_parts
from sohoa.extract.header.recipients import read_recipients
from sohoa.extract.header.several_documents import has_letterhead
from sohoa.extract.header.signers import Signers, read_signers
from sohoa.extract.header.title import deciding_lines, read_subject, read_type
from sohoa.nouns.digital_signature import DigitalSignature
from sohoa.nouns.doubt import Doubt, DoubtKind
from sohoa.nouns.evidence import Evidence, EvidenceSource, Value
from sohoa.nouns.page import PageReading
from sohoa.nouns.problem import Problem, ProblemKind, Stage
from sohoa.nouns.record import Header

OPTIONAL = frozenset(
    {
        "parent_authority",
        "doc_type",
        "missing_fields",
        "issued_year",
        "issued_month",
        "header_confidence",
        "signed_by",
        "checked",
    }
)
"""Fields that a document may rightly lack."""
_BY_HAND = 0.5
"""How sure a date by hand is that a signature confirms, before the signature is weighed. A guess."""
_LAST_PAGES = 3
"""Without recipients, the signature is looked for on so many last pages of the body. A guess."""


def _first_page(parts: PageParts, readings: Readings) -> Iterator[Evidence]:
    head, page = parts.letterhead, parts.number
    letter: Found[str] | None = None
    if head is not None:
        issuing, parent = read_authorities(head)
        issuing, parent = (with_own_marks(name, readings) for name in (issuing, parent))
        yield from _told("issuing_authority", issuing, EvidenceSource.LETTERHEAD, page)
        yield from _told("parent_authority", parent, EvidenceSource.LETTERHEAD, page)
        code = with_own_bars(read_code(head.left, year_height(head.right)), issuing.value if issuing else "")
        for name, found in code.found().items():
            yield from _told(name, found, EvidenceSource.LETTERHEAD, page)
        line = read_date_line(head.right)
        place = with_own_marks(line.place, readings)
        for name, part in (("place", place), ("issued_on", line.issued_on), ("unsure_on", line.unsure_on)):
            yield from _told(name, part, EvidenceSource.DATE_LINE, page)
        for name, number in (("issued_year", line.year), ("issued_month", line.month)):
            yield from _told(name, number, EvidenceSource.DATE_LINE, page)
        letter = read_letter_subject(head, (*(r for line in parts.title for r in line.runs), *parts.body))
    if letter is None:
        yield from _told("doc_type", read_type(parts), EvidenceSource.TITLE, page)
    yield from _told("subject", letter or read_subject(parts), EvidenceSource.TITLE, page)
    for found in deciding_lines(parts):
        yield from _told("deciding_line", found, EvidenceSource.DECIDING_LINE, page)


def _told(field: str, found: Found[Value] | None, source: EvidenceSource, page: int) -> Iterator[Evidence]:
    if found is not None:
        yield found.evidence(field, source, page)


def _close(pages: Sequence[PageParts], readings: Readings) -> Iterator[Evidence]:
    """Recipients and signer: from the page whose close has both, else from the first that has either."""
    read = [(p, read_recipients(p.close), read_signers(p)) for p in pages if p.close]
    whole = [x for x in read if x[1] and x[2].title]
    some = [x for x in read if x[1] or x[2].title]
    if not (whole or some):
        last = pages[-_LAST_PAGES:]
        signed = next((x for p in reversed(last) if (x := (p, None, read_signers(p)))[2].title), None)
        some = [signed] if signed else []
    for page, recipients, signers in (whole or some)[:1]:
        recipients = names_with_own_marks(recipients, readings)
        yield from _told("recipients", recipients, EvidenceSource.RECIPIENTS, page.number)
        yield from _signed(signers, page.number)


def _signed(signers: Signers, page: int) -> Iterator[Evidence]:
    yield from _told("signer_name", signers.name, EvidenceSource.SIGNATURE_BLOCK, page)
    yield from _told("signer_title", signers.title, EvidenceSource.SIGNATURE_BLOCK, page)


def _appendices(pages: Sequence[PageParts]) -> Iterator[Evidence]:
    for cited in appendix_citations(pages):
        parts = {"number": cited.number, "symbol": cited.symbol, "code": cited.code, "issued_on": cited.issued_on}
        for name, value in parts.items():
            if value is not None:
                found: Found[Value] = Found(value, cited.words, cited.sure)
                yield found.evidence(name, EvidenceSource.APPENDIX_LINE, cited.page)


def _own_pages(pages: Sequence[PageParts]) -> Sequence[PageParts]:
    """The pages up to a second letterhead with a number: there another document begins in the same file.

    Rule: A second letterhead with a line of its own for the number begins another document: its signer, recipients and
        appendices are not the first one's.
    Test: extract/header/test_hard_headers.py::test_a_second_document_lends_no_signer
    """
    end = next((k for k, p in enumerate(pages) if k and has_letterhead(p)), len(pages))
    return pages[:end]


def missing_fields(header: Header) -> tuple[str, ...]:
    """Names of the fields that a document should have and this record lacks, in order."""
    names = (f.name for f in fields(Header))
    return tuple(n for n in names if n not in OPTIONAL and not getattr(header, n))


def read_header(readings: Sequence[PageReading]) -> tuple[Header, tuple[Evidence, ...], tuple[Problem, ...]]:
    """The formal parts of a document, what speaks for each, and a problem for each that is missing.

    Args:
        readings: its pages in order, the first one first; none gives an empty record.
    """
    signed_by = readings[0].signatures if readings else ()
    pages = pages_to_parts(readings)
    evidence: tuple[Evidence, ...] = ()
    if pages:
        own, readings_of_pairs = _own_pages(pages), pair_readings(pages)
        found = (
            *_first_page(pages[0], readings_of_pairs),
            *_close(own, readings_of_pairs),
            *_appendices(own[1:]),
            *_signatures(signed_by),
        )
        told = (*of_this_document(found), *overlay_evidence(read_overlays(own), found))
        evidence = chosen(_confirmed(told))
    header = _to_header(evidence, signed_by)
    return header, evidence, tuple(_missing(name) for name in header.missing_fields)


def _missing(field: str) -> Problem:
    return Problem(Stage.RECORDS, ProblemKind.FIELD_MISSING, (Doubt(DoubtKind.FIELD_MISSING, field),))


def _signatures(signed_by: Sequence[DigitalSignature]) -> Iterator[Evidence]:
    """Who signed the file, for whom, and on which day."""
    for signature in signed_by:
        for name in dict.fromkeys((signature.name, signature.organisation)):
            if name:
                yield Evidence("signed_by", name, EvidenceSource.SIGNATURE, None, None, 1.0)
        try:
            day = date.fromisoformat((signature.time or "")[:10])
        except ValueError:
            continue
        yield Evidence("signed_on", day, EvidenceSource.SIGNATURE, None, None, 1.0)


def _confirmed(found: Sequence[Evidence]) -> Sequence[Evidence]:
    """A day by hand that was read as the day of signing counts as the date; it stays to be looked at.

    Rule: A date written by hand counts only where a digital signature or an overlay has the very same day, flagged.
    Test: extract/header/test_evidence.py::test_a_day_by_hand_counts_where_the_signature_has_it_too
    """
    days = {e.value for e in found if e.field == "signed_on"}
    return [
        replace(e, field="issued_on", confidence=min(e.confidence, _BY_HAND))
        if e.field == "unsure_on" and e.value in days
        else e
        for e in found
    ]


def _to_header(evidence: Sequence[Evidence], signed_by: tuple[DigitalSignature, ...]) -> Header:
    names = {f.name for f in fields(Header)}
    held = {e.field: e for e in evidence if e.chosen and e.field in names}
    values = {name: e.value for name, e in held.items()}
    day = values.get("issued_on")
    if isinstance(day, date):
        values |= {"issued_year": day.year, "issued_month": day.month}
    sure = tuple((name, held[name].confidence) for name in sorted(held))
    header = Header(**values, header_confidence=sure, signed_by=signed_by)  # type: ignore[arg-type]
    return replace(header, missing_fields=missing_fields(header))
