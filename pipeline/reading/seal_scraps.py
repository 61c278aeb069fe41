"""Letters and figures alone inside a seal that lies over a table: they may be scraps of its rim, and are flagged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from sohoa.nouns.geometry import Box
from sohoa.nouns.text_run import TextRun
from sohoa.nouns.word import Word
from sohoa.pipeline.ink.components import LETTER, Components
from sohoa.pipeline.ink.text_lines import TextLine

_PIECE = 5.0
"""Longer side of a piece of a seal in a cell, in letter heights; its shorter one is larger than a letter. A guess:
rules of the table cut a seal of 35 mm, which has 18, into quarters."""
_GAP = 2.0
"""Pieces so near each other, in letter heights, are of one seal: its level parts pass for rules. A guess."""
_SHORT = 2
"""Scraps have so many letters or figures, at most; words of the print have two on average and more."""
_MOST_SURE = 0.65
"""Most confidence of what may be a scrap: it is there to be looked at. A guess."""


def with_scraps_told(parts: Components, lines: Sequence[TextLine], runs: Sequence[TextRun]) -> list[TextRun]:
    """The runs; short words of cells are unsure where they stand inside the box of a seal or a signature.

    Args:
        parts: components of the page.
        lines: of the page.
        runs: what was read on each.

    Rule: A letter or a figure alone inside a seal that lies over a table is unsure, however surely it was read: it may
        be a scrap of the rim.
    Test: pipeline/reading/test_seal_scraps.py::test_a_lone_figure_inside_a_seal_is_unsure
    """
    seals = _seals(parts)
    if not seals:
        return list(runs)
    return [_told(run, seals) if line.in_table else run for line, run in zip(lines, runs, strict=True)]


def _seals(parts: Components) -> list[Box]:
    """Where ink too large for letters lies in cells, pieces near each other together."""
    least, h = LETTER[1] * parts.letter_height, np.stack([parts.heights, parts.widths])
    large = (h.min(axis=0) > least) & (h.max(axis=0) >= _PIECE * parts.letter_height) & (parts.zone > 0)
    large[0] = False
    return Box.joined((parts.box(int(k)) for k in np.flatnonzero(large)), _GAP * parts.letter_height)


def _told(run: TextRun, seals: Sequence[Box]) -> TextRun:
    words = tuple(_unsure(w) if _is_short(w) and _is_inside(w, seals) else w for w in run.words)
    return replace(run, words=words)


def _is_short(word: Word) -> bool:
    return sum(c.isalnum() for c in word.text) <= _SHORT


def _is_inside(word: Word, seals: Sequence[Box]) -> bool:
    return word.box is not None and any(s.holds(word.box.cx, word.box.cy) for s in seals)


def _unsure(word: Word) -> Word:
    return replace(word, confidence=min(_MOST_SURE, word.confidence or 0.0))
