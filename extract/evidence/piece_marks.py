"""What is seen along and beside pieces of boundaries: what a merged cell and a worn rule differ in."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sohoa.extract.evidence.stretches import Stretches

Floats = NDArray[np.float64]
Ints = NDArray[np.int_]
Grey = NDArray[np.uint8]
Bools = NDArray[np.bool_]

MARKS = ("left", "gap", "grey", "near_least", "near", "far_least", "far_most")
"""Share of a piece at which something of a rule is seen on any course; its longest stretch without (letter heights);
grey level where it is seen; share with print close by, on the side where there is less, and more (letters stand on
their feet: print on one side alone); the same further off."""
_NEAR, _FAR = (0.25, 0.6), (0.6, 1.4)
"""Close by, further off, letter heights."""
_LONGEST = 40.0


def piece_marks(beside: Grey, seen: Bools, sides: Sequence[Bools], pieces: Stretches, letter: float) -> Floats:
    """The `MARKS` of each piece, shape (len(MARKS), pieces).

    Args:
        beside: strength along and beside courses, one after the other, shape (offsets, along).
        seen: where it is that of a rule, the same shape.
        sides: print before and after the courses, near and far: four times shape (along,).
        pieces: places along, of each piece.
        letter: height of a letter, pixels.
    """
    some = np.asarray(seen.any(0))
    near_before, near_after, far_before, far_after = pieces.shares(np.stack(sides))
    gap = np.minimum(pieces.longest(~some) / letter, _LONGEST)
    return np.stack(
        [
            *(pieces.shares(some), gap, pieces.medians(beside.max(0))),
            *(np.minimum(near_before, near_after), np.maximum(near_before, near_after)),
            *(np.minimum(far_before, far_after), np.maximum(far_before, far_after)),
        ]
    )


def sides_of(ink: Bools | None, across: Ints, along: Ints, letter: float) -> tuple[Bools, ...]:
    """Print before and after courses, near and far, each of shape (along,)."""
    if ink is None:
        return (np.zeros(len(along), np.bool_),) * 4
    pixels = ink.view(np.uint8)
    offsets = [(s * a * letter, s * b * letter) for a, b in (_NEAR, _FAR) for s in (-1, 1)]
    return tuple(np.asarray((band(pixels, across, along, (min(o), max(o))) > 0).any(0)) for o in offsets)


def band(strength: Grey, across: Ints, along: Ints, offsets: tuple[float, float]) -> Grey:
    """Strength beside courses, at offsets from first to last across them; 0 outside of the image."""
    at = across[None, :] + np.arange(round(offsets[0]), round(offsets[1]) + 1)[:, None]
    height, width = strength.shape
    inside = (at >= 0) & (at < height) & (along >= 0) & (along < width)
    at, along = at.clip(0, height - 1), along.clip(0, width - 1)
    if strength.flags.c_contiguous:  # places in one row are found in half the time
        found = strength.ravel().take(at * width + along)
    else:
        found = strength.T.ravel().take(along * height + at)
    return np.asarray(found * inside, np.uint8)
