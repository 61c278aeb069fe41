"""From boundaries to a lattice: all boundaries drawn through, and how much of each piece is there.

`across.shown[i, j]` tells how much (0 to 1) of the rule on row boundary `i` over column `j` is
there, `down.shown[i, j]` how much of the rule on column boundary `j` beside row `i`. Spans
follow from what is not there.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from sohoa.extract.grids.boundaries import lines_to_boundaries
from sohoa.extract.grids.continuation import ESTABLISHED, LEAST_SHOWN, SHARP, Pieces, followed, shining_through
from sohoa.extract.grids.piece_evidence import across_shown, down_shown
from sohoa.extract.rules.crossings import Lines
from sohoa.extract.rules.rulings import Rulings

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

_CLEAR_GAP = 0.25
"""A piece that shows `LEAST_SHOWN` is there, unless the page is so sharp that shares fall in two heaps with a gap as
wide as this: then its middle."""
_SHARP_SHOWN = 0.68
_NARROWEST_COLUMN = 1.6
"""No column is narrower than this (letter heights); of two boundaries as near as this the better ruled one holds."""
_ONE_LINE = 2.8
_ONE_ROW = 0.3
"""An inner column ruled beside one printed line (letter heights), or beside one row out of three or more that is
lower than this share of the table, is letters one above the other."""
_FEW_ROWS = 0.35
_BEYOND_DOUBT = 0.9
"""An inner column ruled beside less than this share of the table must be ruled this well somewhere: arcs of seals."""
_AS_GOOD = 0.75
"""A row boundary that is not ruled throughout shows this share of what the usual one shows."""
_FAIR = 0.6
"""One that is ruled over most of its length still shows this share: lines of text in two wide columns show half."""
_NO_RULE, _WALL = 0.3, 0.8
_FEWEST_LEVEL = 2
"""Between two tables side by side no piece of rule shows more than the first share, and beside them the second share of
the rules is there, over two rows at least. A guess: a gap shows the ends of rules beside it, whole rules show all."""


@dataclass(frozen=True, slots=True, eq=False)
class Lattice:
    """Boundaries in working pixels: row boundary i runs at y = row_levels[i] + lean_across * x, columns alike.

    Shapes: `row_levels` (n_rows + 1), `col_levels` (n_cols + 1), `across` (n_rows + 1, n_cols),
    `down` (n_rows, n_cols + 1). A piece is there if it shows `there_across` (`there_down`) or more. Of a worn page
    what is shown are `probable` rules: probabilities, with `row_odds` and `col_odds` those of the boundaries.
    `missed_rows` (n_rows,), `missed_cols` (n_cols,): how probable it is that words part a row, a column in two;
    `left_cols`: levels of columns left out for little; `struck`: share of the pieces with words across, the greatest.
    """

    row_levels: Floats
    col_levels: Floats
    across: Pieces
    down: Pieces
    there_across: float = LEAST_SHOWN
    there_down: float = LEAST_SHOWN
    lean_across: float = 0.0
    lean_down: float = 0.0
    open_top: bool = False
    open_bottom: bool = False
    probable: bool = False
    row_odds: Floats = field(default_factory=lambda: np.zeros(0))
    col_odds: Floats = field(default_factory=lambda: np.zeros(0))
    missed_rows: Floats = field(default_factory=lambda: np.zeros(0))
    missed_cols: Floats = field(default_factory=lambda: np.zeros(0))
    left_cols: Floats = field(default_factory=lambda: np.zeros(0))
    struck: float = 0.0

    @property
    def n_rows(self) -> int:
        """Rows between the boundaries."""
        return len(self.row_levels) - 1

    @property
    def n_cols(self) -> int:
        """Columns between the boundaries."""
        return len(self.col_levels) - 1

    def place(self, i: int, j: int) -> tuple[float, float]:
        """Where row boundary `i` and column boundary `j` cross, working pixels."""
        row, col = self.row_levels[i], self.col_levels[j]
        x = col + self.lean_down * row
        return float(x), float(row + self.lean_across * x)


def lines_to_lattice(lines: Lines, everything: Lines, rulings: Rulings) -> Lattice | None:
    """The lattice of lines that hang together; None if they bound no two cells, or too many to be a table.

    Args:
        lines: those that hang together.
        everything: all lines of the page.
        rulings: what they were read from.
    """
    sides = lines_to_boundaries(lines, everything, rulings)
    if sides is None:
        return None
    rows, cols = sides
    shown_down = down_shown(cols.lines, cols.levels, rows.levels, lines, rulings)
    across = followed(across_shown(rows.lines, rows.levels, cols.levels, lines, rulings), np.diff(cols.levels))
    down = followed(shown_down, np.diff(rows.levels))
    raw = Lattice(
        rows.levels,
        cols.levels,
        with_open_sides(across, rows.open_first, rows.open_last),
        with_open_sides(down, cols.open_first, cols.open_last).turned,
        lean_across=lines.lean_across,
        lean_down=lines.lean_down,
        open_top=rows.open_first,
        open_bottom=rows.open_last,
    )
    own = np.flatnonzero(~shining_through(shown_down, np.diff(rows.levels)))
    found = without_idle(kept(raw, np.arange(len(rows.levels)), own))
    if found is None:
        return None
    sharp = replace(found, there_across=natural_break(found.across), there_down=natural_break(found.down))
    return without_idle(_without_false_columns(without_weak_rows(sharp), rulings.measures.letter_height))


def with_open_sides(pieces: Pieces, first: bool, last: bool) -> Pieces:
    """The pieces of all boundaries; an outer one that was put where the crossing rules end is there throughout."""
    shown, inferred = pieces.shown.copy(), pieces.inferred.copy()
    for k in [0] * first + [-1] * last:
        shown[k], inferred[k] = 1.0, False
    return Pieces(shown, inferred)


def natural_break(pieces: Pieces) -> float:
    """The share that parts pieces of rule from text that happens to lie on a boundary.

    Sharp pages show all or little of a piece, with a wide gap between (a natural break in
    the sense of Jenks, 1967, with two classes); worn pages have none, there a fixed share
    decides, a higher one where most pieces are whole.
    """
    seen = pieces.shown[~pieces.inferred]
    some = np.sort(np.concatenate([[LEAST_SHOWN, 1.0], seen[(seen > LEAST_SHOWN) & (seen < 1.0)]]))
    widths = np.diff(some)
    k = int(np.argmax(widths))
    if widths[k] >= _CLEAR_GAP:
        return float(some[k] + some[k + 1]) / 2
    return _SHARP_SHOWN if np.median(seen[seen > LEAST_SHOWN]) >= SHARP else LEAST_SHOWN


def without_weak_rows(lattice: Lattice) -> Lattice:
    """Drops inner row boundaries that are lines of text: ruled over a part of the table, and worse than its rules.

    Rule: Lines of text on a worn page are no rules between rows.
    Test: extract/grids/test_grids.py::test_lines_of_text_are_no_row_boundaries
    """
    across = lattice.across.shown
    there = across >= lattice.there_across
    widths = np.diff(lattice.col_levels)
    share = (there * widths).sum(1) / widths.sum()
    shown = (across * there * widths).sum(1) / np.maximum((there * widths).sum(1), 1e-9)
    usual = float(np.median(shown[share > 0])) if (share > 0).any() else 0.0
    keep = (shown >= _AS_GOOD * usual) | ((share >= ESTABLISHED) & (shown >= _FAIR * usual))
    keep[[0, -1]] = True
    return kept(lattice, np.flatnonzero(keep), np.arange(len(lattice.col_levels)))


def _without_false_columns(lattice: Lattice, letter: float) -> Lattice:
    """Drops inner column boundaries that are a streak beside a rule, or letters of one printed line."""
    heights = np.diff(lattice.row_levels)
    there = lattice.down.shown >= lattice.there_down
    shown = (there * heights[:, None]).sum(0)
    keep = np.ones(len(lattice.col_levels), np.bool_)
    if lattice.n_rows > 2:
        lone = (there.sum(0) == 1) & (shown < _ONE_ROW * heights.sum())
        doubtful = (shown < _FEW_ROWS * heights.sum()) & (lattice.down.shown.max(0) < _BEYOND_DOUBT)
        keep[1:-1] = ~(lone | doubtful | (shown < _ONE_LINE * letter))[1:-1]
    for a, b in pairwise(np.flatnonzero(keep)):
        if lattice.col_levels[b] - lattice.col_levels[a] < _NARROWEST_COLUMN * letter:
            keep[a if shown[a] < shown[b] else b] = False
    return kept(lattice, np.arange(len(lattice.row_levels)), np.flatnonzero(keep))


def side_by_side(lattice: Lattice) -> tuple[Lattice, ...]:
    """The lattice, or its parts, from left to right, where a column is a gap between two tables.

    A gap is closed neither above nor below and crossed by no rule, and both tables are ruled all along it; a column
    merged over all rows has rules above and below. Rows that only a neighbour has are left out of each part.

    Rule: Two tables side by side are two tables, also where their rules are level.
    Test: extract/grids/test_grids.py::test_two_tables_side_by_side
    """
    across, down = lattice.across.shown, lattice.down.shown
    ruled = np.average(down, axis=0, weights=np.diff(lattice.row_levels))
    gaps = np.flatnonzero((across.max(0) < _NO_RULE) & (ruled[:-1] >= _WALL) & (ruled[1:] >= _WALL))
    gaps = gaps[(gaps > 0) & (gaps < lattice.n_cols - 1)]
    if lattice.n_rows < _FEWEST_LEVEL or not len(gaps):
        return (lattice,)
    rows, edges = np.arange(len(lattice.row_levels)), np.arange(len(lattice.col_levels))
    sides = zip([0, *(gaps + 1)], [*gaps, lattice.n_cols], strict=True)
    parts = [without_idle(kept(lattice, rows, edges[a : b + 1])) for a, b in sides]
    return (lattice,) if None in parts else tuple(p for p in parts if p is not None)


def without_idle(lattice: Lattice) -> Lattice | None:
    """Drops boundaries no piece of which is there, and outer ones that nothing ties to the table; None if few stay."""
    while True:
        across, down = lattice.across.shown >= lattice.there_across, lattice.down.shown >= lattice.there_down
        rows, cols = np.asarray(across.any(axis=1)), np.asarray(down.any(axis=0))
        if rows.all() and cols.all():
            ends = [0, -1]
            rows[ends] = np.asarray(down.any(axis=1))[ends]
            cols[ends] = np.asarray(across.any(axis=0))[ends]
            if rows.all() and cols.all():
                return lattice
        if rows.sum() < 2 or cols.sum() < 2:
            return None
        lattice = kept(lattice, np.flatnonzero(rows), np.flatnonzero(cols))


def kept(lattice: Lattice, rows: NDArray[np.int_], cols: NDArray[np.int_]) -> Lattice:
    """Only these boundaries (indices, in order); pieces between them are means of their parts, weighted by length."""
    widths, heights = np.diff(lattice.col_levels), np.diff(lattice.row_levels)
    across = _pooled(lattice.across, rows, widths, cols)
    down = _pooled(lattice.down.turned, cols, heights, rows).turned
    odds = (
        (lattice.row_odds[rows], lattice.col_odds[cols]) if lattice.probable else (lattice.row_odds, lattice.col_odds)
    )
    levels = lattice.row_levels[rows], lattice.col_levels[cols]
    return replace(
        lattice,
        row_levels=levels[0],
        col_levels=levels[1],
        across=across,
        down=down,
        row_odds=odds[0],
        col_odds=odds[1],
    )


def _pooled(pieces: Pieces, own: NDArray[np.int_], lengths: Floats, crossing: NDArray[np.int_]) -> Pieces:
    """The pieces of the boundaries `own` between the boundaries `crossing`: inferred if the longer part of them is."""
    if len(crossing) == len(lengths) + 1:
        return Pieces(pieces.shown[own], pieces.inferred[own])
    shown, inferred = (np.zeros((len(own), len(crossing) - 1)) for _ in range(2))
    for k, (a, b) in enumerate(pairwise(crossing)):
        weight = lengths[a:b] / max(float(lengths[a:b].sum()), 1e-9)
        shown[:, k] = (pieces.shown[own, a:b] * weight).sum(1)
        inferred[:, k] = (pieces.inferred[own, a:b] * weight).sum(1)
    return Pieces(shown, inferred > 0.5)
