"""Words of a scan that are struck out: a level line runs through the middle of their letters and ends with them.

The line was taken out of the letters when the ink was parted into components (`ink.components`, underlines); here it is
looked up again, word by word. An underline lies lower, a rule of a table or a streak of the scanner goes on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from sohoa.diacritics.language.folding import strip_marks
from sohoa.nouns.doubt import Doubt, DoubtKind
from sohoa.nouns.geometry import Box
from sohoa.nouns.problem import Problem, ProblemKind, Stage
from sohoa.nouns.text_run import TextRun
from sohoa.nouns.word import Word
from sohoa.pipeline.ink.components import UNDERLINE
from sohoa.pipeline.ink.line_ink import LineInk
from sohoa.pipeline.source.pdf.words import shortened

_MIDDLE = (0.2, 0.95)
"""Where the line may run, in letter heights above the baseline: 0.55 in Times. An underline is below 0."""
_SEEN, _INKED = 0.3, 0.75
"""Shares of a word's columns: in which the line was seen as such (stems that cross it hide it), and in which ink is on
its course (no line runs through a comma at the end). Guesses."""
_BEYOND = 1.5
"""How far the line may go on beyond the words, in letter heights; a streak goes on. A guess."""
_MOST_SURE = 0.7
"""The confidence at most of a short word that may be struck out."""
_FEWEST, _SHORT, _UNBROKEN, _THIN = 2, 1.5, 0.97, 0.3
"""A stroke through so many letters tells something; a line longer than the second, in the lengths from which on a line
is known, is found as one; so much of a row is ink where it runs, and so thick it is at most, in letter heights.
Guesses."""
_CENTRE = (0.3, 0.8)
"""Where it may run, in letter heights above the baseline: closer to the middle than a line that is known as one."""
_BARRED = frozenset("AEFHTZeftz4")
"""Letters that have a level stroke of their own, which meets that of the next one in close print (44, tt)."""
_THICK = 2
"""Pixels above and below the middle of the line that are on its course."""

Mask = NDArray[np.bool_]


def with_struck(runs: Sequence[TextRun], inks: Sequence[LineInk]) -> tuple[TextRun, ...]:
    """The runs, one a line, with the words that are struck out marked; others stay the same objects.

    Rule: A word of a scan through whose middle a level line runs, no longer than the words it crosses, is struck out:
        it is kept in `words` and told, and no part of the text.
    Test: pipeline/reading/test_struck_lines.py::test_a_line_through_words_strikes_them_out
    """
    return tuple(_struck(run, ink) if run.words else run for run, ink in zip(runs, inks, strict=True))


def _struck(run: TextRun, ink: LineInk) -> TextRun:
    run = _with_short_ones(run, ink)
    box, rules = ink.line.box, ink.parts.rules
    if not rules[max(0, int(box.y0)) : int(box.y1) + 1, max(0, int(box.x0)) : int(box.x1) + 1].any():
        return run
    courses = [_course(word, ink) for word in run.words]
    struck: set[int] = set()
    for crossed, some in groupby(range(len(courses)), key=lambda k: courses[k] is not None):
        if crossed:
            group = list(some)
            ends = [run.words[k].box for k in (group[0], group[-1])]
            levels = [courses[k] for k in (group[0], group[-1])]
            if not any(_goes_on(b, y, side, ink) for b, y, side in zip(ends, levels, (-1, 1), strict=True)):
                struck.update(group)
    if not struck:
        return run
    return replace(run, words=tuple(replace(w, struck=True) if k in struck else w for k, w in enumerate(run.words)))


def _with_short_ones(run: TextRun, ink: LineInk) -> TextRun:
    """The run with words doubtful that a line too short to be known as one may run through.

    Rule: A short word of a scan through all of whose letters one level stroke runs without a gap may be struck out: it
        is doubtful.
    Test: pipeline/reading/test_struck_lines.py::test_a_short_word_that_may_be_struck_out_is_doubtful
    """
    some = {k for k, word in enumerate(run.words) if (word.confidence or 0) > _MOST_SURE and _is_crossed(word, ink)}
    if not some:
        return run
    words = [replace(w, confidence=_MOST_SURE) if k in some else w for k, w in enumerate(run.words)]
    return replace(run, words=tuple(words))


def _is_crossed(word: Word, ink: LineInk) -> bool:
    """Does a stroke as thin as a line go through the middle of the word, from before its first letter to its last?"""
    box, (slope, offset), h = word.box, ink.baseline, ink.letter_height
    letters = [c for c in strip_marks(word.text) if c.isalnum()]
    if box is None or word.turn or len(letters) < _FEWEST or _BARRED.issuperset(letters):
        return False
    base = slope * box.cx + offset
    top, bottom = (max(0, round(base - share * h)) for share in (_CENTRE[1], _CENTRE[0]))
    left, right = max(0, round(box.x0)), round(box.x1)
    inked = ink.parts.labels[top:bottom, left:right] > 0
    if not inked.size or inked.shape[1] > UNDERLINE * ink.pixels.shape[1] * _SHORT:
        return False
    full = inked.mean(axis=1) >= _UNBROKEN
    return bool(0 < full.sum() <= max(_THIN * h, 2))


def _course(word: Word, ink: LineInk) -> float | None:
    """Where a line runs through the middle of the word, None where none does."""
    if word.box is None or word.turn or not any(c.isalnum() for c in word.text):
        return None
    box, (slope, offset), h = word.box, ink.baseline, ink.letter_height
    base = slope * box.cx + offset
    top, bottom = (max(0, round(base - share * h)) for share in (_MIDDLE[1], _MIDDLE[0]))
    left, right = max(0, round(box.x0)), round(box.x1)
    seen = ink.parts.rules[top:bottom, left:right]
    if not seen.size or seen.any(axis=0).mean() < _SEEN:
        return None
    level = float(np.median(np.nonzero(seen)[0])) + top
    return level if _inked(ink, level, left, right).mean() >= _INKED else None


def _inked(ink: LineInk, level: float, left: int, right: int) -> Mask:
    """In which columns is there ink on the course of the line?"""
    rows = slice(max(0, round(level) - _THICK), round(level) + _THICK + 1)
    dark = (ink.parts.labels[rows, left:right] > 0) | ink.parts.rules[rows, left:right]
    return np.asarray(dark.any(axis=0))


def _goes_on(box: Box | None, level: float | None, side: int, ink: LineInk) -> bool:
    """Does the line go on far beyond a word at the end of those that it crosses?"""
    if box is None or level is None:
        return False
    reach = round(_BEYOND * ink.letter_height)
    left, right = (round(box.x0) - reach, round(box.x0)) if side < 0 else (round(box.x1), round(box.x1) + reach)
    beyond = _inked(ink, level, max(0, left), max(0, right))
    return len(beyond) == reach and bool(beyond.mean() >= _INKED)


def struck_problems(words: Sequence[Word], page: int) -> tuple[Problem, ...]:
    """A problem that names what is struck out, none where nothing is."""
    struck = " ".join(w.text for w in words if w.struck)
    if not struck:
        return ()
    return (Problem(Stage.OCR, ProblemKind.STRUCK_TEXT, (Doubt(DoubtKind.TEXT_STRUCK, shortened(struck)),), page),)
