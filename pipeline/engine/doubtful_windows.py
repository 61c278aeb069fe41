"""Where on a line a second witness is to look: the words of which there is doubt, with the word on either side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from sohoa.nouns.geometry import Box
from sohoa.pipeline.engine.words import EngineWord

if TYPE_CHECKING:
    from sohoa.pipeline.engine.protocol import Strip

_AROUND = 1
"""Words of context on either side: with it Tesseract reads the words between as in their whole line, at three fifths of
the time (of 313 doubtful words of five real pages 10 agreements were lost and 5 won; without context 23 and 8)."""
_PAPER = 8
"""Pixels of paper beside a cut, as the edge has it: Tesseract reads badly what touches the edge. A guess."""


@dataclass(frozen=True, slots=True, eq=False)
class Window:
    """Words `start` up to `end` of a line, and the piece of its strip that holds them, from `x` on."""

    start: int
    end: int
    strip: Strip
    x: int

    def on_line(self, words: Sequence[EngineWord]) -> list[EngineWord]:
        """Words of the piece at their places on the line's strip."""
        return [replace(w, box=Box(w.box.x0 + self.x, w.box.y0, w.box.x1 + self.x, w.box.y1)) for w in words]


def whole_line(strip: Strip, words: Sequence[EngineWord]) -> Window:
    """The line as a whole."""
    return Window(0, len(words), strip, 0)


def windows(strip: Strip, words: Sequence[EngineWord], doubtful: Sequence[bool]) -> list[Window]:
    """The pieces of a line to be read again, from left to right; those that touch are one.

    Args:
        strip: of the line, uint8 grey (height, width).
        words: that were read on it, from left to right.
        doubtful: which of them.
    """
    spans: list[tuple[int, int]] = []
    for k in np.flatnonzero(doubtful).tolist():
        start, end = max(0, k - _AROUND), min(len(words), k + 1 + _AROUND)
        if spans and start <= spans[-1][1]:
            start = spans.pop()[0]
        spans.append((start, end))
    return [_cut(strip, words, start, end) for start, end in spans]


def _cut(strip: Strip, words: Sequence[EngineWord], start: int, end: int) -> Window:
    """Cut in the middle of the gaps before and behind."""
    left, right = 0, strip.shape[1]
    if start:
        left = round((words[start - 1].box.x1 + words[start].box.x0) / 2)
    if end < len(words):
        right = max(left + 1, round((words[end - 1].box.x1 + words[end].box.x0) / 2))
    paper = (_PAPER if start else 0, _PAPER if end < len(words) else 0)
    piece = np.pad(strip[:, left:right], ((0, 0), paper), mode="edge")
    return Window(start, end, np.ascontiguousarray(piece), left - paper[0])
