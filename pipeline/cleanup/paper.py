"""Shading correction: paper that is grey, shaded or unevenly lit is made evenly white; ink keeps its darkness.

The light on the paper is estimated on a small picture (grey closing, then a median) and divided
out: a scan is reflectance times illumination (as in Gonzalez and Woods, "Digital Image Processing", shading
correction; OCRopus `ocropus-nlbin` does the same with percentiles).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from sohoa.pipeline.cleanup.pixels import as_grey, shrunk

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray

THUMB_PIXELS = 1.0e6
"""Pixels of the small picture on which everything is estimated: about 104 dpi for A4."""
_WHITE = 255
"""Grey level of white in uint8."""
_SHRINK = 4
"""The light changes slowly: it is estimated on so many times fewer pixels."""
_CLOSING, _MEDIAN, _SMOOTH = 9, 21, 5
"""Pixels of that picture: a disc wider than strokes for the closing, a window wider than letters for the median, and
the standard deviation of the last blur. Guesses."""
_DARKEST_LIGHT = 0.35
"""Below this share of the page's paper level a dark field is a picture or a border, not a shadow. A guess."""
PAPER_SHARE = 0.93
"""Share of the estimated light that counts as white: paper grain lies above it. A guess."""
_INK_BETWEEN = (0.45, 0.85)
"""The threshold of ink, as a share of white: the paper's grain alone gives one above, a page of pale print one below.
Guesses."""
_UNEVEN_PERCENTILE = 2
"""The paper is as uneven as its darkest hundredths."""


@dataclass(frozen=True, slots=True, eq=False)
class Paper:
    """The paper of a page.

    Attributes:
        light: uint8 (height, width): its brightness all over the small picture.
        level: the median of that, 0–255.
    """

    light: NDArray[uint8]
    level: float

    @property
    def uneven(self) -> float:
        """Greatest departure from white, 0–255: 0 on a page that is white all over."""
        return float(_WHITE - np.percentile(self.light, _UNEVEN_PERCENTILE))


def thumbnail(grey: NDArray[uint8]) -> tuple[NDArray[uint8], float]:
    """The page shrunk by area to at most `THUMB_PIXELS`, and the factor (<= 1); both uint8 grey (height, width)."""
    return shrunk(grey, THUMB_PIXELS)


def estimate_paper(small: NDArray[uint8]) -> Paper:
    """The brightness of the paper under the ink of a small picture.

    Args:
        small: uint8 grey (height, width), see `thumbnail`.
    """
    tiny, _ = shrunk(small, small.size / _SHRINK)
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (_CLOSING, _CLOSING))
    shut = cv2.erode(cv2.dilate(tiny, disc), disc)
    smooth = cv2.GaussianBlur(cv2.medianBlur(shut, _MEDIAN), (0, 0), _SMOOTH)
    level = float(np.median(smooth))
    floor = np.uint8(max(1, round(level * _DARKEST_LIGHT)))
    light = cv2.resize(np.maximum(smooth, floor), small.shape[1::-1], interpolation=cv2.INTER_LINEAR)
    return Paper(as_grey(light), level)


def evened(grey: NDArray[uint8], paper: Paper, white: float = PAPER_SHARE) -> NDArray[uint8]:
    """`grey` with the light divided out: paper 255, ink as dark against it as it was.

    Args:
        grey: uint8 (height, width).
        paper: estimated on a shrunk copy of the same page.
        white: share of the light from which on all is white.

    Rule: Grey, shaded or unevenly lit paper becomes white; the print keeps its share of darkness.
    Test: pipeline/cleanup/test_paper.py::test_uneven_paper_becomes_white
    """
    light = cv2.resize(paper.light, grey.shape[1::-1], interpolation=cv2.INTER_LINEAR)
    return as_grey(cv2.divide(grey, light, scale=_WHITE / white))


def ink_map(small: NDArray[uint8], paper: Paper, palest: float = _INK_BETWEEN[1]) -> NDArray[uint8]:
    """Where the small picture is ink (binarisation by Otsu's threshold on the evened picture).

    Otsu, "A threshold selection method from gray-level histograms" (1979); kept between bounds, so that a page of
    paper grain alone gives no ink.

    Args:
        small: uint8 grey (height, width).
        paper: of the same picture.
        palest: the threshold at most, as a share of white.

    Returns:
        uint8 (height, width), 1 where ink is.
    """
    flat = cv2.divide(small, paper.light, scale=_WHITE)
    otsu, _ = cv2.threshold(flat, 0, 1, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    level = min(max(otsu, _INK_BETWEEN[0] * _WHITE), palest * _WHITE)
    _, ink = cv2.threshold(flat, level, 1, cv2.THRESH_BINARY_INV)
    return as_grey(ink)
