"""Where one file holds several documents (a submission, a draft resolution behind it): the page where each begins."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import regex

from sohoa.extract.header.letterhead import read_authorities, read_letter_subject
from sohoa.extract.header.page_parts import PageParts, pages_to_parts
from sohoa.extract.header.title import read_type
from sohoa.extract.layout.letterhead import Letterhead
from sohoa.extract.wording.authority_names import begins_authority
from sohoa.extract.wording.formal_phrases import is_motto, opens_number, opens_with
from sohoa.nouns.page import PageReading
from sohoa.nouns.word import RegionKind

_BLANK = regex.compile(r"\.{3}|…|_{3}|\[|\(\d\)")
"""What a form has in the place of an authority's name."""


def document_starts(readings: Sequence[PageReading]) -> tuple[int, ...]:
    """The places among these pages, from 0, where a document begins: 0 always is one; none of no pages.

    Rule: A file holds a second document from the page on that has a letterhead of its own, with the name of an
        authority, a line for the number and a type or subject; a form (Mẫu số …) behind a document is none.
    Test: extract/header/test_several_documents.py::test_where_a_second_document_begins

    Args:
        readings: all pages of a file in order.
    """
    headed = (
        k
        for k, reading in enumerate(readings)
        if k and any(w.region is RegionKind.LETTERHEAD_RIGHT for w in reading.words)
    )
    return (*range(bool(readings)), *(k for k in headed if _is_document(readings[k])))


def has_letterhead(page: PageParts) -> bool:
    """Has a page a letterhead with a line for the number, so that what stands before it is of another document?"""
    head = page.letterhead
    if head is None or not any(is_motto(r.text) for r in head.right):
        return False
    return any(opens_number(r.text) for r in head.left)


def _is_document(reading: PageReading) -> bool:
    (page,) = pages_to_parts([reading])
    head = page.letterhead
    if head is None or not has_letterhead(page) or _is_form(reading, page, head):
        return False
    issuing, _ = read_authorities(head)
    if issuing is None or not begins_authority(issuing.value) or " " not in issuing.value:
        return False
    return read_type(page) is not None or read_letter_subject(head, page.body) is not None


def _is_form(reading: PageReading, page: PageParts, head: Letterhead) -> bool:
    """Does a page say that it is one, or has it a blank where the authority's name belongs?"""
    above = (line.text for line in page.lines if line.box.cy < head.top)
    left = [w for w in reading.words if w.region is RegionKind.LETTERHEAD_LEFT]
    lines = (" ".join(w.text for w in line) for _, line in groupby(left, key=lambda w: w.line))
    named = (text for text in lines if ":" not in text)  # `Số: …` may be blank in a draft
    return any(opens_with(text, "form") for text in above) or any(_BLANK.search(text) for text in named)
