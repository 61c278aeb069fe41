"""Footnotes: lines in small type at the foot of the page, the first of which opens with a note mark."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

import regex

from sohoa.extract.layout.runs import group_rows
from sohoa.nouns.geometry import Box
from sohoa.nouns.text_run import TextRun

Rows = Sequence[Sequence[TextRun]]

_MARK = regex.compile(r"^[\[(]?(?:\d{1,3}|\p{L})[\])]?\s+\p{L}|^\d{1,3}\p{Lu}\p{Ll}|^[^\w\s\-–—+•~.]{1,2}\s*\p{Lu}")
"""A raised figure is seldom read right: any lone sign before a word will do."""
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


def find_footnotes(runs: Sequence[TextRun], width: float, height: float) -> list[TextRun]:
    """Runs of the footnotes, from the first note mark to the foot of the page; empty if there are none.

    Rule: Lines in small type at the foot, the first of which opens with a mark, are footnotes and come last.
    Test: extract/layout/test_reading_order.py::test_invented_pages
    """
    if len(runs) < 6:
        return []
    sizes = sorted(r.size for r in runs)
    usual = sizes[round(0.65 * (len(sizes) - 1))]
    rows = group_rows(runs, lambda r: r.box)
    small = _small_tail(rows, LOWEST_START * height, SMALL * usual, SHORT * width)
    first = next((k for k, row in enumerate(small) if _opens_note(row, small[k + 1 :], width)), None)
    if first is not None:
        return [r for row in small[first:] for r in row]
    apart = _tail_after_gap(rows, APART * usual)
    told = bool(apart) and _row_box(apart[0]).cy > LOWEST_GAP * height and _MARK.match(_row_text(apart[0]))
    return [r for row in apart for r in row] if told else []


def _small_tail(rows: Rows, top: float, size: float, short: float) -> Rows:
    """The last rows below `top` whose type is no larger than `size`; rows up to `short` wide cannot tell. Pixels."""
    k = len(rows)
    while k:
        box = _row_box(rows[k - 1])
        if box.cy <= top or (_size(rows[k - 1]) > size and box.width > short):
            break
        k -= 1
    return rows[k:]


def _tail_after_gap(rows: Rows, gap: float) -> Rows:
    """The rows below the last gap of at least `gap` pixels, none if there is no such gap."""
    for k in range(len(rows) - 1, 0, -1):
        if _row_box(rows[k]).y0 - _row_box(rows[k - 1]).y1 >= gap:
            return rows[k:]
    return []


def _size(row: Sequence[TextRun]) -> float:
    return median(r.size for r in row)


def _row_box(row: Sequence[TextRun]) -> Box:
    return Box.around(r.box for r in row)


def _row_text(row: Sequence[TextRun]) -> str:
    return " ".join(r.text for r in sorted(row, key=lambda r: r.box.x0))


def _opens_note(row: Sequence[TextRun], after: Sequence[Sequence[TextRun]], width: float) -> bool:
    return bool(_MARK.match(_row_text(row))) and (_row_box(row).width > WIDE * width or not after)
