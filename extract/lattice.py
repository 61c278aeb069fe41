"""From lines that hang together to a lattice: row and column boundaries and the rules between them.

A lattice is all boundaries drawn through from side to side; `across[i, j]` tells how much
(0 to 1) of the rule on row boundary `i` over column `j` is really there, `down[i, j]` how
much of the rule on column boundary `j` beside row `i`. Spans follow from what is not there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from extract.crossings import Line, Lines
from extract.rulings import Rulings

Floats = NDArray[np.float64]
Ints = NDArray[np.int_]

_LEAST_SHOWN = 0.5
_MOST_ASKED = 0.85
"""Share of a piece of rule that must be seen: between these two, at the natural break of the page."""
_NARROWEST = 0.9
"""Boundaries nearer than this (letter heights) are one: no cell is lower or narrower than a letter."""
_OPEN = 1.6
"""Verticals that go on this far (letter heights) past the last horizontal leave the table open there."""
_SLACK = 0.2
"""A rule may leave its boundary by this much (letter heights): bends, noise."""
_DARKEST = 2.5
"""What is this many times as dark as the rule itself is text on a worn rule."""
_BESIDE = (0.3, 0.75)
_CROWDED = 0.4
"""A piece with this share of strokes close by on both sides (letter heights) lies in text."""
_STREAK = 0.6
_PAST = (1.0, 8.0)
"""Where (letter heights from the table) a rule of the table has ended and a streak has not."""
_MOST_CELLS = 20_000


@dataclass(frozen=True, slots=True, eq=False)
class Lattice:
    """Boundaries in working pixels: row boundary i runs at y = row_levels[i] + lean_across * x, columns alike.

    Shapes: `row_levels` (n_rows + 1), `col_levels` (n_cols + 1), `across` (n_rows + 1, n_cols),
    `down` (n_rows, n_cols + 1). A piece is there if it shows `there_across` (`there_down`) or more.
    """

    row_levels: Floats
    col_levels: Floats
    across: Floats
    down: Floats
    there_across: float = _LEAST_SHOWN
    there_down: float = _LEAST_SHOWN
    lean_across: float = 0.0
    lean_down: float = 0.0
    open_top: bool = False
    open_bottom: bool = False

    @property
    def n_rows(self) -> int:
        """Rows between the boundaries."""
        return len(self.row_levels) - 1

    @property
    def n_cols(self) -> int:
        """Columns between the boundaries."""
        return len(self.col_levels) - 1


def lines_to_lattice(lines: Lines, rulings: Rulings) -> Lattice | None:
    """The lattice of lines that hang together; None if they bound no two cells, or too many to be a table."""
    letter = rulings.measures.letter_height
    rows, cols = _boundaries(lines.horizontal, letter), _boundaries(lines.vertical, letter)
    if len(rows) < 1 or len(cols) < 2:
        return None
    cols = _without_streaks(lines, rows, cols, rulings)
    top, bottom = _open_ends(lines, rows, cols, letter)
    if top is not None:
        rows = [[Line(top, cols[0][0].level, cols[-1][0].level, ())], *rows]
    if bottom is not None:
        rows = [*rows, [Line(bottom, cols[0][0].level, cols[-1][0].level, ())]]
    if len(rows) < 2 or (len(rows) - 1) * (len(cols) - 1) > _MOST_CELLS:
        return None
    lattice = _with_evidence(lines, rows, cols, rulings)
    if top is not None:
        lattice.across[0, :] = 1.0
    if bottom is not None:
        lattice.across[-1, :] = 1.0
    found = _without_idle(replace(lattice, open_top=top is not None, open_bottom=bottom is not None))
    if found is None:
        return None
    return _without_idle(
        replace(found, there_across=natural_break(found.across), there_down=natural_break(found.down))
    )


def natural_break(shown: Floats) -> float:
    """The share that parts pieces of rule from text that happens to lie on a boundary: the widest gap.

    Sharp pages show all or little of a piece, worn pages something between; both have a gap
    (the natural breaks of Jenks, 1967, for two classes, on the sorted shares).
    """
    some = np.sort(np.concatenate([[_LEAST_SHOWN, 1.0], shown[(shown > _LEAST_SHOWN) & (shown < 1.0)].ravel()]))
    k = int(np.argmax(np.diff(some)))
    return float(np.clip((some[k] + some[k + 1]) / 2, _LEAST_SHOWN, _MOST_ASKED))


def _boundaries(lines: Sequence[Line], letter: float) -> list[list[Line]]:
    """Lines of one level together, in order; those nearer than a letter are one boundary."""
    out: list[list[Line]] = []
    for line in sorted(lines, key=lambda x: x.level):
        if out and line.level - _mean(out[-1]) < _NARROWEST * letter:
            out[-1].append(line)
        else:
            out.append([line])
    return out


def _mean(lines: Sequence[Line]) -> float:
    weights = sum(x.length for x in lines) + 1e-9
    return sum(x.level * (x.length + 1e-9 / len(lines)) for x in lines) / weights


def _open_ends(
    lines: Lines, rows: Sequence[Sequence[Line]], cols: Sequence[Sequence[Line]], letter: float
) -> tuple[float | None, float | None]:
    """Levels at which an open top or bottom is to be closed, None where a rule closes it."""
    starts = np.array([min(x.start for x in c) for c in cols])
    ends = np.array([max(x.end for x in c) for c in cols])
    lean = lines.lean_across * np.array([_mean(c) for c in cols])
    above = _mean(rows[0]) - (starts - lean)
    below = (ends - lean) - _mean(rows[-1])
    enough = max(2, len(cols) // 2 + 1)
    above, below = above[above > _OPEN * letter], below[below > _OPEN * letter]
    top = _mean(rows[0]) - float(np.median(above)) if len(above) >= enough else None
    bottom = _mean(rows[-1]) + float(np.median(below)) if len(below) >= enough else None
    return top, bottom


def _without_streaks(
    lines: Lines, rows: Sequence[list[Line]], cols: list[list[Line]], rulings: Rulings
) -> list[list[Line]]:
    """Drops the few columns that run on past the table above or below: scanner streaks, folds, other pages."""
    if len(rows) < 2 or len(cols) < 4:
        return cols
    letter = rulings.measures.letter_height
    ends = _mean(rows[0]), _mean(rows[-1])
    beyond = np.zeros(len(cols), np.bool_)
    for zone in ((ends[0] - _PAST[1] * letter, ends[0] - _PAST[0] * letter), (ends[1] + _PAST[0] * letter, ends[1] + _PAST[1] * letter)):
        levels = np.array([_mean(c) for c in cols]), np.array(zone)
        leans = lines.lean_down, lines.lean_across
        shown = _evidence([_ends(c, True) for c in cols], levels, leans, rulings.down.T, letter, _CROWDED)
        beyond |= shown[:, 0] >= _STREAK
    if beyond.sum() > len(cols) / 3:
        return cols
    return [c for c, past in zip(cols, beyond, strict=True) if not past]


def _ends(lines: Sequence[Line], turned: bool) -> Floats:
    """Ends of the rules of a boundary as (position along it, position across), sorted; shape (n, 2)."""
    ends: list[tuple[float, float]] = []
    for rule in (r for line in lines for r in line.rules):
        p = (rule.y0, rule.x0, rule.y1, rule.x1) if turned else (rule.x0, rule.y0, rule.x1, rule.y1)
        ends += [(p[0], p[1]), (p[2], p[3])]
    return np.array(sorted(ends), dtype=np.float64).reshape(-1, 2)


def _course(ends: Floats, level: float, lean: float, at: Floats) -> Floats:
    """Where a boundary runs at the positions `at` along it: through its rules, straight between them."""
    if not len(ends):
        return np.asarray(level + lean * at, dtype=np.float64)
    return np.asarray(np.interp(at, ends[:, 0], ends[:, 1] - lean * ends[:, 0]) + lean * at, dtype=np.float64)


def _with_evidence(
    lines: Lines, rows: Sequence[Sequence[Line]], cols: Sequence[Sequence[Line]], rulings: Rulings
) -> Lattice:
    levels = np.array([_mean(r) for r in rows]), np.array([_mean(c) for c in cols])
    letter = rulings.measures.letter_height
    leans = lines.lean_across, lines.lean_down
    across = _evidence([_ends(r, False) for r in rows], levels, leans, rulings.across, letter, 2.0)
    down = _evidence([_ends(c, True) for c in cols], levels[::-1], leans[::-1], rulings.down.T, letter, _CROWDED)
    return Lattice(*levels, across, down.T, lean_across=leans[0], lean_down=leans[1])


def _evidence(
    boundaries: Sequence[Floats],
    levels: tuple[Floats, Floats],
    leans: tuple[float, float],
    strength: NDArray[np.uint8],
    letter: float,
    most_crowded: float,
) -> Floats:
    """Share of each piece between two crossings that the mask shows; shape (boundaries, pieces).

    The best of a few parallel courses counts: strokes of letters on different ones make no
    rule. Nor do strokes much darker than the rest of the boundary.
    """
    own, other = levels
    out = np.zeros((len(boundaries), len(other) - 1))
    for i, ends in enumerate(boundaries):
        crossing = other + leans[1] * own[i]
        at = np.arange(int(crossing[0]), int(crossing[-1]) + 2)
        course = np.rint(_course(ends, float(own[i]), leans[0], at.astype(np.float64))).astype(int)
        seen = _band(strength, course, at, -_SLACK * letter, _SLACK * letter)
        seen = (seen > 0) & (seen <= _DARKEST * _usual(seen[len(seen) // 2]))
        before = (_band(strength, course, at, -_BESIDE[1] * letter, -_BESIDE[0] * letter) > 0).any(0)
        after = (_band(strength, course, at, _BESIDE[0] * letter, _BESIDE[1] * letter) > 0).any(0)
        for j, (a, b) in enumerate(pairwise(crossing)):
            here = (at >= a) & (at <= b)
            crowded = min(before[here].mean(), after[here].mean()) if here.any() else 1.0
            out[i, j] = seen[:, here].mean(1).max() if crowded < most_crowded else 0.0
    return out


def _band(strength: NDArray[np.uint8], course: Ints, at: Ints, first: float, last: float) -> NDArray[np.uint8]:
    """Strength along a course, at offsets `first` to `last` across it; 0 outside of the image."""
    across = course[None, :] + np.arange(round(first), round(last) + 1)[:, None]
    height, width = strength.shape
    inside = (across >= 0) & (across < height) & (at >= 0) & (at < width)
    return np.where(inside, strength[across.clip(0, height - 1), at.clip(0, width - 1)[None, :]], 0).astype(np.uint8)


def _usual(strength: NDArray[np.uint8]) -> float:
    """Median strength of a boundary where it is seen; no limit where it is not."""
    seen = strength[strength > 0]
    return float(np.median(seen)) if len(seen) else 255.0


def _without_idle(lattice: Lattice) -> Lattice | None:
    """Drops boundaries no piece of which is there, from the inside and the edges, until none is left."""
    while True:
        rows = np.flatnonzero((lattice.across >= lattice.there_across).any(1))
        cols = np.flatnonzero((lattice.down >= lattice.there_down).any(0))
        if len(rows) < 2 or len(cols) < 2:
            return None
        if len(rows) == lattice.n_rows + 1 and len(cols) == lattice.n_cols + 1:
            return lattice
        lattice = _kept(lattice, rows, cols)


def _kept(lattice: Lattice, rows: NDArray[np.int_], cols: NDArray[np.int_]) -> Lattice:
    """Only these boundaries; the pieces between them are the means of their parts, weighted by length."""
    widths, heights = np.diff(lattice.col_levels), np.diff(lattice.row_levels)
    across = _pooled(lattice.across[rows], widths, cols)
    down = _pooled(lattice.down[:, cols].T, heights, rows).T
    return replace(
        lattice, row_levels=lattice.row_levels[rows], col_levels=lattice.col_levels[cols], across=across, down=down
    )


def _pooled(pieces: Floats, lengths: Floats, keep: NDArray[np.int_]) -> Floats:
    out = np.zeros((len(pieces), len(keep) - 1))
    for k, (a, b) in enumerate(pairwise(keep)):
        weight = lengths[a:b]
        out[:, k] = (pieces[:, a:b] * weight).sum(1) / max(float(weight.sum()), 1e-9)
    return out
