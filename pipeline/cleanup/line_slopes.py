"""How text lines and rules slope in each part of a page: the skew of windows, from coarse to fine.

In a window the lines are nearly straight even where the sheet is bent; their angle is found as the skew of a page is
(`skew`), by the projection profile. Places count in pixels of a small picture, x to the right, y down.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sohoa.pipeline.cleanup.skew import NO_SKEW, Skew

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

    Floats = NDArray[float64]

_FEWEST_POINTS = 100
_LEAST_SPREAD = 0.15
"""Standard deviation of the points along a window, as a share of its width: a single word tells no slope. A guess."""
_LINES_HIGH = 4.0
"""A window holds a line or two: it is at least so many letter heights high. A guess."""


@dataclass(frozen=True, slots=True)
class Level:
    """Windows of one size, as shares of the page, and the slopes that are tried, degrees to either side of level.

    `points`: that are looked at in a window, at most.
    """

    width: float
    height: float
    most: float
    step: float
    points: int = 2500


@dataclass(frozen=True, slots=True, eq=False)
class Slopes:
    """Of n windows: the middle of its ink, the slope there (rise of y over x), and how clearly it shows, from 0."""

    x: Floats
    y: Floats
    slope: Floats
    clear: Floats

    def __len__(self) -> int:
        return len(self.x)


def profile_sharpness(xs: Floats, ys: Floats, slopes: Floats) -> Floats:
    """Sum of squared differences of neighbouring rows of the profile along each of some slopes (Postl, ICPR 1986)."""
    rows = np.floor(ys[None] - xs[None] * slopes[:, None]).astype(np.int64)
    rows -= rows.min()
    n, some = int(rows.max()) + 1, len(slopes)
    places = (rows + np.arange(some)[:, None] * n).ravel()
    counts = np.bincount(places, minlength=n * some).reshape(some, n)
    steps = counts[:, 1:] - counts[:, :-1]
    ends = counts[:, 0] ** 2 + counts[:, -1] ** 2
    return np.asarray(np.square(steps).sum(axis=1) + ends, np.float64)


def levelness(xs: Floats, ys: Floats, size: tuple[int, int], letter: float, level: Level) -> float:
    """How sharply lines stack along rows, as a share of the best slope of each window (lower quartile, 0 to 1).

    1 where there are no windows. Args as of `local_slopes`; rows as they are, so that level lines are favoured.
    """
    tried = np.tan(np.radians(np.arange(-level.most, level.most + level.step / 2, level.step)))
    sharp = [profile_sharpness(x - x.mean(), y, tried) for x, y in _windows(xs, ys, size, letter, level)]
    return float(np.percentile([s[len(tried) // 2] / s.max() for s in sharp], 25)) if sharp else 1.0


def usual_skew(xs: Floats, ys: Floats, size: tuple[int, int], letter: float, level: Level) -> Skew:
    """The skew of the windows of a page in the median: sharp also where the page as a whole is bent.

    Args as of `local_slopes`. `NO_SKEW` without any window.
    """
    angles = np.arange(-level.most, level.most + level.step / 2, level.step)
    tried = np.tan(np.radians(angles))
    found = []
    for x, y in _windows(xs, ys, size, letter, level):
        sharp = profile_sharpness(x - x.mean(), y, tried)
        found.append((angles[sharp.argmax()], sharp.max() / np.median(sharp), sharp.max() / len(x) ** 2))
    return Skew(*(float(v) for v in np.median(found, axis=0))) if found else NO_SKEW


def local_slopes(xs: Floats, ys: Floats, size: tuple[int, int], letter: float, level: Level) -> Slopes:
    """The slopes of the windows of a level that show any.

    Args:
        xs: columns of the lower edges of ink, see `skew.lower_edges`.
        ys: their rows, float, not whole numbers only: else level lines would look the sharpest everywhere.
        size: width and height of the picture.
        letter: height of a letter.
        level: which windows.
    """
    tried = np.tan(np.radians(np.arange(-level.most, level.most + level.step / 2, level.step)))
    found = [f for x, y in _windows(xs, ys, size, letter, level) if (f := _slope(x, y, tried))]
    x, y, slope, clear = np.array(found, np.float64).reshape(-1, 4).T
    return Slopes(x, y, slope, clear)


def _windows(
    xs: Floats, ys: Floats, size: tuple[int, int], letter: float, level: Level
) -> Iterator[tuple[Floats, Floats]]:
    """The points of each window that holds enough of a line, half of a window after the other."""
    wide, high = level.width * size[0], max(level.height * size[1], _LINES_HIGH * letter)
    order = np.argsort(ys, kind="stable")
    xs, ys = xs[order], ys[order]
    some = np.random.default_rng(0)
    for middle in np.arange(0, size[1] + 1, high / 2):
        first, last = np.searchsorted(ys, [middle - high / 2, middle + high / 2])
        for centre in np.arange(0, size[0] + 1, wide / 2):
            inside = np.flatnonzero(np.abs(xs[first:last] - centre) < wide / 2) + first
            if len(inside) > level.points:
                inside = some.choice(inside, level.points, replace=False)
            if len(inside) >= _FEWEST_POINTS and xs[inside].std() >= _LEAST_SPREAD * wide:
                yield xs[inside], ys[inside]


def _slope(xs: Floats, ys: Floats, tried: Floats) -> tuple[float, float, float, float] | None:
    """Middle, slope and clearness of one window; None if the best slope is the steepest that was tried."""
    middle = float(xs.mean())
    sharp = profile_sharpness(xs - middle, ys, tried)
    best = int(sharp.argmax())
    if not 0 < best < len(tried) - 1:
        return None
    before, at, after = sharp[best - 1 : best + 2]
    bend = before - 2 * at + after
    off = 0.5 * (before - after) / bend if bend < 0 else 0.0
    slope = tried[best] + off * (tried[1] - tried[0])
    return middle, float(ys.mean()), float(slope), float(at / np.median(sharp) - 1)
