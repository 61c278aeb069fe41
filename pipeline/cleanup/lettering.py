"""What on a small ink map is lettering, and how high the letters are.

Components are judged by size alone: too small is a speck, too large a rule, a frame, a seal or a picture
(Fletcher and Kasturi, "A robust algorithm for text string separation from mixed text/graphics images",
1988). The measure is the same for any direction of the lines and any skew.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray

_MIN_SIDE = 3
"""Pixels of the small picture below which a component is a dot or a speck when letters are measured."""
_LONGEST_WORD = 30.0
"""Letter heights: glyphs that touch make words as long as this."""
_HIGHEST_WORD = 8.0
"""Letter heights: the other way across such a word."""


@dataclass(frozen=True, slots=True, eq=False)
class Lettering:
    """`ink` holds only lettering (1 where ink is); `size` is the median side of a letter in pixels or 0."""

    ink: NDArray[uint8]
    size: float
    count: int


def find_lettering(ink: NDArray[uint8]) -> Lettering:
    """Keeps the components of `ink` ((H, W), 1 where ink is) that can be letters or words."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8, ltype=cv2.CV_32S)
    wide, high, area = (stats[:, i].astype(np.float64) for i in (2, 3, 4))
    side = np.sqrt(wide * high)
    solid = (np.minimum(wide, high) >= _MIN_SIDE) & (np.maximum(wide, high) < 0.1 * max(ink.shape))
    solid[0] = False
    if not solid.any():
        return Lettering(np.zeros_like(ink), 0.0, 0)
    size = float(np.median(side[solid]))
    long, short = np.maximum(wide, high), np.minimum(wide, high)
    keep = (area >= 3) & (long <= _LONGEST_WORD * size) & (short <= _HIGHEST_WORD * size)
    keep &= ~_on_edge(stats, ink.shape)
    keep[0] = False
    letters = keep & solid & (long >= 0.5 * size)
    return Lettering(keep.astype(np.uint8)[labels], size, int(letters.sum()))


def _on_edge(stats: NDArray[Any], shape: tuple[int, ...]) -> NDArray[np.bool_]:
    left, top = stats[:, cv2.CC_STAT_LEFT], stats[:, cv2.CC_STAT_TOP]
    right, bottom = left + stats[:, cv2.CC_STAT_WIDTH], top + stats[:, cv2.CC_STAT_HEIGHT]
    touching: NDArray[np.bool_] = (left == 0) | (top == 0) | (right == shape[1]) | (bottom == shape[0])
    return touching
