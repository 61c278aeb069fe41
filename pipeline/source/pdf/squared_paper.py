"""Squared paper drawn under the text of a born-digital page: its lines are no rules of a table."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sohoa.nouns.geometry import Box, Rule

_FEWEST_DRAWN = 8
"""Lines each way, at least. A guess."""
_DRAWN_PITCH_VARIES, _DRAWN_REGULAR = 0.08, 0.8
"""Distances between neighbouring lines differ by less than the first share, in at least the second share of them; both
ways they are the same. Guesses: drawn lines are exact, and rules of a table may stand among them."""
_OF_LONGEST = 0.8
"""A line of the squares is this long at least, beside the longest of its direction. A guess."""
_WORDS_CROSSED = 0.15
"""More of the words than this lie across a line: nobody wrote them into cells. A guess."""
_WORD_MARGIN = 0.15
"""A line crosses a word that it leaves this share of on either side. A guess."""


def without_squared_paper(rules: tuple[Rule, ...], words: Sequence[Box]) -> tuple[Rule, ...]:
    """The rules without those of squared paper; all of them where the squares hold the words, as cells do.

    Args:
        rules: of the page, each level or upright.
        words: boxes of its words, in the same pixels.

    Rule: Squared paper drawn under the text of a PDF page makes no table.
    Test: pipeline/source/pdf/test_squared_paper.py::test_lines_under_running_text_go
    """
    rows = _long([r for r in rules if _is_level(r)])
    cols = _long([r for r in rules if not _is_level(r)])
    ys, xs = np.sort([r.y0 for r in rows]), np.sort([r.x0 for r in cols])
    if not _are_squares(_pitch(ys), _pitch(xs)) or not _are_written_on(ys, xs, words):
        return rules
    squares = {id(r) for r in (*rows, *cols)}
    return tuple(r for r in rules if id(r) not in squares)


def _is_level(rule: Rule) -> bool:
    return abs(rule.y1 - rule.y0) <= abs(rule.x1 - rule.x0)


def _are_squares(down: float, across: float) -> bool:
    """Are the distances of the lines known (not 0), and the same both ways?"""
    return min(down, across) > 0 and abs(down - across) <= _DRAWN_PITCH_VARIES * max(down, across)


def _are_written_on(ys: NDArray[np.float64], xs: NDArray[np.float64], words: Sequence[Box]) -> bool:
    """Do the words stand across the lines, and not in cells between them?"""
    paper = Box(float(xs[0]), float(ys[0]), float(xs[-1]), float(ys[-1]))
    inside = [w for w in words if paper.holds(w.cx, w.cy)]
    crossed = sum(_crossed(w.x0, w.x1, xs) or _crossed(w.y0, w.y1, ys) for w in inside)
    return crossed > _WORDS_CROSSED * len(inside)


def _long(rules: Sequence[Rule]) -> list[Rule]:
    lengths = [abs(r.x1 - r.x0) + abs(r.y1 - r.y0) for r in rules]
    return [r for r, n in zip(rules, lengths, strict=True) if n >= _OF_LONGEST * max(lengths)]


def _pitch(levels: NDArray[np.float64]) -> float:
    """The distance of neighbouring lines, 0 if they are few or not regular."""
    if len(levels) < _FEWEST_DRAWN:
        return 0.0
    steps = np.diff(levels)
    pitch = float(np.median(steps))
    return pitch if np.mean(np.abs(steps - pitch) <= _DRAWN_PITCH_VARIES * pitch) >= _DRAWN_REGULAR else 0.0


def _crossed(start: float, end: float, levels: NDArray[np.float64]) -> bool:
    margin = _WORD_MARGIN * (end - start)
    return bool(np.any((levels > start + margin) & (levels < end - margin)))
