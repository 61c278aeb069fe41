"""The source's picture of a page, turned and straightened as the page was when it was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from sohoa.nouns import homography
from sohoa.nouns.geometry import Homography
from sohoa.pipeline.view.paint import as_canvas

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray


def set_as_read(
    pixels: NDArray[uint8], raw_to_source: Homography, to_source: Homography, size: tuple[int, int]
) -> NDArray[uint8]:
    """The picture in the pixels in which the page's boxes are told, uint8 RGB (height, width, 3), white around it.

    Args:
        pixels: of the page as it was opened, uint8 (height, width) or (height, width, 3).
        raw_to_source: from those pixels to points of the source page.
        to_source: from the pixels of the page as it was read to the same points.
        size: width and height of the page as it was read.
    """
    to_raw = homography.compose(homography.invert(raw_to_source), to_source)
    matrix = np.array(homography.invert(to_raw)).reshape(3, 3)
    picture = cv2.warpPerspective(as_canvas(pixels), matrix, size, borderValue=(255, 255, 255))
    return np.asarray(picture, np.uint8)
