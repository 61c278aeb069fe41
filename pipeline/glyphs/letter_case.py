"""Small letters that were read as capitals of the same shape (X for x, SỐ for số), told by their height.

An engine that sees one short word has nothing to measure a lone `x` or `sơ` by. The page has: the small
letters and the tall ones of the lines around say how high an x and a capital are. The other way round height
is no sure witness: a `ch` whose letters touch is as high as a C.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sohoa.diacritics.language.folding import bare
from sohoa.nouns.text_run import TextRun
from sohoa.nouns.word import Word
from sohoa.pipeline.ink.components import Components
from sohoa.pipeline.ink.letter_marks import baseline
from sohoa.pipeline.ink.text_lines import TextLine

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

SAME_SHAPE = frozenset("cosvxz")
"""Small letters, without marks, that look like their capitals."""
_IN_CAPITALS = SAME_SHAPE | {"u", "i", "w"}
"""An all-capital word of these alone may be a word in small letters."""
_SMALL, _TALL = frozenset("aemnru"), frozenset("bdhklđABDEGHKLMNPQRTYĐ")
"""First letters that tell how high small letters and capitals are: no mark of theirs adds to the height."""
_FEWEST = 3
"""Telling letters that a line needs to go by its own heights and not by those of its part of the page."""
_LONE = 2
"""A longer line must show by its other letters that it is of the type size that the heights are of."""
_OF_SIZE = 0.5
"""Least share of a line's letters that are as high as a small letter or a capital; marks make others higher."""
_USUAL = 0.68
"""Height of an x as a share of that of a capital, in Times."""
_CLOSE = 0.08
"""How far, as a share of its height, a small letter may be off it."""


class Heights(NamedTuple):
    """Of a small letter and of a capital, in pixels."""

    small: float
    tall: float

    def is_small(self, height: float) -> bool:
        """Is a letter of this height surely a small one?"""
        return abs(height - self.small) <= _CLOSE * self.small

    def are_of(self, parts: Components, line: TextLine) -> bool:
        """Is the line set in the type size of these heights?"""
        tall = parts.heights[line.members[parts.letters()[line.members]]]
        fits = [np.abs(tall - h) <= _CLOSE * h for h in self]
        return bool(len(tall)) and float(np.mean(fits[0] | fits[1])) >= _OF_SIZE and bool(fits[1].any())


def with_letter_case(runs: Sequence[TextRun], lines: Sequence[TextLine], parts: Components) -> tuple[TextRun, ...]:
    """The runs with words put in small letters where their first letter is no higher; `text_ocr` stays.

    Args:
        runs: what was read, one run a line.
        lines: the text line of each run.
        parts: the page's ink.
    """
    first = [_first_letters(parts, line, run.words) for run, line in zip(runs, lines, strict=True)]
    known = [_samples(run, some) for run, some in zip(runs, first, strict=True)]
    parts_of_page = {
        in_table: _heights([x for s, line in zip(known, lines, strict=True) if (line.zone > 0) == in_table for x in s])
        for in_table in (False, True)
    }
    out = []
    for run, line, own, some in zip(runs, lines, known, first, strict=True):
        heights = _heights(own) if len(own) >= _FEWEST else parts_of_page[line.zone > 0]
        if heights is not None and (len(run.text) <= _LONE or heights.are_of(parts, line)):
            words = tuple(_in_case(w, h, heights) for w, h in zip(run.words, some, strict=True))
            run = replace(run, words=words) if words != run.words else run
        out.append(run)
    return tuple(out)


def _in_case(word: Word, height: float, heights: Heights) -> Word:
    text = word.text
    plain = bare(text[:1])
    if not height or plain not in SAME_SHAPE:
        return word
    if text[0].isupper() and heights.is_small(height):
        rest = text[1:]
        if rest == rest.lower() or all(c in _IN_CAPITALS or not c.isalpha() for c in bare(rest)):
            return replace(word, text=text.lower())
    return word


def _first_letters(parts: Components, line: TextLine, words: Sequence[Word]) -> list[float]:
    """Height in pixels of the component that is each word's first letter; 0 where it is not surely seen."""
    h, m = parts.letter_height, line.members
    slope, offset = baseline(parts, m[parts.letters()[m]]) if len(m) else (0.0, 0.0)
    foot = slope * parts.x0[m] + offset
    standing = m[(np.abs(parts.y1[m] - foot) <= 0.2 * h) & (parts.heights[m] > 0.5 * h)]
    standing = standing[np.argsort(parts.x0[standing], kind="stable")]
    starts = parts.x0[standing]
    out = []
    for word in words:
        k = int(np.searchsorted(starts, word.box.x0 - 0.3 * h)) if word.box else len(starts)
        seen = word.box is not None and k < len(starts) and starts[k] <= word.box.x0 + 0.4 * h
        out.append(float(parts.heights[standing[k]]) if seen and word.text[:1].isalpha() else 0.0)
    return out


def _samples(run: TextRun, heights: Sequence[float]) -> list[tuple[bool, float]]:
    """(is it a small letter, height) of the first letters that tell."""
    kinds = [(w.text[0] in _SMALL, w.text[0] in _TALL, h) for w, h in zip(run.words, heights, strict=True) if h]
    return [(small, h) for small, tall, h in kinds if small or tall]


def _heights(samples: Sequence[tuple[bool, float]]) -> Heights | None:
    """Medians over the samples; None if there are none, or if they contradict one another."""
    small = [h for is_small, h in samples if is_small]
    tall = [h for is_small, h in samples if not is_small]
    if not samples:
        return None
    x = float(np.median(small)) if small else _USUAL * float(np.median(tall))
    capital = float(np.median(tall)) if tall else float(np.median(small)) / _USUAL
    return Heights(x, capital) if capital > 1.25 * x else None
