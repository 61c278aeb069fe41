"""Letters that touch from line to line (a `g` in the mark of the `ố` below it), cut apart where their ink is thinnest.

Such a pair is one connected component, higher than any letter, and so would be left out of both lines, or take the
mark along into the line above. Cutting touching strokes at the thinnest place between two baselines follows
Likforman-Sulem, Zahour and Taconet, "Text line segmentation of historical documents: a survey" (IJDAR 9, 2007).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import cv2
import numpy as np

from sohoa.pipeline.ink.components import WIDEST_LETTER, Components
from sohoa.pipeline.ink.text_lines import TextLine, components_to_lines

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

_TALL = 1.9, 9.0
"""Heights of what may hang from one line into the next, in letter heights: a letter with more than its descender, to
what ties three lines. Guesses; a capital has 1.4, two lines of body text 3.7."""
_NEAR, _FEWEST = 6.0, 3
"""A line's base and head at a place are those of its letters so near, in letter heights, if there are so many."""
_IN_CORE = 0.25
"""What belongs to a line reaches so far into the zone of its small letters, in letter heights. A guess."""
_DEEPEST = 0.75
"""A descender is less deep than this, in letter heights; in Times it has 0.5. A guess."""
_MARKS_OVER = 1.1
"""How high marks stand over small letters, in letter heights: those of a capital with two, 1.05 in Times."""
_THIN = 0.7
"""The ink between the lines is no wider than this at its thinnest, in letter heights: a stroke or two. A guess."""


def part_touching_lines(parts: Components, lines: Sequence[TextLine]) -> tuple[Components, tuple[TextLine, ...]]:
    """Components and lines of a page with what ties two lines cut apart; the same if nothing does.

    Rule: Letters of two lines that touch are cut apart where their ink is thinnest, and each is read in its own line.
    Test: pipeline/ink/test_touching_lines.py::test_a_descender_in_the_mark_below_is_cut_from_it
    """
    cuts = [(int(c), row) for c in _candidates(parts) for row in _cut_rows(parts, lines, int(c))]
    if not cuts:
        return parts, tuple(lines)
    whole = _cut(parts, cuts)
    return whole, components_to_lines(whole)


def _candidates(parts: Components) -> Ints:
    """Components that are too high for letters of one line, and no rules or pictures."""
    h = parts.letter_height
    tall = (parts.heights > _TALL[0] * h) & (parts.heights < _TALL[1] * h) & (parts.widths < WIDEST_LETTER * h)
    tall[0] = False
    return np.flatnonzero(tall)


def _cut_rows(parts: Components, lines: Sequence[TextLine], c: int) -> list[int]:
    """Rows at which a component is to be cut, from the lowest up: one between each two lines that it ties."""
    cores = sorted(core for line in lines if (core := _core(parts, line, c)) is not None)
    rows = []
    for (_, base), (head, _) in pairwise(cores):
        row = _thinnest(parts, c, base, head)
        if row is not None:
            rows.append(row)
    return rows[::-1]


def _core(parts: Components, line: TextLine, c: int) -> tuple[float, float] | None:
    """Head and base of a line's small letters beside a component; None if the line does not pass there."""
    if line.zone != parts.zone[c] or line.box.y1 < parts.y0[c] or line.box.y0 > parts.y1[c]:
        return None
    reach = _NEAR * parts.letter_height
    m = line.members[parts.letters[line.members]]
    near = m[(m != c) & (parts.x1[m] > parts.x0[c] - reach) & (parts.x0[m] < parts.x1[c] + reach)]
    if len(near) < _FEWEST:
        return None
    return float(np.median(parts.y0[near])), float(np.median(parts.y1[near]))


def _thinnest(parts: Components, c: int, base: float, head: float) -> int | None:
    """The row between a line's base and the head of the next at which a component that ties them is thinnest."""
    h = parts.letter_height
    hangs = parts.y0[c] < base - _IN_CORE * h and parts.y1[c] > max(base + _DEEPEST * h, head - _MARKS_OVER * h)
    if not hangs or base >= head:
        return None
    first, last = int(base), min(int(head), int(parts.y1[c]) - 1)
    own = parts.labels[first : last + 1, parts.x0[c] : parts.x1[c]] == c
    ink = own.sum(axis=1)
    least = int(ink.min())
    if least > _THIN * h:
        return None
    thin = np.flatnonzero(ink == least)
    return first + int(thin[len(thin) // 2])


def _cut(parts: Components, cuts: Sequence[tuple[int, int]]) -> Components:
    """The components with what stands below each row (of one component from the lowest up) as components of its own."""
    labels = parts.labels.copy()
    boxes = [list(map(int, b)) for b in zip(parts.x0, parts.y0, parts.x1, parts.y1, strict=True)]
    zone = parts.zone.tolist()
    for c, row in cuts:
        x0, y0, x1, y1 = boxes[c]
        below = labels[row:y1, x0:x1]
        count, pieces, stats, _ = cv2.connectedComponentsWithStats((below == c).astype(np.uint8), connectivity=8)
        below[pieces > 0] = pieces[pieces > 0] + len(boxes) - 1
        for x, y, w, h in stats[1:count, :4].tolist():
            boxes.append([x0 + x, row + y, x0 + x + w, row + y + h])
            zone.append(zone[c])
        columns = np.flatnonzero((labels[y0:row, x0:x1] == c).any(axis=0))
        boxes[c] = [x0 + int(columns[0]), y0, x0 + int(columns[-1]) + 1, row]
    sides = np.array(boxes, np.int64).T
    return replace(
        parts, labels=labels, x0=sides[0], y0=sides[1], x1=sides[2], y1=sides[3], zone=np.array(zone, np.int64)
    )
