"""What words say of a lattice: a boundary that was missed is white between words, one too many has none on a side.

Neither needs the rules: it is a second witness. For each gap between two boundaries that follow one another the place
is looked for where most of its pieces (of a column: its rows) are white with words on both sides, and fewest are
crossed by words; what a rule would show there is told beside it. For each boundary: how much of the gaps beside it has
words, and how near they stand.
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

GAP = (
    *("both", "cross", "pieces_both", "white", "white_usual", "filled", "rule", "rule_most", "rule_even", "runs_on"),
    *("size", "size_usual", "pieces", "gaps", "down", "first", "last"),
)
"""Names of the features of a gap between two boundaries, in order. At the best place for another boundary: the share of
its filled pieces with words on both sides, with words across, how many have words on both sides; how wide the white
is (letter heights; beside other gaps of the table); the share of its pieces with words; how much of a rule is seen in
the white (mean, and the share of pieces that show most of one; how even it is), and past the table. Its size, and
beside the usual one; how many pieces and gaps; is it a column, the first, the last?"""
BESIDE = ("filled_least", "filled_most", "together", "near_least", "near_most", "usual_least", "usual_most", "across")
"""Names of what words say of a boundary: shares of pieces with words on the side where there are fewer, and more; with
words on both; how near words stand (the nearest tenth; the middle one; letter heights) on the nearer side, and the
further one; share of pieces where a word runs across."""

NEAR = ("over", "before", "after")
"""Of a piece of a boundary: does a word stand across it; how near words stand before it, and after (letter heights)."""

_INSET = 0.3
"""Half a rule and what it bends, letter heights."""
_EDGE, _NARROWEST = 0.5, 1.0
"""What stands nearer to a boundary (letter heights) may be a piece of its rule; another boundary is further off."""
_MARGIN = 0.15
"""White on either side of a place for a boundary, letter heights."""
_CROSSED = 2.0
"""A piece with words across speaks so many times as loud against a boundary as one with words on both sides for it."""
_RULED = 1.0
"""... and what is seen of a rule as loud as those."""
_FAR = 20.0
_SEEN, _EVEN = 0.5, 0.99
_TENTH, _MIDDLE = 0.1, 0.5
_OVER = 0.3


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


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """What words say of each gap, shape (gaps, len(GAP)).

    `best` (gaps,): where in it the best place for a boundary is, pixels from the boundary before it.
    """

    gaps: Floats
    best: Floats


def words_say(places: Places, down: bool) -> Said:
    """What words say of the gaps between the boundaries of rows, or (`down`) of columns.

    Rule: A column that rules do not show is white between words in most rows, with a word on either side.
    Test: extract/evidence/test_text_gaps.py::test_a_column_that_was_missed
    """
    found = [_gap(places, g) for g in range(len(places.at) - 1)]
    gaps, best = np.array([f for f, _ in found]), np.array([b for _, b in found])
    whites = gaps[:, GAP.index("white")]
    gaps[:, GAP.index("white_usual")] = whites / max(float(np.median(whites)), 0.1)
    sizes, n = np.diff(places.at, axis=0).mean(1) / places.letter, len(gaps)
    first, last = np.arange(n) == 0, np.arange(n) == n - 1
    pieces = places.at.shape[1]
    tail = sizes, sizes / np.median(sizes), np.full(n, pieces), np.full(n, n), np.full(n, down), first, last
    return Said(np.column_stack([gaps, *tail]), best)


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


def _gap(places: Places, g: int) -> tuple[list[float], float]:
    """The features of a gap from `both` to `runs_on`, and where its best place is, pixels from its first boundary."""
    size = int(np.median(places.at[g + 1] - places.at[g]))
    taken, rule, even = _profiles(places, g, size)
    edge = round(_EDGE * places.letter)
    taken[:, :edge] = taken[:, -edge:] = False
    some = np.asarray(taken.any(1))
    lo, hi = round(_NARROWEST * places.letter), size - round(_NARROWEST * places.letter)
    if hi - lo < 3 or not some.any():
        return [0.0, 0.0, 0.0, 0.0, 0.0, float(some.mean()), 0.0, 0.0, 0.0, 0.0], size / 2
    left = np.maximum.accumulate(taken, axis=1)
    right = np.maximum.accumulate(taken[:, ::-1], axis=1)[:, ::-1]
    both = (left & right & ~taken).sum(0)
    across = taken.sum(0)
    score = (both - _CROSSED * across + _RULED * rule.sum(0))[lo:hi].astype(np.float64)
    top = score.max()
    stream = np.flatnonzero(score >= top - _EVEN) + lo
    runs = np.split(stream, np.flatnonzero(np.diff(stream) > 1) + 1)
    stream = max(runs, key=lambda r: (float(rule[:, r].mean(0).max()), len(r)))
    ruled = rule[:, stream]
    best = int(stream[int(ruled.mean(0).argmax())]) if ruled.any() else int(stream[len(stream) // 2])
    n = int(some.sum())
    features = [
        *(both[best] / n, across[best] / n, both[best], len(stream) / places.letter, 0.0, n / len(some)),
        *(rule[:, best].mean(), (rule[:, best] >= _SEEN).mean(), even[:, best].mean()),
        _past(places, g, best),
    ]
    return [float(f) for f in features], float(best)


def _profiles(places: Places, g: int, size: int) -> tuple[Bools, Floats, Floats]:
    """Of each piece of a gap, across it: where words stand, how much of a rule is seen, and of an even one."""
    pieces = places.at.shape[1]
    taken = np.zeros((pieces, size + 1), np.bool_)
    rule, even = np.zeros((pieces, size + 1)), np.zeros((pieces, size + 1))
    margin = _MARGIN * places.letter
    for p in range(pieces):
        a, b = places.at[g, p], places.at[g + 1, p]
        for start, end in places.words[(places.piece == p) & (places.words[:, 1] > a) & (places.words[:, 0] < b)]:
            taken[p, max(0, int(start - a - margin)) : max(0, int(end - a + margin) + 1)] = True
        rows = _range(places.ranges[p], places.letter)
        first = int(a)
        seen = places.strength[rows, max(0, first) : first + size + 1] > 0
        rule[p, : seen.shape[1]] = seen.mean(0) if seen.size else 0.0
        runs = places.runs[rows, max(0, first) : first + size + 1]
        even[p, : runs.shape[1]] = runs.mean(0) if runs.size else 0.0
    wide = max(1, round(_OVER * places.letter) // 2)
    return taken, _spread(rule, wide), _spread(even, wide)


def _range(ends: Floats, letter: float) -> slice:
    inset = _INSET * letter
    return slice(int(max(0, ends[0] + inset)), int(max(ends[0] + inset, ends[1] - inset)) + 1)


def _spread(values: Floats, by: int) -> Floats:
    """The most within some pixels to either side, along rows."""
    padded = np.pad(values, ((0, 0), (by, by)))
    return np.asarray(np.max([padded[:, k : k + values.shape[1]] for k in range(2 * by + 1)], axis=0))


def _past(places: Places, g: int, best: int) -> float:
    """How much of a rule is seen beyond the table, before it or after it, whichever shows more."""
    out = []
    for end, p, side in ((places.ranges[0, 0], 0, -1), (places.ranges[-1, 1], -1, 1)):
        near, far = (end + side * k * places.letter for k in (1.0, 6.0))
        x = int(places.at[g, p] + best)
        band = places.strength[int(max(0, min(near, far))) : int(max(near, far)) + 1, max(0, x - 2) : x + 3]
        out.append(float((band > 0).any(1).mean()) if band.size else 0.0)
    return max(out)


def words_near(places: Places) -> Floats:
    """The `NEAR` numbers of each piece of each boundary, shape (len(NEAR), boundaries, pieces)."""
    boundaries, pieces = places.at.shape
    near = np.full((2, boundaries, pieces), _FAR)
    over = np.zeros((boundaries, pieces))
    for p in range(pieces):
        own = places.words[places.piece == p]
        for start, end in own:
            j = int(np.searchsorted(places.at[:, p], (start + end) / 2)) - 1
            if 0 <= j < boundaries - 1:
                near[1, j, p] = min(near[1, j, p], (start - places.at[j, p]) / places.letter)
                near[0, j + 1, p] = min(near[0, j + 1, p], (places.at[j + 1, p] - end) / places.letter)
        for j in range(boundaries):
            x, slack = places.at[j, p], _OVER * places.letter
            over[j, p] = ((own[:, 0] < x - slack) & (own[:, 1] > x + slack)).any() if len(own) else 0.0
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
    return np.column_stack([*features, over.mean(1)])
