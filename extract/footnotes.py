"""Footnotes: lines in small type at the foot of the page, the first of which opens with a note mark."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

import regex

from extract.runs import Run, group_rows
from pipeline.model import Box

_MARK = regex.compile(r"^[\[(]?(?:\d{1,3}|\p{L})[\])]?\s+\p{L}|^\d{1,3}\p{Lu}\p{Ll}|^[^\w\s\-–—+•~.]{1,2}\s*\p{Lu}")
"""A raised figure is seldom read right: any lone sign before a word will do."""
SMALL = 0.86
"""Note type is at most this share of the body's (10 against 14 points as a rule)."""
WIDE = 0.45
"""The first line of a note runs on at least this far, as a share of the page's width, or is its only line."""
LOWEST_START = 0.5
"""Notes stand below this share of the page's height."""


def find_footnotes(runs: Sequence[Run], width: float, height: float) -> list[Run]:
    """Runs of the footnotes, from the first note mark to the foot of the page; empty if there are none."""
    if len(runs) < 6:
        return []
    sizes = sorted(type_size(r) for r in runs)
    usual = sizes[round(0.65 * (len(sizes) - 1))]
    rows = group_rows(runs, lambda r: r.box)
    small: list[list[Run]] = []
    for row in reversed(rows):
        if len(row) > 4 or _row_box(row).cy < LOWEST_START * height or _size(row) > SMALL * usual:
            break
        small.append(row)
    small.reverse()
    first = next((k for k, row in enumerate(small) if _opens_note(row, small[k + 1 :], width)), None)
    return [r for row in small[first:] for r in row] if first is not None else []


def type_size(run: Run) -> float:
    """Median word height in pixels."""
    return median(w.box.height for w in run.words if w.box)


def _size(row: Sequence[Run]) -> float:
    return median(w.box.height for r in row for w in r.words if w.box)


def _row_box(row: Sequence[Run]) -> Box:
    return Box.around(r.box for r in row)


def _opens_note(row: Sequence[Run], after: Sequence[Sequence[Run]], width: float) -> bool:
    text = " ".join(r.text for r in sorted(row, key=lambda r: r.box.x0))
    return bool(_MARK.match(text)) and (_row_box(row).width > WIDE * width or not after)
