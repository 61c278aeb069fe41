"""What is seen of a lattice in both directions: its edges, how far its boundaries reach and run on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from sohoa.extract.evidence.piece_marks import MARKS
from sohoa.extract.evidence.word_places import Places, words_near, words_to_places
from sohoa.extract.grids.boundaries import Side, mean_level, where
from sohoa.extract.grids.edge_features import Evidence, Wear, wear_of
from sohoa.extract.grids.piece_evidence import Shown, across_shown, down_shown
from sohoa.extract.rules.crossings import Lines
from sohoa.extract.rules.rulings import Rulings

Floats = NDArray[np.float64]

_LONG = 0.5
"""A line beside another one that is this long (share of the table) is a rule or a streak of its own."""
_DARKEST = 3.0
_PAST = (1.0, 8.0)
"""So far before and after a table (letter heights) what runs on past it is looked at."""


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """A lattice as it is seen, in both directions; `places`: its words, as seen from rows and from columns."""

    rows: Side
    cols: Side
    across: Evidence
    down: Evidence
    wear: Wear
    places: tuple[Places, Places]


def look_at(rows: Side, cols: Side, lines: Lines, rulings: Rulings) -> Seen:
    """What is seen of a lattice."""
    letter = rulings.measures.letter_height
    beyond = _beyond(cols.levels, letter), _beyond(rows.levels, letter)
    across = across_shown(rows.lines, rows.levels, cols.levels, lines, rulings)
    down = down_shown(cols.lines, cols.levels, rows.levels, lines, rulings)
    pasts = (
        _least_past(across_shown, rows, cols.levels, beyond[0], lines, rulings),
        _least_past(down_shown, cols, rows.levels, beyond[1], lines, rulings),
    )
    reaches = _reach(rows, cols.levels), _reach(cols, rows.levels)
    places = words_to_places(*where(rows, cols, lines, letter), rulings)
    words = [words_near(p) for p in places]
    return Seen(
        rows,
        cols,
        Evidence(across, rows.levels / letter, np.diff(cols.levels) / letter, reaches[0], *pasts[0], words[0]),
        Evidence(down, cols.levels / letter, np.diff(rows.levels) / letter, reaches[1], *pasts[1], words[1]),
        wear_of(across, down),
        places,
    )


def _least_past(
    shown: Callable[..., Shown], own: Side, crossing: Floats, beyond: Floats, lines: Lines, rulings: Rulings
) -> tuple[Floats, Floats]:
    """How much is seen of each boundary before the table and after, (boundaries, 2): of its rule that shows least.

    A streak that runs beside a rule is of one boundary with it; the rule ends where the table does. The second of the
    pair: how dark it is there beside how dark it is within.
    """
    least = _LONG * float(np.ptp(crossing))
    long = [[(x,) for x in b if x.length >= least] if len(b) > 1 else [] for b in own.lines]
    some = [rules if len(rules) > 1 else [b] for rules, b in zip(long, own.lines, strict=True)]
    flat = [rules for several in some for rules in several]
    look = shown(flat, np.array([mean_level(x) for x in flat]), beyond, lines, rulings)
    past, grey = look.strict[:, [0, -1]], look.marks[MARKS.index("grey")]
    dark = (grey[:, [0, -1]] / np.maximum(grey[:, [1]], 1.0)).clip(0, _DARKEST)
    starts = list(pairwise(np.cumsum([0, *(len(several) for several in some)])))
    return np.array([past[a:b].min(0) for a, b in starts]), np.array([dark[a:b].min(0) for a, b in starts])


def _beyond(levels: Floats, letter: float) -> Floats:
    """Where a rule of the table has ended and a streak has not: before it, the table, and after it."""
    near, far = (v * letter for v in _PAST)
    return np.array([levels[0] - far, levels[0] - near, levels[-1] + near, levels[-1] + far])


def _reach(own: Side, crossing: Floats) -> Floats:
    """Length of rule found of each boundary, as a share of the table."""
    return np.array([sum(x.length for x in b) for b in own.lines]) / max(float(np.ptp(crossing)), 1.0)


def shown_of(own: Evidence, odds: Floats) -> float:
    """How much is seen of the edges that are rather ruled than not, by length."""
    weights = own.lengths * (odds > 0)
    seen = np.maximum(own.shown.strict, own.shown.clear)
    return float((seen * weights).sum() / max(float(weights.sum()), 1e-9))


def only(side: Side, kept: NDArray[np.bool_]) -> Side:
    """The boundaries that are kept."""
    lines = tuple(line for line, keep in zip(side.lines, kept, strict=True) if keep)
    return replace(
        side,
        lines=lines,
        open_first=side.open_first and bool(kept[0]),
        open_last=side.open_last and bool(kept[-1]),
    )
