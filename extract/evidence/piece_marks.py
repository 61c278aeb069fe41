"""What is seen along and beside a piece of a boundary: what a merged cell and a worn rule differ in."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

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


def piece_marks(beside: Grey, seen: Bools, sides: Sequence[Bools], pieces: Sequence[Ints], letter: float) -> Floats:
    """The `MARKS` of each piece, shape (len(MARKS), pieces).

    Args:
        beside: strength along and beside a course, shape (courses, along).
        seen: where it is that of a rule, the same shape.
        sides: print before and after the course, near and far: four times shape (along,).
        pieces: places along, of each piece.
        letter: height of a letter, pixels.
    """
    some, grey = np.asarray(seen.any(0)), beside.max(0)
    near_before, near_after, far_before, far_after = sides
    out = np.zeros((len(MARKS), len(pieces)))
    for j, here in enumerate(pieces):
        if not len(here):
            continue
        dark = grey[here][grey[here] > 0]
        near = near_before[here].mean(), near_after[here].mean()
        far = far_before[here].mean(), far_after[here].mean()
        gap = min(_longest(~some[here]) / letter, _LONGEST)
        sides = min(near), max(near), min(far), max(far)
        out[:, j] = some[here].mean(), gap, np.median(dark) if len(dark) else 0.0, *sides
    return out


def sides_of(ink: Bools | None, across: Ints, along: Ints, letter: float) -> tuple[Bools, ...]:
    """Print before and after a course, near and far, each of shape (along,)."""
    if ink is None:
        return (np.zeros(len(along), np.bool_),) * 4
    pixels = ink.view(np.uint8)
    offsets = [(s * a * letter, s * b * letter) for a, b in (_NEAR, _FAR) for s in (-1, 1)]
    return tuple(np.asarray((band(pixels, across, along, (min(o), max(o))) > 0).any(0)) for o in offsets)


def band(strength: Grey, across: Ints, along: Ints, offsets: tuple[float, float]) -> Grey:
    """Strength beside a course, at offsets from first to last across it; 0 outside of the image."""
    at = across[None, :] + np.arange(round(offsets[0]), round(offsets[1]) + 1)[:, None]
    height, width = strength.shape
    inside = (at >= 0) & (at < height) & (along >= 0) & (along < width)
    return np.where(inside, strength[at.clip(0, height - 1), along.clip(0, width - 1)[None, :]], 0).astype(np.uint8)


def _longest(missing: Bools) -> int:
    """Length of the longest run."""
    ends = np.flatnonzero(np.diff(np.concatenate([[0], missing.view(np.int8), [0]])))
    return int((ends[1::2] - ends[::2]).max(initial=0))
