"""Lattices of a worn page by inference: what they show are probabilities; and how sure the cells that they make are.

A cell is right if its boundaries are, if no rule runs through it, and if no column before it is one too many or is
missing; so what is doubtful anywhere in the table counts too. The trees (`edge_model`) are fitted on tables that the
trees of the edges were not fitted on, and tell a probability (calibration as in Niculescu-Mizil and Caruana, Predicting
good probabilities with supervised learning, ICML 2005).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from sohoa.extract.evidence.edge_model import edge_model
from sohoa.extract.evidence.odds import log_odds, probability
from sohoa.extract.grids.best_cells import MERGED, margins_of
from sohoa.extract.grids.continuation import Pieces
from sohoa.extract.grids.inference import Probable, lines_to_tables, sides_to_probable
from sohoa.extract.grids.lattice import Lattice, with_open_sides, without_idle
from sohoa.extract.grids.missed import SELDOM, lattice_to_sides
from sohoa.extract.grids.spans import Span
from sohoa.extract.rules.crossings import Lines
from sohoa.extract.rules.rulings import Rulings
from sohoa.nouns.table import Grid

Floats = NDArray[np.float64]

CELL = (
    *("margin", "row_odds", "col_odds", "col_odds_before", "col_odds_least", "row_odds_least"),
    *("side", "inside", "rows", "cols", "row", "from_left", "from_right", "from_below", "high", "wide"),
    *("beside", "above_below", "margin_usual", "unsure", "doubt", "merged", "n_rows", "n_cols"),
    *("missed_row", "missed_col", "missed_before", "missed_cols", "missed_rows"),
)
"""Names of the features of a cell, in order: its margin, log-odds of its boundaries (the least of two), of the columns
up to it and of all; the least sure edge around it and the most probable one inside; its size and place; how much higher
and wider it is than usual; means of margins in its rows and columns; what the table is like; log-odds that words tell
of a boundary that was missed in its rows, its columns, in a column up to it, in any column, in any row."""
_UNSURE = 2.0
"""Log-odds or margin under which an edge or a cell is unsure."""
_EVEN = 0.5
_MORE_WRONG = 0.5
"""By so much (log-odds) more of the cells of the look that is taken are wrong than of all looks, on which their trees
are fitted. On the 220 worn tables of the test set 262 of 419 wrong cells are flagged at 0.6 so (before a cell's margin
bound it), and 361 right ones; with 0 244 and 316. Of 162 rows of worn task lists it flags 20 for edges of cells, 1.5
74."""


def probable_lattices(lines: Lines, everything: Lines, rulings: Rulings) -> tuple[Lattice, ...]:
    """The lattices of lines that hang together on a worn page: several where tables stand close, one above the other.

    Args as for `lines_to_lattice`.
    """
    found = (_probable(table, lines) for table in lines_to_tables(lines, everything, rulings))
    return tuple(lattice for lattice in found if lattice is not None)


def _probable(found: Probable, lines: Lines) -> Lattice | None:
    rows, cols = found.rows, found.cols
    across, down = (Pieces(x, np.zeros(x.shape, np.bool_)) for x in (found.across, found.down.T))
    lattice = Lattice(
        rows.levels,
        cols.levels,
        with_open_sides(across, rows.open_first, rows.open_last),
        with_open_sides(down, cols.open_first, cols.open_last).turned,
        there_across=_EVEN,
        there_down=_EVEN,
        lean_across=lines.lean_across,
        lean_down=lines.lean_down,
        open_top=rows.open_first,
        open_bottom=rows.open_last,
        probable=True,
        row_odds=found.row_odds,
        col_odds=found.col_odds,
        left_cols=found.left_cols,
    )
    return without_idle(lattice)


def weighed(lattice: Lattice, lines: Lines, rulings: Rulings) -> Lattice:
    """A lattice that whole rules show, with the probabilities of inference in the place of what is seen.

    Args:
        lattice: of whole rules.
        lines: of the page, as that look saw them.
        rulings: as the look for worn rules saw them.
    """
    found = sides_to_probable(*lattice_to_sides(lattice, lines, rulings), lines, rulings)
    across, down = (Pieces(x, np.zeros(x.shape, np.bool_)) for x in (found.across, found.down))
    return replace(
        lattice,
        across=across,
        down=down,
        there_across=_EVEN,
        there_down=_EVEN,
        probable=True,
        row_odds=found.row_odds,
        col_odds=found.col_odds,
    )


def cells_sure(lattice: Lattice, spans: Sequence[Span], margins: Floats) -> Floats:
    """How probable it is that each cell is right, in the place where it is told.

    Rule: A cell of a worn table is no surer than that words part neither its row nor a column up to it in two, than
        that its boundaries are none too many, and than that the grid with it is better than the best without it, the
        price of a merged cell left out.
    Test: extract/grids/test_probable_lattice.py::test_what_words_part_is_doubtful

    Of 467 cells of 80 drawn tables (seeds from 13000 on) with margins of 0.1 to 0.5, to 1, to 1.5 and to 2, 22, 38, 55
    and 68 % are right: as many as without that price. Of the 220 worn tables it flags 1 wrong cell more and 44 right
    ones.
    """
    if not spans:
        return np.zeros(0)
    features = cell_features(lattice, spans, margins)
    told = dict(zip(CELL, features.T, strict=True))
    missed = np.max([told[name] for name in ("missed_row", "missed_col", "missed_before")], axis=0)
    false = np.minimum(told["row_odds"], told["col_odds_before"])
    known = probability(np.minimum.reduce([SELDOM - missed, false, told["margin"] - MERGED]))
    return np.asarray(np.minimum(probability(edge_model().cell.log_odds(features) - _MORE_WRONG), known))


def spans_sure(lattice: Lattice, spans: Sequence[Span]) -> Floats:
    """How probable it is that cells are right that others have found; `lattice`: with probabilities (`weighed`)."""
    return cells_sure(lattice, spans, margins_of(spans, log_odds(lattice.across.shown), log_odds(lattice.down.shown)))


def weighed_grid(lattice: Lattice, grid: Grid) -> Grid:
    """A grid of whole rules with each cell as sure as inference is of it; `lattice` as for `spans_sure`."""
    spans = tuple(Span(c.row, c.col, c.row_span, c.col_span) for c in grid.cells)
    sure = spans_sure(lattice, spans).round(3).tolist()
    return replace(grid, cells=tuple(replace(c, sure=x) for c, x in zip(grid.cells, sure, strict=True)))


def cell_features(lattice: Lattice, spans: Sequence[Span], margins: Floats) -> Floats:
    """The `CELL` features of each cell of a lattice by inference, shape (cells, len(CELL))."""
    across, down = log_odds(lattice.across.shown), log_odds(lattice.down.shown)
    heights, widths = np.diff(lattice.row_levels), np.diff(lattice.col_levels)
    places = np.array([(s.row, s.row + s.row_span, s.col, s.col + s.col_span) for s in spans])
    top, bottom, left, right = places.T
    margin_at = np.zeros((lattice.n_rows, lattice.n_cols))
    by_row, by_col = _missed(lattice)
    own = np.zeros((len(spans), 6))
    for k, (a, b, c, d) in enumerate(places.tolist()):
        margin_at[a:b, c:d] = margins[k]
        sides = across[a, c:d].min(), across[b, c:d].min(), down[a:b, c].min(), down[a:b, d].min()
        inside = across[a + 1 : b, c:d].max(initial=-9.0), down[a:b, c + 1 : d].max(initial=-9.0)
        size = heights[a:b].sum() / np.median(heights), widths[c:d].sum() / np.median(widths)
        own[k] = min(sides), max(inside), *size, by_row[a:b].max(), by_col[c:d].max()
    row_odds, col_odds = lattice.row_odds, lattice.col_odds
    edges = np.abs(np.concatenate([across.ravel(), down.ravel()]))
    table = (
        *(float(np.median(margins)), float((margins < _UNSURE).mean()), float((edges < _UNSURE).mean())),
        *(float((places[:, 1] - top + right - left > 2).mean()), lattice.n_rows, lattice.n_cols),
    )
    features = [
        *(margins, np.minimum(row_odds[top], row_odds[bottom]), np.minimum(col_odds[left], col_odds[right])),
        *(np.minimum.accumulate(col_odds)[right], np.full(len(spans), col_odds.min())),
        *(np.full(len(spans), row_odds.min()), own[:, 0], own[:, 1], bottom - top, right - left),
        *(top, left, lattice.n_cols - right, lattice.n_rows - bottom, own[:, 2], own[:, 3]),
        *(margin_at.mean(1)[top], margin_at.mean(0)[left], *(np.full(len(spans), v) for v in table)),
        *(own[:, 4], own[:, 5], np.maximum.accumulate(by_col)[right - 1]),
        *(np.full(len(spans), x.max()) for x in (by_col, by_row)),
    ]
    return np.stack([np.asarray(f, np.float64) for f in features], axis=-1)


def _missed(lattice: Lattice) -> tuple[Floats, Floats]:
    """Log-odds that a boundary was missed in each row, and column; the least where nobody has looked for any."""
    told = ((lattice.missed_rows, lattice.n_rows), (lattice.missed_cols, lattice.n_cols))
    rows, cols = (log_odds(x if len(x) else np.zeros(n)) for x, n in told)
    return rows, cols
