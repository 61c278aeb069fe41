"""Printed lines: what stands side by side on one line of print; how words and runs become lines.

There is one rule, `side_by_side`: a thing joins the line with which it shares over half the height of the lower of
both. Heights are capped near the usual one first, so that a stroke of a seal or a bracket that is as tall as two
lines does not glue them together; a raised figure, which is lower, stays with its line; and lines that slant stay
apart, because a line's height follows what joins it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TypeVar

from sohoa.nouns.geometry import Box
from sohoa.nouns.text_run import TextRun, words_to_run
from sohoa.nouns.word import RegionKind, Word

T = TypeVar("T")

COLUMN_GAP = 2.2
"""A gap wider than this many word heights parts two runs: columns stand farther apart than words of wide setting.
Measured on the born-digital documents of the development set (benchmarks/born_digital.py)."""
_SHARED = 0.5
"""Share of the lower height that makes one line of two things."""
_LEAST_OVER = 3.0
"""Less, in heights of the lower, is a mark or a scrap over a line. A guess."""
_TALLEST = 1.3
"""Heights count up to this many usual ones. Measured: 1.0, 1.3 and 1.6 on samples and development set
(benchmarks/RESULTS.md, one of each)."""
_FEWEST_STEPS = 3
"""So many steps from line to line tell a pitch. A guess."""
_BACK = 3
"""So many lines back are looked at: columns of different pitch run side by side."""


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One line of print: its runs from left to right, and the box around them in pixels of the page."""

    runs: tuple[TextRun, ...]
    box: Box

    @property
    def words(self) -> tuple[Word, ...]:
        """All words from left to right."""
        return tuple(w for r in self.runs for w in r.words)

    @property
    def text(self) -> str:
        """The words joined by one space."""
        return " ".join(r.text for r in self.runs)

    @property
    def size(self) -> float:
        """Median type size of the runs, pixels."""
        return median(r.size for r in self.runs)


def side_by_side(
    items: Iterable[T], box_of: Callable[[T], Box], apart: Callable[[Box, Box], bool] | None = None
) -> list[list[T]]:
    """The lines that things make, from top to bottom; within a line in no order, and no two that are `apart`."""
    some = sorted(items, key=lambda t: box_of(t).cy)
    tallest = _TALLEST * median(box_of(t).height for t in some) if some else 0.0
    lines: list[tuple[float, float, list[T]]] = []
    for item in some:
        box = box_of(item)
        half = min(box.height, tallest) / 2
        y0, y1 = box.cy - half, box.cy + half
        for k in range(len(lines) - 1, max(-1, len(lines) - 1 - _BACK), -1):
            top, bottom, members = lines[k]
            shared = min(bottom, y1) - max(top, y0) > _SHARED * min(y1 - y0, bottom - top)
            if shared and not (apart and any(apart(box_of(m), box) for m in members)):
                members.append(item)
                share = 1 / len(members)
                lines[k] = (top + (y0 - top) * share, bottom + (y1 - bottom) * share, members)
                break
        else:
            lines.append((y0, y1, [item]))
    return [members for _, _, members in sorted(lines, key=lambda line: line[0] + line[1])]


def runs_to_lines(runs: Iterable[TextRun]) -> tuple[PrintedLine, ...]:
    """The lines that runs make, from top to bottom; those of turned runs come last, as they are read.

    Rule: Two runs that stand over one another are two lines, however tall a stroke of a seal makes one of them.
    Test: nouns/test_printed_line.py::test_runs_over_one_another_are_two_lines
    """
    some = list(runs)
    found: list[PrintedLine] = []
    for turn in _turns(r.turn for r in some):
        turned = [(r, r.box.read_at(turn)) for r in some if r.turn == turn]
        rows = (sorted(row, key=lambda t: t[1].x0) for row in side_by_side(turned, lambda t: t[1], _one_over_other))
        found += (PrintedLine(tuple(r for r, _ in row), Box.around(r.box for r, _ in row)) for row in rows)
    return tuple(found)


def _one_over_other(a: Box, b: Box) -> bool:
    """Do two runs stand over the same stretch of a line, one above the other, however tall a stroke makes them?"""
    least = max(_SHARED * min(a.width, b.width), _LEAST_OVER * min(a.height, b.height))
    return min(a.x1, b.x1) - max(a.x0, b.x0) > least


def words_to_lines(words: Iterable[Word]) -> tuple[tuple[Word, ...], ...]:
    """Printed lines from top to bottom, each from left to right.

    Turned words make lines of their own after them, as they are read; words without a box come last, as they came.
    """
    some = list(words)
    lines: list[tuple[Word, ...]] = []
    for turn in _turns(w.turn for w in some):
        placed = [(w, w.box.read_at(turn)) for w in some if w.box is not None and w.turn == turn]
        rows = side_by_side(placed, lambda p: p[1])
        lines += (tuple(w for w, _ in sorted(row, key=lambda p: p[1].x0)) for row in rows)
    rest = tuple(w for w in some if w.box is None)
    return (*lines, rest) if rest else tuple(lines)


def _turns(turns: Iterable[int]) -> list[int]:
    """How things stand turned, upright first."""
    return sorted(set(turns))


def words_to_runs(words: Iterable[Word]) -> tuple[TextRun, ...]:
    """Runs of words that are in no order, as from a text layer: one line, one turn, no column's gap between them."""
    placed = [w for w in words if w.box is not None and w.text.strip()]
    height = median(w.box.read_at(w.turn).height for w in placed if w.box) if placed else 0.0
    marks = [w for w in placed if w.region is RegionKind.WATERMARK]
    apart = ([w for w in placed if w.region is not RegionKind.WATERMARK], marks)
    lines = (line for some in apart for line in words_to_lines(some))
    return tuple(r for line in lines for r in line_to_runs(line, COLUMN_GAP * height))


def line_to_runs(words: Sequence[Word], gap: float) -> tuple[TextRun, ...]:
    """The words of one line, left to right, parted where a gap is wider than `gap` pixels."""
    return part_line(words, lambda left, right: right.x0 - left.x1 > gap)


def part_line(words: Sequence[Word], parts: Callable[[Box, Box], bool]) -> tuple[TextRun, ...]:
    """The words of one line, left to right, parted between two neighbours whose boxes `parts` says yes to."""
    groups: list[list[Word]] = []
    for word in words:
        last = groups[-1][-1].box if groups else None
        if last and word.box and not parts(last.read_at(word.turn), word.box.read_at(word.turn)):
            groups[-1].append(word)
        else:
            groups.append([word])
    return tuple(r for g in groups if (r := words_to_run(g)) is not None)


def line_pitch(lines: Sequence[PrintedLine]) -> float:
    """The usual distance of printed lines in pixels; 1.3 times their height where too few follow each other."""
    tall = median([line.box.height for line in lines] or [1.0])
    centres = [line.box.cy for line in lines]
    steps = [b - a for a, b in pairwise(centres) if 0.5 * tall < b - a < 2.5 * tall]
    return median(steps) if len(steps) >= _FEWEST_STEPS else 1.3 * tall
