"""Single letters and signs of a line that no word covers: those the reader has no name for (λ, ¶) it passes over.

Whole lines that were not read are told by `lost_lines`; here it is one glyph among words that were.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from sohoa.nouns.text_run import TextRun
from sohoa.pipeline.ink.line_ink import LineInk
from sohoa.pipeline.reading.lost_lines import is_print

_MOST_SURE = 0.7
"""The confidence of the words beside it at most: they are there to be looked at."""
_HIGH, _WIDE = (0.6, 1.9), (0.3, 2.5)
"""Height and width of a glyph, in letter heights: no speck, mark, dash, bar of a table or stroke of a seal. Guesses."""
_COVERED = 0.25
"""A glyph is passed over if words cover no more of its width than this. A guess: boxes of words are not exact."""
_ON_LINE = 0.45
"""How far its foot may stand off the baseline, in letter heights. A guess: ≠ stands 0.2 above it, λ on it."""
_BESIDE = 3.0
"""So far off, in letter heights, a word is beside it. A guess: a space is 0.6."""

Ints = NDArray[np.int64]


def with_lost_glyphs(runs: Sequence[TextRun], inks: Sequence[LineInk]) -> tuple[TextRun, ...]:
    """The runs, one a line, with the words beside a glyph that no word covers doubtful; others stay the same objects.

    Rule: Where a letter or sign stands between the words of a scanned line and was not read, the words beside it are
        doubtful.
    Test: pipeline/reading/test_lost_glyphs.py::test_words_beside_a_lost_sign_are_doubtful
    """
    return tuple(_weighed(run, ink) if len(run.words) > 1 else run for run, ink in zip(runs, inks, strict=True))


def _weighed(run: TextRun, ink: LineInk) -> TextRun:
    boxes = [w.box for w in run.words]
    if run.turn or any(b is None for b in boxes):
        return run
    left = np.array([b.x0 for b in boxes if b is not None])
    right = np.array([b.x1 for b in boxes if b is not None])
    lost = [k for k in _glyphs(ink) if _covered(ink, k, left, right) <= _COVERED]
    if not lost or not is_print(ink):
        return run
    beside: set[int] = set()
    at_begin = at_end = 0  # there stand bullets and the dirt of margins: one sign alone tells nothing
    for k in lost:
        x0, x1, reach = ink.parts.x0[k], ink.parts.x1[k], _BESIDE * ink.letter_height
        before, after = np.flatnonzero((left + right) / 2 < x0), np.flatnonzero((left + right) / 2 > x1)
        near_before = len(before) > 0 and x0 - right[before[-1]] <= reach
        near_after = len(after) > 0 and left[after[0]] - x1 <= reach
        if len(before) and len(after):
            beside |= {int(before[-1])} if near_before else set()
            beside |= {int(after[0])} if near_after else set()
        else:
            at_begin, at_end = at_begin + near_after, at_end + near_before
    beside |= {0} if at_begin > 1 else set()
    beside |= {len(run.words) - 1} if at_end > 1 else set()
    words = [
        replace(w, confidence=_MOST_SURE) if k in beside and (w.confidence or 0) > _MOST_SURE else w
        for k, w in enumerate(run.words)
    ]
    return replace(run, words=tuple(words)) if beside else run


def _glyphs(ink: LineInk) -> Ints:
    """Components of the line that are as high, as wide and as low as a letter or a sign."""
    parts, h, some = ink.parts, ink.letter_height, ink.letters
    high, wide = parts.heights[some] / h, parts.widths[some] / h
    slope, offset = ink.baseline
    feet = (parts.y1[some] - slope * (parts.x0[some] + parts.x1[some]) / 2 - offset) / h
    fits = (high >= _HIGH[0]) & (high <= _HIGH[1]) & (wide >= _WIDE[0]) & (wide <= _WIDE[1])
    return some[fits & (np.abs(feet) <= _ON_LINE)]


def _covered(ink: LineInk, k: int, left: NDArray[np.float64], right: NDArray[np.float64]) -> float:
    """The largest share of a component's width that one word covers."""
    x0, x1 = float(ink.parts.x0[k]), float(ink.parts.x1[k])
    return float((np.minimum(right, x1) - np.maximum(left, x0)).max()) / max(1.0, x1 - x0)
