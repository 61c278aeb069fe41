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
from sohoa.pipeline.cleanup.paper import PAPER_SHARE, Paper, evened, ink_map
from sohoa.pipeline.cleanup.pixels import as_grey

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray

_WHITE = 255
_PALE = 0.6
"""Print whose strokes reflect more than this share of what the paper does is pale. Of 140 pages of scans and of worn
typeset plans the palest that the later stages read well has 0.58."""
_RAISED = 0.45
"""What its strokes reflect afterwards."""
_LEAST_CONTRAST = 0.05
"""Less is not raised further: it would make print of grain. A guess."""
_GRAIN = 0.25
"""Share of the contrast between print and paper that counts as grain of the paper. A guess."""
_FAINTEST_INK = 0.97
"""Threshold of the ink of pale print, as a share of the paper: it is Otsu's, which grain alone would put here too."""
_LETTERS, _MORE = 150, 1.3
"""A page on which so many letters and words come out with that threshold, and so many times as many as without, has
pale print. Of blank pages that the other side shines through two had 51 and 91."""
_ABOVE_GRAIN = 4.0
"""Print is darker than its paper by so many standard deviations of the paper's grain; the darkest part of grain itself
is by 1.5 to 2.5."""
_QUARTER = 0.674
"""From the median of a normal distribution down to its lowest quarter, in standard deviations."""
_SAMPLES, _FEWEST = 3000, 50
"""Pixels of lettering at which strokes are measured, and how many there must be at least. Guesses."""


@dataclass(frozen=True, slots=True, eq=False)
class Print:
    """What is printed on the small picture, and the share of the paper's light that its strokes reflect, 0 to 1."""

    lettering: Lettering
    reflected: float

    @property
    def is_pale(self) -> bool:
        """Is it too pale for what comes after?"""
        return self.reflected > _PALE


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
    faint = ink_map(small, paper, _FAINTEST_INK)
    if np.count_nonzero(faint) > np.count_nonzero(ink) and _stands_out(small, paper, faint):
        more = find_lettering(faint & (1 - edges))
        if more.count >= max(_LETTERS, _MORE * lettering.count):
            lettering = more
    clear = lettering.count > 0 and _stands_out(small, paper, lettering.ink)
    return Print(lettering, _reflected(grey, small.shape, paper, lettering) if clear else 0.0)


def _stands_out(small: NDArray[uint8], paper: Paper, ink: NDArray[uint8]) -> bool:
    """Is what is taken for ink darker than the grain of the paper?"""
    flat = small / paper.light
    middle, quarter = np.percentile(flat[::2, ::2], (50, 25))
    grain = (middle - quarter) / _QUARTER
    return bool(middle - flat[ink > 0].mean() >= _ABOVE_GRAIN * grain)


def _reflected(grey: NDArray[uint8], shape: tuple[int, ...], paper: Paper, lettering: Lettering) -> float:
    """The share of the paper's light that the strokes of the print reflect, by the darkest pixels around its ink."""
    rows, columns = np.nonzero(lettering.ink)
    if len(rows) < _FEWEST:
        return 0.0
    some = np.linspace(0, len(rows) - 1, _SAMPLES).astype(np.int64)
    rows, columns = rows[some], columns[some]
    scale = shape[1] / grey.shape[1]
    reach = max(1, round(0.5 / scale))
    y, x = ((rows + 0.5) / scale).astype(np.int64), ((columns + 0.5) / scale).astype(np.int64)
    near = range(-reach, reach + 1)
    ys, xs = (np.clip(y + d, 0, grey.shape[0] - 1) for d in near), [np.clip(x + d, 0, grey.shape[1] - 1) for d in near]
    darkest = np.min([grey[at_y, at_x] for at_y in ys for at_x in xs], axis=0)
    return float(np.median(darkest / paper.light[rows, columns]))


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
