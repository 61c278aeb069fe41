"""Boundaries that were missed, as words tell: how probable it is that a row of a lattice is two, or a column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from sohoa.extract.evidence.edge_model import edge_model
from sohoa.extract.evidence.odds import log_odds, probability
from sohoa.extract.evidence.text_gaps import Said, words_say, words_to_places
from sohoa.extract.grids.boundaries import Side
from sohoa.extract.grids.courses import places_between
from sohoa.extract.grids.crossings import Line, Lines
from sohoa.extract.grids.lattice import Lattice
from sohoa.extract.rules.rulings import Rulings

Floats = NDArray[np.float64]

_NEAR = 0.9
"""Rules of a boundary are no further from it (letter heights)."""
SELDOM = 2.0
"""By so much (log-odds) fewer boundaries are missed than in the samples, from which some were taken away; read off 80
tables (seeds from 10280 on), as what stands beside `_OFTEN` in `probable_lattice`."""


def with_missed(lattice: Lattice, lines: Lines, rulings: Rulings) -> Lattice:
    """The lattice with what words tell of boundaries that were missed; nothing where nothing is known of print.

    Args:
        lattice: as it was found.
        lines: all lines of the page.
        rulings: what they were read from.
    """
    rows, cols = np.zeros(lattice.n_rows), np.zeros(lattice.n_cols)
    if rulings.printed is not None:
        trees = edge_model().gap
        rows, cols = (probability(trees.log_odds(x.gaps)) for x in lattice_to_said(lattice, lines, rulings))
    return replace(lattice, missed_rows=rows, missed_cols=cols)


def most_missed(lattice: Lattice) -> float:
    """Probability of the boundary that was most probably missed."""
    return float(max(lattice.missed_rows.max(initial=0.0), lattice.missed_cols.max(initial=0.0)))


def none_missed(lattice: Lattice) -> float:
    """Probability that none was, as seldom as any is in a table that nobody has taken one from."""
    return float(1 - probability(log_odds(np.array(most_missed(lattice))) - SELDOM))


def lattice_to_said(lattice: Lattice, lines: Lines, rulings: Rulings) -> tuple[Said, Said]:
    """What words say of the rows of a lattice, and of its columns; args as for `with_missed`."""
    places = words_to_places(
        *where(*lattice_to_sides(lattice, lines, rulings), lines, rulings.measures.letter_height), rulings
    )
    return words_say(places[0], False), words_say(places[1], True)


def lattice_to_sides(lattice: Lattice, lines: Lines, rulings: Rulings) -> tuple[Side, Side]:
    """The boundaries of a lattice with the rules that run along them."""
    near = _NEAR * rulings.measures.letter_height
    ends = float(lattice.col_levels[0]), float(lattice.col_levels[-1])
    rows = Side(_rules_at(lattice.row_levels, lines.horizontal, ends, near), lattice.open_top, lattice.open_bottom)
    ends = float(lattice.row_levels[0]), float(lattice.row_levels[-1])
    return rows, Side(_rules_at(lattice.col_levels, lines.vertical, ends, near))


def _rules_at(
    levels: Floats, lines: Sequence[Line], ends: tuple[float, float], near: float
) -> tuple[tuple[Line, ...], ...]:
    """The lines of each level; one without rules where there are none."""
    found = (tuple(x for x in lines if abs(x.level - level) < near) for level in levels)
    return tuple(some if some else (Line(float(level), *ends, ()),) for some, level in zip(found, levels, strict=True))


def where(rows: Side, cols: Side, lines: Lines, letter: float) -> tuple[Floats, Floats]:
    """Where each row boundary runs in each column, and each column boundary in each row; working pixels."""
    leans = lines.lean_across, lines.lean_down
    return (
        places_between(rows.lines, rows.levels, cols.levels, leans, letter, turned=False),
        places_between(cols.lines, cols.levels, rows.levels, leans[::-1], letter, turned=True),
    )
