"""Black print apart from coloured ink: seals and signatures out, the text under them kept.

Densities (minus logarithms of brightness) of inks that lie over each other add up (Beer and Lambert).
Black is equally dense in red, green and blue; a coloured ink has a channel in which it is nearly clear. In
the places where coloured ink lies, the black share of each pixel is solved from its clearest and its densest channel
(Ruifrok and Johnston, "Quantification of histochemical staining by color deconvolution", 2001).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from pipeline.pixels import as_grey, shrunk

if TYPE_CHECKING:
    from numpy import float32, uint8
    from numpy.typing import NDArray

_ZONE_PIXELS = 2.5e5
"""Pixels of the picture on which coloured places are sought: about 52 dpi for A4, 2 px a millimetre."""
_COLOURED = 0.22
"""Difference of densities (decadic) between channels from which ink is coloured."""
_SMALLEST_ZONE = 12
"""Coloured pixels of that picture, 3 mm²: less is a fringe of JPEG."""
_GREATEST_SHARE = 0.6
"""Clearest over densest channel: a duller ink cannot be told from black."""
_LEVELS = 256


def luminance(pixels: NDArray[uint8]) -> NDArray[uint8]:
    """Grey of an RGB or grey page (ITU-R BT.601)."""
    return pixels if pixels.ndim == 2 else as_grey(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY))


def black_print(pixels: NDArray[uint8]) -> NDArray[uint8]:
    """Grey of a page, (H, W), without its coloured inks; a grey page comes back as it is.

    Args:
        pixels: (H, W) grey or (H, W, 3) RGB uint8.
    """
    grey = luminance(pixels)
    if pixels.ndim == 2:
        return grey
    tiny, scale = shrunk(pixels, _ZONE_PIXELS)
    paper = np.percentile(tiny.reshape(-1, 3), 80, axis=0)
    result = grey
    for x, y, w, h in coloured_zones(tiny, paper):
        if result is grey:
            result = grey.copy()
        x0, y0 = int(x / scale), int(y / scale)
        x1, y1 = int(np.ceil((x + w) / scale)), int(np.ceil((y + h) / scale))
        result[y0:y1, x0:x1] = _without_ink(pixels[y0:y1, x0:x1], grey[y0:y1, x0:x1], paper)
    return result


def densities(pixels: NDArray[uint8], paper: NDArray[np.float64]) -> NDArray[float32]:
    """Decadic density of each channel against the paper, from 0; (H, W, 3) float32."""
    values = np.maximum(np.arange(_LEVELS), 4)[:, None]
    table = np.maximum(0, np.log10(np.maximum(paper, 4) / values)).astype(np.float32)
    return np.stack([table[pixels[..., c], c] for c in range(3)], axis=-1)


def coloured_zones(tiny: NDArray[uint8], paper: NDArray[np.float64]) -> list[tuple[int, int, int, int]]:
    """x, y, width and height of the places of coloured ink on a small RGB picture."""
    dense = densities(tiny, paper)
    mask = (dense.max(axis=2) - dense.min(axis=2) > _COLOURED).astype(np.uint8)
    if int(mask.sum()) < _SMALLEST_ZONE:
        return []
    grown = cv2.dilate(mask, np.ones((7, 7), np.uint8))
    n, labels, stats, _ = cv2.connectedComponentsWithStats(grown, connectivity=8)
    amount = np.bincount(labels[mask > 0], minlength=n)
    return [
        (int(x), int(y), int(w), int(h))
        for (x, y, w, h, _), has in zip(stats[1:], amount[1:], strict=True)
        if has >= _SMALLEST_ZONE
    ]


def _without_ink(zone: NDArray[uint8], grey: NDArray[uint8], paper: NDArray[np.float64]) -> NDArray[uint8]:
    """The black share of a zone, back as brightness against the paper's own grey."""
    dense = densities(zone, paper)
    clearest, densest = dense.min(axis=2), dense.max(axis=2)
    which = dense.argmin(axis=2)
    black = clearest.copy()
    for channel in range(3):
        own = which == channel
        pure = own & (densest - clearest > _COLOURED)
        if int(pure.sum()) < _SMALLEST_ZONE:
            continue
        share = min(_GREATEST_SHARE, float(np.percentile(clearest[pure] / densest[pure], 50)))
        solved = (clearest - share * densest) / (1 - share)
        black[own] = np.maximum(0, solved)[own]
    level = float(np.dot(paper, (0.299, 0.587, 0.114)))
    coloured = cv2.blur((densest - clearest > 0.5 * _COLOURED).astype(np.float32), (5, 5)) > 0
    return np.where(coloured, np.clip(level * 10.0**-black, 0, _LEVELS - 1), grey).astype(np.uint8)
