"""Runs: words that stand on one baseline without a column's gap between them, and rows of runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TypeVar

from diacritics.syllable import strip_marks
from pipeline.model import Box, Word

T = TypeVar("T")

COLUMN_GAP = 2.2
"""A gap wider than this many word heights parts two runs."""


@dataclass(frozen=True, slots=True)
class Run:
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
    def letters(self) -> str:
        """Letters and digits only, without marks, lower case: for comparing with set phrases."""
        return bare_letters(self.text)

    @property
    def confidence(self) -> float:
        """Mean over the words, weighted by length; 1 where nothing was measured."""
        sure = [(len(w.text), w.confidence) for w in self.words if w.confidence is not None]
        total = sum(n for n, _ in sure)
        return sum(n * c for n, c in sure) / total if total else 1.0


def bare_letters(text: str) -> str:
    """Letters and digits without marks, in lower case."""
    return "".join(c for c in strip_marks(text).casefold() if c.isalnum())


def words_to_run(words: Sequence[Word]) -> Run | None:
    """One run of the words that have a box; None if there are none."""
    placed = sorted((w for w in words if w.box is not None), key=lambda w: w.box.x0 if w.box else 0.0)
    if not placed:
        return None
    boxes = [w.box for w in placed if w.box is not None]
    return Run(tuple(placed), Box.around(boxes), median(b.height for b in boxes))


def words_to_runs(words: Iterable[Word]) -> tuple[Run, ...]:
    """Runs of words that are in no order, as from a text layer: same height, no wide gap."""
    placed = [w for w in words if w.box is not None and w.text.strip()]
    rows = group_rows(placed, lambda w: w.box or Box(0, 0, 0, 0))
    height = median(w.box.height for w in placed if w.box) if placed else 0.0
    runs = []
    for row in rows:
        group: list[Word] = []
        for w in sorted(row, key=lambda w: w.box.x0 if w.box else 0.0):
            last = group[-1].box if group else None
            if last and w.box and w.box.x0 - last.x1 > COLUMN_GAP * height:
                runs.append(words_to_run(group))
                group = []
            group.append(w)
        runs.append(words_to_run(group))
    return tuple(r for r in runs if r is not None)


def group_rows(items: Iterable[T], box_of: Callable[[T], Box]) -> list[list[T]]:
    """Things that stand side by side: each shares over half its height with the row it joins."""
    rows: list[tuple[float, float, list[T]]] = []
    for item in sorted(items, key=lambda t: box_of(t).cy):
        b = box_of(item)
        for k in range(len(rows) - 1, max(-1, len(rows) - 4), -1):
            top, bottom, members = rows[k]
            shared = min(bottom, b.y1) - max(top, b.y0)
            if shared > 0.5 * min(b.height, bottom - top):
                grown = (top + (b.y0 - top) / (len(members) + 1), bottom + (b.y1 - bottom) / (len(members) + 1))
                rows[k] = (*grown, [*members, item])
                break
        else:
            rows.append((b.y0, b.y1, [item]))
    return [members for _, _, members in sorted(rows, key=lambda r: r[0] + r[1])]
