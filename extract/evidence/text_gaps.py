"""What words say of a lattice: a boundary that was missed is white between words.

It needs no rules: it is a second witness. For each gap between two boundaries that follow one another the place is
looked for where most of its pieces (of a column: its rows) are white with words on both sides, and fewest are crossed
by words; what a rule would show there is told beside it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sohoa.extract.evidence.word_places import Places

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

GAP = (
    *("both", "cross", "pieces_both", "white", "white_usual", "filled", "rule", "rule_most", "rule_even", "runs_on"),
    *("size", "size_usual", "pieces", "gaps", "down", "first", "last"),
)
"""Names of the features of a gap between two boundaries, in order. At the best place for another boundary: the share of
its filled pieces with words on both sides, with words across, how many have words on both sides; how wide the white
is (letter heights; beside other gaps of the table); the share of its pieces with words; how much of a rule is seen in
the white (mean, and the share of pieces that show most of one; how even it is), and past the table. Its size, and
beside the usual one; how many pieces and gaps; is it a column, the first, the last?"""
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
_SEEN, _EVEN = 0.5, 0.99
_OVER = 0.3
_LEAST_ROOM = 3
"""Pixels: where a gap has no more between its narrowest cells there is no place for another boundary."""


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


def _gap(places: Places, g: int) -> tuple[list[float], float]:
    """The features of a gap from `both` to `runs_on`, and where its best place is, pixels from its first boundary."""
    taken, rule, even = _profiles(places, g)
    some, (lo, hi) = np.asarray(taken.any(1)), _room(places, taken)
    if hi - lo < _LEAST_ROOM or not some.any():
        return [0.0, 0.0, 0.0, 0.0, 0.0, float(some.mean()), 0.0, 0.0, 0.0, 0.0], (lo + hi) / 2
    both, across = _between(taken).sum(0), taken.sum(0)
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


def short_boundary(places: Places, g: int) -> tuple[float, float]:
    """Where in a gap a boundary of some neighbouring pieces would be best (pixels), and how much is seen of its rule.

    Rule: The rule between two levels of a heading runs over a few columns, with words above and below it; in the others
        words stand across it.
    Test: extract/evidence/test_short_boundary.py::test_a_rule_between_two_levels_over_some_columns
    """
    taken, rule, _ = _profiles(places, g)
    lo, hi = _room(places, taken)
    between = _between(taken)
    if hi - lo < _LEAST_ROOM or not between[:, lo:hi].any():
        return (lo + hi) / 2, 0.0
    worth = between - _CROSSED * taken - ~(between | taken) + _RULED * rule
    run, length, shown = (np.zeros(worth.shape[1]) for _ in range(3))
    best = np.zeros((3, worth.shape[1]))
    for piece, seen in zip(worth, rule, strict=True):  # the best run of pieces (Kadane)
        goes_on = run > 0
        run, length = np.where(goes_on, run, 0.0) + piece, np.where(goes_on, length, 0.0) + 1
        shown = np.where(goes_on, shown, 0.0) + seen
        best = np.where(run > best[0], [run, length, shown], best)
    at = lo + int(best[0, lo:hi].argmax())
    return float(at), float(best[2, at] / max(best[1, at], 1.0))


def _room(places: Places, taken: Bools) -> tuple[int, int]:
    """From where to where in a gap another boundary may run."""
    near = round(_NARROWEST * places.letter)
    return near, taken.shape[1] - 1 - near


def _between(taken: Bools) -> Bools:
    """Where no word stands and there are some on either side."""
    before = np.maximum.accumulate(taken, axis=1)
    after = np.maximum.accumulate(taken[:, ::-1], axis=1)[:, ::-1]
    return np.asarray(before & after & ~taken)


def _profiles(places: Places, g: int) -> tuple[Bools, Floats, Floats]:
    """Of each piece of a gap, across it: where words stand, how much of a rule is seen, and of an even one."""
    pieces = places.at.shape[1]
    size = max(0, int(np.median(places.at[g + 1] - places.at[g])))  # worn rules of two boundaries may cross
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
    wide, edge = max(1, round(_OVER * places.letter) // 2), round(_EDGE * places.letter)
    taken[:, :edge] = taken[:, -edge:] = False
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
