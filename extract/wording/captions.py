"""What stands over a table: the heading of an appendix, and what it names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import regex

from sohoa.extract.wording.vocabulary import rows

_LABEL = r"(?:số\s+)?(?:[IVXL]{1,5}|\d{1,2}|[A-H])(?![\w/])"
_APPENDIX = regex.compile(rf"\s*(ph[ụu]\s*l[ụu]c(?:\s+{_LABEL})?)", regex.IGNORECASE)


def appendix_of(caption: Sequence[str]) -> str | None:
    """The appendix that a caption names (`PHỤ LỤC II`), as printed, or None."""
    for line in caption:
        if m := _APPENDIX.match(line):
            return " ".join(m.group(1).split())
    return None


def opens_caption(line: str) -> bool:
    """Does a line begin the heading of an appendix or of a table (`Phụ lục`, `BIỂU`, `Bảng`)?"""
    return line.lstrip().startswith(_openings())


@cache
def _openings() -> tuple[str, ...]:
    return tuple(form for (word,) in rows("caption_words.tsv") for form in (word, word.upper()))
