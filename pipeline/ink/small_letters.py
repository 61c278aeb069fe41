"""Letters of smaller print: what is too low for a letter of the page, but stands beside one as letters of one word do.

An overlay of an electronic signature is printed at two thirds of the size of the text around it. Its capitals and stems
are as high as the text's small letters, its small letters as high as a mark; taken for marks they would go to whatever
line is nearest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sohoa.extract.rules.near_boxes import Boxes, near_pairs
from sohoa.pipeline.ink.components import LETTER, WIDEST_LETTER, Components

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

LOWEST = 0.35
"""Height of a small letter, in letter heights of the page: a stop of Times has 0.26, an x of print at two thirds 0.6,
at half 0.5. A guess."""
_LEVEL = 0.12
"""Feet, or heads, of letters of one line differ by no more, in letter heights, but for pixels. A guess."""
_BESIDE = 0.35
"""Widest gap between letters of one word, in letter heights: 0.2 in spaced print. A guess."""
_OVERLAP = 0.8
"""Share of the small letter's height over which both stand side by side. A guess; a mark over the next letter has less
where it is no part of the line."""
_PIXEL = 1.0


def small_letters(parts: Components, letters: Ints) -> Ints:
    """Components lower than letters that stand beside a letter, head or foot level with it; and so on beside these.

    Args:
        parts: the components of the page.
        letters: indices of those that are letters by their height, int64 (n,).

    Rule: The letters of smaller print (a signature's overlay) belong to the line of the letter beside them whose foot
        or head they have, though a line below is nearer.
    Test: pipeline/ink/test_small_letters.py::test_small_print_is_of_the_line_of_the_letter_beside
    """
    h = parts.letter_height
    low = (parts.heights >= LOWEST * h) & (parts.heights < LETTER[0] * h) & (parts.widths <= WIDEST_LETTER * h)
    low[0] = False
    waiting = np.flatnonzero(low)
    found: list[int] = []
    known = letters
    while len(waiting) and len(known):
        beside = _stand_beside(parts, waiting, known)
        known, waiting = waiting[beside], waiting[~beside]
        found += known.tolist()
    return np.array(found, np.int64)


def _stand_beside(parts: Components, small: Ints, letters: Ints) -> NDArray[np.bool_]:
    """Which of some components have a letter right beside, with its foot or its head at the same height; (small,)."""
    h = parts.letter_height
    level, gap = max(_PIXEL, _LEVEL * h), _BESIDE * h
    a0, b0, a1, b1 = (a[small] for a in (parts.x0, parts.y0, parts.x1, parts.y1))
    x0, y0, x1, y1 = (a[letters] for a in (parts.x0, parts.y0, parts.x1, parts.y1))
    s, k = near_pairs(Boxes(a0 - gap, b0, a1 + gap, b1), Boxes(x0, y0, x1, y1))
    beside = (np.maximum(x0[k] - a1[s], a0[s] - x1[k]) <= gap) & (np.minimum(x1[k], a1[s]) <= np.maximum(x0[k], a0[s]))
    even = (np.abs(y1[k] - b1[s]) <= level) | (np.abs(y0[k] - b0[s]) <= level)
    shared = np.minimum(y1[k], b1[s]) - np.maximum(y0[k], b0[s]) >= _OVERLAP * (b1 - b0)[s]
    found = np.zeros(len(small), np.bool_)
    found[s[beside & even & shared & (parts.zone[letters[k]] == parts.zone[small[s]])]] = True
    return found
