"""How much of a boundary is really ruled, piece by piece between two crossings.

A boundary is followed through the rules it was found from, and the strength image is read
along it. Text that lies across a boundary is told from a worn rule by four marks: its
strokes stand on several parallel courses, make no even runs, are much darker than a worn
rule, and there is print close by on both sides.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from extract.crossings import Line, Lines
from extract.rulings import Rulings, Trace

Floats = NDArray[np.float64]
Ints = NDArray[np.int_]
Grey = NDArray[np.uint8]

_SLACK = 0.2
"""A rule may leave its boundary by this much (letter heights): bends, noise."""
_DARKEST = 2.5
"""What is this many times as dark as the rule itself is text on a worn rule."""
_BESIDE = (0.25, 0.6)
_STRADDLED = 0.6
_BEYOND_DOUBT = 0.8
"""A piece is no rule if print stands close by on both sides (letter heights) over this many letter heights: words
run across it. One that shows this share is a rule all the same, with tight cells beside it."""


def across_shown(
    rows: Sequence[Sequence[Line]], row_levels: Floats, col_levels: Floats, lines: Lines, rulings: Rulings
) -> Floats:
    """Share (0 to 1) of each piece of each row boundary; shape (boundaries, columns)."""
    leans = lines.lean_across, lines.lean_down
    courses = [_course(r, level, leans[0], turned=False) for r, level in zip(rows, row_levels, strict=True)]
    return _shown(courses, _crossings(row_levels, col_levels, leans[1]), rulings.across, None, rulings)


def down_shown(
    cols: Sequence[Sequence[Line]], col_levels: Floats, row_levels: Floats, lines: Lines, rulings: Rulings
) -> Floats:
    """Share (0 to 1) of each piece of each column boundary; shape (boundaries, rows)."""
    leans = lines.lean_down, lines.lean_across
    courses = [_course(c, level, leans[0], turned=True) for c, level in zip(cols, col_levels, strict=True)]
    ink = None if rulings.ink is None else rulings.ink.T
    return _shown(courses, _crossings(col_levels, row_levels, leans[1]), rulings.down.turned, ink, rulings)


class _Course:
    """Where a boundary runs: through the ends of its rules, straight between them."""

    def __init__(self, ends: Floats, level: float, lean: float) -> None:
        self._ends, self._level, self._lean = ends, level, lean

    def at(self, along: Ints) -> Ints:
        """Position across at each position along."""
        if not len(self._ends):
            return np.asarray(np.rint(self._level + self._lean * along), dtype=np.int_)
        rest = np.interp(along, self._ends[:, 0], self._ends[:, 1] - self._lean * self._ends[:, 0])
        return np.asarray(np.rint(rest + self._lean * along), dtype=np.int_)


def _course(lines: Sequence[Line], level: float, lean: float, *, turned: bool) -> _Course:
    ends: list[tuple[float, float]] = []
    for rule in (r for line in lines for r in line.rules):
        p = (rule.y0, rule.x0, rule.y1, rule.x1) if turned else (rule.x0, rule.y0, rule.x1, rule.y1)
        ends += [(p[0], p[1]), (p[2], p[3])]
    return _Course(np.array(sorted(ends), dtype=np.float64).reshape(-1, 2), level, lean)


def _crossings(own: Floats, other: Floats, lean: float) -> Floats:
    """Where boundaries (rows of the result) are crossed by the others."""
    return np.asarray(other[None, :] + lean * own[:, None])


def _shown(
    courses: Sequence[_Course], crossings: Floats, trace: Trace, ink: NDArray[np.bool_] | None, rulings: Rulings
) -> Floats:
    letter = rulings.measures.letter_height
    near = -_SLACK * letter, _SLACK * letter
    out = np.zeros((crossings.shape[0], crossings.shape[1] - 1))
    for i, (course, crossing) in enumerate(zip(courses, crossings, strict=True)):
        along = np.arange(int(crossing[0]), int(crossing[-1]) + 2)
        across = course.at(along)
        band = _band(trace.strength, across, along, near)
        seen = (band > 0) & (band <= _DARKEST * _usual(band[len(band) // 2]))
        run = _band(trace.runs.view(np.uint8), across, along, near) > 0
        straddled = _straddled(ink, across, along, letter)
        for j, (a, b) in enumerate(pairwise(crossing)):
            here = (along >= a) & (along <= b)
            if here.any():
                shown = (seen[:, here].mean(1).max() + run[:, here].mean(1).max()) / 2
                in_text = straddled[here].sum() >= _STRADDLED * letter and shown < _BEYOND_DOUBT
                out[i, j] = 0.0 if in_text else shown
    return out


def _straddled(ink: NDArray[np.bool_] | None, across: Ints, along: Ints, letter: float) -> NDArray[np.bool_]:
    """Where print stands close by on both sides of a course."""
    if ink is None:
        return np.zeros(len(along), np.bool_)
    sides = ((-_BESIDE[1] * letter, -_BESIDE[0] * letter), (_BESIDE[0] * letter, _BESIDE[1] * letter))
    before, after = ((_band(ink.view(np.uint8), across, along, side) > 0).any(0) for side in sides)
    return np.asarray(before & after)


def _band(strength: Grey, across: Ints, along: Ints, offsets: tuple[float, float]) -> Grey:
    """Strength beside a course, at offsets from first to last across it; 0 outside of the image."""
    at = across[None, :] + np.arange(round(offsets[0]), round(offsets[1]) + 1)[:, None]
    height, width = strength.shape
    inside = (at >= 0) & (at < height) & (along >= 0) & (along < width)
    return np.where(inside, strength[at.clip(0, height - 1), along.clip(0, width - 1)[None, :]], 0).astype(np.uint8)


def _usual(strength: Grey) -> float:
    """Median strength of a boundary where it is seen; no limit where it is not."""
    seen = strength[strength > 0]
    return float(np.median(seen)) if len(seen) else 255.0
