"""Roman numerals I to III that number the rows of a table, counted by the strokes of their ink.

They stand alone in a cell of the first column, mostly bold; the engine reads H, IH, n or nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import regex

from sohoa.nouns.text_run import TextRun
from sohoa.nouns.word import Word
from sohoa.pipeline.glyphs.strokes import count_strokes, first_glyph, is_capital_i
from sohoa.pipeline.ink.line_ink import LineInk

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray

_READ_FOR_NUMERALS = regex.compile(r"[HIlNnMUJịì1!|{}\[\]i.,'’]{1,5}|TII|IHI|IIL|HI|IH")
"""What the engine was seen to make of them."""
_FIGURES = ("1", "11", "111")
_WIDEST_NUMERAL = 4.0
"""Greatest width of such a line, in letter heights: a bold III has 2.4 in Times."""
_MOST_STROKES = 3
"""Numerals of more strokes hold a V or an X, which the engine reads."""


def with_row_numeral(run: TextRun, ink: LineInk) -> TextRun:
    """The run of a cell of the first column as the numeral that its strokes show; any other run as it is."""
    return run if _is_figure(run.text) else _by_strokes(run, ink)


def with_row_figure(run: TextRun, ink: LineInk) -> TextRun:
    """The same for a run that was read as a figure (1, 11, 111).

    A reader that tells a 1 from an I is spoilt by it: where print is worn the flag of a 1 looks like a serif.

    Rule: A row number that Tesseract read as 1, 11 or 111 is a Roman numeral where its first stroke has the serifs of
        an I; what our own reader reads as a figure stays one.
    Test: pipeline/glyphs/test_row_numerals.py::test_figures_are_looked_at_by_a_pass_of_their_own
    """
    return _by_strokes(run, ink) if _is_figure(run.text) else run


def _is_figure(text: str) -> bool:
    return text.strip(".,") in _FIGURES


def _by_strokes(run: TextRun, ink: LineInk) -> TextRun:
    if ink.column != 0 or ink.line.box.width > _WIDEST_NUMERAL * ink.letter_height:
        return run
    numeral = as_row_numeral(run.words, ink.strip())
    return TextRun((replace(numeral, box=ink.line.box),), ink.line.box, ink.line.box.height) if numeral else run


def as_row_numeral(words: Sequence[Word], strip: NDArray[uint8]) -> Word | None:
    """The numeral I to III that a line shows; None if it is no such thing, or was read so.

    Args:
        words: what the engine made of it; may be none.
        strip: the line, uint8 grey (height, width), ink dark.

    Rule: A Roman numeral (số La Mã) that numbers a row of a table is counted by its strokes, also where the engine read
        nothing.
    Test: pipeline/glyphs/test_row_numerals.py::test_roman_numerals_are_counted_by_their_strokes
    """
    text = "".join(w.text for w in words)
    if text and not _READ_FOR_NUMERALS.fullmatch(text):
        return None
    # A figure, or a bare bar that may be a piece of a rule, is an I only if it has serifs.
    if (_is_figure(text) or set(text) <= set("|!")) and not is_capital_i(first_glyph(strip)):
        return None
    strokes = count_strokes(strip)
    if not 1 <= strokes <= _MOST_STROKES or text == "I" * strokes:
        return None
    box = words[0].box if words else None
    return Word("I" * strokes, text, box, min((w.confidence or 0.0 for w in words), default=0.0))
