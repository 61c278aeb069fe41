"""The formal parts of a document as one record, read from its pages.

The letterhead and title stand on the first page, the close on the last page of the body, before appendices. The
layout finds these parts, here they are read.
Handwritten digits are left out rather than guessed; an appendix that repeats number and
date in print (`Kèm theo Kế hoạch số …`) may fill them in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace

from sohoa.extract.header.appendix_citation import Citation, appendix_citation
from sohoa.extract.header.dateline import read_place_and_date, year_height
from sohoa.extract.header.document_code import Code, read_code
from sohoa.extract.header.letterhead import read_authorities, read_letter_subject
from sohoa.extract.header.page_parts import PageParts, pages_to_parts
from sohoa.extract.header.signature import read_recipients, read_signer_name, read_signer_title
from sohoa.extract.header.title import read_subject, read_type
from sohoa.nouns.doubt import Doubt, DoubtKind
from sohoa.nouns.page import PageReading
from sohoa.nouns.problem import Problem, ProblemKind, Stage
from sohoa.nouns.record import Header

OPTIONAL = frozenset({"parent_authority", "doc_type", "missing_fields"})
"""Fields that a document may rightly lack."""


def _read_first_page(parts: PageParts, width: float) -> Header:
    head = parts.letterhead
    if head is None:
        return Header(doc_type=read_type(parts, width), subject=read_subject(parts))
    issuing, parent = read_authorities(head)
    code = read_code(head.left, year_height(head.right))
    place, day = read_place_and_date(head.right)
    below = (*(r for line in parts.title for r in line.runs), *parts.body)
    letter = read_letter_subject(head, below)
    return Header(
        issuing_authority=issuing,
        parent_authority=parent,
        number=code.number,
        symbol=code.symbol,
        code=code.code,
        place=place,
        issued_on=day,
        doc_type=None if letter else read_type(parts, width),
        subject=letter or read_subject(parts),
    )


def _read_close(pages: Sequence[PageParts]) -> Header:
    """Recipients and signer from the first page that has a close with either."""
    for close in (p.close for p in pages if p.close):
        recipients = read_recipients(close)
        title = read_signer_title(close)
        if recipients or title:
            return Header(signer_name=read_signer_name(close), signer_title=title, recipients=recipients)
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
    pages = pages_to_parts(readings)
    header = Header()
    if readings:
        close = _read_close(pages)
        header = replace(
            _read_first_page(pages[0], float(readings[0].width)),
            signer_name=close.signer_name,
            signer_title=close.signer_title,
            recipients=close.recipients,
        )
        header = _with_citation(header, appendix_citation(pages[1:]))
    header = replace(header, missing_fields=missing_fields(header))
    return header, tuple(
        Problem(Stage.RECORDS, ProblemKind.FIELD_MISSING, (Doubt(DoubtKind.FIELD_MISSING, name),))
        for name in header.missing_fields
    )
