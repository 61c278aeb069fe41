"""Arrays of pixels: their type as we state it, shrinking, and exact quarter turns.

OpenCV's stubs promise no element type; what comes out of it passes through `as_grey` to be uint8 again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray

_TURNS = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}


def as_grey(image: NDArray[Any]) -> NDArray[uint8]:
    """`image` as uint8, of the same shape, without a copy if it is."""
    return np.asarray(image, dtype=np.uint8)


def shrunk(image: NDArray[uint8], max_pixels: float) -> tuple[NDArray[uint8], float]:
    """The image averaged down to at most `max_pixels`, and the factor (<= 1).

    Halving is many times faster in OpenCV than another factor, so it goes first.

    Args:
        image: uint8, (height, width) or (height, width, channels).
        max_pixels: height times width, at most.
    """
    height, width = image.shape[:2]
    scale = min(1.0, (max_pixels / (height * width)) ** 0.5)
    small = image
    while max(small.shape[:2]) > 1 and scale * max(height, width) <= 0.5 * max(small.shape[:2]):
        even = small[: small.shape[0] // 2 * 2 or 1, : small.shape[1] // 2 * 2 or 1]
        size = (max(1, even.shape[1] // 2), max(1, even.shape[0] // 2))
        small = as_grey(cv2.resize(even, size, interpolation=cv2.INTER_AREA))
    if scale < 1.0:
        size = (max(1, round(width * scale)), max(1, round(height * scale)))
        small = as_grey(cv2.resize(small, size, interpolation=cv2.INTER_AREA))
    return small, scale


def turned(image: NDArray[uint8], degrees: int) -> NDArray[uint8]:
    """`image` (uint8, (height, width)) turned clockwise by a multiple of 90 degrees, exactly; contiguous."""
    way = _TURNS.get(degrees % 360)
    return np.ascontiguousarray(image) if way is None else as_grey(cv2.rotate(image, way))
