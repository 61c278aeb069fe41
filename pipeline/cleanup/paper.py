"""Paper that is grey, shaded or unevenly lit is made evenly white; ink keeps its share of darkness.

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
_DARKEST_LIGHT = 0.35
"""Below this share of the page's paper level a dark field is a picture or a border, not a shadow."""
_PAPER_SHARE = 0.93
"""Share of the estimated light that counts as white: paper grain lies above it."""


@dataclass(frozen=True, slots=True, eq=False)
class Paper:
    """The paper of a page: `light` is its brightness all over the small picture, `level` its median."""

    light: NDArray[uint8]
    level: float

    @property
    def uneven(self) -> float:
        """Greatest departure from white, 0–255: 0 on a page that is white all over."""
        return float(_WHITE - np.percentile(self.light, 2))


def thumbnail(grey: NDArray[uint8]) -> tuple[NDArray[uint8], float]:
    """The page shrunk by area to at most `THUMB_PIXELS`, and the factor (<= 1)."""
    return shrunk(grey, THUMB_PIXELS)


def estimate_paper(small: NDArray[uint8]) -> Paper:
    """The brightness of the paper under the ink of a small grey picture."""
    tiny, _ = shrunk(small, small.size / 4)
    bright = cv2.dilate(tiny, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (9, 9)))
    shut = cv2.erode(bright, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (9, 9)))
    smooth = cv2.GaussianBlur(cv2.medianBlur(shut, 21), (0, 0), 5)
    level = float(np.median(smooth))
    floor = np.uint8(max(1, round(level * _DARKEST_LIGHT)))
    light = cv2.resize(np.maximum(smooth, floor), small.shape[1::-1], interpolation=cv2.INTER_LINEAR)
    return Paper(as_grey(light), level)


def evened(grey: NDArray[uint8], paper: Paper) -> NDArray[uint8]:
    """`grey` with the light divided out: paper 255, ink as dark against it as it was.

    Args:
        grey: (H, W) uint8.
        paper: estimated on a shrunk copy of the same page.

    Rule: Grey, shaded or unevenly lit paper becomes white; the print keeps its share of darkness.
    Test: pipeline/cleanup/test_ink.py::test_uneven_paper_becomes_white
    """
    light = cv2.resize(paper.light, grey.shape[1::-1], interpolation=cv2.INTER_LINEAR)
    return as_grey(cv2.divide(grey, light, scale=_WHITE / _PAPER_SHARE))


def ink_map(small: NDArray[uint8], paper: Paper) -> NDArray[uint8]:
    """Where the small picture is ink: uint8, 1 for ink, by Otsu's threshold on the evened picture.

    Otsu, "A threshold selection method from gray-level histograms" (1979); kept within 0.45–0.85 of
    the paper, so that a page of paper grain alone gives no ink.
    """
    flat = cv2.divide(small, paper.light, scale=_WHITE)
    otsu, _ = cv2.threshold(flat, 0, 1, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    level = min(max(otsu, 0.45 * _WHITE), 0.85 * _WHITE)
    _, ink = cv2.threshold(flat, level, 1, cv2.THRESH_BINARY_INV)
    return as_grey(ink)
