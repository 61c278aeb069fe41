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

from sohoa.diacritics.language.folding import bare_letters
from sohoa.nouns.text_run import TextRun
from sohoa.nouns.word import Word
from sohoa.pipeline.glyphs.roman_numerals import is_capital_i
from sohoa.pipeline.ink.components import LETTER, Components
from sohoa.pipeline.ink.text_lines import TextLine

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray

_READ_AS = regex.compile(r"([1lI|H]{1,4})(?=[/.,;)]|$)")


def with_quarters(run: TextRun, parts: Components, line: TextLine, page: NDArray[uint8]) -> TextRun:
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
