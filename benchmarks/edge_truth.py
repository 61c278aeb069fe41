"""The rules of a set page as a lattice, where the page was moved to, and which found boundaries are true ones."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samples.paint_worn import Move
from samples.table_nouns import SetPage

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Truth:
    """Rules of a set page: where boundaries cross, (rows, cols, 2) pixels of the page, and which edges are ruled."""

    points: Floats
    across: Bools
    down: Bools

    @property
    def levels(self) -> tuple[Floats, Floats]:
        """Where the boundaries of rows and of columns run in the middle."""
        return self.points[:, :, 1].mean(1), self.points[:, :, 0].mean(0)


def true_rules(page: SetPage, move: Move) -> Truth | None:
    """The rules of a set page as a lattice; None if there are none."""
    ys = sorted({round(r[1]) for r in page.rules if r[1] == r[3]})
    xs = sorted({round(r[0]) for r in page.rules if r[0] == r[2]})
    if len(ys) < 2 or len(xs) < 2:
        return None
    across, down = np.zeros((len(ys), len(xs) - 1), np.bool_), np.zeros((len(ys) - 1, len(xs)), np.bool_)
    middles = (
        [(a + b) / 2 for a, b in itertools.pairwise(xs)],
        [(a + b) / 2 for a, b in itertools.pairwise(ys)],
    )
    for x0, y0, x1, y1 in page.rules:
        if y0 == y1:
            across[ys.index(round(y0))] |= np.array([min(x0, x1) <= x <= max(x0, x1) for x in middles[0]])
        else:
            down[:, xs.index(round(x0))] |= np.array([min(y0, y1) <= y <= max(y0, y1) for y in middles[1]])
    boxes = [[move((x, y, x, y)) for x in xs] for y in ys]
    points = np.array([[((b[0] + b[2]) / 2, (b[1] + b[3]) / 2) for b in row] for row in boxes])
    return Truth(points, across, down)


def places(rows: Floats, cols: Floats, lean: tuple[float, float], scale: float) -> tuple[Floats, Floats]:
    """Where boundaries run in the middle, pixels of the page."""
    xs = (cols[None, :] + lean[1] * rows[:, None]) * scale
    return (rows[:, None] * scale + lean[0] * xs).mean(1), xs.mean(0)


def matched(found: Floats, true: Floats, most: float) -> NDArray[np.int_]:
    """The true level that each found one is, the nearest pairs first, -1 for none."""
    apart = np.abs(found[:, None] - true[None, :])
    out = np.full(len(found), -1)
    for k in np.argsort(apart, axis=None):
        a, b = divmod(int(k), len(true))
        if apart[a, b] <= most and out[a] < 0 and b not in out:
            out[a] = b
    return out


def between(found: Floats, true: Floats) -> NDArray[np.int_]:
    """Between which true levels the middle of each gap between found ones lies, -1 for none."""
    at = np.searchsorted(true, (found[1:] + found[:-1]) / 2) - 1
    return np.where((at >= 0) & (at < len(true) - 1), at, -1)
