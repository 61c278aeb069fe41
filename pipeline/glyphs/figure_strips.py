"""How a figure that stands alone is given to the engine: cut out, in full contrast, once and in a row.

The engine's network learned lines of text. Read as a *word*, as a *line*, and three times in a row as a line of another
size, one of the readings is sure of nearly all figures; `lone_figures` tells on which they agree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from sohoa.pipeline.glyphs.strokes import paper_of
from sohoa.pipeline.ink.line_ink import LineInk

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

REPEATS = 3
"""A figure so many times in a row looks like a line of text."""
_LARGE_FIGURE, _SMALL_FIGURE = 32, 20
"""Heights of the figure in the strips, in pixels: once, and where it is repeated. Guesses, near to the letter height
that suits the engine for lines."""
_WORD_RIM, _LINE_RIM, _REPEAT_GAP = 8, 24, 4
"""Paper around a word, around a line, and between the repeats, in pixels. Guesses."""
_PAPER_GRAIN = 0.15
"""Greys so near to the paper, as a share of its contrast to the ink, are paper. A guess."""
_CUT_RIM = 3
"""Paper around the figure as it is cut out of the page, in pixels: the blur of its edge."""


def glyph_of(ink: LineInk) -> Grey:
    """What stands in the box of a line, on paper of its own: uint8 grey (height, width).

    The ink of all but its members is painted over.
    """
    box, parts = ink.line.box, ink.parts
    y0, x0 = max(0, int(box.y0) - _CUT_RIM), max(0, int(box.x0) - _CUT_RIM)
    area = slice(y0, int(box.y1) + _CUT_RIM), slice(x0, int(box.x1) + _CUT_RIM)
    glyph = ink.pixels[area].copy()
    own = cv2.dilate(np.isin(parts.labels[area], ink.members).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    glyph[~own & ((parts.labels[area] > 0) | parts.rules[area])] = paper_of(glyph)
    return glyph


def figure_strips(glyph: Grey) -> tuple[Grey, Grey, Grey]:
    """The strip to be read as a word, and the two to be read as a line: once, and repeated.

    Args:
        glyph: uint8 grey (height, width), see `glyph_of`; the strips are uint8 grey too, 80 pixels high at most.
    """
    even = _on_white_paper(glyph)
    large, small = _scaled(even, _LARGE_FIGURE), _scaled(even, _SMALL_FIGURE)
    gap = np.full((small.shape[0], _REPEAT_GAP), 255, np.uint8)
    row = np.hstack([small, *([gap, small] * (REPEATS - 1))])
    rims = (large, _WORD_RIM), (large, _LINE_RIM), (row, _LINE_RIM)
    word, line, lines = (np.pad(strip, rim, constant_values=255) for strip, rim in rims)
    return word, line, lines


def _on_white_paper(glyph: Grey) -> Grey:
    """The glyph in full contrast: the grain of the paper looks like strokes once enlarged."""
    dark, paper = float(glyph.min()), float(paper_of(glyph))
    white = paper - _PAPER_GRAIN * (paper - dark)
    return np.asarray(np.clip((glyph - dark) * 255.0 / max(1.0, white - dark), 0, 255), np.uint8)


def _scaled(glyph: Grey, height: int) -> Grey:
    scale = height / glyph.shape[0]
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(glyph, None, fx=scale, fy=scale, interpolation=method), np.uint8)
