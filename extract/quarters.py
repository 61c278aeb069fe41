"""Quarters: the Roman numeral after "quý", told from figures by the serifs of its strokes.

Plans write "Quý I/2026" and "quý III"; the engine reads 1, 11 or H. An I has serifs on both
sides of its head, a 1 has a flag on the left alone. Where the ink does not show which it is,
the reading stays.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import regex

from extract.components import LETTER, Components
from extract.lines import TextLine
from extract.runs import Run, bare_letters
from pipeline.model import Word

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray

_READ_AS = regex.compile(r"([1lI|H]{1,4})(?=[/.,;)]|$)")
_HEAD = 0.18
"""Share of the height, from the top, that holds the serifs or the flag."""
_STROKE = 0.7
_NARROW = 0.75
"""Widest I, as a share of its height."""


def with_quarters(run: Run, parts: Components, line: TextLine, page: NDArray[uint8]) -> Run:
    """The run with the numerals I to III that follow "quý" where the first stroke is an I; `text_ocr` stays."""
    words = list(run.words)
    for k in range(1, len(words)):
        read = _READ_AS.match(words[k].text)
        if read and bare_letters(words[k - 1].text).endswith("quy"):
            # Once its first stroke is an I, the rest of the numeral is made of them too; an H is two.
            strokes = sum(2 if c == "H" else 1 for c in read[1])
            if strokes <= 3 and _begins_with_i(words[k], parts, line, page):
                words[k] = replace(words[k], text="I" * strokes + words[k].text[read.end(1) :])
    return run if tuple(words) == run.words else replace(run, words=tuple(words))


def _begins_with_i(word: Word, parts: Components, line: TextLine, page: NDArray[uint8]) -> bool:
    """Is the first letter of the word a capital I?"""
    if word.box is None:
        return False
    m, h, b = line.members, parts.letter_height, word.box
    inside = m[(parts.x0[m] >= b.x0 - 0.3 * h) & (parts.x1[m] <= b.x1 + 0.3 * h) & (parts.heights[m] >= LETTER[0] * h)]
    if not len(inside):
        return False
    i = inside[np.argmin(parts.x0[inside])]
    return is_capital_i(page[parts.y0[i] : parts.y1[i], parts.x0[i] : parts.x1[i]])


def is_capital_i(glyph: NDArray[uint8]) -> bool:
    """Is the glyph one upright stroke with a serif on both sides of its head?"""
    if glyph.size == 0 or glyph.shape[1] > _NARROW * glyph.shape[0]:
        return False
    ink = glyph < (int(glyph.min()) + int(glyph.max())) / 2
    stem = np.flatnonzero(ink.mean(axis=0) >= _STROKE)
    if not len(stem) or stem[-1] - stem[0] + 1 != len(stem):
        return False
    head = np.flatnonzero(ink[: max(1, round(_HEAD * len(ink)))].any(axis=0))
    if not len(head):
        return False
    left, right = stem[0] - head[0], head[-1] - stem[-1]
    return bool(right >= 1 and left >= 1 and right >= 0.5 * left)
