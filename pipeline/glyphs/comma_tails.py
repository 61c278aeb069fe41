"""Commas and semicolons that were read as full stops and colons, told by their tails.

On worn scans the engine takes many a comma for a full stop. A comma reaches below the baseline, a full stop
stands on it; measured on 1,700 stops of scans of 150 to 300 dpi, 19 of 20 full stops and colons end within
0.05 letter heights of the baseline, 19 of 20 clear commas at least 0.14 below it.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING

import numpy as np

from sohoa.nouns.text_run import TextRun
from sohoa.nouns.word import Word
from sohoa.pipeline.ink.components import Components
from sohoa.pipeline.ink.letter_marks import baseline
from sohoa.pipeline.ink.text_lines import TextLine

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

TAIL = 0.07
"""Least depth of a tail below the baseline, in letter heights."""
TAIL_OF_COLON = 0.055
"""The same under a colon: its dots stand on the line more surely than a worn full stop."""
TAIL_WITHIN = 0.025
"""The same where a small letter follows: there no sentence ends."""
_WITH_TAIL = {".": ",", ":": ";"}
_LEAST_LETTERS = 4


def with_tails(run: TextRun, parts: Components, line: TextLine) -> TextRun:
    """The run with the stops that have a tail as what they are; `text_ocr` stays."""
    m = line.members
    letters = m[parts.letters()[m]]
    if len(letters) < _LEAST_LETTERS or not any(w.text.endswith(tuple(_WITH_TAIL)) for w in run.words):
        return run
    foot = baseline(parts, letters)
    words = []
    for word, following in zip_longest(run.words, run.words[1:]):
        tailed = _is_candidate(word) and _depth(parts, m, word, foot) >= _least(word, following)
        words.append(replace(word, text=word.text[:-1] + _WITH_TAIL[word.text[-1]]) if tailed else word)
    return run if tuple(words) == run.words else replace(run, words=tuple(words))


def _is_candidate(word: Word) -> bool:
    """Does it end with one stop, behind a letter, a figure or a bracket?"""
    return len(word.text) > 1 and word.text[-1] in _WITH_TAIL and (word.text[-2].isalnum() or word.text[-2] in ")”")


def _least(word: Word, following: Word | None) -> float:
    """Depth that the tail of this word's stop must have."""
    within = following is not None and following.text[:1].islower() and not word.text[-2].isdigit()
    if word.text[-1] == ":":
        return TAIL_OF_COLON
    return TAIL_WITHIN if within else TAIL


def _depth(parts: Components, members: Ints, word: Word, foot: tuple[float, float]) -> float:
    """How far the word's last sign reaches below the baseline, in letter heights; 0 where it is not found."""
    if word.box is None:
        return 0.0
    h, m = parts.letter_height, members
    base = foot[0] * parts.x0[m] + foot[1]
    near = (parts.x0[m] >= word.box.x1 - 0.6 * h) & (parts.x1[m] <= word.box.x1 + 0.45 * h)
    small = (parts.heights[m] < 0.75 * h) & (parts.widths[m] < 0.5 * h)
    low = (parts.y1[m] > base - 0.25 * h) & (parts.y0[m] > base - 0.6 * h)
    signs = np.flatnonzero(near & small & low)
    if not len(signs):
        return 0.0
    last = signs[np.argmax(parts.x1[m][signs])]
    return float((parts.y1[m][last] - base[last]) / h)
