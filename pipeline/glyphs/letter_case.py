"""Small letters that were read as capitals of the same shape (X for x, SỐ for số), told by their height.

An engine that sees one short word has nothing to measure a lone `x` or `sơ` by. The page has: the small
letters and the tall ones of the lines around say how high an x and a capital are. The other way round height
is no sure witness: a `ch` whose letters touch is as high as a C.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from sohoa.diacritics.language.folding import bare
from sohoa.nouns.text_run import TextRun
from sohoa.nouns.word import Alternative, Word
from sohoa.pipeline.ink.line_ink import LineInk

SAME_SHAPE = frozenset("cosvxz")
"""Small letters, without marks, that look like their capitals."""
_TICK = "X"
"""What marks a cell, beside ✓."""
_IN_CAPITALS = SAME_SHAPE | {"u", "i", "w"}
"""An all-capital word of these alone may be a word in small letters."""
_SMALL_SAMPLES, _TALL_SAMPLES = frozenset("aemnru"), frozenset("bdhklđABDEGHKLMNPQRTYĐ")
"""First letters that tell how high small letters and capitals are: no mark of theirs adds to the height."""
_FEWEST_SAMPLES = 3
"""Telling letters that a line needs to go by its own heights and not by those of its part of the page. A guess."""
_LONE = 2
"""A longer line must show by its other letters that it is of the type size that the heights are of."""
_OF_SIZE = 0.5
"""Least share of a line's letters that are as high as a small letter or a capital; marks make others higher. A
guess."""
_USUAL = 0.68
"""Height of an x as a share of that of a capital, in Times."""
_CAPITAL_OVER_SMALL = 1.25
"""A capital is at least so many times as high as a small letter, or the samples contradict one another; 1.42 in
Times."""
_CLOSE = 0.08
"""How far, as a share of its height, a small letter may be off it. A guess: two pixels of an x at 300 dpi."""
_SURE = 0.985
"""A capital that was read so surely beside other words of its line stays, whatever its height: of 8 on worn lists, worn
and real scans 7 are printed (Sở, Vĩnh, Xây), most of them shorter by a worn edge."""
_LOWER_TICK = 0.87
"""A lone X in a cell that is lower than this share of a capital is the small x of a tick, whatever its type size. A
guess."""
_OFF_BASELINE, _LEAST_STANDING = 0.2, 0.5
"""A letter stands within the first of the baseline and is higher than the second, in letter heights. Guesses."""
_LEFT_OF_WORD, _RIGHT_OF_WORD = 0.3, 0.4
"""How far beside the left edge of the word's box its first letter may begin, in letter heights: the engine's boxes are
not close. Guesses."""
_PIECE = 0.5
"""A piece of a broken letter is at least this share as wide as the other; specks and dots are less. A guess."""


class Heights(NamedTuple):
    """Of a small letter and of a capital, in pixels."""

    small: float
    tall: float

    def is_small(self, height: float) -> bool:
        """Is a letter of this height surely a small one? No capital is lower than that, however worn."""
        return height <= (1 + _CLOSE) * self.small

    def are_of(self, ink: LineInk) -> bool:
        """Is the line set in the type size of these heights?"""
        tall = ink.parts.heights[ink.letters]
        fits = [np.abs(tall - h) <= _CLOSE * h for h in self]
        return bool(len(tall)) and float(np.mean(fits[0] | fits[1])) >= _OF_SIZE and bool(fits[1].any())


class _FirstLetters(NamedTuple):
    """Heights of the first letters of a line's words (0: not surely seen), and those that tell of small and tall."""

    heights: list[float]
    samples: list[tuple[bool, float]]


def with_letter_case(runs: Sequence[TextRun], inks: Sequence[LineInk]) -> tuple[TextRun, ...]:
    """The runs with words put in small letters where their first letter is no higher; `text_ocr` stays.

    Args:
        runs: what was read, one run a line.
        inks: the line of each run.

    Rule: A small letter read as a capital of the same shape (X for x, SỐ for số) is told by its height; not the first
        letter of a word that was surely read beside others (Sở Tư pháp), nor of one that is all of a cell (Có): cells
        begin with a capital, and its other letters were measure enough.
    Test: pipeline/glyphs/test_letter_case.py::test_small_letters_read_as_capitals
    """
    lines_of = Counter(ink.line.zone for ink in inks)
    first = [_first_letters(run, ink) for run, ink in zip(runs, inks, strict=True)]
    of_part = {part: _heights_of_part(first, inks, in_table=part) for part in (False, True)}
    of_cell = _heights_of_cells(first, inks)
    done = []
    for run, ink, letters in zip(runs, inks, first, strict=True):
        zone, in_table = ink.line.zone, ink.line.in_table
        stays = in_table and lines_of[zone] == 1 and _is_capitalised_word(run)
        done.append(run if stays else _run_in_case(run, ink, letters, of_part[in_table], of_cell.get(zone)))
    return tuple(done)


def _is_capitalised_word(run: TextRun) -> bool:
    """Is it one word, and only its first letter a capital?"""
    return len(run.words) == 1 and len(run.text) > 1 and run.text[1:].islower()


def _heights_of_cells(first: Sequence[_FirstLetters], inks: Sequence[LineInk]) -> dict[int, Heights | None]:
    """Heights of the cells with samples enough, by zone: a cell is set in one type size."""
    samples: dict[int, list[tuple[bool, float]]] = {}
    for letters, ink in zip(first, inks, strict=True):
        if ink.line.in_table:
            samples.setdefault(ink.line.zone, []).extend(letters.samples)
    return {zone: _heights(some) for zone, some in samples.items() if len(some) >= _FEWEST_SAMPLES}


def _heights_of_part(first: Sequence[_FirstLetters], inks: Sequence[LineInk], *, in_table: bool) -> Heights | None:
    """Heights in the tables of the page, or in the rest of it."""
    own = [letters for letters, ink in zip(first, inks, strict=True) if ink.line.in_table == in_table]
    return _heights([sample for letters in own for sample in letters.samples])


def _run_in_case(
    run: TextRun, ink: LineInk, first: _FirstLetters, of_part: Heights | None, of_cell: Heights | None
) -> TextRun:
    heights = _heights(first.samples) if len(first.samples) >= _FEWEST_SAMPLES else of_cell or of_part
    if heights is None or not (len(run.text) <= _LONE or heights is of_cell or heights.are_of(ink)):
        return run
    if ink.line.in_table and run.text == _TICK and 0 < first.heights[0] < _LOWER_TICK * heights.tall:
        return replace(run, words=(replace(run.words[0], text=_TICK.lower()),))
    words = tuple(
        w if len(run.words) > 1 and _is_surely_capitalised(w) else _in_case(w, h, heights)
        for w, h in zip(run.words, first.heights, strict=True)
    )
    return replace(run, words=words) if words != run.words else run


def _is_surely_capitalised(word: Word) -> bool:
    """Is only its first letter a capital, and was it read surely?"""
    sure = word.confidence is not None and word.confidence >= _SURE
    return sure and len(word.text) > 1 and word.text[1:] == word.text[1:].lower()


def _in_case(word: Word, height: float, heights: Heights) -> Word:
    text = word.text
    plain = bare(text[:1])
    if not height or plain not in SAME_SHAPE:
        return word
    if text[0].isupper() and heights.is_small(height):
        rest = text[1:]
        if rest == rest.lower() or all(c in _IN_CAPITALS or not c.isalpha() for c in bare(rest)):
            return replace(word, text=text.lower(), alternatives=_lowered(word))
    return word


def _lowered(word: Word) -> tuple[Alternative, ...]:
    """Its other readings in small letters too, the likelier one where two are the same then.

    Rule: Where a word's capital was a small letter, so is that of its other readings (`Sở`, Sơ: sở, sơ).
    Test: pipeline/glyphs/test_letter_case.py::test_other_readings_are_in_small_letters_too
    """
    best: dict[str, float] = {}
    for other in word.alternatives:
        best[other.text.lower()] = max(other.score, best.get(other.text.lower(), 0.0))
    best.pop(word.text.lower(), None)
    return tuple(Alternative(text, score) for text, score in best.items())


def _first_letters(run: TextRun, ink: LineInk) -> _FirstLetters:
    """The component that is each word's first letter, by its height."""
    h, m, parts, (slope, offset) = ink.letter_height, ink.members, ink.parts, ink.baseline
    foot = slope * parts.x0[m] + offset
    standing = m[(np.abs(parts.y1[m] - foot) <= _OFF_BASELINE * h) & (parts.heights[m] > _LEAST_STANDING * h)]
    standing = standing[np.argsort(parts.x0[standing], kind="stable")]
    starts = parts.x0[standing]
    found = []
    for word in run.words:
        k = int(np.searchsorted(starts, word.box.x0 - _LEFT_OF_WORD * h)) if word.box else len(starts)
        seen = word.box is not None and k < len(starts) and starts[k] <= word.box.x0 + _RIGHT_OF_WORD * h
        high = _whole_height(ink, int(standing[k]), word.text[0]) if seen and word.text[:1].isalpha() else 0.0
        found.append(high)
    return _FirstLetters(found, _samples(run, found))


def _whole_height(ink: LineInk, first: int, letter: str) -> float:
    """Height of a letter that may be its capital's, with the pieces of it that stand over or under, in pixels.

    Other letters count alone, and those with marks too: what stands over them is none of their pieces.
    """
    parts, m = ink.parts, ink.members
    if letter.lower() not in SAME_SHAPE:
        return float(parts.heights[first])
    middle = (parts.x0[m] + parts.x1[m]) / 2
    over = (middle >= parts.x0[first]) & (middle <= parts.x1[first])
    own = m[over & (parts.widths[m] >= _PIECE * parts.widths[first])]
    return float(max(parts.y1[own].max(), parts.y1[first]) - min(parts.y0[own].min(), parts.y0[first]))


def _samples(run: TextRun, heights: Sequence[float]) -> list[tuple[bool, float]]:
    """(is it a small letter, height) of the first letters that tell."""
    kinds = [
        (w.text[0] in _SMALL_SAMPLES, w.text[0] in _TALL_SAMPLES, h)
        for w, h in zip(run.words, heights, strict=True)
        if h
    ]
    return [(small, h) for small, tall, h in kinds if small or tall]


def _heights(samples: Sequence[tuple[bool, float]]) -> Heights | None:
    """Medians over the samples; None if there are none, or if they contradict one another."""
    small = [h for is_small, h in samples if is_small]
    tall = [h for is_small, h in samples if not is_small]
    if not samples:
        return None
    x = float(np.median(small)) if small else _USUAL * float(np.median(tall))
    capital = float(np.median(tall)) if tall else float(np.median(small)) / _USUAL
    return Heights(x, capital) if capital > _CAPITAL_OVER_SMALL * x else None
