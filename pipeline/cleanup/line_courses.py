"""The courses of lines over a bent page: a smooth surface through local slopes, and the ways that follow it.

The surface is a penalised tensor spline (Eilers and Marx, Flexible smoothing with B-splines and penalties, *Statistical
Science* 11, 1996; of degree one), its weights robust (Cauchy). A course begins in the middle of the page and follows
the slopes to both sides (midpoint rule); level lines of the flattened page are the courses of the bent one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sohoa.pipeline.cleanup.line_slopes import Slopes

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

    Floats = NDArray[float64]

_NODES = 13, 17
"""Of the surface, along and down."""
_CLEAREST = 4.0
"""A window counts for so much at most: a rule is clearer than any text."""
_ROUNDS, _LEAST_SCATTER, _OUTSIDE = 10, 0.002, 3.0
"""Of the robust weights: rounds, least standard deviation of slopes, and where doubt begins, in deviations."""
_TO_LEVEL = 1e-3
"""Where nothing is seen for long the surface leans to level."""
_COLUMNS, _ROWS = 49, 65
"""Knots of courses."""
_PAST = 0.05
"""Courses begin past the page by this share of its height, so that all of it is covered."""


@dataclass(frozen=True, slots=True, eq=False)
class Courses:
    """`y[k, i]`: the row of course k at column i; `columns` and `levels` (rows in the middle), evenly spaced."""

    columns: Floats
    levels: Floats
    y: Floats

    def level_of(self, xs: Floats, ys: Floats) -> Floats:
        """On which level each point lies: its row on the flattened page."""
        at = np.clip(xs / self.columns[1], 0, len(self.columns) - 1.001)
        left = at.astype(np.int64)
        share, out = at - left, np.empty_like(ys)
        for k in np.unique(left).tolist():
            here = left == k
            before, after = (np.interp(ys[here], self.y[:, j], self.levels) for j in (k, k + 1))
            out[here] = before * (1 - share[here]) + after * share[here]
        return out

    def rows(self, xs: Floats, levels: Floats) -> Floats:
        """The row at column x of the course of each level: the way back."""
        across = np.clip(xs / self.columns[1], 0, len(self.columns) - 1.001)
        step = self.levels[1] - self.levels[0]
        down = np.clip((levels - self.levels[0]) / step, 0, len(self.levels) - 1.001)
        i, k = across.astype(np.int64), down.astype(np.int64)
        along, below = across - i, down - k
        upper = self.y[k, i] * (1 - along) + self.y[k, i + 1] * along
        lower = self.y[k + 1, i] * (1 - along) + self.y[k + 1, i + 1] * along
        return np.asarray(upper * (1 - below) + lower * below, np.float64)

    def after(self, first: Courses | None) -> Courses:
        """These, found on the page that `first` flattened, as courses of the page before that."""
        if first is None:
            return self
        y = [np.interp(self.y[:, k], first.levels, first.y[:, k]) for k in range(len(self.columns))]
        return Courses(self.columns, self.levels, np.stack(y, axis=1))


def slopes_to_courses(slopes: Slopes, size: tuple[int, int], stiffness: float) -> Courses:
    """The courses of a page of `size` (width, height) by its local slopes; the stiffer, the smoother."""
    surface = _surface(slopes, size, stiffness)
    columns = np.linspace(0, size[0], _COLUMNS)
    levels = np.linspace(-_PAST * size[1], (1 + _PAST) * size[1], _ROWS)
    y = np.zeros((_ROWS, _COLUMNS))
    middle, step = _COLUMNS // 2, float(columns[1])
    y[:, middle] = levels
    for way, places in ((1, range(middle, _COLUMNS - 1)), (-1, range(middle, 0, -1))):
        for k in places:
            half = y[:, k] + way * step / 2 * _slope_at(surface, columns[k], y[:, k], size)
            y[:, k + way] = y[:, k] + way * step * _slope_at(surface, columns[k] + way * step / 2, half, size)
    return Courses(columns, levels, np.maximum.accumulate(y, axis=0))


def _surface(slopes: Slopes, size: tuple[int, int], stiffness: float) -> Floats:
    """Slopes at the nodes, shape (down, along)."""
    along, down = (
        _tents(at / length * (n - 1), n)
        for at, length, n in ((slopes.x, size[0], _NODES[0]), (slopes.y, size[1], _NODES[1]))
    )
    basis = (down[:, :, None] * along[:, None, :]).reshape(len(slopes), -1)
    rough = np.kron(np.eye(_NODES[1]), _roughness(_NODES[0])) + np.kron(_roughness(_NODES[1]), np.eye(_NODES[0]))
    penalty = stiffness * rough + _TO_LEVEL * np.eye(rough.shape[0])
    sure = np.minimum(slopes.clear, _CLEAREST)
    weights, nodes = sure, np.zeros(rough.shape[0])
    for _ in range(_ROUNDS):
        weighted = (basis * weights[:, None]).T
        nodes = np.linalg.solve(weighted @ basis + penalty, weighted @ slopes.slope)
        off = slopes.slope - basis @ nodes
        scatter = max(_LEAST_SCATTER, 1.48 * float(np.median(np.abs(off))))
        weights = sure / (1 + np.square(off / (_OUTSIDE * scatter)))
    return np.asarray(nodes.reshape(_NODES[1], _NODES[0]), np.float64)


def _slope_at(surface: Floats, x: float, ys: Floats, size: tuple[int, int]) -> Floats:
    along = _tents(np.array([x / size[0] * (_NODES[0] - 1)]), _NODES[0])[0]
    return np.asarray(_tents(ys / size[1] * (_NODES[1] - 1), _NODES[1]) @ surface @ along, np.float64)


def _tents(at: Floats, n: int) -> Floats:
    """Linear B-splines: each place as shares of the two nodes beside it; beyond the last node it is that node."""
    at = np.clip(at, 0, n - 1)
    before = np.minimum(at.astype(np.int64), n - 2)
    out = np.zeros((len(at), n))
    each = np.arange(len(at))
    out[each, before] = 1 - (at - before)
    out[each, before + 1] = at - before
    return out


def _roughness(n: int) -> Floats:
    """Squared second differences of n nodes, as a matrix."""
    second = np.diff(np.eye(n), 2, axis=0)
    return np.asarray(second.T @ second, np.float64)
