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

from sohoa.extract.grids.piece_evidence import across_shown, down_shown
from sohoa.extract.rules.courses import places_between
from sohoa.extract.rules.crossings import Line, Lines
from sohoa.extract.rules.rulings import Rulings

Floats = NDArray[np.float64]

_NARROWEST = 0.9
"""Boundaries nearer than this (letter heights) are one: no cell is lower or narrower than a letter."""
_OPEN = 1.6
"""Rules that go on this far (letter heights) past the last boundary leave the table open there ..."""
_AGREE = 1.5
"""... if their ends agree to this many letter heights."""
_MOST_RULES = 0.5
"""A boundary is reached if more than this share of the rules across run up to it: most of them."""
_OUTER_TWO = 2
_OUTER_REACH = 0.4
_OUTER_SHARE = 0.7
_OUTER_SHOWN = 0.4
"""An outer column stands this near (share of the table's width), is this tall (share of its height), and this much
of the rules between it and the table is seen."""
_STREAK = 0.4
_PAST = (4.0, 8.0)
"""Where (letter heights from the table) a rule of the table has ended and a streak has not."""

_FEWEST, _AT_A_RULE, _MOST_AT_RULES, _OFF_RULES, _LEFT_OUT = 3, 1.0, 0.75, 0.8, 0.5
"""Of so many boundaries and more one begins and ends at rules if both are no further off (letter heights); if this
share of all do, one that leaves out half of a column (a row) and of which both ends are further off is none. Of 60
drawn tables (seeds from 13000 on) with a share of that kind 0 of 107 true boundaries over a part are lost, 5 of 25
false ones are."""

_MOST_CELLS = 20_000
"""A page with more is a drawing: bounds the time of all that follows."""


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


def lines_to_boundaries(lines: Lines, everything: Lines, rulings: Rulings) -> tuple[Side, Side] | None:
    """Row and column boundaries of lines that hang together; None if there are too few, or too many to be a table.

    Args:
        lines: those that hang together.
        everything: all lines of the page; an outer column among them that worn rules no
            longer reach is taken in.
        rulings: what they were read from.
    """
    letter = rulings.measures.letter_height
    rows, cols = _same_levels(lines.horizontal, letter), _same_levels(lines.vertical, letter)
    if not rows or len(cols) < 2:
        return None
    cols = _without_streaks(lines, rows, cols, rulings)
    cols = _with_outer(rows, cols, everything, rulings)
    if not rulings.worn:
        rows, cols = (
            _without_strays(own, other, lean, letter)
            for own, other, lean in ((rows, cols, lines.lean_down), (cols, rows, lines.lean_across))
        )
    row_side = _closed(rows, cols, lines.lean_across, letter)
    col_side = _closed(cols, rows, lines.lean_down, letter)
    cells = (len(row_side.lines) - 1) * (len(col_side.lines) - 1)
    return (row_side, col_side) if 0 < cells <= _MOST_CELLS else None


def mean_level(lines: Sequence[Line]) -> float:
    """Level of a boundary: that of its lines, longer ones counting more."""
    weights = [x.length + 1e-9 for x in lines]
    return sum(x.level * w for x, w in zip(lines, weights, strict=True)) / sum(weights)


def where(rows: Side, cols: Side, lines: Lines, letter: float) -> tuple[Floats, Floats]:
    """Where each row boundary runs in each column, and each column boundary in each row; working pixels."""
    leans = lines.lean_across, lines.lean_down
    return (
        places_between(rows.lines, rows.levels, cols.levels, leans, letter, turned=False),
        places_between(cols.lines, cols.levels, rows.levels, leans[::-1], letter, turned=True),
    )


def reached(own: Side, crossing: Side) -> tuple[int | None, int | None]:
    """The first and the last boundary up to which most rules across run: past the middle of what it closes; or none.

    Rule: The side of a worn table stays where most of its rules across run up to it, its head and foot where most of
        its columns do; what lies past it is doubtful.
    Test: extract/grids/test_boundaries.py::test_the_side_that_rules_run_up_to_stays
    """
    at = own.levels
    middles, last = (at[:-1] + at[1:]) / 2, len(at) - 1
    starts = np.array([[min(x.start for x in rules)] for rules in crossing.lines])
    ends = np.array([[max(x.end for x in rules)] for rules in crossing.lines])
    begun, ended = (starts < middles).mean(0) > _MOST_RULES, (ends > middles).mean(0) > _MOST_RULES
    return (
        int(begun.argmax()) if begun.any() else None,
        int(last - ended[::-1].argmax()) if ended.any() else None,
    )


def _same_levels(lines: Sequence[Line], letter: float) -> list[tuple[Line, ...]]:
    out: list[tuple[Line, ...]] = []
    for line in sorted(lines, key=lambda x: x.level):
        if out and line.level - mean_level(out[-1]) < _NARROWEST * letter:
            out[-1] = (*out[-1], line)
        else:
            out.append((line,))
    return out


def _closed(own: Sequence[tuple[Line, ...]], other: Sequence[tuple[Line, ...]], lean: float, letter: float) -> Side:
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
    """How far past the last boundary most crossing rules go on, or the outer two and one more: till two end together.

    Rule: Where the first and the last rule of a table run on past its last column, and end at one place with one more,
        there is another column, also where most rules do not reach it since its cells are merged.
    Test: extract/grids/test_boundaries.py::test_a_last_column_of_merged_cells_without_a_side
    """
    far = np.sort(beyond[beyond > _OPEN * letter])[::-1]
    outer = (np.abs(beyond - far.max(initial=0.0)) <= _AGREE * letter)[[0, -1]].all() and len(far) > _OUTER_TWO
    if len(far) < max(2, 0 if outer else len(beyond) // 2 + 1):
        return None
    together = np.flatnonzero(far[:-1] - far[1:] <= _AGREE * letter)
    return float(far[together[0]]) if len(together) else None


def _with_outer(
    rows: Sequence[tuple[Line, ...]], cols: list[tuple[Line, ...]], everything: Lines, rulings: Rulings
) -> list[tuple[Line, ...]]:
    """The columns with the next vertical on either side that the rows run up to, if there is one."""
    if len(rows) < 2:
        return cols
    levels = np.array([mean_level(r) for r in rows])
    top, bottom = float(levels[0]), float(levels[-1])
    nearest = _OPEN * rulings.measures.letter_height
    farthest = (mean_level(cols[-1]) - mean_level(cols[0])) * _OUTER_REACH
    out = list(cols)
    for last in (False, True):
        edge = mean_level(cols[-1 if last else 0])
        beyond = [v for v in everything.vertical if nearest < _past(v, edge, last) < farthest]
        tall = [v for v in beyond if min(v.end, bottom) - max(v.start, top) >= _OUTER_SHARE * (bottom - top)]
        for line in sorted(tall, key=lambda v: _past(v, edge, last))[:1]:
            ends = np.sort(np.array([edge, line.level]))
            if across_shown(rows, levels, ends, everything, rulings).strict.mean() >= _OUTER_SHOWN:
                out.insert(len(out) if last else 0, (line,))
    return out


def _without_strays(
    own: list[tuple[Line, ...]], other: Sequence[tuple[Line, ...]], lean: float, letter: float
) -> list[tuple[Line, ...]]:
    """Drops boundaries over a part of the table that begin and end off the others, where most begin and end at them.

    Rule: A scratch over a part of a table that neither begins nor ends at one of its rules parts no cells.
    Test: extract/grids/test_boundaries.py::test_a_scratch_over_a_part_of_a_table
    """
    if min(len(own), len(other)) < _FEWEST:
        return own
    at = np.array([mean_level(b) for b in other])
    off, left_out = np.zeros((len(own), 2)), np.zeros(len(own))
    for k, lines in enumerate(own):
        crossings = at + lean * mean_level(lines)
        start, end = min(x.start for x in lines), max(x.end for x in lines)
        off[k] = [np.abs(crossings - x).min() / letter for x in (start, end)]
        covered = np.minimum(end, crossings[1:]) - np.maximum(start, crossings[:-1])
        left_out[k] = 1 - (covered / np.diff(crossings)).min()
    if (off.max(1) < _AT_A_RULE).mean() < _MOST_AT_RULES:
        return own
    stray = (off.min(1) > _OFF_RULES) & (left_out > _LEFT_OUT)
    stray[[0, -1]] = False
    return [lines for lines, drop in zip(own, stray, strict=True) if not drop]


def _past(line: Line, edge: float, last: bool) -> float:
    return line.level - edge if last else edge - line.level


def _without_streaks(
    lines: Lines, rows: Sequence[tuple[Line, ...]], cols: list[tuple[Line, ...]], rulings: Rulings
) -> list[tuple[Line, ...]]:
    """Drops the few columns that run on past the table above or below: scanner streaks, folds, other pages.

    Rule: A streak of the scanner that runs on past the table above and below is no column.
    Test: extract/grids/test_grids.py::test_a_streak_through_the_page_is_no_column
    """
    if len(rows) < 2 or len(cols) < 4:
        return cols
    levels = np.array([mean_level(c) for c in cols])
    beyond = np.zeros(len(cols), np.bool_)
    for edge, side in ((mean_level(rows[0]), -1), (mean_level(rows[-1]), 1)):
        past = np.ones(len(cols), np.bool_)
        for far in _PAST:
            zone = np.sort(edge + side * rulings.measures.letter_height * np.array([1.0, far]))
            past &= down_shown(cols, levels, zone, lines, rulings).strict[:, 0] >= _STREAK
        beyond |= past
    beyond &= ~np.array([any(_was_cut(x) for x in c) for c in cols])
    if beyond.sum() > len(cols) / 3:
        return cols
    return [c for c, past in zip(cols, beyond, strict=True) if not past]


def _was_cut(line: Line) -> bool:
    """Was a line cut off from a streak that it runs beside?"""
    ends = [y for r in line.rules for y in (r.y0, r.y1)]
    return min(ends) < line.start - 1 or max(ends) > line.end + 1
