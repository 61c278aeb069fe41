"""Type and subject of a document, under its letterhead.

Decree 30/2020/NĐ-CP, Annex I, II.5: the type in capitals and the subject under it, centred,
with a rule below. The subject ends at that rule, which is seen as a wider gap, or where the
grounds (`Căn cứ …`) or the deciding authority (`CHỦ TỊCH …`) begin.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from sohoa.extract.header.letterhead import strip_about
from sohoa.extract.header.page_parts import PageParts, solid_text
from sohoa.extract.layout.title import document_type, ends_title
from sohoa.extract.wording.formal_phrases import opens_with
from sohoa.nouns.printed_line import PrintedLine

_MIDDLE = 0.2
"""How far off the middle, as a share of the page's width, the type may stand that opens the articles. A guess."""


def read_type(parts: PageParts, width: float) -> str | None:
    """The type of a document, None if none is printed.

    Rule: The type of a document is the line in capitals that holds nothing else: KẾ HOẠCH, QUYẾT ĐỊNH.
    Test: extract/header/test_header.py::test_header

    Args:
        parts: of the first page.
        width: of the page in pixels. Where the title does not tell the type, a line in the middle of the page may
            (`QUYẾT ĐỊNH:` over the articles).
    """
    middle = (r.text for r in parts.body if abs(r.box.cx - 0.5 * width) < _MIDDLE * width)
    lines = (*(line.text for line in parts.title), *middle)
    return next((kind for text in lines if (kind := document_type(text))), None)


def read_subject(parts: PageParts) -> str | None:
    """The subject under the type, or from `Về việc` on where the type was not read; None if none was found.

    Rule: The subject stands under the type and ends at a wider gap, at "Căn cứ" or at the deciding authority.
    Test: extract/header/test_header.py::test_header
    """
    start = _subject_start(parts.title)
    if start is None:
        return None
    taken: list[PrintedLine] = []
    for line in parts.title[start:]:
        if ends_title(line.text, taken[-1].text if taken else None):
            break
        taken.append(line)
    return strip_about(" ".join(trim_line(" ".join(solid_text(r) for r in line.runs)) for line in taken))


def _subject_start(title: Sequence[PrintedLine]) -> int | None:
    for k, line in enumerate(title):
        if document_type(line.text):
            return k + 1
    return next((k for k, line in enumerate(title) if opens_with(line.text, "about")), None)


def trim_line(text: str) -> str:
    """A line without stray signs at its ends; closing marks stay."""
    return str(regex.sub(r"^[^\p{L}\d(\"“]+|[^\p{L}\d.,;:)\"”%]+$", "", text))
