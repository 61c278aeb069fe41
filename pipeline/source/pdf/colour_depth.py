"""Pictures in colour that show none become grey."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray


_COLOURED_SHARE = 2e-4
"""Share of clearly coloured pixels from which a picture shows colour. A guess: a seal covers fifty times as much."""
_CLEARLY_COLOURED = 40
"""Difference of the channels, 0–255, which the colour noise of JPEG does not reach. A guess."""
_EVERY = 3
"""Every third row and column is looked at."""


def grey_if_colourless(rgb: NDArray[uint8]) -> NDArray[uint8]:
    """A picture in RGB stays if enough of its pixels are clearly coloured, else it becomes grey.

    Args:
        rgb: uint8 (height, width, 3).

    Returns:
        The same array, or uint8 (height, width).
    """
    red, green, blue = (np.ascontiguousarray(rgb[::_EVERY, ::_EVERY, k]) for k in range(3))
    lightest, darkest = np.maximum(np.maximum(red, green), blue), np.minimum(np.minimum(red, green), blue)
    coloured = (lightest - darkest) > _CLEARLY_COLOURED
    if np.count_nonzero(coloured) >= _COLOURED_SHARE * coloured.size:
        return rgb
    return np.array(Image.fromarray(rgb).convert("L"))
