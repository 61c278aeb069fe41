"""Boundaries that were missed, as words tell: how probable it is that a row of a lattice is two, or a column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from sohoa.extract.evidence.edge_model import edge_model
from sohoa.extract.evidence.odds import log_odds, probability
from sohoa.extract.evidence.text_gaps import GAP, Said, short_boundary, words_say
from sohoa.extract.evidence.word_places import ACROSS, Places, words_near, words_to_places
from sohoa.extract.grids.boundaries import Side, mean_level, where
from sohoa.extract.grids.lattice import Lattice
from sohoa.extract.grids.seen import Seen
from sohoa.extract.rules.crossings import Line, Lines
from sohoa.extract.rules.rulings import Rulings

Floats = NDArray[np.float64]

_NEAR = 0.9
"""Rules of a boundary are no further from it (letter heights)."""
SELDOM = 2.0
"""By so much (log-odds) fewer boundaries are missed than in the samples, from which some were taken away; read off 80
tables (seeds from 10280 on)."""
_LIKELY, _SOME_RULE = -1.5, 0.1
"""A boundary is proposed if words tell of it with such log-odds, and so much of a rule is seen (mean): guesses."""
_SURELY, _MOST_ROWS, _SOME_ROWS, _ALL_SEEN, _SOME_SEEN = 1.5, 0.6, 3, 0.8, 0.5
"""Log-odds that words tell of a column with, share of the rows with words on both sides, so many rows at least, and how
much is seen of a streak that lies on it, and of its edges. Of what words propose so, and the trees of boundaries do not
believe, on 79 pages to fit on and 70 drawn tables 10 are columns and none is not."""
_SHARED = 0.5
"""Another look sees the same table if its rows cover this share of it. A guess."""
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
    if rulings.printed is None:
        return replace(lattice, missed_rows=np.zeros(lattice.n_rows), missed_cols=np.zeros(lattice.n_cols))
    trees, places = edge_model().gap, _places(*lattice_to_sides(lattice, lines, rulings), lines, rulings)
    rows, cols = (probability(trees.log_odds(words_say(p, k == 1).gaps)) for k, p in enumerate(places))
    ruled = lattice.across.shown >= lattice.there_across, lattice.down.turned.shown >= lattice.there_down
    struck = [most_struck(words_near(p)[0], there) for p, there in zip(places, ruled, strict=True)]
    return replace(lattice, missed_rows=rows, missed_cols=cols, struck=max(struck))


def with_columns_of(lattice: Lattice, others: Sequence[Lattice], near: float) -> Lattice:
    """The lattice with the columns that other looks at its place see, among those that were left out.

    Rule: A column that one look at a worn table sees and the one that is taken does not is one if the words that are
        read part there.
    Test: extract/grids/test_missed.py::test_columns_of_another_look

    Args:
        lattice: of the look that is taken.
        others: of all other looks at the page.
        near: two levels that stand no further apart are one, pixels.
    """
    top, bottom = lattice.row_levels[[0, -1]]
    left = list(lattice.left_cols)
    for other in others:
        shared = min(bottom, other.row_levels[-1]) - max(top, other.row_levels[0])
        if shared > _SHARED * (bottom - top):
            known = [*lattice.col_levels, *left]
            left += [x for x in other.col_levels if min(abs(x - y) for y in known) > near]
    return replace(lattice, left_cols=np.array(left))


def most_struck(over: Floats, there: NDArray[np.bool_]) -> float:
    """Share of the pieces of an inner boundary across which words stand, of those that are ruled; of the worst one.

    Args:
        over: how far a word reaches past each piece, letter heights, (boundaries, pieces).
        there: which pieces are ruled, the same shape.
    """
    inner = slice(1, -1)
    shares = ((over[inner] > ACROSS) * there[inner]).sum(1) / np.maximum(there[inner].sum(1), 1)
    return float(shares.max(initial=0.0))


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


def with_proposals(
    rows: Side, cols: Side, lines: Lines, everything: Lines, rulings: Rulings
) -> tuple[Side, Side] | None:
    """The boundaries, and those that words tell of where something of a rule is seen; None if there are none.

    Rule: A boundary that words tell of, and of which something is seen, is one, also where a streak hides it.
    Test: extract/grids/test_inference.py::test_a_rule_beside_a_streak_through_the_page_is_a_column_or_told

    Args:
        rows: boundaries that were found.
        cols: boundaries that were found.
        lines: those they were made of.
        everything: all lines of the page.
        rulings: the evidence.
    """
    if rulings.printed is None:
        return None
    near, out = _NEAR * rulings.measures.letter_height, []
    for side, other, places, own in zip(
        (rows, cols),
        (cols, rows),
        _places(rows, cols, lines, rulings),
        (everything.horizontal, everything.vertical),
        strict=True,
    ):
        levels = _proposed(places, side.levels, side is cols)
        new = _rules_at(levels, own, (float(other.levels[0]), float(other.levels[-1])), near)
        out.append(replace(side, lines=tuple(sorted((*side.lines, *new), key=mean_level))))
    grown = sum(len(x.lines) for x in out) > len(rows.lines) + len(cols.lines)
    return (out[0], out[1]) if grown else None


def under_streaks(rows: Side, cols: Side, lines: Lines, rulings: Rulings) -> Floats:
    """Levels of columns of which words tell for sure and of which all is seen that is also seen past the table.

    A streak lies on their rule, or beside it: nothing in its look tells it from one that is no column; words do, and a
    streak through white between words of nearly all rows is seldom there by chance.

    Rule: A streak that runs in white between words of nearly all rows, with words on either side, lies on a column.
    Test: extract/grids/test_missed.py::test_a_streak_on_a_column_that_words_tell_of
    """
    said = words_say(_places(rows, cols, lines, rulings)[1], True)
    told = dict(zip(GAP, said.gaps.T, strict=True))
    sure = (edge_model().gap.log_odds(said.gaps) >= _SURELY) & (told["both"] >= _MOST_ROWS)
    sure &= told["pieces"] >= _SOME_ROWS
    seen = np.minimum(told["rule"], told["runs_on"]) >= _ALL_SEEN
    return np.asarray((cols.levels[:-1] + said.best)[sure & seen])


def with_streaks(seen: Seen, at: Floats, odds: Floats, down: Floats) -> tuple[Floats, Floats]:
    """Log-odds of columns and of their edges, given that those at some levels lie under streaks."""
    own = np.asarray((np.abs(seen.cols.levels[:, None] - at) < seen.places[1].letter).any(1))
    parted = np.minimum(np.roll(down, 1, axis=0), np.roll(down, -1, axis=0)) > 0  # no row of a group
    bare = own[:, None] & parted & (seen.down.shown.strict > _SOME_SEEN) & (seen.down.words[0] <= ACROSS)
    return np.where(own, np.maximum(odds, _SURELY), odds), np.where(bare, np.maximum(down, _SURELY), down)


def _proposed(places: Places, levels: Floats, down: bool) -> Floats:
    """Where words tell of a boundary: in any gap, or in the first ones of the rows over some columns only."""
    said = words_say(places, down)
    likely = edge_model().gap.log_odds(said.gaps) >= _LIKELY
    at = np.where(likely & (said.gaps[:, GAP.index("rule")] >= _SOME_RULE), levels[:-1] + said.best, np.nan)
    for g in range(0 if down else min(_HEADING, len(at))):
        best, shown = short_boundary(places, g)
        if shown >= _SHORT_RULE:
            at[g] = levels[g] + best
    return np.asarray(at[~np.isnan(at)])
