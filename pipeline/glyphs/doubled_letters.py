"""A letter printed twice and read once, as the "TT" over row numbers: seen by the ink, half of which is like the other.

A network that reads by connectionist temporal classification (Graves et al., 2006) tells a doubled letter from a wide
one by the blank between; in bold headings there is hardly any.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

from sohoa.nouns.text_run import TextRun, words_to_run
from sohoa.pipeline.ink.line_ink import LineInk
from sohoa.pipeline.ink.strips import ink_extent, inked_pixels

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray

_WIDE_LETTERS = frozenset("MmWwĐ")
"""They are as wide as two others, or nearly."""
_WIDTH = (1.25, 2.6)
"""Of two letters, in heights: TT has 1.7, a single T 0.9. A guess."""
_ALIKE = 0.87
"""Correlation of the two halves: of doubled letters of 12 points at 150 dpi 0.99, of EF 0.82, of other pairs and of
wide letters less than 0.5."""
_SIDE, _SOFT = 24, 1.5


def with_doubled_letter(run: TextRun, ink: LineInk) -> TextRun:
    """The run of a cell in which one capital was read, twice if its ink shows it twice; any other run as it is.

    Rule: A capital that is printed twice and read once ("TT") is told by its ink, alone in a cell of a table.
    Test: pipeline/glyphs/test_doubled_letters.py::test_a_letter_printed_twice
    """
    text = run.text
    if ink.column is None or len(text) != 1 or not text.isupper() or text in _WIDE_LETTERS:
        return run
    if not _is_twice(ink.strip()):
        return run
    doubled = replace(run.words[0], text=2 * text, box=ink.line.box)
    return words_to_run((doubled,)) or run


def _is_twice(strip: NDArray[uint8]) -> bool:
    """Is the right half of the ink like the left half?"""
    inked = inked_pixels(strip)
    area = ink_extent(inked)
    part, inside = (255 - strip[area]).astype(np.float32), inked[area]
    height, width = part.shape
    if not height:
        return False
    if not _WIDTH[0] * height <= width <= _WIDTH[1] * height:
        return False
    return (
        max(_likeness(part, inside, at) for at in {width // 2, (width + 1) // 2, _gap(inside) or width // 2}) >= _ALIKE
    )


def _likeness(part: NDArray[np.float32], inside: NDArray[np.bool_], at: int) -> float:
    """Correlation of what stands left and right of a column."""
    halves = [_fitted(part[:, :at], inside[:, :at]), _fitted(part[:, at:], inside[:, at:])]
    return float(np.corrcoef(halves[0].ravel(), halves[1].ravel())[0, 1])


def _gap(inside: NDArray[np.bool_]) -> int:
    """Where the column with least ink in the middle third is."""
    width = inside.shape[1]
    ink = inside.sum(0)[width // 3 : width - width // 3]
    return width // 3 + int(ink.argmin()) if len(ink) else 0


def _fitted(half: NDArray[np.float32], inside: NDArray[np.bool_]) -> NDArray[np.float32]:
    cols = np.flatnonzero(inside.any(0))
    own = half[:, cols[0] : cols[-1] + 1] if len(cols) else half
    fitted = cv2.resize(own, (_SIDE, _SIDE), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.GaussianBlur(fitted, (0, 0), _SOFT), np.float32)
