"""How much of a boundary is really ruled, piece by piece between two crossings.

A boundary is followed through the rules it was found from, and the strength image is read
along it. Text that lies across a boundary is told from a worn rule by four marks: its
strokes stand on several parallel courses, make no even runs, are much darker than a worn
rule, and there is print close by on both sides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from sohoa.extract.evidence.piece_marks import MARKS, band, piece_marks, sides_of
from sohoa.extract.rules.courses import Course, courses_of
from sohoa.extract.rules.crossings import Line, Lines
from sohoa.extract.rules.rulings import Rulings, Trace

Floats = NDArray[np.float64]
Ints = NDArray[np.int_]
Grey = NDArray[np.uint8]
Bools = NDArray[np.bool_]

_SLACK = 0.2
"""A rule may leave its boundary by this much (letter heights): bends, noise."""
_DARKEST = 2.5
"""What is this many times as dark as the rule itself is text on a worn rule."""
_BESIDE = (0.25, 0.6)
_STRADDLED = 0.6
_BEYOND_DOUBT = 0.8
"""Where print stands close by on both sides (letter heights) over this many letter heights, words or a seal may run
across a piece. One that shows this share is a rule all the same, with tight cells beside it."""
_CLEAR = 0.3
"""The rest is enough if it is this share of the piece."""
_END = 0.25
"""Left out at both ends of a piece (letter heights), where the other rules cross it."""


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """What is seen of each piece, shares from 0 to 1; shape (boundaries, pieces) but for `strength`.

    Attributes:
        strict: how much of it is a rule, 0 where words may run across it.
        clear: how much, where nothing stands close by on both sides.
        crossed: where something stands close by on both sides: words or a seal.
        strength: usual grey level of each boundary where it is seen, (boundaries,); 0 if it is not.
        marks: what else tells a rule from a merged cell, `MARKS` in order, (len(MARKS), boundaries, pieces).
    """

    strict: Floats
    clear: Floats
    crossed: Floats
    strength: Floats
    marks: Floats


def across_shown(
    rows: Sequence[Sequence[Line]], row_levels: Floats, col_levels: Floats, lines: Lines, rulings: Rulings
) -> Shown:
    """How much is seen of each piece of each row boundary; shape (boundaries, columns)."""
    leans = lines.lean_across, lines.lean_down
    letter = rulings.measures.letter_height
    courses = [courses_of(r, level, leans[0], letter, turned=False) for r, level in zip(rows, row_levels, strict=True)]
    return _shown(courses, _crossings(row_levels, col_levels, leans[1]), rulings.across, rulings.ink, rulings, False)


def down_shown(
    cols: Sequence[Sequence[Line]], col_levels: Floats, row_levels: Floats, lines: Lines, rulings: Rulings
) -> Shown:
    """How much is seen of each piece of each column boundary; shape (boundaries, rows)."""
    leans = lines.lean_down, lines.lean_across
    letter = rulings.measures.letter_height
    courses = [courses_of(c, level, leans[0], letter, turned=True) for c, level in zip(cols, col_levels, strict=True)]
    ink = None if rulings.ink is None else rulings.ink.T
    return _shown(courses, _crossings(col_levels, row_levels, leans[1]), rulings.down.turned, ink, rulings, True)


def _crossings(own: Floats, other: Floats, lean: float) -> Floats:
    """Where boundaries (rows of the result) are crossed by the others."""
    return np.asarray(other[None, :] + lean * own[:, None])


def _shown(
    courses: Sequence[Sequence[Course]],
    crossings: Floats,
    trace: Trace,
    ink: Bools | None,
    rulings: Rulings,
    crossed_is_text: bool,
) -> Shown:
    out = np.zeros((3, crossings.shape[0], crossings.shape[1] - 1))
    strength = np.zeros(len(out[0]))
    marks = np.zeros((len(MARKS), *out.shape[1:]))
    for i, (some, crossing) in enumerate(zip(courses, crossings, strict=True)):
        for k, course in enumerate(some):
            look = _course_shown(course, crossing, trace, ink, rulings.measures.letter_height, crossed_is_text)
            seen, grey = look[0], look[1]
            strength[i] = max(strength[i], grey)
            out[:2, i] = np.maximum(out[:2, i], seen[:2])
            out[2, i] = seen[2] if k == 0 else np.minimum(out[2, i], seen[2])
            if k == 0:
                marks[:, i] = look[2]
    return Shown(out[0], out[1], out[2], strength, marks)


def _course_shown(
    course: Course, crossing: Floats, trace: Trace, ink: Bools | None, letter: float, strict: bool
) -> tuple[Floats, float, Floats]:
    """What is seen of each piece between two crossings along a course, as in `Shown`; how dark it is; its marks."""
    near = -_SLACK * letter, _SLACK * letter
    along = np.arange(int(crossing[0]), int(crossing[-1]) + 2)
    across = course.at(along)
    beside = band(trace.strength, across, along, near)
    seen = (beside > 0) & (beside <= _DARKEST * _usual(beside[len(beside) // 2]))
    run = band(trace.runs.view(np.uint8), across, along, near) > 0
    pieces = [(along >= a) & (along <= b) for a, b in pairwise(crossing)]
    out = np.zeros((3, len(pieces)))
    out[:2] = [_share(seen, run, here) if here.any() else 0.0 for here in pieces]
    grey = beside.max(0)
    if strict or out[0].min(initial=1.0) < _BEYOND_DOUBT:  # on whole rules nothing that lies beside them matters
        straddled = _straddled(ink, across, along, letter)
        grey = grey[~straddled]
        for j, here in enumerate(pieces):
            out[:, j] = _judged(out[0, j], seen, run, here, straddled, letter)
            if strict and out[0, j] < _BEYOND_DOUBT and straddled[here].sum() >= _STRADDLED * letter:
                out[0, j] = 0.0
    end = round(_END * letter)
    inner = [np.flatnonzero(here)[end : -end or None] for here in pieces]
    marks = piece_marks(beside, seen, sides_of(ink, across, along, letter), inner, letter)
    return out, float(np.median(grey[grey > 0])) if (grey > 0).any() else 0.0, marks


def _judged(
    shown: float, seen: Bools, run: Bools, here: Bools, straddled: Bools, letter: float
) -> tuple[float, float, float]:
    """The rows of `Shown` for a piece of which `shown` is seen in all."""
    end = round(_END * letter)
    inner = np.flatnonzero(here)[end : -end or None]
    rest = inner[~straddled[inner]]
    crossed = 1 - len(rest) / max(1, len(inner))
    if shown >= _BEYOND_DOUBT:
        return shown, shown, crossed
    return shown, _share(seen, run, rest) if len(rest) > _CLEAR * len(inner) else 0.0, crossed


def _share(seen: Bools, run: Bools, here: Bools | Ints) -> float:
    """Share of some positions at which a rule is seen, and at which it is even, along the best of parallel courses."""
    return float(seen[:, here].mean(1).max() + run[:, here].mean(1).max()) / 2


def _straddled(ink: Bools | None, across: Ints, along: Ints, letter: float) -> Bools:
    """Where print stands close by on both sides of a course."""
    if ink is None:
        return np.zeros(len(along), np.bool_)
    sides = ((-_BESIDE[1] * letter, -_BESIDE[0] * letter), (_BESIDE[0] * letter, _BESIDE[1] * letter))
    before, after = ((band(ink.view(np.uint8), across, along, side) > 0).any(0) for side in sides)
    return np.asarray(before & after)


def _usual(strength: Grey) -> float:
    """Median strength of a boundary where it is seen; no limit where it is not."""
    seen = strength[strength > 0]
    return float(np.median(seen)) if len(seen) else 255.0
