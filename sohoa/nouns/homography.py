"""Homographies: from the pixels of one page image to those of another, or to points of the source.

A transform is nine floats, row-major, that take column vectors (x, y, 1). Coordinates are
continuous: pixel ``i`` covers ``i <= x < i + 1``, so its middle lies at ``i + 0.5``. OpenCV puts
pixel middles on whole numbers; `sampling_matrix` changes over.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, cast

import numpy as np

from sohoa.nouns.geometry import Box, Homography

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray


def as_matrix(transform: Homography) -> NDArray[float64]:
    """The transform as a 3×3 array."""
    return np.array(transform, dtype=np.float64).reshape(3, 3)


def as_homography(matrix: NDArray[float64]) -> Homography:
    """The 3×3 array as nine plain floats, scaled so that the last is 1."""
    return cast(Homography, tuple(float(x) for x in (matrix / matrix[2, 2]).ravel()))


def compose(after: Homography, before: Homography) -> Homography:
    """The transform that does `before` first, then `after`."""
    both = as_matrix(after) @ as_matrix(before)
    return as_homography(np.asarray(both, dtype=np.float64))


def invert(transform: Homography) -> Homography:
    """The way back. Raises numpy.linalg.LinAlgError if there is none."""
    back = np.linalg.inv(as_matrix(transform))
    return as_homography(np.asarray(back, dtype=np.float64))


def apply(transform: Homography, x: float, y: float) -> tuple[float, float]:
    """Where the point (x, y) goes."""
    a, b, c, d, e, f, g, h, i = transform
    w = g * x + h * y + i
    return (a * x + b * y + c) / w, (d * x + e * y + f) / w


def apply_to_box(transform: Homography, box: Box) -> Box:
    """The upright box around the four moved corners of `box`."""
    a, b, c, d, e, f, g, h, i = transform
    if b == d == g == h == 0.0:  # nothing turns: two corners tell all
        x0, x1 = (a * box.x0 + c) / i, (a * box.x1 + c) / i
        y0, y1 = (e * box.y0 + f) / i, (e * box.y1 + f) / i
        return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    corners = [apply(transform, x, y) for x in (box.x0, box.x1) for y in (box.y0, box.y1)]
    xs, ys = [p[0] for p in corners], [p[1] for p in corners]
    return Box(min(xs), min(ys), max(xs), max(ys))


def quarter_turn(degrees: int, width: float, height: float) -> Homography:
    """Turns a page of `width` × `height` clockwise by 0, 90, 180 or 270 degrees, origin again top left.

    Raises:
        ValueError: another angle.
    """
    turns: dict[int, Homography] = {
        0: (1, 0, 0, 0, 1, 0, 0, 0, 1),
        90: (0, -1, height, 1, 0, 0, 0, 0, 1),
        180: (-1, 0, width, 0, -1, height, 0, 0, 1),
        270: (0, 1, 0, -1, 0, width, 0, 0, 1),
    }
    if degrees not in turns:
        raise ValueError(f"a page turns by 0, 90, 180 or 270 degrees, not {degrees}")
    return cast(Homography, tuple(float(v) for v in turns[degrees]))


def straightening(skew_deg: float, width: int, height: int) -> tuple[Homography, int, int]:
    """Undoes a clockwise skew by a turn about the middle, on a canvas that loses no corner.

    Args:
        skew_deg: clockwise angle of the text lines in degrees.
        width: of the page in pixels.
        height: of the page in pixels.

    Returns:
        The transform and the width and height of the new canvas in pixels.
    """
    angle = math.radians(skew_deg)
    c, s = math.cos(angle), math.sin(angle)
    new_w = math.ceil(width * c + height * abs(s))
    new_h = math.ceil(height * c + width * abs(s))
    dx = new_w / 2 - (c * width + s * height) / 2
    dy = new_h / 2 - (-s * width + c * height) / 2
    return (c, s, dx, -s, c, dy, 0.0, 0.0, 1.0), new_w, new_h


def sampling_matrix(transform: Homography) -> NDArray[float64]:
    """The 2×3 matrix that cv2.warpAffine wants for `transform` (pixel middles on whole numbers)."""
    half = np.array([[1.0, 0.0, 0.5], [0.0, 1.0, 0.5], [0.0, 0.0, 1.0]])
    matrix: NDArray[float64] = np.linalg.inv(half) @ as_matrix(transform) @ half
    return matrix[:2]
