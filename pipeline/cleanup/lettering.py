"""What on a small ink map is lettering (text/graphics separation), and how high the letters are.

Connected components are judged by size alone: too small is a speck, too large a rule, a frame, a seal or a picture
(Fletcher and Kasturi, "A robust algorithm for text string separation from mixed text/graphics images",
1988). The measure is the same for any direction of the lines and any skew.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from sohoa.extract.rules.connected import ink_to_connected

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray

_LEAST_SIDE = 3
"""Pixels of the small picture below which a component is a dot or a speck when letters are measured. A guess."""
_LONGEST_INK = 30.0
"""Letter heights: glyphs that touch make words as long as this. A guess."""
_BROADEST_INK = 8.0
"""Letter heights: the other way across such a word. A guess."""
_PICTURE = 0.1
"""A component as long as this share of the picture's longer side is no letter when letters are measured. A guess."""
_LEAST_AREA = 3
"""Pixels of ink of a letter, at least. A guess."""
_LEAST_LETTER = 0.5
"""A letter is at least so long, in letter heights; what is shorter is a mark or a stop. A guess."""


@dataclass(frozen=True, slots=True, eq=False)
class Lettering:
    """What of an ink map is lettering.

    Attributes:
        ink: uint8 (height, width), 1 where lettering is.
        size: median side of a letter in pixels, 0 if there is none.
        count: letters and words.
    """

    ink: NDArray[uint8]
    size: float
    count: int


def find_lettering(ink: NDArray[uint8]) -> Lettering:
    """Keeps the components that can be letters or words.

    Args:
        ink: uint8 (height, width), 1 where ink is.
    """
    labels, stats, _ = ink_to_connected(ink)
    wide, high, area = (stats[:, i].astype(np.float64) for i in (2, 3, 4))
    side = np.sqrt(wide * high)
    solid = (np.minimum(wide, high) >= _LEAST_SIDE) & (np.maximum(wide, high) < _PICTURE * max(ink.shape))
    solid[0] = False
    if not solid.any():
        return Lettering(np.zeros_like(ink), 0.0, 0)
    size = float(np.median(side[solid]))
    long, short = np.maximum(wide, high), np.minimum(wide, high)
    keep = (area >= _LEAST_AREA) & (long <= _LONGEST_INK * size) & (short <= _BROADEST_INK * size)
    keep &= ~_on_edge(stats, ink.shape)
    keep[0] = False
    letters = keep & solid & (long >= _LEAST_LETTER * size)
    return Lettering(keep.astype(np.uint8)[labels], size, int(letters.sum()))


def _on_edge(stats: NDArray[Any], shape: tuple[int, ...]) -> NDArray[np.bool_]:
    left, top = stats[:, cv2.CC_STAT_LEFT], stats[:, cv2.CC_STAT_TOP]
    right, bottom = left + stats[:, cv2.CC_STAT_WIDTH], top + stats[:, cv2.CC_STAT_HEIGHT]
    touching: NDArray[np.bool_] = (left == 0) | (top == 0) | (right == shape[1]) | (bottom == shape[0])
    return touching
