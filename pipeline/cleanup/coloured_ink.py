"""Black print apart from coloured ink (colour separation): seals and signatures out, the text under them kept.

Densities (minus logarithms of brightness) of inks that lie over each other add up (Beer and Lambert).
Black is equally dense in red, green and blue; a coloured ink has a channel in which it is nearly clear. In
the places where coloured ink lies, the black share of each pixel is solved from its clearest and its densest channel
(Ruifrok and Johnston, "Quantification of histochemical staining by color deconvolution", 2001).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from sohoa.extract.rules.connected import ink_to_connected
from sohoa.pipeline.cleanup.pixels import as_grey, shrunk

if TYPE_CHECKING:
    from numpy import float32, intp, uint8
    from numpy.typing import NDArray

_ZONE_PIXELS = 2.5e5
"""Pixels of the picture on which coloured places are sought: about 52 dpi for A4, 2 px a millimetre."""
_COLOURED_INK = 0.22
"""Difference of densities (decadic) between channels from which ink is coloured. A guess."""
_FAINT_INK = 0.1
"""Ink less coloured than that, but more than this, is coloured where it goes on from it: a faint half of a seal. A
guess."""
_FEWEST_COLOURED = 12
"""Coloured pixels of that picture, 3 mm²: less is a fringe of JPEG."""
_GREATEST_SHARE = 0.6
"""Clearest over densest channel: a duller ink cannot be told from black. A guess."""
_GREY_LEVELS = 256
"""Levels of a byte."""
_DARKEST_LEVEL = 4
"""Brightness, 0–255, under which no scanner tells anything apart: densities end there."""
_PAPER_PERCENTILE = 80
"""Brightness that this share (per cent) of the page does not reach is paper: text covers a tenth of it. A guess."""
_LUMA = (0.299, 0.587, 0.114)
"""Shares of red, green and blue in brightness (ITU-R BT.601)."""
_FAINTEST = 25
"""Difference of the channels, 0–255, that a scan of grey paper and black ink does not reach. A guess."""


def luminance(pixels: NDArray[uint8]) -> NDArray[uint8]:
    """Grey of a page (ITU-R BT.601).

    Args:
        pixels: uint8, (height, width) grey or (height, width, 3) RGB.

    Returns:
        uint8 (height, width); the same array if it is grey.
    """
    return pixels if pixels.ndim == 2 else as_grey(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY))


def black_print(pixels: NDArray[uint8], grey: NDArray[uint8]) -> NDArray[uint8]:
    """Grey of a page without its coloured inks: uint8 (height, width); a grey page comes back as it is.

    Args:
        pixels: uint8, (height, width) grey or (height, width, 3) RGB.
        grey: its luminance, uint8 (height, width); it is not changed.

    Rule: A seal (con dấu), stamp or signature (chữ ký) in red or blue ink is taken off before reading, and the black
        print under it stays.
    Test: pipeline/cleanup/test_coloured_ink.py::test_seal_goes_and_the_text_under_it_stays
    """
    if pixels.ndim == 2:
        return grey
    tiny, scale = shrunk(pixels, _ZONE_PIXELS)
    paper = np.percentile(tiny[::3, ::3].reshape(-1, 3), _PAPER_PERCENTILE, axis=0)
    result = grey
    for x, y, w, h in coloured_zones(tiny, paper):
        if result is grey:
            result = grey.copy()
        x0, y0 = int(x / scale), int(y / scale)
        x1, y1 = int(np.ceil((x + w) / scale)), int(np.ceil((y + h) / scale))
        result[y0:y1, x0:x1] = _without_ink(pixels[y0:y1, x0:x1], grey[y0:y1, x0:x1], paper)
    return result


def densities(pixels: NDArray[uint8], places: NDArray[intp], paper: NDArray[np.float64]) -> NDArray[float32]:
    """Decadic density of each channel against the paper, from 0.

    Args:
        pixels: uint8 (height, width, 3) RGB.
        places: which pixels, counted row by row, (n,).
        paper: float64 (3,), brightness of the paper in each channel.

    Returns:
        float32 (3, n).
    """
    values = np.maximum(np.arange(_GREY_LEVELS), _DARKEST_LEVEL)[:, None]
    table = np.maximum(0, np.log10(np.maximum(paper, _DARKEST_LEVEL) / values)).astype(np.float32)
    planes = (as_grey(plane).ravel()[places] for plane in cv2.split(pixels))
    return np.stack([np.ascontiguousarray(of).take(plane) for of, plane in zip(table.T, planes, strict=True)])


def coloured_zones(tiny: NDArray[uint8], paper: NDArray[np.float64]) -> list[tuple[int, int, int, int]]:
    """The places of coloured ink on a small picture.

    Args:
        tiny: uint8 (height, width, 3) RGB.
        paper: float64 (3,), brightness of the paper in each channel.

    Returns:
        x, y, width and height of each, in pixels of `tiny`.
    """
    tinged = _chroma(tiny) >= _FAINTEST
    clearest, densest, _ = _least_and_most(densities(tiny, np.flatnonzero(tinged), paper))
    spread = densest - clearest
    mask, faint = np.zeros(tiny.shape[:2], np.uint8), np.zeros(tiny.shape[:2], np.uint8)
    mask[tinged], faint[tinged] = spread > _COLOURED_INK, spread > _FAINT_INK
    if int(mask.sum()) < _FEWEST_COLOURED:
        return []
    grown = cv2.dilate(faint, np.ones((7, 7), np.uint8))
    labels, stats, _ = ink_to_connected(grown)
    amount = np.bincount(labels[mask > 0], minlength=len(stats))
    return [
        (int(x), int(y), int(w), int(h))
        for (x, y, w, h, _), has in zip(stats[1:], amount[1:], strict=True)
        if has >= _FEWEST_COLOURED
    ]


def _chroma(pixels: NDArray[uint8]) -> NDArray[uint8]:
    """Brightest minus darkest channel of an RGB picture, (H, W)."""
    red, green, blue = cv2.split(pixels)
    return as_grey(cv2.subtract(cv2.max(cv2.max(red, green), blue), cv2.min(cv2.min(red, green), blue)))


def _without_ink(zone: NDArray[uint8], grey: NDArray[uint8], paper: NDArray[np.float64]) -> NDArray[uint8]:
    """The zone in grey; where it has colour, its black share as brightness against the paper's own grey."""
    tinged = cv2.dilate((_chroma(zone) > _FAINTEST // 2).view(np.uint8), np.ones((5, 5), np.uint8))
    places = np.flatnonzero(tinged.view(np.bool_))
    black = _black_density(densities(zone, places, paper))
    result = grey.copy()
    level = float(np.dot(paper, _LUMA))
    result.ravel()[places] = np.clip(level * 10.0**-black, 0, _GREY_LEVELS - 1).astype(np.uint8)
    return result


def _least_and_most(dense: NDArray[float32]) -> tuple[NDArray[float32], NDArray[float32], NDArray[uint8]]:
    """Least and greatest density of each pixel, and in which channel it is least (the first of several); (n,) each."""
    red, green, blue = dense
    clearest, densest = np.minimum(np.minimum(red, green), blue), np.maximum(np.maximum(red, green), blue)
    passes = np.where(red == clearest, 0, np.where(green == clearest, 1, 2)).astype(np.uint8)
    return clearest, densest, passes


def _black_density(dense: NDArray[float32]) -> NDArray[float32]:
    """What black adds to the density of each pixel; `dense` is (3, n), one ink each for red, green and blue light."""
    clearest, densest, passes = _least_and_most(dense)
    black: NDArray[float32] = clearest.copy()
    coloured = densest - clearest > _COLOURED_INK
    for channel in range(3):
        own = passes == channel
        pure = own & coloured
        if int(pure.sum()) < _FEWEST_COLOURED:
            continue
        share = min(_GREATEST_SHARE, float(np.median(clearest[pure] / densest[pure])))
        black[own] = np.maximum(0, (clearest[own] - share * densest[own]) / (1 - share))
    return black
