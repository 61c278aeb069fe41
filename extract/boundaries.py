"""From lines that hang together to the row and column boundaries of a table.

Lines of one level are one boundary. A table may be open: at a page end the outer rule is
often missing, and worn scans lose outer rules first; there the ends of the rules that run
up to it show where it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extract.crossings import Line, Lines
from extract.evidence import down_shown
from extract.rulings import Rulings

Floats = NDArray[np.float64]

_NARROWEST = 0.9
"""Boundaries nearer than this (letter heights) are one: no cell is lower or narrower than a letter."""
_OPEN = 1.6
"""Rules that go on this far (letter heights) past the last boundary leave the table open there ..."""
_AGREE = 1.5
"""... if their ends agree to this many letter heights."""
_STREAK = 0.4
_PAST = (4.0, 8.0)
"""Where (letter heights from the table) a rule of the table has ended and a streak has not."""


@dataclass(frozen=True, slots=True)
class Side:
    """The boundaries of one direction, in order; `open_first` / `open_last`: the outer one is inferred."""

    lines: tuple[tuple[Line, ...], ...]
    open_first: bool = False
    open_last: bool = False

    @property
    def levels(self) -> Floats:
        """Level of each boundary, working pixels."""
        return np.array([mean_level(b) for b in self.lines])


def lines_to_boundaries(lines: Lines, rulings: Rulings) -> tuple[Side, Side] | None:
    """Row and column boundaries of lines that hang together, None if there are too few."""
    letter = rulings.measures.letter_height
    rows, cols = _same_levels(lines.horizontal, letter), _same_levels(lines.vertical, letter)
    if not rows or len(cols) < 2:
        return None
    cols = _without_streaks(lines, rows, cols, rulings)
    row_side = _closed(rows, cols, lines.lean_across, letter)
    col_side = _closed(cols, rows, lines.lean_down, letter)
    return (row_side, col_side) if len(row_side.lines) >= 2 else None


def mean_level(lines: Sequence[Line]) -> float:
    """Level of a boundary: that of its lines, longer ones counting more."""
    weights = [x.length + 1e-9 for x in lines]
    return sum(x.level * w for x, w in zip(lines, weights, strict=True)) / sum(weights)


def _same_levels(lines: Sequence[Line], letter: float) -> list[tuple[Line, ...]]:
    out: list[tuple[Line, ...]] = []
    for line in sorted(lines, key=lambda x: x.level):
        if out and line.level - mean_level(out[-1]) < _NARROWEST * letter:
            out[-1] = (*out[-1], line)
        else:
            out.append((line,))
    return out


def _closed(
    own: Sequence[tuple[Line, ...]], other: Sequence[tuple[Line, ...]], lean: float, letter: float
) -> Side:
    """The boundaries with the outer ones that the ends of the crossing rules tell of."""
    at = np.array([mean_level(b) for b in other])
    starts = np.array([min(x.start for x in b) for b in other]) - lean * at
    ends = np.array([max(x.end for x in b) for b in other]) - lean * at
    before = _inferred(mean_level(own[0]) - starts, letter)
    after = _inferred(ends - mean_level(own[-1]), letter)
    lines = list(own)
    span = float(at.min()), float(at.max())
    if before is not None:
        lines.insert(0, (Line(mean_level(own[0]) - before, *span, ()),))
    if after is not None:
        lines.append((Line(mean_level(own[-1]) + after, *span, ()),))
    return Side(tuple(lines), before is not None, after is not None)


def _inferred(beyond: Floats, letter: float) -> float | None:
    """How far past the last boundary most crossing rules end together, None if they do not."""
    far = beyond[beyond > _OPEN * letter]
    if len(far) < max(2, len(beyond) // 2 + 1):
        return None
    middle = float(np.median(far))
    return middle if float(np.median(np.abs(far - middle))) <= _AGREE * letter else None


def _without_streaks(
    lines: Lines, rows: Sequence[tuple[Line, ...]], cols: list[tuple[Line, ...]], rulings: Rulings
) -> list[tuple[Line, ...]]:
    """Drops the few columns that run on past the table above or below: scanner streaks, folds, other pages."""
    if len(rows) < 2 or len(cols) < 4:
        return cols
    levels = np.array([mean_level(c) for c in cols])
    beyond = np.zeros(len(cols), np.bool_)
    for edge, side in ((mean_level(rows[0]), -1), (mean_level(rows[-1]), 1)):
        past = np.ones(len(cols), np.bool_)
        for far in _PAST:
            zone = np.sort(edge + side * rulings.measures.letter_height * np.array([1.0, far]))
            past &= down_shown(cols, levels, zone, lines, rulings)[:, 0] >= _STREAK
        beyond |= past
    if beyond.sum() > len(cols) / 3:
        return cols
    return [c for c, past in zip(cols, beyond, strict=True) if not past]
