"""`≥` and `≤` told from `>` and `<` by their bar.

Tesseract's Vietnamese model has no signs `≥` and `≤`: it reads `≥ 70%` as `> 70%`. The bar below
the angle is there in the pixels: a run of ink along the foot of the sign as wide as the sign
itself, where `>` has only the end of a stroke. This is recognition of a sign the engine
cannot write, so it changes the engine's own text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
import regex
from numpy.typing import NDArray

from pipeline.model import Box, Word

BAR_WIDTH = 0.6
"""The bar is at least this share of the sign's smaller side."""
BAR_START = 0.25
"""It begins no further from the sign's left edge than this share of that side."""
FOOT = 0.35
"""The bar stands in this lower share of the sign."""
MIN_SIDE = 6
"""A sign narrower or lower than so many pixels is not judged."""
DARK = 0.5
"""Ink is darker than this share of the way from the darkest to the lightest pixel of the word."""

_SIGN = regex.compile(r"^(?P<before>[^\w<>]?)(?P<sign>[<>])(?=\s*\d|$)")
_BARRED = {">": "≥", "<": "≤"}


def _ink(pixels: NDArray[np.uint8], box: Box) -> NDArray[np.bool_]:
    """Ink of a box on a page, grey or RGB; an empty array where the box is off the page."""
    height, width = pixels.shape[:2]
    x0, x1 = max(0, int(box.x0) - 2), min(width, int(box.x1) + 3)
    y0, y1 = max(0, int(box.y0) - 3), min(height, int(box.y1) + 4)
    crop = pixels[y0:y1, x0:x1]
    grey = crop if crop.ndim == 2 else crop.min(axis=2)
    if not grey.size:
        return np.zeros((0, 0), dtype=np.bool_)
    low, high = int(grey.min()), int(grey.max())
    return np.asarray(grey < low + DARK * (high - low), dtype=np.bool_) if high - low > 40 else grey < 0


def _first_glyph(ink: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The leftmost run of inked columns, cut to its rows."""
    columns = np.flatnonzero(ink.any(axis=0)) if ink.size else np.array([], dtype=np.intp)
    if not columns.size:
        return np.zeros((0, 0), dtype=np.bool_)
    breaks = np.flatnonzero(np.diff(columns) > 1)
    last = columns[breaks[0]] if breaks.size else columns[-1]
    glyph = ink[:, columns[0] : last + 1]
    rows = np.flatnonzero(glyph.any(axis=1))
    return np.asarray(glyph[rows[0] : rows[-1] + 1])


def has_bar(ink: NDArray[np.bool_]) -> bool:
    """Has the first sign of this ink a bar along its foot?

    Args:
        ink: bool, (height, width), True where there is ink; the word that begins with the sign.
    """
    glyph = _first_glyph(ink)
    height, width = glyph.shape
    if height < MIN_SIDE or width < MIN_SIDE:
        return False
    side = min(height, width)
    for row in glyph[int((1 - FOOT) * height) :]:
        inked = np.flatnonzero(row)
        if not inked.size or inked[0] > BAR_START * side:
            continue
        ends = np.flatnonzero(np.diff(inked) > 1)
        run = (inked[ends[0]] if ends.size else inked[-1]) - inked[0] + 1
        if run >= BAR_WIDTH * side:
            return True
    return False


def read_comparison_signs(words: Sequence[Word], pixels: NDArray[np.uint8] | None) -> tuple[Word, ...]:
    """The words with `>` and `<` before a number read anew from the pixels.

    Args:
        words: of one page, in reading order, boxes in pixels of `pixels`.
        pixels: the cleaned page, uint8, (height, width) grey or (height, width, 3) RGB; None
            where there are none, then nothing changes.
    """
    if pixels is None:
        return tuple(words)
    followed = [a.line == b.line and b.text[:1].isdigit() for a, b in pairwise(words)]
    followed += [False] * (len(words) - len(followed))
    done = []
    for word, number_next in zip(words, followed, strict=True):
        m = _SIGN.match(word.text)
        alone = m is not None and m.end() == len(word.text)
        if m is None or word.box is None or (alone and not number_next) or not has_bar(_ink(pixels, word.box)):
            done.append(word)
            continue
        barred = word.text[: m.start("sign")] + _BARRED[m["sign"]] + word.text[m.end("sign") :]
        done.append(replace(word, text=barred, text_ocr=barred))
    return tuple(done)
