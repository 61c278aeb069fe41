"""Quarters: the Roman numeral after "quý", told from figures by the serifs of its strokes.

Plans write "Quý I/2026" and "quý III"; the engine reads 1, 11 or H. An I has serifs on both
sides of its head, a 1 has a flag on the left alone. Where the ink does not show which it is,
the reading stays.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import regex

from sohoa.diacritics.language.folding import bare_letters
from sohoa.nouns.text_run import TextRun
from sohoa.nouns.word import Word
from sohoa.pipeline.glyphs.strokes import is_capital_i
from sohoa.pipeline.ink.components import LETTER
from sohoa.pipeline.ink.line_ink import LineInk

_READ_AS = regex.compile(r"([1lI|H]{1,4})(?=[/.,;)]|$)")
_NEAR = 0.3
"""How far beside the word's box, in letter heights, its first letter may stand: the engine's boxes are not close. A
guess."""


def with_quarters(run: TextRun, ink: LineInk) -> TextRun:
    """The run with the numerals I to III that follow "quý" where the first stroke is an I; `text_ocr` stays.

    Rule: "Quý I" read as "quý 1" or "quý l" becomes a Roman numeral where the ink shows an I with serifs, and no flag
        of a 1.
    Test: pipeline/glyphs/test_quarter_numerals.py::test_an_i_behind_quy_is_a_numeral
    """
    words = list(run.words)
    for k in range(1, len(words)):
        read = _READ_AS.match(words[k].text)
        if read and bare_letters(words[k - 1].text).endswith("quy"):
            # Once its first stroke is an I, the rest of the numeral is made of them too; an H is two.
            strokes = sum(2 if c == "H" else 1 for c in read[1])
            if strokes <= 3 and _begins_with_i(words[k], ink):
                words[k] = replace(words[k], text="I" * strokes + words[k].text[read.end(1) :])
    return run if tuple(words) == run.words else replace(run, words=tuple(words))


def _begins_with_i(word: Word, ink: LineInk) -> bool:
    """Is the first letter of the word a capital I?"""
    if word.box is None:
        return False
    m, h, b, parts = ink.members, ink.letter_height, word.box, ink.parts
    near = (parts.x0[m] >= b.x0 - _NEAR * h) & (parts.x1[m] <= b.x1 + _NEAR * h)
    inside = m[near & (parts.heights[m] >= LETTER[0] * h)]
    if not len(inside):
        return False
    i = inside[np.argmin(parts.x0[inside])]
    return is_capital_i(ink.pixels[parts.y0[i] : parts.y1[i], parts.x0[i] : parts.x1[i]])
