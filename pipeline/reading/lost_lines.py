"""Printed lines of which the engine made nothing: found by their ink, tried once more in another way, and told.

Print is told from seals, signatures and dirt by its letters: many, side by side, of one height, on one baseline. Lines
that touch each other (a fax, a poor photograph) come as one line that is too tall: of them one line's worth is read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from sohoa.nouns.doubt import Doubt, DoubtKind
from sohoa.nouns.geometry import Box
from sohoa.nouns.problem import Problem, ProblemKind, Stage
from sohoa.nouns.text_run import TextRun, words_to_run
from sohoa.nouns.word import Word
from sohoa.pipeline.engine.protocol import StripKind
from sohoa.pipeline.ink.line_ink import LineInk
from sohoa.pipeline.reading.page_engine import PageEngine

FEWEST_LETTERS = 15
"""A line of print has so many letters, at least; lines in seals of the development set have up to 14."""
_WIDEST_STEP = 2.0
"""Width that a letter of print takes with its share of white, at most, in letter heights. A guess: 0.9 in Times."""
_LOWEST, _HIGHEST, _REGULAR = 0.6, 1.8, 0.7
"""Heights of letters of print, in letter heights of the page, and the share of them that has these. Guesses."""
_ON_LINE, _STANDING = 0.3, 0.5
"""Letters whose feet are this near the baseline, in letter heights, stand on it; at least this share does. Guesses."""
_UNCOVERED = 0.4
"""Share of a line's letters under no word from which the line is lost in part. A guess."""
_TOO_TALL = 2.3
"""A line this many usual heights high is several that touch. A guess: brackets and tall signs make 1.5."""
_SURELY_READ = 0.6
"""A line that is too tall and of which the engine is less sure than this on average is told. A guess."""
_BETTER = 1.2
"""The second try counts if it has so many times the letters of the first, each weighed by its confidence. A guess."""
_MOST_SURE = 0.7
"""Most confidence of words of the second try: they are there to be looked at. A guess."""


@dataclass(frozen=True, slots=True)
class LostPrint:
    """Print that no word covers: its share of the page's letters, 0 to 1, and the boxes of its lines."""

    share: float = 0.0
    boxes: tuple[Box, ...] = ()

    def problems(self, page: int) -> tuple[Problem, ...]:
        """A problem that says where print was not read; none if nothing was lost."""
        if not self.boxes:
            return ()
        box = max(self.boxes, key=lambda b: b.area)
        place = f"x {box.x0:.0f}-{box.x1:.0f}, y {box.y0:.0f}-{box.y1:.0f} px"
        doubt = Doubt.of(DoubtKind.PRINT_NOT_READ, f"{100 * self.share:.0f}", place)
        return (Problem(Stage.OCR, ProblemKind.NOT_READ, (doubt,), page),)


def read_again(
    page: PageEngine, inks: Sequence[LineInk], runs: Sequence[TextRun]
) -> tuple[list[TextRun], list[TextRun], LostPrint]:
    """The runs, without words where a second try gave more; the runs of that try; and what is lost still.

    The second try gives the engine the place as a block, of which it finds the lines itself.

    Args:
        page: the engine and the page.
        inks: of the page's lines.
        runs: what was read on each; without words where nothing was.

    Raises:
        PageTimeout, EngineFailed, EngineMissing: see `Engine.read`.

    Rule: A printed line that no word covers is read once more as a block; what is lost still leaves the problem
        `not_read` with its place and its share of the page's print.
    Test: pipeline/reading/test_lost_lines.py::test_a_lost_line_is_read_as_a_block_or_told
    """
    tall = _TOO_TALL * float(np.median([i.line.box.height for i, r in zip(inks, runs, strict=True) if r.words] or [1]))
    lost = [k for k, (ink, run) in enumerate(zip(inks, runs, strict=True)) if _is_lost(ink, run, tall)]
    kept, found, left = list(runs), list[TextRun](), list[int]()
    for k in lost:
        again = _as_block(page, inks[k].line.box)
        if _weight(again) >= max(1.0, _BETTER * _weight([runs[k]])):
            kept[k] = TextRun((), runs[k].box, runs[k].size)
            found += again
        elif runs[k].confidence < _SURELY_READ or not runs[k].words:
            left.append(k)
    letters = sum(len(ink.letters) for ink in inks) or 1
    share = sum(len(inks[k].letters) for k in left) / letters
    return kept, found, LostPrint(share, tuple(inks[k].line.box for k in left))


def _is_lost(ink: LineInk, run: TextRun, tall: float) -> bool:
    if ink.line.in_table or len(ink.letters) < FEWEST_LETTERS:
        return False
    height, width = ink.line.box.height, ink.line.box.width
    if height >= tall:
        return width >= 2 * height and run.confidence < _SURELY_READ
    return _is_uncovered(ink, run) and is_print(ink)


def _is_uncovered(ink: LineInk, run: TextRun) -> bool:
    """Do many letters of the line lie under no word?"""
    parts, letters = ink.parts, ink.letters
    middles = (parts.x0[letters] + parts.x1[letters]) / 2
    under = np.zeros(len(letters), np.bool_)
    for word in run.words:
        if word.box is not None:
            under |= (middles >= word.box.x0 - ink.letter_height) & (middles <= word.box.x1 + ink.letter_height)
    return bool((~under).sum() >= max(FEWEST_LETTERS, _UNCOVERED * len(letters)))


def is_print(ink: LineInk) -> bool:
    """Are a line's letters side by side, of one height, on one baseline?"""
    parts, letters, h = ink.parts, ink.letters, ink.letter_height
    if not len(letters) or ink.line.box.width > _WIDEST_STEP * h * len(letters):
        return False
    heights = (parts.y1[letters] - parts.y0[letters]) / h
    slope, offset = ink.baseline
    feet = parts.y1[letters] - (slope * (parts.x0[letters] + parts.x1[letters]) / 2 + offset)
    regular = (heights >= _LOWEST) & (heights <= _HIGHEST)
    return bool(regular.mean() >= _REGULAR and (np.abs(feet) <= _ON_LINE * h).mean() >= _STANDING)


def _as_block(page: PageEngine, box: Box) -> list[TextRun]:
    """What the engine makes of a part of the page whose lines it finds itself."""
    around = box.grown(page.parts.letter_height / 2)
    x0, y0 = max(0, int(around.x0)), max(0, int(around.y0))
    strip = np.ascontiguousarray(page.pixels[y0 : int(around.y1) + 1, x0 : int(around.x1) + 1])
    words = page.read_strips([strip], StripKind.BLOCK)[0]
    runs = []
    for _, line in groupby(words, key=lambda w: w.line):
        placed = [
            Word(w.text, w.text, Box(w.box.x0 + x0, w.box.y0 + y0, w.box.x1 + x0, w.box.y1 + y0),
                 min(_MOST_SURE, w.confidence), alternatives=w.alternatives)
            for w in line
        ]  # fmt: skip
        runs.append(words_to_run(placed))
    return [r for r in runs if r is not None]


def _weight(runs: Sequence[TextRun]) -> float:
    """Letters and figures read, each weighed by the confidence of its word."""
    return sum(
        (1.0 if w.confidence is None else w.confidence) * sum(map(str.isalnum, w.text)) for r in runs for w in r.words
    )
