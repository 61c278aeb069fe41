"""Signs that the engine's Vietnamese model does not know, read from the shapes of the ink itself.

Tesseract's `vie` has no ≥ and no ≤ in its alphabet: it gives > and < and passes over the bar
below. And it reads the bold Roman numerals that number groups (I, II, III) as H, IH or n.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import regex

from sohoa.nouns.geometry import Box
from sohoa.nouns.text_run import TextRun
from sohoa.nouns.word import Word
from sohoa.pipeline.ink.components import LETTER, Components
from sohoa.pipeline.ink.letter_marks import SPECK
from sohoa.pipeline.ink.text_lines import TextLine

if TYPE_CHECKING:
    from numpy.typing import NDArray

_OPENING = regex.compile(r"^[>»](?=[^>]|$)|^<(?=[^<]|$)")
_WITH_BAR = {">": "≥", "»": "≥", "<": "≤"}
_BAR_THICKNESS = 0.28
_BAR_LENGTH = 0.45
"""Of the bar under ≥, in letter heights."""
_NEAREST = 3
"""So many figures beside a sign tell where it should stand; words after them reach below the baseline."""
_SPACE = 0.28
"""Gap between a sign and its number that is a printed space, in letter heights."""


def with_bars(run: TextRun, parts: Components, line: TextLine) -> TextRun:
    """The run with > and < turned to ≥ and ≤ where a bar lies under the sign, spaced as printed."""
    if not any(_OPENING.match(w.text) for w in run.words):
        return run
    return replace(run, words=tuple(p for w in run.words for p in _spaced(_with_bar(w, parts, line), parts, line)))


def _spaced(word: Word, parts: Components, line: TextLine) -> tuple[Word, ...]:
    """The sign and its number as two words where a space is printed between them."""
    if word.box is None or len(word.text) < 2 or word.text[0] not in "<>≤≥" or len(word.text_ocr) < 2:
        return (word,)
    h, m, b = parts.letter_height, line.members, word.box
    inside = m[(parts.x0[m] >= b.x0 - 0.4 * h) & (parts.x1[m] <= b.x1 + 0.4 * h) & (parts.widths[m] > SPECK * h)]
    if len(inside) < 2:
        return (word,)
    order = inside[np.argsort(parts.x0[inside])]
    reach = np.maximum.accumulate(parts.x1[order])[:-1]
    gaps = parts.x0[order][1:] - reach
    first = int(np.argmax(gaps > 0))
    if gaps[first] < _SPACE * h:
        return (word,)
    cut = float(reach[first]), float(parts.x0[order][first + 1])
    if not b.x0 < cut[0] < cut[1] < b.x1:
        return (word,)
    at_sign, at_number = Box(b.x0, b.y0, cut[0], b.y1), Box(cut[1], b.y0, b.x1, b.y1)
    sign = replace(word, text=word.text[0], text_ocr=word.text_ocr[0], box=at_sign, alternatives=())
    number = replace(word, text=word.text[1:], text_ocr=word.text_ocr[1:], box=at_number)
    return sign, replace(number, alternatives=())


def _with_bar(word: Word, parts: Components, line: TextLine) -> Word:
    if word.box is None or not _OPENING.match(word.text):
        return word
    h, m = parts.letter_height, line.members
    near = m[(parts.x0[m] >= word.box.x0 - 0.4 * h) & (parts.x1[m] <= word.box.x0 + 1.6 * h)]
    wide, tall = parts.widths[near], parts.heights[near]
    bars = near[(tall <= _BAR_THICKNESS * h) & (wide >= _BAR_LENGTH * h) & (wide >= 2 * tall)]
    angles = near[(tall > _BAR_THICKNESS * h) & (wide >= _BAR_LENGTH * h)]
    if _stands_on_baseline(angles[np.argsort(parts.x0[angles])][:1], parts, line):
        return replace(word, text=_WITH_BAR[word.text[0]] + word.text[1:])
    for bar in bars:
        shared = np.minimum(parts.x1[angles], parts.x1[bar]) - np.maximum(parts.x0[angles], parts.x0[bar])
        under = parts.y0[bar] >= parts.y1[angles] - 0.2 * h
        if np.any(under & (shared >= 0.6 * parts.widths[bar])):
            return replace(word, text=_WITH_BAR[word.text[0]] + word.text[1:])
    return word


def _stands_on_baseline(angle: NDArray[np.int64], parts: Components, line: TextLine) -> bool:
    """Does the first sign reach down to where the figures stand, as ≥ does and > does not?"""
    m = line.members
    figures = m[(parts.heights[m] >= LETTER[0] * parts.letter_height) & ~np.isin(m, angle)]
    if not len(angle) or not len(figures):
        return False
    near = figures[np.argsort(np.abs(parts.x0[figures] - parts.x0[angle[0]]), kind="stable")][:_NEAREST]
    top, bottom = float(np.median(parts.y0[near])), float(np.median(parts.y1[near]))
    tall = bottom - top
    return bool(parts.y1[angle[0]] >= bottom - 0.05 * tall and parts.y0[angle[0]] >= top + 0.08 * tall)
