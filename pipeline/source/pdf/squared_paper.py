"""Squared paper drawn under the text of a born-digital page: its lines are no rules of a table."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sohoa.nouns.geometry import Box, Rule

_FEWEST = 8
"""Lines each way."""
_REGULAR = 0.08
_MOSTLY = 0.8
"""Distances between neighbouring lines differ by less than the first share, in at least the second share of them; both
ways they are the same."""
_LONG = 0.8
"""A line of the squares is this long at least, beside the longest of its direction."""
_CROSSED = 0.15
"""More of the words than this lie across a line: nobody wrote them into cells."""
_IN_WORD = 0.15
"""A line crosses a word that it leaves this share of on either side."""


def without_squared_paper(rules: tuple[Rule, ...], words: Sequence[Box]) -> tuple[Rule, ...]:
    """The rules without those of squared paper; all of them where the squares hold the words, as cells do.

    Args:
        rules: of the page, each level or upright.
        words: boxes of its words, in the same pixels.

    Rule: Squared paper drawn under the text of a PDF page makes no table.
    Test: pipeline/source/test_source_squares.py::test_lines_under_running_text_go
    """
    across = [r for r in rules if abs(r.y1 - r.y0) <= abs(r.x1 - r.x0)]
    down = [r for r in rules if abs(r.y1 - r.y0) > abs(r.x1 - r.x0)]
    rows, cols = _long(across), _long(down)
    ys, xs = np.sort([r.y0 for r in rows]), np.sort([r.x0 for r in cols])
    pitches = _pitch(ys), _pitch(xs)
    if min(pitches) <= 0 or abs(pitches[0] - pitches[1]) > _REGULAR * max(pitches):
        return rules
    paper = Box(float(xs[0]), float(ys[0]), float(xs[-1]), float(ys[-1]))
    inside = [w for w in words if paper.holds(w.cx, w.cy)]
    crossed = sum(_crossed(w.x0, w.x1, xs) or _crossed(w.y0, w.y1, ys) for w in inside)
    if not inside or crossed <= _CROSSED * len(inside):
        return rules
    squares = {id(r) for r in (*rows, *cols)}
    return tuple(r for r in rules if id(r) not in squares)


def _long(rules: Sequence[Rule]) -> list[Rule]:
    lengths = [abs(r.x1 - r.x0) + abs(r.y1 - r.y0) for r in rules]
    return [r for r, n in zip(rules, lengths, strict=True) if n >= _LONG * max(lengths)]


def _pitch(levels: NDArray[np.float64]) -> float:
    """The distance of neighbouring lines, 0 if they are few or not regular."""
    if len(levels) < _FEWEST:
        return 0.0
    steps = np.diff(levels)
    pitch = float(np.median(steps))
    return pitch if np.mean(np.abs(steps - pitch) <= _REGULAR * pitch) >= _MOSTLY else 0.0


def _crossed(start: float, end: float, levels: NDArray[np.float64]) -> bool:
    margin = _IN_WORD * (end - start)
    return bool(np.any((levels > start + margin) & (levels < end - margin)))
