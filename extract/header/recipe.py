"""The formal parts of a document as one record, read from its pages.

The letterhead and title stand on the first page, the foot on the last page of the body,
before appendices. Each part is found by what is printed there; the layout's regions help.
Handwritten digits are left out rather than guessed; an appendix that repeats number and
date in print (`Kèm theo Kế hoạch số …`) may fill them in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace

from sohoa.extract.header.appendix_citation import Citation, appendix_citation
from sohoa.extract.header.dateline import read_place_and_date, year_height
from sohoa.extract.header.document_code import Code, read_code
from sohoa.extract.header.letterhead import read_authorities, read_letter_subject, split_letterhead
from sohoa.extract.header.segments import Segment, page_segments
from sohoa.extract.header.signature import find_foot, read_recipients, read_signer_name, read_signer_title
from sohoa.extract.header.title import find_type, read_subject
from sohoa.nouns.doubt import Doubt, DoubtKind
from sohoa.nouns.page import PageReading
from sohoa.nouns.problem import Problem, ProblemKind, Stage
from sohoa.nouns.record import Header

OPTIONAL = frozenset({"parent_authority", "doc_type", "missing_fields"})
"""Fields that a document may rightly lack."""


def _read_first_page(segments: Sequence[Segment], width: float, height: float) -> Header:
    head = split_letterhead(segments, width, height)
    if head is None:
        kind = find_type(segments, 0.0, width)
        subject = read_subject(segments, kind[0], width) if kind else None
        return Header(doc_type=kind[1] if kind else None, subject=subject)
    issuing, parent = read_authorities(head)
    code = read_code(head.left, year_height(head.right))
    place, day = read_place_and_date(head.right)
    letter = read_letter_subject(head)
    kind = None if letter else find_type(segments, head.bottom, width)
    return Header(
        issuing_authority=issuing,
        parent_authority=parent,
        number=code.number,
        symbol=code.symbol,
        code=code.code,
        place=place,
        issued_on=day,
        doc_type=kind[1] if kind else None,
        subject=letter or (read_subject(segments, kind[0], width) if kind else None),
    )


def _read_foot(pages: Sequence[tuple[Segment, ...]], widths: Sequence[float]) -> Header:
    """Recipients and signer from the first page that has a foot with either."""
    for segments, width in zip(pages, widths, strict=True):
        foot = find_foot(segments, width)
        if foot is None:
            continue
        recipients = read_recipients(foot)
        title = read_signer_title(foot)
        if recipients or title:
            return Header(signer_name=read_signer_name(foot), signer_title=title, recipients=recipients)
    return Header()


def _with_citation(header: Header, cited: Citation | None) -> Header:
    """Number and date that were not surely read, from the appendix; what was read stays."""
    if cited is None:
        return header
    own = Code(header.number, header.symbol, header.code)
    if own.number is None and cited.number and own.symbol in (None, cited.symbol):
        own = Code(cited.number, cited.symbol, cited.code)
    day = header.issued_on
    if day is None and (own.number is None or own.number == cited.number):
        day = cited.issued_on
    return replace(header, number=own.number, symbol=own.symbol, code=own.code, issued_on=day)


def missing_fields(header: Header) -> tuple[str, ...]:
    """Names of the fields that a document should have and this record lacks, in order."""
    names = (f.name for f in fields(Header))
    return tuple(n for n in names if n not in OPTIONAL and not getattr(header, n))


def read_header(readings: Sequence[PageReading]) -> tuple[Header, tuple[Problem, ...]]:
    """The formal parts of a document, and a problem for each that is missing.

    Args:
        readings: its pages in order, the first one first; none gives an empty record.
    """
    pages = [page_segments(r) for r in readings]
    widths = [float(r.width) for r in readings]
    header = Header()
    if readings:
        first = _read_first_page(pages[0], widths[0], float(readings[0].height))
        foot = _read_foot(pages, widths)
        header = replace(
            first,
            signer_name=foot.signer_name,
            signer_title=foot.signer_title,
            recipients=foot.recipients,
        )
        header = _with_citation(header, appendix_citation(pages[1:]))
    header = replace(header, missing_fields=missing_fields(header))
    return header, tuple(
        Problem(Stage.RECORDS, ProblemKind.FIELD_MISSING, (Doubt(DoubtKind.FIELD_MISSING, name),))
        for name in header.missing_fields
    )
