"""Is the end of a PDF there? A viewer mends a file that was cut and shows what is left, without a word."""

from __future__ import annotations

import mmap
import re
from pathlib import Path

from sohoa.nouns.doubt import Doubt, DoubtKind

_LINEARISED = re.compile(rb"/Linearized\b.{0,200}?/L\s+(\d+)|/L\s+(\d+).{0,200}?/Linearized\b", re.DOTALL)
"""The dictionary that states the length of the file (ISO 32000-1, annex F.3.3)."""
_HEAD = 1024
_OBJECT_ENDS = (b"endobj", b"endstream")


def missing_end(path: Path) -> Doubt | None:
    """What is missing of a PDF that was cut, None if its end is there.

    A whole file ends with its list of objects and the word `startxref`; whatever stands behind that does not matter.

    Rule: A PDF whose end is missing (a broken download) is told and its document is partial, although a viewer mends it
        and shows pages.
    Test: pipeline/source/damage/test_file_end.py::test_a_cut_pdf_is_told
    """
    size = path.stat().st_size
    if size == 0:
        return None
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        stated = _LINEARISED.search(data[:_HEAD])
        if stated and (length := int(stated[1] or stated[2])) > size:
            return Doubt.of(DoubtKind.FILE_CUT, size, length)
        last_object = max(data.rfind(word) for word in _OBJECT_ENDS)
        if data.rfind(b"startxref") < last_object:
            return Doubt.of(DoubtKind.FILE_END_MISSING, size)
    return None
