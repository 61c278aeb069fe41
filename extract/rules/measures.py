"""The page's own measures, from which every threshold about rules and cells is taken.

The letter height is the median height of the ink components that are as tall as printed
letters can be; body type between 8 and 20 points is assumed, as Decree 30/2020/NĐ-CP
(Annex I: 13 to 14 points for running text) and its tables use.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import cv2
import numpy as np
from numpy.typing import NDArray

from sohoa.extract.rules.connected import ink_to_connected
from sohoa.nouns.word import LayerWord, Word

Grey = NDArray[np.uint8]

_POINT = 1 / 72
_LETTER_POINTS = (3.5, 14.0)
_USUAL_LETTER_POINTS = 6.5
_ENOUGH_LETTERS = 30
_PITCH_PER_LETTER = 2.2
"""Single-spaced Times: a line every 1.15 em, a letter (median of all) about 0.52 em tall."""


@dataclass(frozen=True, slots=True)
class PageMeasures:
    """Sizes in pixels of the image (or page) they were taken from."""

    letter_height: float
    line_pitch: float

    def scaled(self, by: float) -> PageMeasures:
        """The same sizes in an image `by` times as large."""
        return PageMeasures(self.letter_height * by, self.line_pitch * by)


def usual_measures(dpi: float) -> PageMeasures:
    """What a page of this resolution has if it is set in 13-point type."""
    letter = _USUAL_LETTER_POINTS * _POINT * dpi
    return PageMeasures(letter, _PITCH_PER_LETTER * letter)


def ink_to_measures(grey: Grey, dpi: float) -> PageMeasures:
    """Measures from the middle of a grey page, shape (height, width), of `dpi` dots per inch.

    Falls back to `usual_measures` where too few letters are seen (a blank page).
    """
    usual = usual_measures(dpi)
    height, width = grey.shape
    grey = grey[height // 8 : height - height // 5, width // 6 : width - width // 6]
    window = 2 * round(usual.letter_height) + 1
    ink = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, window, 25)
    _, stats, _ = ink_to_connected(ink)
    tall, wide = stats[1:, cv2.CC_STAT_HEIGHT], stats[1:, cv2.CC_STAT_WIDTH]
    low, high = (points * _POINT * dpi for points in _LETTER_POINTS)
    letters = tall[(tall >= low) & (tall <= high) & (wide <= 3 * high) & (wide * 4 >= tall)]
    if len(letters) < _ENOUGH_LETTERS:
        return usual
    letter = float(np.median(letters))
    return PageMeasures(letter, _PITCH_PER_LETTER * letter)


def words_to_measures(words: Sequence[Word | LayerWord], dpi: float) -> PageMeasures:
    """Measures from word boxes: a letter is about half as tall as the box of its word with marks."""
    heights = [w.box.height for w in words if w.box is not None and w.box.height > 0]
    if len(heights) < _ENOUGH_LETTERS:
        return usual_measures(dpi)
    letter = 0.6 * median(heights)
    return PageMeasures(letter, _PITCH_PER_LETTER * letter)
