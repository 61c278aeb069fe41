"""Type and subject where a stamp of incoming mail lies beside them and put their lines out of the middle.

What stands centred under the type, or over the same axis, is print of the document; what a stamp left at its left is
not.
"""

from __future__ import annotations

from collections.abc import Sequence

from sohoa.diacritics.language.folding import bare_words
from sohoa.extract.header.page_parts import PageParts
from sohoa.extract.layout.title import document_type, ends_title, is_in_capitals
from sohoa.nouns.geometry import Box
from sohoa.nouns.printed_line import PrintedLine, line_pitch
from sohoa.nouns.text_run import TextRun, words_to_run

_MIDDLE = 0.2
"""How far off the middle, as a share of the page's width, the type may stand that opens the articles. A guess."""
_TYPE_BELOW = 0.25
"""Share of the page's height under the letterhead in which the type stands. A guess."""
_OFF_AXIS = 0.03
"""How far off the type's middle, as a share of the page's width, a line of the subject may stand that a stamp lies
beside. A guess: stamps and text under the title stand farther off, or begin at the margin."""
_STEP = 1.6
"""A step over so many line pitches ends the subject beside a stamp."""
_FULLER = 1.25
"""A line wider than the one above by this factor opens a paragraph: centred lines that follow one another are alike,
and the last is the shortest. A guess."""
_NEARLY_FULL = 0.67
"""Share of the page's width that such a line takes at least. A guess: margins take 0.23, an indent 0.05."""
_SHARED = 0.3
"""Share of its height that a stamp's line has in common with the one beside it. A guess."""
_STAMPED, _FEW = frozenset({"so", "ngay", "den"}), 3
"""How lines of a stamp of incoming mail begin, and words that one has at most beside print. A guess."""
_LEGIBLE = 0.6
"""Mean confidence of what is print beside a stamp. A guess."""

Runs = tuple[TextRun, ...]


def stands_in_middle(box: Box, parts: PageParts) -> bool:
    """Does it stand near the middle of the page, as the type of a document does?"""
    return abs(box.cx - parts.width / 2) < _MIDDLE * parts.width


def type_beside_stamp(parts: PageParts) -> TextRun | None:
    """The type at the end of a line that a stamp begins; None if there is none."""
    return next((run for line in parts.lines if (run := _stamped_type(line, parts))), None)


def line_beside_stamp(taken: Sequence[PrintedLine], parts: PageParts) -> Runs:
    """The line below those of the subject that a stamp put out of the middle; empty if there is none."""
    last = taken[-1].box
    axis, pitch = taken[0].box.cx, line_pitch(parts.lines)
    below = [line for line in parts.lines if last.cy < line.box.cy < last.cy + _STEP * pitch]
    for line in below:
        runs = _on_axis(line, axis, _OFF_AXIS * parts.width)
        stamped = bool(runs) and (len(runs[0].words) < len(line.words) or _has_beside(runs[0].box, below))
        if stamped and runs[0].box.width < last.width and not ends_title(runs[0].text, taken[-1].text):
            return runs
    return ()


def _has_beside(box: Box, lines: Sequence[PrintedLine]) -> bool:
    """Does a line that stands a little higher or lower, as a stamp's do, begin left of a box?"""
    others = (line.box for line in lines)
    return any(b.x1 < box.x0 and b.overlap_y(box) > _SHARED * min(b.height, box.height) for b in others)


def lines_beside_stamp(parts: PageParts) -> list[Runs]:
    """The lines of a subject that stand under the type, where a stamp put them out of the middle; empty if none do.

    Rule: What a stamp of incoming mail says is kept out of the subject; such a subject is to be looked at.
    Test: extract/header/test_hard_headers.py::test_a_stamp_beside_the_subject_is_kept_out
    """
    lines = parts.lines
    types = ((k, run) for k, line in enumerate(lines) if (run := _stamped_type(line, parts)))
    start, kind = next(types, (0, None))
    if kind is None:
        return []
    axis, pitch = kind.box.cx, line_pitch(lines)
    kept: list[Runs] = []
    boxes = [kind.box]
    for line in lines[start + 1 :]:
        runs = _on_axis(line, axis, _OFF_AXIS * parts.width)
        own = runs[0].box if runs else None
        if own is None or ends_title(" ".join(r.text for r in runs), kept[-1][0].text if kept else None):
            break
        step = own.cy - boxes[-1].cy
        if (kept and step > _STEP * pitch) or step > 2 * _STEP * pitch:
            break
        if kept and own.width > max(_FULLER * boxes[-1].width, _NEARLY_FULL * parts.width):
            break
        kept.append(runs)
        boxes.append(own)
    return kept


def _stamped_type(line: PrintedLine, parts: PageParts) -> TextRun | None:
    """The type at the end of a line near the middle of the page, what a stamp says before it left out; None if none."""
    top = parts.letterhead.bottom if parts.letterhead else 0.0
    if line.box.cy <= top - line.box.height or line.box.cy > top + _TYPE_BELOW * parts.height:
        return None
    for k in range(len(line.words)):
        run = words_to_run(line.words[k:])
        if run is not None and stands_in_middle(run.box, parts) and document_type(run.text):
            return run
    return None


def _is_of_stamp(text: str) -> bool:
    """Is it the number or the day of a stamp of incoming mail (`Ngày: 2`), and no more?

    Rule: Number and day of a stamp of incoming mail (Số: 41, Ngày: 2) beside the last line of a subject are no part of
        it, however surely they were read.
    Test: extract/header/test_hard_headers.py::test_what_a_stamp_says_beside_the_last_line_is_told_by_its_words
    """
    words = bare_words(text).split()
    return bool(words) and words[0] in _STAMPED and len(words) <= _FEW


def _on_axis(line: PrintedLine, axis: float, tolerance: float) -> Runs:
    """What of a line stands centred over the axis, without what a stamp left at its left; empty if nothing does."""
    words = list(line.words)
    for k in range(len(words)):
        rest = words_to_run(words[k:])
        if rest is None or rest.box.cx > axis + tolerance:
            return ()
        if abs(rest.box.cx - axis) <= tolerance:
            before = words_to_run(words[:k])
            told = before is not None and _is_of_stamp(before.text)
            if told and words[k].text[:1].isdigit():
                continue  # its number or day
            stamped = before is not None and (told or before.confidence < _LEGIBLE)
            apart = before is not None and rest.box.x0 - before.box.x1 > line.size
            legible = rest.confidence >= _LEGIBLE and not is_in_capitals(rest.text)
            return (rest,) if legible and (before is None or stamped or apart) else ()
    return ()
