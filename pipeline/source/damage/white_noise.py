"""Noise where a picture was: what arithmetic code (JBIG2) becomes from the first damaged byte on.

Such code has no sums and no marks; every run of bytes can be decoded. But what garbage is decoded to are pixels that
know nothing of their neighbours. Nothing that was scanned looks so: print and paper are blurred by the lens, tones are
rastered in patterns or by diffusion, where neighbours are unlike each other more often than by chance.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from sohoa.pipeline.source.damage.streams import Damage

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray

_BLOCK = 32
"""Sides of the pieces that are looked at, in pixels."""
_MIDDLE = 0.3, 0.7
"""Share of ink of a piece of noise."""
_BY_CHANCE = 0.07
"""So far from chance the share of equal neighbours may lie; over a piece chance itself strays by 0.016."""
_STEPS = ((1, 1), (1, -1), *((0, k) for k in range(1, 9)), *((k, 0) for k in range(1, 9)))
"""Neighbours (rows, columns): on both diagonals, and up to eight to the right and below: rasters repeat themselves."""
_LEAST = 0.01
_LEAST_BELOW = 0.2
"""Shares of the pieces that must be noise, of all and of those from the first such row on: damage goes on to the end.
Garbled pictures have 0.40 to 1.0 of the latter; a photograph with grain in each pixel, cut at one grey, 0.015."""
_GREY = 80, 176
_GREY_CELLS = 0.02
"""A page may hold noise if this share of its pieces is on the whole as dark as that (0 to 255). Guesses."""


def may_hold_noise(pixels: NDArray[uint8]) -> bool:
    """Is a part of a page, uint8 (height, width) or (height, width, 3), as dark as noise? It costs up to 25 ms."""
    size = tuple(max(1, n // _BLOCK) for n in pixels.shape[1::-1])
    small = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
    return float(((small >= _GREY[0]) & (small <= _GREY[1])).mean()) >= _GREY_CELLS


def noise_damage(picture: NDArray[uint8]) -> Damage | None:
    """What is noise of a picture as it was scanned, with the share of rows before it.

    Args:
        picture: of two values, uint8 (height, width), at its own resolution.

    Rule: A JBIG2 scan that is noise from some row on is told, with the share of its rows before that; its page is
        partial. The code itself bears no sums by which damage would show.
    Test: pipeline/source/damage/test_white_noise.py::test_noise_is_told_with_the_row_from_which_on_it_is
    """
    ink = picture < 128
    rows, columns = (n // _BLOCK for n in ink.shape)
    if not rows or not columns:
        return None
    ink = ink[: rows * _BLOCK, : columns * _BLOCK]
    share = _in_blocks(ink)
    noise = (share >= _MIDDLE[0]) & (share <= _MIDDLE[1])
    expected = share**2 + (1 - share) ** 2
    for down, right in _STEPS:
        equal = np.roll(ink, (-down, -right), (0, 1)) == ink
        noise &= np.abs(_in_blocks(equal) - expected) <= _BY_CHANCE
    first = int(np.argmax(noise.any(axis=1)))
    if noise.mean() < _LEAST or noise[first:].mean() < _LEAST_BELOW:
        return None
    return Damage("JBIG2: noise", first / rows)


def _in_blocks(values: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Share of true values in each piece."""
    height, width = values.shape
    parted = values.reshape(height // _BLOCK, _BLOCK, width // _BLOCK, _BLOCK)
    return np.asarray(parted.mean(axis=(1, 3)), np.float64)
