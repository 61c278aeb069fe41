"""Comparison signs ≥ and ≤, which the engine's Vietnamese model does not know, read from the shapes of the ink.

Tesseract's `vie` has neither in its alphabet: it gives > and < and passes over the bar below. Measures are in letter
heights, which are about those of an x; those of Times are of Tinos, which has its shapes.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import regex

from sohoa.nouns.geometry import Box
from sohoa.nouns.text_run import TextRun
from sohoa.nouns.word import Word
from sohoa.pipeline.ink.components import LETTER
from sohoa.pipeline.ink.letter_marks import SPECK
from sohoa.pipeline.ink.line_ink import LineInk

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

_OPENING_SIGN = regex.compile(r"^[>»](?=[^>]|$)|^<(?=[^<]|$)")
_WITH_BAR = {">": "≥", "»": "≥", "<": "≤"}
_BAR_THICKNESS = 0.28
"""Greatest height of a bar: 0.08 in Times; blurred print is thicker. A guess."""
_BAR_LENGTH = 0.45
"""Least width of a bar and of a sign: 0.96 in Times. A guess, for bars worn to half."""
_BAR_SHAPE = 2.0
"""A bar is at least so many times as wide as high. A guess."""
_UNDER = 0.2
"""How far the bar may reach up into the sign. A guess; in Times a gap of 0.1 parts them."""
_BELOW_SIGN = 0.6
"""Share of the bar's width that lies under the sign. A guess."""
_FIGURES_BESIDE = 3
"""So many figures beside a sign tell where it should stand; words after them reach below the baseline."""
_SIGN_FOOT, _SIGN_HEAD = 0.05, 0.08
"""A sign that is one with its bar ends as low as figures and begins lower, in heights of a figure: in Times at 0 and
0.13, where > ends 0.14 above. Guesses."""
_LEFT_OF_SIGN, _RIGHT_OF_SIGN = 0.4, 1.6
"""How far left of the word's box, and right of its left edge, the ink of the sign may reach: the engine's boxes are not
close. Guesses."""
_PRINTED_SPACE = 0.28
"""Gap between a sign and its number that is a printed space: in Times 0.7, and 0.2 where none is printed."""


def with_bars(run: TextRun, ink: LineInk) -> TextRun:
    """The run with > and < turned to ≥ and ≤ where a bar lies under the sign, spaced as printed.

    Rule: ≥ and ≤, which Tesseract does not know, are told from > and < by the bar below the sign, whichever engine read
        them.
    Test: pipeline/glyphs/test_comparison_signs.py::test_sign_is_read_from_the_ink
    """
    if not any(_OPENING_SIGN.match(w.text) for w in run.words):
        return run
    return replace(run, words=tuple(p for w in run.words for p in _spaced(_with_bar(w, ink), ink)))


def _spaced(word: Word, ink: LineInk) -> tuple[Word, ...]:
    """The sign and its number as two words where a space is printed between them."""
    if word.box is None or len(word.text) < 2 or word.text[0] not in "<>≤≥" or len(word.text_ocr) < 2:
        return (word,)
    b, cut = word.box, _printed_space(word.box, ink)
    if cut is None or not b.x0 < cut[0] < cut[1] < b.x1:
        return (word,)
    at_sign, at_number = Box(b.x0, b.y0, cut[0], b.y1), Box(cut[1], b.y0, b.x1, b.y1)
    sign = replace(word, text=word.text[0], text_ocr=word.text_ocr[0], box=at_sign, alternatives=())
    number = replace(word, text=word.text[1:], text_ocr=word.text_ocr[1:], box=at_number)
    return sign, replace(number, alternatives=())


def _printed_space(b: Box, ink: LineInk) -> tuple[float, float] | None:
    """Where the first gap between the pieces of a word begins and ends, if it is as wide as a space."""
    h, m, parts = ink.letter_height, ink.members, ink.parts
    near = (parts.x0[m] >= b.x0 - _LEFT_OF_SIGN * h) & (parts.x1[m] <= b.x1 + _LEFT_OF_SIGN * h)
    inside = m[near & (parts.widths[m] > SPECK * h)]
    if len(inside) < 2:
        return None
    order = inside[np.argsort(parts.x0[inside])]
    reach = np.maximum.accumulate(parts.x1[order])[:-1]
    gaps = parts.x0[order][1:] - reach
    first = int(np.argmax(gaps > 0))
    return (float(reach[first]), float(parts.x0[order][first + 1])) if gaps[first] >= _PRINTED_SPACE * h else None


def _with_bar(word: Word, ink: LineInk) -> Word:
    if word.box is None or not _OPENING_SIGN.match(word.text):
        return word
    h, m, parts = ink.letter_height, ink.members, ink.parts
    near = m[(parts.x0[m] >= word.box.x0 - _LEFT_OF_SIGN * h) & (parts.x1[m] <= word.box.x0 + _RIGHT_OF_SIGN * h)]
    wide, tall = parts.widths[near], parts.heights[near]
    is_flat = tall <= _BAR_THICKNESS * h
    bars = near[is_flat & (wide >= _BAR_LENGTH * h) & (wide >= _BAR_SHAPE * tall)]
    signs = near[~is_flat & (wide >= _BAR_LENGTH * h)]
    if _stands_on_baseline(signs[np.argsort(parts.x0[signs])][:1], ink) or _lies_under(bars, signs, ink):
        return replace(word, text=_WITH_BAR[word.text[0]] + word.text[1:])
    return word


def _lies_under(bars: Ints, signs: Ints, ink: LineInk) -> bool:
    """Does one of the bars lie under one of the signs?"""
    parts, h = ink.parts, ink.letter_height
    for bar in bars:
        shared = np.minimum(parts.x1[signs], parts.x1[bar]) - np.maximum(parts.x0[signs], parts.x0[bar])
        under = parts.y0[bar] >= parts.y1[signs] - _UNDER * h
        if np.any(under & (shared >= _BELOW_SIGN * parts.widths[bar])):
            return True
    return False


def _stands_on_baseline(sign: Ints, ink: LineInk) -> bool:
    """Does the first sign reach down to where the figures stand, as ≥ does and > does not?"""
    m, parts = ink.members, ink.parts
    figures = m[(parts.heights[m] >= LETTER[0] * ink.letter_height) & ~np.isin(m, sign)]
    if not len(sign) or not len(figures):
        return False
    near = figures[np.argsort(np.abs(parts.x0[figures] - parts.x0[sign[0]]), kind="stable")][:_FIGURES_BESIDE]
    top, bottom = float(np.median(parts.y0[near])), float(np.median(parts.y1[near]))
    tall = bottom - top
    ends_low = parts.y1[sign[0]] >= bottom - _SIGN_FOOT * tall
    return bool(ends_low and parts.y0[sign[0]] >= top + _SIGN_HEAD * tall)
