"""Places of a page in points of its source, in which corrections know them, and back.

A box is taken along by its middle, width and height, so that a page that is straightened a little otherwise the next
time does not make it taller.
"""

from __future__ import annotations

from math import hypot

from sohoa.nouns.correction_place import Spot, Where
from sohoa.nouns.geometry import Box, Homography
from sohoa.nouns.homography import apply, invert
from sohoa.nouns.page import PageFrame
from sohoa.nouns.table import Cell


def spot_of(frame: PageFrame, box: Box) -> Spot:
    """The place of a box in pixels of the cleaned page `frame`."""
    return Spot(frame.number, _moved(frame.to_source, frame.on_sheet(box)))


def box_on(frame: PageFrame, spot: Spot) -> Box | None:
    """The box of a spot in pixels of the page as it was read now.

    None if the spot is all of the page, or if nothing leads back from the source to the page.
    """
    try:
        return None if spot.box is None else frame.flattened(_moved(invert(frame.to_source), spot.box))
    except (ValueError, ZeroDivisionError):
        return None


def where_of_cell(frames: dict[int, PageFrame], table_id: str, cell: Cell) -> Where:
    """The place of a cell of a logical table, one spot for each page on which it stands.

    Args:
        frames: of the document's pages, by their numbers.
        table_id: of the table.
        cell: of that table.
    """
    spots = tuple(spot_of(frames[part.page], part.box) for part in cell.parts)
    return Where(spots=spots, table_id=table_id, row=cell.row, col=cell.col)


def likeness_of_boxes(a: Box, b: Box) -> float:
    """Area that both share over that which they cover together, 0 to 1."""
    shared = a.intersection(b)
    covered = a.area + b.area - shared
    return shared / covered if covered > 0 else 0.0


def share_inside(inner: Box, outer: Box) -> float:
    """Share of `inner` that lies in `outer`, 0 to 1."""
    return inner.intersection(outer) / inner.area if inner.area > 0 else float(outer.holds(inner.cx, inner.cy))


def _moved(transform: Homography, box: Box) -> Box:
    """The box where the transform takes it, turned by the nearest quarter only."""
    cx, cy = apply(transform, box.cx, box.cy)
    across = _way(apply(transform, box.x0, box.cy), apply(transform, box.x1, box.cy))
    down = _way(apply(transform, box.cx, box.y0), apply(transform, box.cx, box.y1))
    lies = abs(across[0]) >= abs(across[1]) if box.width >= box.height else abs(down[1]) >= abs(down[0])
    width, height = hypot(*across), hypot(*down)
    if not lies:
        width, height = height, width
    return Box(cx - width / 2, cy - height / 2, cx + width / 2, cy + height / 2)


def _way(start: tuple[float, float], end: tuple[float, float]) -> tuple[float, float]:
    return end[0] - start[0], end[1] - start[1]
