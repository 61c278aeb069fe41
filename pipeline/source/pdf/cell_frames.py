"""Cell borders that a page draws as areas: rings between two rectangles, and cells told by their shading alone.

Browsers fill the area between the outer and the inner edge of a box's border. Word processors have table styles
without any line: every cell is filled with a colour, and the lines between them are left white.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sohoa.nouns.geometry import Box

Point = tuple[float, float]
Segment = tuple[float, float, float, float]

_BORDER_GAP = 3.0
"""Widest border, and widest gap between the fillings of neighbours, in points. A guess."""
_SMALLEST_CELL = 8.0
"""A frame or a shaded cell is at least this wide and high, in points. A guess: a line of small print."""
_STRAIGHT_SIDE = 0.5
"""So much of each side of a frame is straight; letters drawn as outlines are round somewhere. A guess."""
SAME_LINE = 1.6
"""Lines and edges nearer than this are one (double borders too), in points. A guess."""
_FEWEST_SHADED, _MOST_AREAS = 6, 2_000
"""Shaded cells of a table at least, and areas of a page at most (a drawing has more). Guesses."""
_FILLED_TABLE = 0.9
"""Share of a table that its shaded cells cover. A guess."""
_OFF_SIDE = 0.01
"""How far off its box a corner of a rectangle may lie, as a share of its shorter side. A guess."""


class Outline(NamedTuple):
    """The corners of a subpath in page pixels, the first again if it is closed; a curve counts by its ends.

    `stroked` and `filled` say what is drawn in a colour that can be seen on white paper.
    """

    corners: list[Point]
    stroked: bool
    filled: bool

    @property
    def box(self) -> Box:
        """The rectangle around it."""
        xs, ys = [p[0] for p in self.corners], [p[1] for p in self.corners]
        return Box(min(xs), min(ys), max(xs), max(ys))


def ring_sides(outlines: Sequence[Outline], point: float) -> Iterator[Segment]:
    """The borders drawn as rings: two straight-sided areas after each other, one closely around the other.

    Args:
        outlines: as they are drawn.
        point: pixels in a point.
    """
    for a, b in pairwise(outlines):
        if not (a.filled and b.filled and len(a.corners) == len(b.corners)):
            continue
        inner, outer = sorted((a.box, b.box), key=lambda x: x.area)
        gaps = (inner.x0 - outer.x0, inner.y0 - outer.y0, outer.x1 - inner.x1, outer.y1 - inner.y1)
        if (
            min(gaps) < 0
            or not 0 < max(gaps) <= _BORDER_GAP * point
            or min(inner.width, inner.height) < _SMALLEST_CELL * point
        ):
            continue
        if _straight_sided(a) and _straight_sided(b):
            left, top, right, bottom = gaps
            middle = Box(outer.x0 + left / 2, outer.y0 + top / 2, outer.x1 - right / 2, outer.y1 - bottom / 2)
            yield from (s for s, gap in zip(_sides(middle), (top, bottom, left, right), strict=True) if gap > 0)


def shaded_sides(outlines: Sequence[Outline], lines: Iterable[Segment], point: float) -> Iterator[Segment]:
    """The sides of filled cells that lie beside and under each other, where no upright line tells the columns.

    Nothing if the cells leave gaps: then a row without colour would be lost.

    Args:
        outlines: as they are drawn.
        lines: drawn on the page.
        point: pixels in a point.

    Rule: A table of which only the cells are shaded, without any line, is found by the edges of the shading.
    Test: pipeline/source/pdf/test_cell_frames.py::test_shaded_cells_tell_the_table
    """
    areas = _shaded_areas(outlines, point)
    if not _FEWEST_SHADED <= len(areas) <= _MOST_AREAS:
        return
    edges = np.unique(np.array([(b.x0, b.y0, b.x1, b.y1) for b in areas]), axis=0)
    cells = edges[_neighboured(edges, point)]
    if len(cells) < _FEWEST_SHADED:
        return
    whole = Box(*cells[:, :2].min(axis=0), *cells[:, 2:].max(axis=0))
    filled = sum((x1 - x0) * (y1 - y0) for x0, y0, x1, y1 in cells)
    if filled >= _FILLED_TABLE * whole.area and not any(_upright_in(whole, line) for line in lines):
        for x0, y0, x1, y1 in cells.tolist():
            yield from _sides(Box(x0, y0, x1, y1))


def _shaded_areas(outlines: Sequence[Outline], point: float) -> list[Box]:
    """Rectangles that are filled and not drawn, as large as a cell."""
    areas = [o.box for o in outlines if o.filled and not o.stroked and _is_rectangle(o)]
    return [b for b in areas if min(b.width, b.height) >= _SMALLEST_CELL * point]


def _upright_in(whole: Box, line: Segment) -> bool:
    ax, ay, bx, by = line
    return (
        abs(bx - ax) < abs(by - ay) and whole.x0 <= ax <= whole.x1 and max(ay, by) > whole.y0 and min(ay, by) < whole.y1
    )


def _neighboured(edges: NDArray[np.float64], point: float) -> NDArray[np.bool_]:
    """Has an area another one beside it, as high, and another one of the same width somewhere above or below?"""
    x0, y0, x1, y1 = (edges[:, k] for k in range(4))

    def same(a: NDArray[np.float64]) -> NDArray[np.bool_]:
        return np.abs(a[:, None] - a[None, :]) <= SAME_LINE * point

    gap = x0[None, :] - x1[:, None]
    right = same(y0) & same(y1) & (gap >= -SAME_LINE * point) & (gap <= _BORDER_GAP * point)
    column = same(x0) & same(x1) & ~np.eye(len(edges), dtype=np.bool_)
    beside: NDArray[np.bool_] = np.any(right | right.T, axis=1) & np.any(column, axis=1)
    return beside


def _sides(b: Box) -> tuple[Segment, Segment, Segment, Segment]:
    """Top, bottom, left, right."""
    return (
        (b.x0, b.y0, b.x1, b.y0),
        (b.x0, b.y1, b.x1, b.y1),
        (b.x0, b.y0, b.x0, b.y1),
        (b.x1, b.y0, b.x1, b.y1),
    )


def _is_rectangle(outline: Outline) -> bool:
    b = outline.box
    near = _OFF_SIDE * min(b.width, b.height) + 0.01
    return len(outline.corners) >= 4 and all(
        min(x - b.x0, b.x1 - x) <= near and min(y - b.y0, b.y1 - y) <= near for x, y in outline.corners
    )


def _straight_sided(outline: Outline) -> bool:
    b = outline.box
    near = _OFF_SIDE * min(b.width, b.height)

    def share(level: float, across: int, whole: float) -> float:
        """Of one side, that which is straight; `across`: the coordinate that stays the same."""
        along = 1 - across
        on = [abs(p[across] - level) <= near for p in outline.corners]
        pieces = (
            abs(q[along] - p[along])
            for (p, at_p), (q, at_q) in pairwise(zip(outline.corners, on, strict=True))
            if at_p and at_q
        )
        return max(pieces, default=0.0) / whole

    across = min(share(b.y0, 1, b.width), share(b.y1, 1, b.width))
    return min(across, share(b.x0, 0, b.height), share(b.x1, 0, b.height)) >= _STRAIGHT_SIDE
