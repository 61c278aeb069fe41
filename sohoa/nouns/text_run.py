"""Runs: words that stand on one baseline without a column's gap between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from sohoa.nouns.geometry import Box
from sohoa.nouns.word import Word


@dataclass(frozen=True, slots=True)
class TextRun:
    """Words of one printed line, left to right; `box` is in pixels of the page.

    `size` is the type size in pixels: the median height of its letters where they were
    seen, else that of its words.
    """

    words: tuple[Word, ...]
    box: Box
    size: float

    @property
    def text(self) -> str:
        """The words joined by one space."""
        return " ".join(w.text for w in self.words)

    @property
    def confidence(self) -> float:
        """Mean over the words, weighted by length; 1 where nothing was measured."""
        sure = [(len(w.text), w.confidence) for w in self.words if w.confidence is not None]
        total = sum(n for n, _ in sure)
        return sum(n * c for n, c in sure) / total if total else 1.0


def words_to_run(words: Sequence[Word]) -> TextRun | None:
    """One run of the words that have a box; None if there are none."""
    placed = sorted((w for w in words if w.box is not None), key=lambda w: w.box.x0 if w.box else 0.0)
    if not placed:
        return None
    boxes = [w.box for w in placed if w.box is not None]
    return TextRun(tuple(placed), Box.around(boxes), median(b.height for b in boxes))
