"""Lone figures for the engine: page numbers, row numbers, marks of footnotes.

The engine's network learned lines of text. Of a figure that stands alone it makes a letter, a bracket or
nothing. Read as a *word*, as a *line*, and three times in a row as a line of another size, one of the
readings is sure of nearly all of them, and none is sure of what it does not know.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import cv2
import numpy as np

from sohoa.nouns.geometry import Box
from sohoa.pipeline.ink.components import Components

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]
    Ints = NDArray[np.int64]

LARGE, SMALL = 32, 20
"""Heights of the figure in the strips, in pixels: once, and where it is repeated."""
WORD_RIM, LINE_RIM, GAP = 8, 24, 4
"""Paper around a word, around a line, and between the repeats, in pixels."""
PAPER_GRAIN = 0.15
"""Greys so near to the paper, as a share of its contrast to the ink, are paper."""
REPEATS = 3
TIMES = (1, 1, REPEATS)
"""How often the figure stands in each strip."""
ENOUGH = 1.6
"""Sum of the confidences of the readings that a number needs: two of three sure of it, or all fairly."""
UPRIGHT = 0.7
"""Confidence of a 1 known by its shape."""
STROKE = 0.5
"""Widest 1, as a share of its height."""
MOST = 3
"""Figures of a number that counts as alone."""
THINNEST = 0.12
"""Narrowest 1, as a share of its height, worn down to its stem; pieces of rules are thinner."""
LEAST_WIDTH = 0.3
"""A figure with the paper beside it is at least this wide, as a share of its height; a rule is not."""
HEAD = 0.35
"""Share of the height of a 1 that holds its flag."""
FLAG = 0.004
"""Ink of the flag, as a share of the square of the height."""
HALF = 0.5
"""Factor for the confidence of an 8 that some readings took for a section sign."""
_SECTION, _EIGHT = "§", "8"
"""Plans print no section sign: beside a reading of 8 it is one more."""
_UPRIGHT = frozenset("1lI|!HìíịỉĩiÌÍỊỈĨ[]TtJL")


def glyph_of(grey: Grey, parts: Components, box: Box, members: Ints) -> Grey:
    """What stands in the box on paper of its own, the ink of all but its members painted over."""
    rim = 3
    y0, x0 = max(0, int(box.y0) - rim), max(0, int(box.x0) - rim)
    area = slice(y0, int(box.y1) + rim), slice(x0, int(box.x1) + rim)
    glyph = grey[area].copy()
    own = cv2.dilate(np.isin(parts.labels[area], members).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    glyph[~own & ((parts.labels[area] > 0) | parts.rules[area])] = _paper(glyph)
    return glyph


def figure_strips(glyph: Grey) -> tuple[Grey, Grey, Grey]:
    """The strip to be read as a word, and the two to be read as a line: once, and repeated."""
    even = _on_white_paper(glyph)
    large, small = _scaled(even, LARGE), _scaled(even, SMALL)
    gap = np.full((small.shape[0], GAP), 255, np.uint8)
    row = np.hstack([small, *([gap, small] * (REPEATS - 1))])
    rims = (large, WORD_RIM), (large, LINE_RIM), (row, LINE_RIM)
    word, line, lines = (np.pad(strip, rim, constant_values=255) for strip, rim in rims)
    return word, line, lines


def may_be_figures(readings: Sequence[tuple[str, float]]) -> bool:
    """Have the first readings anything of a figure? If not, a third is not worth its time."""
    return any(c.isdecimal() or c in _UPRIGHT or c == _SECTION for text, _ in readings for c in text)


def agreed_figures(readings: Sequence[tuple[str, float]]) -> tuple[str, float] | None:
    """The number on which the readings agree most and its mean confidence, or None if they agree on none.

    Args:
        readings: text and confidence of the strips of `figure_strips`.
    """
    votes: dict[str, float] = {}
    eight_seen = any(_EIGHT in text for text, _ in readings)
    for (read, confidence), times in zip(readings, TIMES, strict=True):
        text = read.replace(_SECTION, _EIGHT) if eight_seen else read
        for number in {text[: len(text) // times], text[-(len(text) // times) :]}:
            if number.isdecimal() and len(number) <= MOST:
                votes[number] = votes.get(number, 0.0) + confidence * _share(text, number, times)
    best = max(votes, key=lambda n: votes[n], default="")
    if not best or votes[best] < ENOUGH:
        return None
    shape_only = eight_seen and any(_SECTION in text for text, _ in readings)
    return best, votes[best] / len(TIMES) * (HALF if shape_only else 1.0)


def _share(text: str, number: str, times: int) -> float:
    """How much of a reading is that number, 0 to 1."""
    return min(1.0, text.count(number) * len(number) / max(len(text), times * len(number)))


def upright_figures(
    grey: Grey, parts: Components, members: Ints, readings: Sequence[tuple[str, float]]
) -> tuple[str, float] | None:
    """1 or 11: upright strokes that have the flag of a 1 or are once read as one, the other readings strokes too."""
    letters = members[parts.letters()[members]]
    wide, tall = parts.widths[letters], parts.heights[letters]
    slender = (wide <= STROKE * tall) & (wide >= THINNEST * tall)
    strokes = [text for text, _ in readings if text and not set(text) - _UPRIGHT]
    if 2 * len(strokes) < len(readings) or not len(letters) or len(letters) > 2 or not slender.all():
        return None
    rim = 2
    glyphs = (grey[max(0, parts.y0[i]) : parts.y1[i], max(0, parts.x0[i] - rim) : parts.x1[i] + rim] for i in letters)
    known = "1" * len(letters)
    read = any(text == known * n and sure >= UPRIGHT for (text, sure), n in zip(readings, TIMES, strict=True))
    return (known, UPRIGHT) if read or all(is_figure_one(g) for g in glyphs) else None


def is_figure_one(glyph: Grey) -> bool:
    """Is the glyph an upright stroke with a flag at the left of its head?

    A rule has none, an I has serifs on both sides.
    """
    height, width = glyph.shape
    if height == 0 or not LEAST_WIDTH * height <= width <= height:
        return False
    dark, paper = float(glyph.min()), float(_paper(glyph))
    ink = np.clip((paper - glyph.astype(np.float64)) / max(1.0, paper - dark), 0, 1)
    stem = np.flatnonzero(ink.mean(axis=0) >= 0.7 * ink.mean(axis=0).max())
    head = ink[: max(1, round(HEAD * height))].sum(axis=0)
    left, right = float(head[: stem[0]].sum()), float(head[stem[-1] + 1 :].sum())
    return left >= FLAG * height * height and left >= 2 * right


def _paper(glyph: Grey) -> int:
    return int(np.percentile(glyph, 95))


def _on_white_paper(glyph: Grey) -> Grey:
    """The glyph in full contrast: the grain of the paper looks like strokes once enlarged."""
    dark, paper = float(glyph.min()), float(_paper(glyph))
    white = paper - PAPER_GRAIN * (paper - dark)
    return np.asarray(np.clip((glyph - dark) * 255.0 / max(1.0, white - dark), 0, 255), np.uint8)


def _scaled(glyph: Grey, height: int) -> Grey:
    scale = height / glyph.shape[0]
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(glyph, None, fx=scale, fy=scale, interpolation=method), np.uint8)
