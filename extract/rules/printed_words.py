"""Words of a page as print alone shows them, before anything is read: where they stand, not what they say."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from sohoa.extract.rules.connected import ink_to_connected

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.int_]
Grey = NDArray[np.uint8]

_BAR = 2.0
"""What is straight over so many letter heights is a piece of a rule: stems and bars of letters are shorter."""
_SPECK = 0.6
"""What is smaller than this both ways (letter heights) is a speck, a mark, a dash or a corner of rules."""
_LEAST = 0.3
"""What is lower than this (letter heights) is no letter."""
_STROKE, _LOW = 0.45, 0.5
"""A letter is wider and higher than these, but for `i`, `l`, `1` and signs: those have letters beside them. Pieces of
worn and of double rules are no wider (no higher) and stand alone."""
_HIGHEST, _WIDEST = 2.6, 16.0
"""A letter, or letters that run together, are no larger (letter heights): pictures and arcs of seals are."""
_SPACE = 0.4
"""Letters nearer than this (letter heights) are one word."""


def ink_to_words(ink: Bools, letter: float) -> Floats:
    """Boxes (x0, y0, x1, y1) of the words of a page, shape (words, 4), pixels of `ink`.

    Args:
        ink: where the page is printed, rules and all.
        letter: height of a letter, pixels.

    Rule: Where words stand is seen before anything is read: print without what is as straight as a rule, as small as
        a speck or as large as a seal.
    Test: extract/rules/test_printed_words.py::test_words_without_rules
    """
    print_ = _without_bars(ink, letter)
    labels, stats, _ = ink_to_connected(print_)
    wide, high = (stats[:, k].astype(np.float64) / letter for k in (cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT))
    whole = (high <= _HIGHEST) & (wide <= _WIDEST) & (np.maximum(wide, high) >= _SPECK) & (high >= _LEAST)
    whole[0] = False
    thin = (wide < _STROKE) | (high < _LOW)
    kept = whole & ~thin
    places = np.flatnonzero(print_.view(np.bool_))
    of = labels.ravel()[places]
    sure = _drawn(print_.shape, places[kept[of]])
    near = np.asarray(cv2.dilate(sure, np.ones((1, 2 * round(_SPACE * letter) + 1), np.uint8)))
    kept[of[(whole & thin)[of] & (near.ravel()[places] > 0)]] = True
    drawn = _drawn(print_.shape, places[kept[of]])
    joined = cv2.morphologyEx(drawn, cv2.MORPH_CLOSE, np.ones((1, round(_SPACE * letter) | 1), np.uint8))
    _, found, _ = ink_to_connected(joined)
    x, y, w, h = (found[1:, k] for k in (cv2.CC_STAT_LEFT, cv2.CC_STAT_TOP, cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT))
    return np.stack([x, y, x + w, y + h], axis=1).astype(np.float64)


def _without_bars(ink: Bools, letter: float) -> Grey:
    """Print without straight pieces of rules."""
    print_, length = ink.view(np.uint8), round(_BAR * letter)
    kernels = np.ones((1, length), np.uint8), np.ones((length, 1), np.uint8)
    bars = [cv2.morphologyEx(print_, cv2.MORPH_OPEN, kernel) for kernel in kernels]
    return np.asarray(cv2.subtract(print_, cv2.max(*bars)), np.uint8)


def _drawn(shape: tuple[int, ...], places: Ints) -> Grey:
    """A mask, uint8 (height, width), 255 at some places of it, counted row by row."""
    drawn = np.zeros(shape, np.uint8)
    drawn.ravel()[places] = 255
    return drawn
