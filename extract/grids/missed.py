"""Boundaries that were missed, as words tell: how probable it is that a row of a lattice is two, or a column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from sohoa.extract.evidence.edge_model import edge_model
from sohoa.extract.evidence.odds import log_odds, probability
from sohoa.extract.evidence.text_gaps import Said, short_boundary, words_say
from sohoa.extract.evidence.word_places import Places, words_to_places
from sohoa.extract.grids.boundaries import Side, mean_level
from sohoa.extract.grids.lattice import Lattice
from sohoa.extract.rules.courses import places_between
from sohoa.extract.rules.crossings import Line, Lines
from sohoa.extract.rules.rulings import Rulings

Floats = NDArray[np.float64]

_NEAR = 0.9
"""Rules of a boundary are no further from it (letter heights)."""
SELDOM = 2.0
"""By so much (log-odds) fewer boundaries are missed than in the samples, from which some were taken away; read off 80
tables (seeds from 10280 on), as what stands beside `_OFTEN` in `probable_lattice`."""
_HEADING, _SHORT_RULE = 2, 0.5
"""In so many rows a heading may have another level over a few columns, of whose rule so much is seen: of 28 drawn
tables (seeds from 10250 on) 5 of 7 such rules show all, 76 of 77 other rows less than half."""


def with_missed(lattice: Lattice, lines: Lines, rulings: Rulings) -> Lattice:
    """The lattice with what words tell of boundaries that were missed; nothing where nothing is known of print.

    Args:
        lattice: as it was found.
        lines: all lines of the page.
        rulings: what they were read from.
    """
    rows, cols = np.zeros(lattice.n_rows), np.zeros(lattice.n_cols)
    if rulings.printed is not None:
        trees, sides = edge_model().gap, lattice_to_sides(lattice, lines, rulings)
        rows, cols = (probability(trees.log_odds(x.gaps)) for x in sides_to_said(*sides, lines, rulings))
    return replace(lattice, missed_rows=rows, missed_cols=cols)


def most_missed(lattice: Lattice) -> float:
    """Probability of the boundary that was most probably missed."""
    return float(max(lattice.missed_rows.max(initial=0.0), lattice.missed_cols.max(initial=0.0)))


def none_missed(lattice: Lattice) -> float:
    """Probability that none was, as seldom as any is in a table that nobody has taken one from."""
    return float(1 - probability(log_odds(np.array(most_missed(lattice))) - SELDOM))


def sides_to_said(rows: Side, cols: Side, lines: Lines, rulings: Rulings) -> tuple[Said, Said]:
    """What words say of the gaps between row boundaries, and between column boundaries; of `lines` the leans count."""
    places = _places(rows, cols, lines, rulings)
    return words_say(places[0], False), words_say(places[1], True)


def _places(rows: Side, cols: Side, lines: Lines, rulings: Rulings) -> tuple[Places, Places]:
    return words_to_places(*where(rows, cols, lines, rulings.measures.letter_height), rulings)


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


def with_short_rules(rows: Side, cols: Side, lines: Lines, everything: Lines, rulings: Rulings) -> Side | None:
    """The row boundaries, and those that may part a heading's levels over a few columns; None if there are none.

    Args:
        rows: boundaries that were found.
        cols: boundaries that were found.
        lines: those they were made of.
        everything: all lines of the page.
        rulings: the evidence.
    """
    if rulings.printed is None:
        return None
    levels, (places, _) = rows.levels, _places(rows, cols, lines, rulings)
    found = [short_boundary(places, g) for g in range(min(_HEADING, len(levels) - 1))]
    new = np.array([levels[g] + at for g, (at, shown) in enumerate(found) if shown >= _SHORT_RULE])
    ends, near = (float(cols.levels[0]), float(cols.levels[-1])), _NEAR * rulings.measures.letter_height
    more = sorted((*rows.lines, *_rules_at(new, everything.horizontal, ends, near)), key=mean_level)
    return replace(rows, lines=tuple(more)) if len(new) else None
