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
from extract.evidence import across_shown, down_shown
from extract.rulings import Rulings

Floats = NDArray[np.float64]

_LEAST_SHOWN = 0.5
_MOST_ASKED = 0.85
"""Share of a piece of rule that must be seen: between these two, at the natural break of the page."""
_NARROWEST = 0.9
"""Boundaries nearer than this (letter heights) are one: no cell is lower or narrower than a letter."""
_OPEN = 1.6
"""Verticals that go on this far (letter heights) past the last horizontal leave the table open there."""
_STREAK = 0.6
_PAST = (4.0, 8.0)
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
    levels = np.array([_mean(c) for c in cols])
    beyond = np.zeros(len(cols), np.bool_)
    for edge, side in ((_mean(rows[0]), -1), (_mean(rows[-1]), 1)):
        past = np.ones(len(cols), np.bool_)
        for far in _PAST:
            zone = np.sort(edge + side * rulings.measures.letter_height * np.array([1.0, far]))
            past &= down_shown(cols, levels, zone, lines, rulings)[:, 0] >= _STREAK
        beyond |= past
    if beyond.sum() > len(cols) / 3:
        return cols
    return [c for c, past in zip(cols, beyond, strict=True) if not past]


def _with_evidence(
    lines: Lines, rows: Sequence[Sequence[Line]], cols: Sequence[Sequence[Line]], rulings: Rulings
) -> Lattice:
    row_levels, col_levels = np.array([_mean(r) for r in rows]), np.array([_mean(c) for c in cols])
    across = across_shown(rows, row_levels, col_levels, lines, rulings)
    down = down_shown(cols, col_levels, row_levels, lines, rulings)
    leans = lines.lean_across, lines.lean_down
    return Lattice(row_levels, col_levels, across, down.T, lean_across=leans[0], lean_down=leans[1])


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
