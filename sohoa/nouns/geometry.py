"""Places on a page: boxes, ruling lines, homographies.

Unless a docstring says otherwise, coordinates are pixels of the *cleaned* page, origin top left, x to the
right, y down; a box holds the half-open range ``x0 <= x < x1``, ``y0 <= y < y1``.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    pass

Homography = tuple[float, float, float, float, float, float, float, float, float]
"""Row-major 3×3 projective transform."""
IDENTITY: Homography = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0)


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle in pixels of the cleaned page."""

    x0: float
    y0: float
    x1: float
    y1: float

    def __post_init__(self) -> None:
        if self.x1 < self.x0 or self.y1 < self.y0:
            raise ValueError(f"a box must not be inside out: {self}")

    @property
    def width(self) -> float:
        """Pixels."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Pixels."""
        return self.y1 - self.y0

    @property
    def area(self) -> float:
        """Square pixels."""
        return self.width * self.height

    @property
    def cx(self) -> float:
        """Horizontal centre."""
        return (self.x0 + self.x1) / 2

    @property
    def cy(self) -> float:
        """Vertical centre."""
        return (self.y0 + self.y1) / 2

    def overlap_x(self, other: Box) -> float:
        """Pixels that both boxes share horizontally, 0 if none."""
        return max(0.0, min(self.x1, other.x1) - max(self.x0, other.x0))

    def overlap_y(self, other: Box) -> float:
        """Pixels that both boxes share vertically, 0 if none."""
        return max(0.0, min(self.y1, other.y1) - max(self.y0, other.y0))

    def intersection(self, other: Box) -> float:
        """Shared area in square pixels."""
        return self.overlap_x(other) * self.overlap_y(other)

    def holds(self, x: float, y: float) -> bool:
        """Is the point inside?"""
        return self.x0 <= x < self.x1 and self.y0 <= y < self.y1

    def grown(self, by: float) -> Box:
        """The box with `by` pixels more on every side (not clipped)."""
        return Box(self.x0 - by, self.y0 - by, self.x1 + by, self.y1 + by)

    def read_at(self, turn: int) -> Box:
        """The box as it lies once the text in it is turned upright.

        Args:
            turn: degrees anticlockwise by which the text stands turned. Where it is no quarter, the box is that
                of a small piece around the middle.
        """
        match turn % 360:
            case 0:
                return self
            case 90:
                return Box(-self.y1, self.x0, -self.y0, self.x1)
            case 180:
                return Box(-self.x1, -self.y1, -self.x0, -self.y0)
            case 270:
                return Box(self.y0, -self.x1, self.y1, -self.x0)
        cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
        x, y = self.cx * cos - self.cy * sin, self.cx * sin + self.cy * cos
        half = min(self.width, self.height) / 2
        return Box(x - half, y - half, x + half, y + half)

    @staticmethod
    def around(boxes: Iterable[Box]) -> Box:
        """The smallest box that holds all of `boxes`; ValueError if there are none."""
        some = list(boxes)
        if not some:
            raise ValueError("no boxes to surround")
        return Box(
            min(b.x0 for b in some),
            min(b.y0 for b in some),
            max(b.x1 for b in some),
            max(b.y1 for b in some),
        )

    @staticmethod
    def joined(boxes: Iterable[Box], gap: float = 0.0) -> list[Box]:
        """Boxes around those that share an area, or are nearer than `gap` (in their unit) both ways."""
        done: list[Box] = []
        for box in boxes:
            while near := next((b for b in done if b.grown(gap).meets(box)), None):
                done.remove(near)
                box = Box.around([near, box])
            done.append(box)
        return done

    def meets(self, other: Box) -> bool:
        """Do they share an area?"""
        return self.overlap_x(other) > 0 and self.overlap_y(other) > 0


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight ruling line of a table, horizontal or vertical, in pixels of the page."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def horizontal(self) -> bool:
        """Does it run more across than down?"""
        return abs(self.x1 - self.x0) >= abs(self.y1 - self.y0)
