"""Roman numerals I to III inside a line, counted by the strokes of their ink: the engine reads II. as H. or I1."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import regex

from sohoa.nouns.text_run import TextRun
from sohoa.nouns.word import Word
from sohoa.pipeline.glyphs.strokes import count_strokes
from sohoa.pipeline.ink.line_ink import LineInk

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray

_NUMERAL_IN_LINE = regex.compile(r"((?=[l1]*[IH])[IHl1]{1,4})([.,\-–:)]?)")
"""What may be one: with an I or an H among its strokes, since figures alone are numbers."""


def with_numerals(run: TextRun, ink: LineInk) -> TextRun:
    """The run with its Roman numerals I to III as the strokes of the ink count them; `text_ocr` stays.

    Rule: II and III, read as H, I1 or HI, are told by counting the upright strokes of the ink.
    Test: pipeline/glyphs/test_roman_numerals.py::test_numerals_are_counted
    """
    if not any(_NUMERAL_IN_LINE.fullmatch(w.text) for w in run.words):
        return run
    return replace(run, words=tuple(_numeral_word(w, ink.pixels) for w in run.words))


def _numeral_word(word: Word, page: NDArray[uint8]) -> Word:
    read = _NUMERAL_IN_LINE.fullmatch(word.text)
    if read is None or word.box is None:
        return word
    b = word.box
    strokes = count_strokes(page[int(b.y0) : int(b.y1) + 1, int(b.x0) : int(b.x1) + 1])
    seen = "I" * strokes
    return replace(word, text=seen + read[2]) if 1 <= strokes <= 3 and seen != read[1] else word
