"""Roman numerals inside a line, counted by the strokes of their ink: II. is read as H. or I1, III/2026 as II/2026.

A reader that merges equal neighbours loses an I of III or XVIII where serifs touch. What the ink shows more of than was
read is put in, and is doubtful.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import regex

from sohoa.nouns.geometry import Box
from sohoa.nouns.text_run import TextRun
from sohoa.nouns.word import Word
from sohoa.pipeline.glyphs.strokes import count_strokes, is_capital_i
from sohoa.pipeline.ink.line_ink import LineInk

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray

_NUMERAL_IN_LINE = regex.compile(r"((?=[l1]*[IH])[IHl1]{1,4})([.,\-–:)]?)")
"""What may be one: with an I or an H among its strokes, since figures alone are numbers."""

_NUMERAL_AHEAD = regex.compile(r"(?P<open>[(“\"]?)(?P<head>[XVLC]{0,4})(?P<strokes>I{1,2})(?P<rest>(?:[/.,;:)\-–].*)?)")
"""A numeral that ends in one or two I, with what follows it in the word."""
_LOST_STROKE = 0.7
"""Most confidence of a numeral of which a stroke was lost: marked for a person to look at (under 0.85). A guess."""
_MOST_STROKES = 3
_FULL_HEIGHT = 0.75
"""Height of a letter of a numeral, as a share of what is tallest in the word: a slash is 1.1 times as high. A guess."""
_REACH = 0.3
"""How far beside the word's box its letters may stand, in letter heights. A guess."""


def with_numerals(run: TextRun, ink: LineInk) -> TextRun:
    """The run with its Roman numerals I to III as the strokes of the ink count them; `text_ocr` stays.

    Rule: II and III, read as H, I1 or HI, are told by counting the upright strokes of the ink; where another numeral
        was read (I for II) what the ink shows is doubtful.
    Test: pipeline/glyphs/test_roman_numerals.py::test_numerals_are_counted
    """
    if not any(_NUMERAL_IN_LINE.fullmatch(w.text) or _NUMERAL_AHEAD.fullmatch(w.text) for w in run.words):
        return run
    return replace(run, words=tuple(_numeral_word(_with_lost_stroke(w, ink), ink.pixels) for w in run.words))


def _numeral_word(word: Word, page: NDArray[uint8]) -> Word:
    read = _NUMERAL_IN_LINE.fullmatch(word.text)
    if read is None or word.box is None:
        return word
    b = word.box
    strokes = count_strokes(page[int(b.y0) : int(b.y1) + 1, int(b.x0) : int(b.x1) + 1])
    seen = "I" * strokes
    if not 1 <= strokes <= _MOST_STROKES or seen == read[1]:
        return word
    other_numeral = not read[1].strip("I")
    sure = min(word.confidence or 0.0, _LOST_STROKE) if other_numeral else word.confidence
    return replace(word, text=seen + read[2], confidence=sure)


def _with_lost_stroke(word: Word, ink: LineInk) -> Word:
    """The word with as many I as its ink has, if it has more than were read.

    Rule: An I that was lost (Quý III/2026 read as II/2026, XVIII as XVII) is told by the strokes of the ink; the
        numeral is doubtful.
    Test: pipeline/glyphs/test_roman_numerals.py::test_a_lost_stroke_is_found
    """
    m = _NUMERAL_AHEAD.fullmatch(word.text)
    if m is None or word.box is None:
        return word
    pieces = _pieces(word.box, ink)
    head = len(m["open"] + m["head"])
    if len(pieces) <= head or any(count_strokes(p) for p in pieces[:head]):
        return word
    seen, tallest = 0, max(len(p) for p in pieces)
    for piece in pieces[head:]:
        strokes = count_strokes(piece)
        if not strokes or not _is_numeral_piece(piece, strokes, tallest):
            break
        seen += strokes
    if not len(m["strokes"]) < seen <= _MOST_STROKES:
        return word
    text = m["open"] + m["head"] + "I" * seen + m["rest"]
    return replace(word, text=text, confidence=min(word.confidence or 0.0, _LOST_STROKE))


def _is_numeral_piece(piece: NDArray[uint8], strokes: int, tallest: int) -> bool:
    """Does a piece begin with an I? A comma is lower, a figure 1 has a flag at the left alone, a bracket no serifs."""
    return len(piece) >= _FULL_HEIGHT * tallest and (strokes > 1 or is_capital_i(piece))


def _pieces(box: Box, ink: LineInk) -> list[NDArray[uint8]]:
    """What stands side by side in a word's box, from left to right, each cut out of the page."""
    parts, near = ink.parts, _REACH * ink.letter_height
    inside = [k for k in ink.members if parts.x0[k] >= box.x0 - near and parts.x1[k] <= box.x1 + near]
    inside.sort(key=lambda k: int(parts.x0[k]))
    return [ink.pixels[parts.y0[k] : parts.y1[k], parts.x0[k] : parts.x1[k]] for k in inside]
