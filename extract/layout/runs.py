"""Runs: words that stand on one baseline without a column's gap between them, and rows of runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from statistics import median
from typing import TypeVar

from sohoa.nouns.geometry import Box
from sohoa.nouns.text_run import TextRun, words_to_run
from sohoa.nouns.word import Word

T = TypeVar("T")

COLUMN_GAP = 2.2
"""A gap wider than this many word heights parts two runs."""


def words_to_runs(words: Iterable[Word]) -> tuple[TextRun, ...]:
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
