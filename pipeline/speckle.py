"""Specks: ink too small to be any sign, or small and far from all lettering.

The smallest signs of Vietnamese are dots (nặng, i, full stop), about as wide as a stem is thick; a speck is
judged against the stem measured on the page, never against bare pixels.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from pipeline.pixels import as_grey

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray

_WHITE = 255
_DOT_SHARE = 0.3
"""Of the squared stem: ink of less area is no dot (a dot of nặng has 0.8 to 1.5)."""
_LONELY_SHARE = 4.0
"""Of the squared stem: ink of less area is a speck if it is lonely."""
_LONELY = 2.2
"""Letter sizes without lettering around a lonely speck."""
_NOISY = 0.02
"""Specks per letter from which a page is worth cleaning."""


def stem_width(ink: NDArray[uint8]) -> float:
    """Typical stroke width in pixels: twice the upper quartile of the distance ridge. `ink`: 1 where ink is."""
    distance = cv2.distanceTransform(ink, cv2.DIST_L2, 3)
    ridge = (distance >= cv2.dilate(distance, np.ones((3, 3), np.uint8))) & (ink > 0)
    return 2.0 * float(np.percentile(distance[ridge], 75)) if ridge.any() else 0.0


def without_specks(grey: NDArray[uint8], letter: float) -> NDArray[uint8]:
    """`grey` (evened page, paper near 255) with specks painted white; the page itself if there are few.

    Args:
        grey: (H, W).
        letter: letter size in pixels of `grey`.
    """
    if letter <= 0 or not _is_noisy(grey, letter):
        return grey
    ink = as_grey(cv2.threshold(grey, 0.7 * _WHITE, 1, cv2.THRESH_BINARY_INV)[1])
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    area, lettering = stats[:, cv2.CC_STAT_AREA], _lettering(stats, letter)
    stem = stem_width(_middle(ink))
    tiny = area < _DOT_SHARE * stem**2
    small = (area < _LONELY_SHARE * stem**2) & ~lettering & ~tiny
    small &= _is_lonely(labels, stats, lettering, letter)
    specks = tiny | small
    specks[0] = False
    mask = cv2.dilate(specks.astype(np.uint8)[labels], np.ones((3, 3), np.uint8))
    result = grey.copy()
    result[mask > 0] = _WHITE
    return result


def _middle(image: NDArray[uint8]) -> NDArray[uint8]:
    """The middle third of the height and half of the width: a sample without edges."""
    high, wide = image.shape
    return np.ascontiguousarray(image[high // 3 : high - high // 3, wide // 4 : wide - wide // 4])


def _lettering(stats: NDArray[Any], letter: float) -> NDArray[np.bool_]:
    """Which components are at least half a letter long."""
    side = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT])
    large: NDArray[np.bool_] = side >= 0.5 * letter
    large[0] = False
    return large


def _is_noisy(grey: NDArray[uint8], letter: float) -> bool:
    """Are there many specks for each letter in the middle of the page?"""
    ink = as_grey(cv2.threshold(_middle(grey), 0.7 * _WHITE, 1, cv2.THRESH_BINARY_INV)[1])
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    specks = int((stats[1:, cv2.CC_STAT_AREA] < _DOT_SHARE * stem_width(ink) ** 2).sum())
    return specks > _NOISY * int(_lettering(stats, letter).sum())


def _is_lonely(
    labels: NDArray[Any], stats: NDArray[Any], lettering: NDArray[np.bool_], letter: float
) -> NDArray[np.bool_]:
    """For each component: is there no lettering within `_LONELY` letter sizes of it?"""
    step = max(1, round(letter / 4))
    coarse = lettering.astype(np.uint8)[labels]
    size = (-(-coarse.shape[1] // step), -(-coarse.shape[0] // step))
    near = as_grey(cv2.resize(coarse * np.uint8(_WHITE), size, interpolation=cv2.INTER_AREA) > 0)
    reach = 2 * round(_LONELY * letter / step) + 1
    near = as_grey(cv2.dilate(near, np.ones((reach, reach), np.uint8)))
    x = (stats[:, cv2.CC_STAT_LEFT] + stats[:, cv2.CC_STAT_WIDTH] // 2) // step
    y = (stats[:, cv2.CC_STAT_TOP] + stats[:, cv2.CC_STAT_HEIGHT] // 2) // step
    lonely: NDArray[np.bool_] = near[np.minimum(y, size[1] - 1), np.minimum(x, size[0] - 1)] == 0
    return lonely
