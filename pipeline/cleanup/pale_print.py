"""Pale print: faded, or the copy of a copy. Its contrast is raised to that of worn print before anything is looked for.

Thresholds of the later stages hold for ink that is at least half as dark as black. What is paler they take for paper's
grain, and a page on which every letter can be read by eye would come out as blank.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from sohoa.pipeline.cleanup.lettering import Lettering, find_lettering
from sohoa.pipeline.cleanup.paper import PAPER_SHARE, Paper, evened
from sohoa.pipeline.cleanup.pixels import as_grey

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray

_WHITE = 255
_MIDDLE, _PALEST, _NEARLY_ALL = 50, 85, 95
"""Of the strokes of a page, in per cent from the darkest on: their median, the palest seventh, nearly all."""
_PALE = 0.6, 0.7
"""Print is pale if its median stroke, or one of its palest seventh, reflects more than so much of what the paper does.
Of 450 pages of scans and of worn plans those that are read well as they are have 0.59 and 0.68 at most, and worn tables
of 0.67 lose more by it than they win."""
_ALIKE = 0.1
"""So much the palest seventh of strokes reflect more than the median where print is pale all over; of a page of which a
third is pale, or that fades to one side, it is 0.14 to 0.5."""
_RAISED = 0.45
"""What its strokes reflect afterwards."""
_LEAST_CONTRAST = 0.05
"""Less is not raised further: it would make print of grain. A guess."""
_GRAIN = 0.25
"""Share of the contrast between print and paper that counts as grain of the paper. A guess."""
_FAINTEST_INK = 0.97
"""What reflects more is paper, however little grain it has. A guess."""
_LETTERS, _MORE = 150, 1.2
"""A page on which so many letters and words stand out from the grain, and so many times as many as of ink as a rule,
has pale print. Of blank pages that the other side shines through two had 51 and 91; on 125 pages of scans, where specks
and what is left of stamps stand out, it was 1.15 times as many at most."""
_AS_HIGH = 0.75
"""Pale letters beside dark ones are of their size, at least so high as a share of it: on those 125 pages what stood out
had 0.3 to 0.7 of it, but for 100 letters on one."""
_AROUND_INK, _LETTERS_PIXELS = 5, 2000
"""Pixels around ink, where it is blurred; how many pixels the letters have at least that are looked for. Guesses."""
_ABOVE_GRAIN = 4.0
"""Print is darker than its paper by so many standard deviations of the paper's grain. A guess: one pixel in 30,000 of
grain itself is."""
_QUARTER = 0.674
"""From the median of a normal distribution down to its lowest quarter, in standard deviations."""
_SAMPLES, _FEWEST = 3000, 50
"""Pixels of lettering at which strokes are measured, and how many there must be at least. Guesses."""


@dataclass(frozen=True, slots=True, eq=False)
class Print:
    """What is printed on the small picture, and the share of the paper's light that its strokes reflect, 0 to 1.

    `middle` is that of the median stroke; one stroke in seven reflects more than `palest`, one in twenty more than
    `nearly_all`. All are 0 where there is no print to measure.
    """

    lettering: Lettering
    middle: float
    palest: float
    nearly_all: float

    @property
    def is_pale(self) -> bool:
        """Is it, or a part of it, too pale for what comes after?"""
        return self.middle > _PALE[0] or self.palest > _PALE[1]

    @property
    def reflected(self) -> float:
        """What is to be made dark: its median stroke, where strokes differ much nearly the palest."""
        return self.middle if self.palest - self.middle <= _ALIKE else self.nearly_all


def find_print(
    grey: NDArray[uint8], small: NDArray[uint8], paper: Paper, ink: NDArray[uint8], edges: NDArray[uint8]
) -> Print:
    """The lettering of a page, and how pale it is.

    Args:
        grey: the page, uint8 (height, width).
        small: the same shrunk, see `paper.thumbnail`.
        paper: of the small picture.
        ink: where that is ink as a rule, uint8 (height, width), 1 where ink is.
        edges: the scanner's, of the same kind.

    Rule: A page whose print is so pale that it would pass for grain, but of many letters, has pale print: its contrast
        is raised before it is read, and it is told (`pale_print`). Grain stays paper, and so does a scrap that
        shines through from the other side.
    Test: pipeline/cleanup/test_pale_print.py::test_pale_print_is_darkened
    """
    lettering = find_lettering(ink & (1 - edges))
    faint = _above_grain(as_grey(cv2.divide(small, paper.light, scale=_WHITE))) & (1 - edges)
    lettering = _pale_lettering(ink, faint, lettering) or lettering
    clear = cv2.countNonZero(lettering.ink & faint) >= cv2.countNonZero(lettering.ink) / 2
    return Print(lettering, *(_reflected(grey, paper, lettering) if clear else (0.0, 0.0, 0.0)))


def _pale_lettering(ink: NDArray[uint8], faint: NDArray[uint8], dark: Lettering) -> Lettering | None:
    """All lettering that stands out from the grain, if much of it is no ink as a rule; None if little is."""
    apart = cv2.bitwise_and(faint, 1 - cv2.dilate(ink, np.ones((_AROUND_INK, _AROUND_INK), np.uint8)))
    if cv2.countNonZero(apart) < _LETTERS_PIXELS:
        return None
    beside = find_lettering(as_grey(apart))
    if beside.count < _LETTERS:
        return None
    every = find_lettering(faint)
    return every if beside.size >= _AS_HIGH * dark.size or every.count >= _MORE * dark.count else None


def _above_grain(flat: NDArray[uint8]) -> NDArray[uint8]:
    """Where an evened small picture is darker than the grain of its paper: 1."""
    shares = np.cumsum(cv2.calcHist([flat], [0], None, [_WHITE + 1], [0, _WHITE + 1]).ravel()) / flat.size
    quarter, middle = np.searchsorted(shares, (0.25, 0.5)).tolist()
    grain = max(1.0, (middle - quarter) / _QUARTER)
    level = min(middle - _ABOVE_GRAIN * grain, _FAINTEST_INK * _WHITE)
    return as_grey(cv2.threshold(flat, level, 1, cv2.THRESH_BINARY_INV)[1])


def _reflected(grey: NDArray[uint8], paper: Paper, lettering: Lettering) -> tuple[float, float, float]:
    """What strokes of the print reflect of the paper's light, by the darkest pixels around its ink; see `Print`."""
    rows, columns = np.nonzero(lettering.ink)
    if len(rows) < _FEWEST:
        return 0.0, 0.0, 0.0
    some = np.linspace(0, len(rows) - 1, _SAMPLES).astype(np.int64)
    rows, columns = rows[some], columns[some]
    scale = lettering.ink.shape[1] / grey.shape[1]
    reach = max(1, round(0.5 / scale))
    y, x = ((rows + 0.5) / scale).astype(np.int64), ((columns + 0.5) / scale).astype(np.int64)
    near = range(-reach, reach + 1)
    ys, xs = (np.clip(y + d, 0, grey.shape[0] - 1) for d in near), [np.clip(x + d, 0, grey.shape[1] - 1) for d in near]
    darkest = np.min([grey[at_y, at_x] for at_y in ys for at_x in xs], axis=0)
    middle, palest, most = np.percentile(darkest / paper.light[rows, columns], (_MIDDLE, _PALEST, _NEARLY_ALL))
    return float(middle), float(palest), float(most)


def darkened(grey: NDArray[uint8], paper: Paper, reflected: float) -> NDArray[uint8]:
    """A page with pale print as if it had been printed darker, on paper that is white all over.

    Args:
        grey: uint8 (height, width).
        paper: of a shrunk copy of it.
        reflected: see `Print`.
    """
    white = max(PAPER_SHARE, 1 - _GRAIN * (1 - reflected))
    gain = (1 - _RAISED) / max(1 - reflected / white, _LEAST_CONTRAST)
    shades = _WHITE - (_WHITE - np.arange(_WHITE + 1)) * gain
    return as_grey(cv2.LUT(evened(grey, paper, white), np.clip(shades, 0, _WHITE).astype(np.uint8)))
