"""Skew: the angle of the text lines, from how sharply they stack when the page is sheared (projection profile).

Bottom edges of ink are counted along sheared rows; the angle at which the squared differences
of neighbouring rows sum highest is the skew (W. Postl, "Detection of linear oblique structures and
skew scan in digitized documents", ICPR 1986; D. Bloomberg, "Measuring document image skew and
orientation", 1995), refined by a parabola.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy import float64, intp, uint8
    from numpy.typing import NDArray

MAX_SKEW = 9.0
"""Degrees searched to either side: a sheet is fed no more askew. A guess."""
_COARSE_STEP, _FINE_STEP = 0.25, 0.05
"""Degrees between the angles that are tried; what the parabola makes of the fine ones is off by 0.009 in the median
(`benchmarks/orientation_skew.py`)."""
_FINE_STEPS = 6
"""Fine angles tried to either side of the best coarse one: past its neighbour."""
_COARSE_POINTS, _FINE_POINTS = 8_000, 30_000
"""Points that are looked at, at most. Guesses: more cost time and move the peak no more."""
_FEWEST_POINTS = 60
"""With fewer there are no lines. A guess."""


@dataclass(frozen=True, slots=True)
class Skew:
    """`degrees` clockwise; `sharpness` is the peak over the median of all angles, 1 where there are no lines.

    `strength` is the peak by itself, per squared point: it compares the two axes of one page.
    """

    degrees: float
    sharpness: float
    strength: float


NO_SKEW = Skew(0.0, 1.0, 0.0)


def lower_edges(ink: NDArray[uint8]) -> tuple[NDArray[float64], NDArray[float64]]:
    """The ink pixels that have paper below them.

    Args:
        ink: uint8 (height, width), 1 where ink is.

    Returns:
        Their columns and rows, float64 (n,) each.
    """
    below = np.zeros_like(ink)
    below[:-1] = ink[1:]
    ys, xs = np.divmod(np.flatnonzero(ink > below), ink.shape[1])
    return xs.astype(np.float64), ys.astype(np.float64)


def _score(xs: NDArray[float64], ys: NDArray[float64], degrees: float) -> float:
    rows: NDArray[intp] = (ys - xs * math.tan(math.radians(degrees))).astype(np.intp)
    counts = np.bincount(rows - rows.min())
    steps = counts[1:] - counts[:-1]
    return float(np.dot(steps, steps) + counts[0] ** 2 + counts[-1] ** 2)


def _thinned(xs: NDArray[float64], ys: NDArray[float64], most: int) -> tuple[NDArray[float64], NDArray[float64]]:
    """At most `most` of the points, the same ones each time."""
    if len(xs) <= most:
        return xs, ys
    keep = np.random.default_rng(0).integers(0, len(xs), most)
    return xs[keep], ys[keep]


def estimate_skew(ink: NDArray[uint8]) -> Skew:
    """The clockwise angle of the lines of a small ink map, within ±`MAX_SKEW` degrees.

    Args:
        ink: uint8 (height, width), 1 where ink is.

    Rule: A page that was scanned a little askew (skew, quét nghiêng) is straightened by the angle of its text lines.
    Test: pipeline/cleanup/test_orientation.py::test_upright_and_straight_from_any_turn
    """
    xs, ys = lower_edges(ink)
    if len(xs) < _FEWEST_POINTS:
        return NO_SKEW
    some, more = _thinned(xs, ys, _COARSE_POINTS), _thinned(xs, ys, _FINE_POINTS)
    coarse = np.arange(-MAX_SKEW, MAX_SKEW + 1e-9, _COARSE_STEP)
    scores = [_score(*some, a) for a in coarse]
    best = float(coarse[int(np.argmax(scores))])
    fine = best + np.arange(-_FINE_STEPS, _FINE_STEPS + 1) * _FINE_STEP
    sharp = [_score(*more, a) for a in fine]
    i = int(np.argmax(sharp))
    degrees = float(fine[i])
    if 0 < i < len(fine) - 1:
        degrees += _FINE_STEP * _vertex(sharp[i - 1], sharp[i], sharp[i + 1])
    return Skew(degrees, max(scores) / float(np.median(scores)), max(scores) / len(some[0]) ** 2)


def _vertex(left: float, middle: float, right: float) -> float:
    """Where the parabola through three equally spaced values peaks, from -0.5 to 0.5 steps off the middle."""
    bend = left - 2 * middle + right
    return 0.0 if bend == 0 else min(0.5, max(-0.5, 0.5 * (left - right) / bend))
