"""Pictures in colour that show none become grey."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray


def grey_if_colourless(rgb: NDArray[uint8], share: float = 2e-4) -> NDArray[uint8]:
    """RGB stays if at least `share` of its pixels are clearly coloured; else grey, (height, width).

    Clearly: the channels differ by more than 40 of 255, which the colour noise of JPEG does not reach.
    """
    red, green, blue = (np.ascontiguousarray(rgb[::3, ::3, k]) for k in range(3))
    lightest, darkest = np.maximum(np.maximum(red, green), blue), np.minimum(np.minimum(red, green), blue)
    coloured = (lightest - darkest) > 40
    if coloured.mean() >= share:
        return rgb
    return np.array(Image.fromarray(rgb).convert("L"))
