"""Grey pictures against a level, and turned: in bytes, as OpenCV does it, which takes a tenth of NumPy's time.

NumPy compares uint8 with a fraction as float64, and copies a transposed picture pixel by pixel.
"""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]
Bools = NDArray[np.bool_]

_LEVELS = 256


def at_least(grey: Grey, level: float) -> Bools:
    """Where a picture, uint8 of any shape, is `level` or lighter."""
    return ~below(grey, level)


def below(grey: Grey, level: float) -> Bools:
    """Where a picture, uint8 of any shape, is darker than `level`."""
    least = max(0, math.ceil(level))  # of whole numbers those below a fraction are those below the next one
    if least >= _LEVELS:
        return np.ones(grey.shape, np.bool_)
    return np.asarray(grey < np.uint8(least))


def transposed(mask: Bools) -> Bools:
    """Rows and columns exchanged, bool (height, width), in order in memory."""
    return cv2.transpose(mask.view(np.uint8)).view(np.bool_)
