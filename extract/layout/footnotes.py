"""Footnotes: lines in small type at the foot of the page, the first of which opens with a note mark."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from sohoa.nouns.printed_line import PrintedLine, runs_to_lines
from sohoa.nouns.text_run import TextRun

Lines = Sequence[PrintedLine]

_MARK = regex.compile(r"^[\[(]?(?:\d{1,3}|\p{L})[\])]?\s+\p{L}|^\d{1,3}\p{Lu}\p{Ll}|^[^\w\s\-–—+•~.]{1,2}\s*\p{Lu}")
"""A raised figure is seldom read right: any lone sign before a word will do."""
_RAISED_MARK = regex.compile(r"^[(⁽]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}[)⁾]?\s*\p{L}")
SMALL = 0.86
"""Note type is at most this share of the body's (10 against 14 points as a rule)."""
WIDE = 0.45
"""The first line of a note runs on at least this far, as a share of the page's width, or is its only line."""
SHORT = 0.1
"""A row no wider than this share of the page holds too few letters to tell its type size."""
APART = 3.5
"""A gap above the notes wider than this many letter heights sets them apart, whatever their size."""
LOWEST_GAP = 0.85
"""Notes told by such a gap alone begin below this share of the page's height."""
LOWEST_START = 0.5
"""Notes stand below this share of the page's height."""


def find_footnotes(runs: Sequence[TextRun], width: float, height: float, tables_end: float = 0.0) -> list[TextRun]:
    """Runs of the footnotes, from the first note mark to the foot of the page; empty if there are none.

    Args:
        runs: what stands outside of tables.
        width: of the page in pixels.
        height: of the page in pixels.
        tables_end: where the lowest table of the page ends, 0 if it has none.

    Rule: What stands below the last table of a page and begins with a raised figure is its footnotes, whatever the
        size of its type.
    Test: extract/layout/test_footnotes.py::test_notes_under_a_table

    Rule: Lines in small type at the foot of a page, the first of which opens with a mark, are footnotes (chú thích) and
        come last.
    Test: extract/layout/test_reading_order.py::test_invented_pages
    """
    under = [line for line in runs_to_lines(runs) if line.box.cy > max(tables_end, LOWEST_START * height)]
    if tables_end and under and _RAISED_MARK.match(under[0].text):
        return [r for line in under for r in line.runs]
    if len(runs) < 6:
        return []
    sizes = sorted(r.size for r in runs)
    usual = sizes[round(0.65 * (len(sizes) - 1))]
    lines = runs_to_lines(runs)
    small = _small_tail(lines, LOWEST_START * height, SMALL * usual, SHORT * width)
    first = next((k for k, line in enumerate(small) if _opens_note(line, small[k + 1 :], width)), None)
    if first is not None:
        return [r for line in small[first:] for r in line.runs]
    apart = _tail_after_gap(lines, APART * usual)
    told = bool(apart) and apart[0].box.cy > LOWEST_GAP * height and _MARK.match(apart[0].text)
    return [r for line in apart for r in line.runs] if told else []


def _small_tail(lines: Lines, top: float, size: float, short: float) -> Lines:
    """The last lines below `top` whose type is no larger than `size`; those up to `short` wide cannot tell. Pixels."""
    k = len(lines)
    while k:
        line = lines[k - 1]
        if line.box.cy <= top or (line.size > size and line.box.width > short):
            break
        k -= 1
    return lines[k:]


def _tail_after_gap(lines: Lines, gap: float) -> Lines:
    """The lines below the last gap of at least `gap` pixels, none if there is no such gap."""
    for k in range(len(lines) - 1, 0, -1):
        if lines[k].box.y0 - lines[k - 1].box.y1 >= gap:
            return lines[k:]
    return []


def _opens_note(line: PrintedLine, after: Lines, width: float) -> bool:
    return bool(_MARK.match(line.text)) and (line.box.width > WIDE * width or not after)
