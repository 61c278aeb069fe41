"""What stands over a table: the heading of an appendix, and what it names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import regex

from sohoa.diacritics.language.folding import bare_line, bare_words
from sohoa.extract.wording.authority_names import begins_authority
from sohoa.extract.wording.vocabulary import find, rows

_LABEL = r"(?:số\s+)?(?:[IVXL]{1,5}|\d{1,2}|[A-H])(?![\w/])"
_APPENDIX = regex.compile(rf"\s*(ph[ụu]\s*l[ụu]c(?:\s+{_LABEL})?)", regex.IGNORECASE)

_UNIT = regex.compile(
    r"(?<!\w)(?:(?P<body>(?:(?<!\p{L}\s*)đơn|(?-i:Đơn))\s+vị)|đơn\s+vị\s+tính|đvt)\s*:\s*(?P<unit>[^:()]{1,40}?)\s*[).]*$",
    regex.IGNORECASE,
)
"""`body`: may say which body it is too."""
_BEFORE_A_NOTE = "()[]*- 0123456789"
"""Marks and brackets that may stand before the word that opens a note."""


def appendix_of(caption: Sequence[str]) -> str | None:
    """The appendix that a caption names (`PHỤ LỤC II`), as printed, or None."""
    for line in caption:
        if m := _APPENDIX.match(line):
            return " ".join(m.group(1).split())
    return None


def opens_caption(line: str) -> bool:
    """Does a line begin the heading of an appendix or of a table (`Phụ lục`, `BIỂU`, `Bảng`)?"""
    return line.lstrip().startswith(tuple(form for word in _words("opens") for form in (word, word.upper())))


def says_continued(line: str) -> bool:
    """Does a line say that the table over which it stands goes on (`Phụ lục I (tiếp theo)`)?"""
    return any(bare_line(word) in bare_line(line) for word in _words("continued"))


def stands_aside(line: str) -> bool:
    """Is a line a note, a source or a unit (`Ghi chú: …`, `ĐVT: triệu đồng`), as may stand at any part of a table?"""
    begins = bare_line(line).lstrip(_BEFORE_A_NOTE)
    return any(begins.startswith(bare_line(word)) for word in _words("aside"))


def unit_of(line: str) -> str | None:
    """The unit that a line gives (`(Đơn vị tính: triệu đồng)`), as printed; None if it gives none.

    Rule: "Đơn vị:" before a table gives its unit, unless the name of an authority follows or it is a part of other
        words ("Tên đơn vị:").
    Test: extract/wording/test_captions.py::test_unit_of_a_line
    """
    m = _UNIT.search(line)
    if m is None or (m["body"] and " " in m["unit"] and begins_authority(m["unit"])):
        return None
    return " ".join(m["unit"].split())


def is_about_indicators(caption: str) -> bool:
    """Does a caption say that its table holds indicators?"""
    return any(find(bare_words(caption), bare_words(word)) for word in _words("indicators"))


@cache
def _words(kind: str) -> tuple[str, ...]:
    return tuple(word for k, word in rows("caption_words.tsv") if k == kind)
