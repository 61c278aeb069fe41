"""Roman numerals I to III, counted by the strokes of the ink: the engine reads bold ones as H, IH or n."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import regex

from sohoa.nouns.text_run import TextRun
from sohoa.nouns.word import Word

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray

_NUMERAL_LOOKALIKE = regex.compile(r"[HIlNnMUJịì1!|{}\[\]i.,'’]{1,5}|TII|IHI|IIL|HI|IH")
_FIGURES = ("1", "11", "111")
_NUMERAL = regex.compile(r"((?=[l1]*[IH])[IHl1]{1,4})([.,\-–:)]?)")
_STROKE = 0.75
"""Share of the height that the stroke of an I fills."""
_BAR_OF_H = 0.8
"""Share of the way from stroke to stroke that the bar of an H fills, at least."""


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


def with_numerals(run: TextRun, page: NDArray[uint8]) -> TextRun:
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


_HEAD = 0.18
"""Share of the height, from the top, that holds the serifs or the flag."""
_STEM = 0.7
_NARROW = 0.75
"""Widest I, as a share of its height."""


def is_capital_i(glyph: NDArray[uint8]) -> bool:
    """Is the glyph one upright stroke with a serif on both sides of its head?"""
    if glyph.size == 0 or glyph.shape[1] > _NARROW * glyph.shape[0]:
        return False
    ink = glyph < (int(glyph.min()) + int(glyph.max())) / 2
    stem = np.flatnonzero(ink.mean(axis=0) >= _STEM)
    if not len(stem) or stem[-1] - stem[0] + 1 != len(stem):
        return False
    head = np.flatnonzero(ink[: max(1, round(_HEAD * len(ink)))].any(axis=0))
    if not len(head):
        return False
    left, right = stem[0] - head[0], head[-1] - stem[-1]
    return bool(right >= 1 and left >= 1 and right >= 0.5 * left)
