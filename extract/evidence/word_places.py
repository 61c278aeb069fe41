"""Where the words of a page stand in a lattice, as seen from its rows and from its columns, and how near to boundaries.

A boundary that is one too many has words across it, or none on a side.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sohoa.extract.rules.rulings import Rulings

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Ints = NDArray[np.int_]
Grey = NDArray[np.uint8]

BESIDE = (
    *("filled_least", "filled_most", "together", "near_least", "near_most", "usual_least", "usual_most"),
    *("across", "over_usual"),
)
"""Names of what words say of a boundary: shares of pieces with words on the side where there are fewer, and more; with
words on both; how near words stand (the nearest tenth; the middle one; letter heights) on the nearer side, and the
further one; share of pieces where a word runs across, and how far in the mean."""
NEAR = ("over", "before", "after")
"""Of a piece of a boundary: how far a word reaches past it, on the side where it reaches less; how near words stand
before it, and after (letter heights)."""
_FAR = 20.0
_TENTH, _MIDDLE = 0.1, 0.5
_MOST_OVER = 2.0
ACROSS = 0.45
"""A word that reaches further than this (letter heights) past both sides of a boundary runs across it: of the true
edges of 20 drawn tables (seeds from 12000 on) 1.4 % have one (at 0.3 2 %), of open ones one in ten; it may be a seal's
letter."""

_TOUCHED, _MOST_TOUCHED = 0.1, 0.25
"""A word that reaches further than this (letter heights) past a boundary touches it; of the true columns that were left
out, of drawn tables, a word touches two rows in eleven at most, of the stem of `số` in each of twenty rows 19."""
_HEADING = 2


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Words of one direction of a lattice, its boundaries as if upright.

    `at` (boundaries, pieces): where each boundary runs beside each piece; `words` (words, 2): start and end across
    the boundaries; `piece` (words,): which piece each stands in, -1 for none; `ranges` (pieces, 2): where pieces begin
    and end; `strength`, `runs`: of rules that run along the boundaries, pieces run down.
    """

    at: Floats
    words: Floats
    piece: Ints
    ranges: Floats
    strength: Grey
    runs: Bools
    letter: float


def words_to_places(row_at: Floats, col_at: Floats, rulings: Rulings) -> tuple[Places, Places]:
    """The words of a page in a lattice, as seen from its rows and from its columns.

    Args:
        row_at: where each row boundary runs in each column, shape (boundaries, columns), working pixels.
        col_at: where each column boundary runs in each row, shape (boundaries, rows).
        rulings: of the page.
    """
    words = np.zeros((0, 4)) if rulings.printed is None else rulings.printed.words
    letter, across, down = rulings.measures.letter_height, rulings.across, rulings.down
    x, y = (words[:, 0] + words[:, 2]) / 2, (words[:, 1] + words[:, 3]) / 2
    col = np.clip(np.searchsorted(col_at.mean(1), x) - 1, 0, len(col_at) - 2)
    row = _nearest(row_at, y, col)
    for _ in range(2):
        col = _nearest(col_at, x, row)
        row = _nearest(row_at, y, col)
    of_rows, of_cols = (np.stack([at.mean(1)[:-1], at.mean(1)[1:]], axis=1) for at in (row_at, col_at))
    return (
        Places(row_at, words[:, [1, 3]], col, of_cols, across.strength.T, across.runs.T, letter),
        Places(col_at, words[:, [0, 2]], row, of_rows, down.strength, down.runs, letter),
    )


def _nearest(at: Floats, where: Floats, piece: Ints) -> Ints:
    """Between which boundaries each word stands, given its piece; -1 for none."""
    out = np.full(len(where), -1)
    for p in range(at.shape[1]):
        own = piece == p
        out[own] = np.searchsorted(at[:, p], where[own]) - 1
    return np.where((out >= 0) & (out < len(at) - 1), out, -1)


def words_near(places: Places) -> Floats:
    """The `NEAR` numbers of each piece of each boundary, shape (len(NEAR), boundaries, pieces)."""
    boundaries, _ = places.at.shape
    own = places.piece >= 0
    (start, end), piece = places.words[own].T, places.piece[own]
    at = places.at[:, piece]
    near, over = np.full((2, *places.at.shape), _FAR), np.zeros(places.at.shape)
    gap = (at <= (start + end) / 2).sum(0) - 1
    inside = (gap >= 0) & (gap < boundaries - 1)
    gap, column, words = gap[inside], piece[inside], np.flatnonzero(inside)
    np.minimum.at(near[1], (gap, column), (start[words] - at[gap, words]) / places.letter)
    np.minimum.at(near[0], (gap + 1, column), (at[gap + 1, words] - end[words]) / places.letter)
    past = np.minimum(at - start, end - at) / places.letter
    crossed, word = np.nonzero(past > 0)
    np.maximum.at(over, (crossed, piece[word]), past[crossed, word].clip(0, _MOST_OVER))
    return np.stack([over, *near])


def words_beside(near: Floats) -> Floats:
    """The `BESIDE` features of each boundary, shape (boundaries, len(BESIDE)), from what `words_near` told.

    An outer boundary has two sides alike.
    """
    over, sides = near[0], near[1:].copy()
    sides[0, 0], sides[1, -1] = sides[1, 0], sides[0, -1]
    pieces, filled = over.shape[1], sides < _FAR
    shares, both = filled.mean(2), (filled[0] & filled[1]).mean(1)
    features = [shares.min(0), shares.max(0), both]
    for share in (_TENTH, _MIDDLE):
        quantile = np.sort(sides, axis=2)[:, :, min(int(share * pieces), pieces - 1)]
        features += [quantile.min(0), quantile.max(0)]
    return np.column_stack([*features, (over > ACROSS).mean(1), over.mean(1)])


def words_part(near: Floats, fewest: int, least: float) -> Bools:
    """Which boundaries words part, shape (boundaries,): they stand on both sides of many pieces, and nowhere across.

    Nor does a word reach past most of them: stems of letters one below the other are part of words. In place of many
    one of the first two is enough, those of a heading: a column may be empty.

    Args:
        near: what `words_near` told.
        fewest: so many pieces, at least, have words on a side.
        least: this share of those, at least, has words on both sides, 0 to 1.
    """
    filled, across = near[1:] < _FAR, near[0] > ACROSS
    some, touched = filled.any(0).sum(1), (near[0] > _TOUCHED).sum(1)
    clear = ~across.any(1) & (touched <= _MOST_TOUCHED * some)
    both = np.asarray(filled.all(0))
    most, heading = both.sum(1) >= least * some, both[:, :_HEADING].any(1)
    return np.asarray((some >= fewest) & clear & (most | heading))
