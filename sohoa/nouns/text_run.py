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
    def turn(self) -> int:
        """Degrees anticlockwise by which its words stand turned."""
        return self.words[0].turn if self.words else 0

    @property
    def confidence(self) -> float:
        """Mean over the words, weighted by length; 1 where nothing was measured."""
        sure = [(len(w.text), w.confidence) for w in self.words if w.confidence is not None]
        total = sum(n for n, _ in sure)
        return sum(n * c for n, c in sure) / total if total else 1.0


def words_to_run(words: Sequence[Word]) -> TextRun | None:
    """One run of the words that have a box, all turned alike; None if there are none."""
    read = [(w, w.box, w.box.read_at(w.turn)) for w in words if w.box is not None]
    if not read:
        return None
    read.sort(key=lambda r: r[2].x0)
    box = Box.around(box for _, box, _ in read)
    return TextRun(tuple(w for w, _, _ in read), box, median(upright.height for _, _, upright in read))
