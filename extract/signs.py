"""Signs that the engine's Vietnamese model does not know, read from the shapes of the ink itself.

Tesseract's `vie` has no ≥ and no ≤ in its alphabet: it gives > and < and passes over the bar
below. And it reads the bold Roman numerals that number groups (I, II, III) as H, IH or n.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import regex

from extract.components import LETTER, Components
from extract.lines import TextLine
from extract.marks import SPECK
from extract.quarters import is_capital_i
from extract.runs import Run
from pipeline.model import Box, Word

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray

_OPENING = regex.compile(r"^[>»](?=[^>]|$)|^<(?=[^<]|$)")
_WITH_BAR = {">": "≥", "»": "≥", "<": "≤"}
_BAR_THICKNESS = 0.28
_BAR_LENGTH = 0.45
"""Of the bar under ≥, in letter heights."""
_NEAREST = 3
"""So many figures beside a sign tell where it should stand; words after them reach below the baseline."""
_NUMERAL_LOOKALIKE = regex.compile(r"[HIlNnMUJịì1!|{}\[\]i.,'’]{1,5}|TII|IHI|IIL|HI|IH")
_FIGURES = ("1", "11", "111")
_NUMERAL = regex.compile(r"((?=[l1]*[IH])[IHl1]{1,4})([.,\-–:)]?)")
_SPACE = 0.28
"""Gap between a sign and its number that is a printed space, in letter heights."""
_STROKE = 0.75
"""Share of the height that the stroke of an I fills."""
_BAR_OF_H = 0.8
"""Share of the way from stroke to stroke that the bar of an H fills, at least."""


def with_bars(run: Run, parts: Components, line: TextLine) -> Run:
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


def as_roman_numeral(words: Sequence[Word], strip: NDArray[uint8]) -> Word | None:
    """The numeral I to III that a cell of the first column shows, or None if it is no such thing.

    Args:
        words: what the engine made of it.
        strip: the line, uint8 grey, ink dark.
    """
    text = "".join(w.text for w in words)
    if not (text == "" or _NUMERAL_LOOKALIKE.fullmatch(text)):
        return None
    # A figure, or a bare bar that may be a piece of a rule, is an I only if it has serifs.
    if (text in _FIGURES or set(text) <= set("|!")) and not is_capital_i(_first_glyph(strip)):
        return None
    strokes = _upright_strokes(strip)
    if not 1 <= strokes <= 3 or text == "I" * strokes:
        return None
    box = words[0].box if words else None
    return Word("I" * strokes, text, box, min((w.confidence or 0.0 for w in words), default=0.0))


def _first_glyph(strip: NDArray[uint8]) -> NDArray[uint8]:
    """The leftmost piece of ink, cut out; empty where there is none."""
    ink = strip < (int(strip.min()) + int(np.median(strip))) / 2
    columns = np.flatnonzero(ink.any(axis=0))
    if not len(columns):
        return strip[:0, :0]
    ends = columns[np.flatnonzero(np.diff(columns) > 1)]
    across = slice(int(columns[0]), int(ends[0] if len(ends) else columns[-1]) + 1)
    rows = np.flatnonzero(ink[:, across].any(axis=1))
    return strip[int(rows[0]) : int(rows[-1]) + 1, across]


def with_numerals(run: Run, page: NDArray[uint8]) -> Run:
    """The run with its Roman numerals I to III as the strokes of the ink count them; `text_ocr` stays.

    Args:
        run: words with boxes in pixels of `page`.
        page: uint8 grey, ink dark.
    """
    if not any(_NUMERAL.fullmatch(w.text) for w in run.words):
        return run
    return replace(run, words=tuple(_numeral_word(w, page) for w in run.words))


def _numeral_word(word: Word, page: NDArray[uint8]) -> Word:
    read = _NUMERAL.fullmatch(word.text)
    if read is None or word.box is None:
        return word
    b = word.box
    strokes = _upright_strokes(page[int(b.y0) : int(b.y1) + 1, int(b.x0) : int(b.x1) + 1])
    seen = "I" * strokes
    return replace(word, text=seen + read[2]) if 1 <= strokes <= 3 and seen != read[1] else word


def _runs(marked: NDArray[np.bool_]) -> int:
    """How many stretches of True there are."""
    return int(np.count_nonzero(marked[1:] & ~marked[:-1])) + int(marked[0])


def _is_barred(full: NDArray[np.bool_], middle: NDArray[np.bool_]) -> bool:
    """Is there ink half-way up nearly everywhere between the strokes (`full` columns), as in an H?"""
    at = np.flatnonzero(full)
    if not len(at):
        return False
    inner = slice(int(at[0]), int(at[-1]) + 1)
    between = ~full[inner]
    crossed = np.asarray(middle.any(axis=0))[inner][between]
    return bool(crossed.size and crossed.mean() > _BAR_OF_H)


def _upright_strokes(strip: NDArray[uint8]) -> int:
    """How many strokes run from top to bottom of the ink, 0 if the ink is not made of such strokes."""
    ink = strip < (int(strip.min()) + int(np.median(strip))) / 2
    rows = np.flatnonzero(ink.any(axis=1))
    if not len(rows):
        return 0
    body = ink[rows[0] : rows[-1] + 1]
    full = body.mean(axis=0) >= _STROKE
    starts = _runs(full)
    middle = body[round(0.35 * len(body)) : max(1, round(0.65 * len(body)))]
    if starts != _runs(np.asarray(middle.mean(axis=0) >= 0.5)) or _is_barred(full, middle):
        return 0
    columns = np.flatnonzero(body.any(axis=0))
    width = columns[-1] - columns[0] + 1
    # An I with its serifs is about half as wide as high: anything wider holds other letters.
    return starts if starts and width <= 0.75 * starts * len(body) else 0
