"""Type and subject of a document, under its letterhead.

Decree 30/2020/NĐ-CP, Annex I, II.5: the type in capitals and the subject under it, centred,
with a rule below. The subject ends at that rule, which is seen as a wider gap, or where the
grounds (`Căn cứ …`) or the deciding authority (`CHỦ TỊCH …`) begin.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import quantiles

import regex

from sohoa.diacritics.language.folding import bare_words
from sohoa.extract.header.letterhead import strip_about
from sohoa.extract.header.segments import Segment, line_pitch, printed_lines
from sohoa.extract.wording.authority_names import known_line, trim
from sohoa.extract.wording.vocabulary import rows

MAX_LINES = 9
"""A subject is no longer."""
WIDE_GAP = 1.6
"""A step to the next line over so many pitches ends the subject."""
FIRST_GAP = 2.4
"""The subject begins no further below the type than so many pitches."""
MARGIN = 0.02
"""Share of the page's width by which a line of running text may miss the margin."""


def find_type(segments: Sequence[Segment], bottom: float, width: float) -> tuple[Segment, str] | None:
    """The line that holds nothing but the document's type, and the type; None if none is printed.

    Args:
        segments: those of the first page, from top to bottom.
        bottom: where the letterhead ends, in pixels; the type stands below.
        width: of the page in pixels; the type stands near its middle.

    Rule: The type of a document is the line in capitals that holds nothing else: KẾ HOẠCH, QUYẾT ĐỊNH.
    Test: extract/header/test_header.py::test_header
    """
    for s in segments:
        central = abs(s.box.cx - 0.5 * width) < 0.2 * width
        if s.box.cy < bottom or not central or not s.is_upper:
            continue
        if kind := known_line(trim(s.text), "document_types.tsv"):
            return s, kind
    return None


def _begins(words: str, phrase: str) -> bool:
    start = bare_words(phrase)
    return words == start or words.startswith(f"{start} ")


def _ends_subject(line: Segment, first: bool) -> bool:
    for kind, phrase in rows("subject_ends.tsv"):
        if kind == "upper" and line.is_upper and _begins(line.plain, phrase):
            return True
        if kind == "base" and _begins(line.plain, phrase) and not (first and len(phrase) < 4):
            return True
    return regex.match(r"\s*(?:[IVX]+|\d+|[A-Z])[.)]\s+\S", line.text) is not None


def _is_running(line: Segment, left: float, right: float, width: float) -> bool:
    """Is it the first line of a paragraph: indented, and ending at the right margin?"""
    return abs(line.box.x1 - right) < 0.6 * MARGIN * width and line.box.x0 > left + 1.5 * MARGIN * width


def _margins(lines: Sequence[Segment]) -> tuple[float, float]:
    starts, ends = sorted(s.box.x0 for s in lines), sorted(s.box.x1 for s in lines)
    if len(lines) < 4:
        return starts[0], ends[-1]
    return quantiles(starts, n=10)[1], quantiles(ends, n=10)[7]


def read_subject(segments: Sequence[Segment], kind: Segment, width: float) -> str | None:
    """The subject under the line of the type, or None if none was found.

    Args:
        segments: those of the first page.
        kind: the segment of the type.
        width: of the page in pixels.

    Rule: The subject stands under the type and ends at a wider gap, at "Căn cứ" or at the deciding authority.
    Test: extract/header/test_header.py::test_header
    """
    below = printed_lines([s for s in segments if s.box.cy > kind.box.y1])
    if not below:
        return None
    pitch = line_pitch(below)
    left, right = _margins(below)
    taken: list[Segment] = []
    for line in below[:MAX_LINES]:
        above = taken[-1] if taken else kind
        step = line.box.cy - above.box.cy
        if step > (WIDE_GAP if taken else FIRST_GAP) * pitch or _ends_subject(line, not taken):
            break
        if taken and line.box.width < 0.97 * (right - left) and _is_running(line, left, right, width):
            break
        taken.append(line)
    return strip_about(" ".join(trim_line(s.solid) for s in taken))


def trim_line(text: str) -> str:
    """A line without stray signs at its ends; closing marks stay."""
    return str(regex.sub(r"^[^\p{L}\d(\"“]+|[^\p{L}\d.,;:)\"”%]+$", "", text))
