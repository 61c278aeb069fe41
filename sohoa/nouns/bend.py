"""Bends: where each place of a flattened page lies on the sheet as it was photographed or fed."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from sohoa.nouns.geometry import Box

_STEPS_BACK = 12
"""Steps to the flat place of a point; each takes off all but the slope of the bend, 0.2 at the most."""


@dataclass(frozen=True, slots=True)
class Bend:
    """The way from a flattened page back to the bent sheet, both of `width` × `height` pixels.

    `x` and `y` are rows of knots that are spread evenly over the flattened page, from its first to its last corner;
    each says where that place lies on the bent sheet, in pixels. Between knots the way is bilinear.
    """

    width: float
    height: float
    x: tuple[tuple[float, ...], ...]
    y: tuple[tuple[float, ...], ...]

    def to_sheet(self, x: float, y: float) -> tuple[float, float]:
        """Where the point (x, y) of the flattened page lies on the sheet."""
        row, down = _knot(y / self.height, len(self.x))
        col, along = _knot(x / self.width, len(self.x[0]))
        return _between(self.x, row, col, down, along), _between(self.y, row, col, down, along)

    def to_flat(self, x: float, y: float) -> tuple[float, float]:
        """Where the point (x, y) of the sheet lies on the flattened page (fixed point)."""
        u, v = x, y
        for _ in range(_STEPS_BACK):
            at_x, at_y = self.to_sheet(u, v)
            u, v = u + x - at_x, v + y - at_y
        return u, v

    def box_to_sheet(self, box: Box) -> Box:
        """The upright box on the sheet around corners and middles of the sides of a box of the flattened page."""
        return _around([self.to_sheet(x, y) for x, y in _rim(box)])

    def box_to_flat(self, box: Box) -> Box:
        """The upright box on the flattened page around a box of the sheet."""
        return _around([self.to_flat(x, y) for x, y in _rim(box)])

    def mirrored(self, across: bool) -> Bend:
        """The bend of the page as a mirror shows it: left and right exchanged if `across`, else top and bottom."""
        if across:
            x = tuple(tuple(self.width - v for v in reversed(row)) for row in self.x)
            return replace(self, x=x, y=tuple(tuple(reversed(row)) for row in self.y))
        y = tuple(tuple(self.height - v for v in row) for row in reversed(self.y))
        return replace(self, x=tuple(reversed(self.x)), y=y)


def _knot(share: float, count: int) -> tuple[int, float]:
    """The knot before a place, 0 to 1, and how far it is to the next; outside the way goes on straight."""
    at = share * (count - 1)
    before = min(max(math.floor(at), 0), count - 2)
    return before, at - before


def _between(knots: tuple[tuple[float, ...], ...], row: int, col: int, down: float, along: float) -> float:
    above, below = knots[row], knots[row + 1]
    upper = above[col] + along * (above[col + 1] - above[col])
    lower = below[col] + along * (below[col + 1] - below[col])
    return upper + down * (lower - upper)


def _rim(box: Box) -> list[tuple[float, float]]:
    return [(x, y) for x in (box.x0, box.cx, box.x1) for y in (box.y0, box.cy, box.y1)]


def _around(points: list[tuple[float, float]]) -> Box:
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return Box(min(xs), min(ys), max(xs), max(ys))
