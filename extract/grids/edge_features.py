"""What speaks for an edge, and for a boundary, as numbers: its look, its boundary, its neighbours, wear of the page.

An edge is a piece of a boundary between two crossings. Each number is a share, a length in letter heights or a ratio
of grey levels, so that they mean the same on every page.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sohoa.extract.evidence.word_places import BESIDE, words_beside
from sohoa.extract.grids.continuation import LEAST_SHOWN
from sohoa.extract.grids.piece_evidence import Shown

Floats = NDArray[np.float64]

EDGE = (
    *("strict", "clear", "crossed", "left", "gap", "grey", "near_least", "near", "far_least", "far_most"),
    *("length", "nearest", "outer", "usual", "worn", "ruled", "bare", "pale"),
    *("over", "words_near", "words_far"),
    *("boundary", "strip", "best_of_boundary", "along_most", "along_least", "beside_most", "beside_least"),
    *("ends_least", "ends_weaker", "ends_stronger", "ends_most", "boundary_ruled", "before"),
)
"""Names of the features of an edge, in order. From `boundary` on they tell of other edges; `before` is what a first
stage said of this one."""
BOUNDARY = (
    *("probable", "most_probable", "probably_ruled", "shown", "most_shown", "ruled_length", "pale", "crossed"),
    *("near", "far", "before", "after", "outer", "usual_other", "neighbour", "reach", "pieces", "boundaries"),
    *("letters", "usual", "worn", "ruled", "bare", "near_least"),
    *("strip_least", "strip_most", "sides_least", "sides_most", "past_least", "past_most"),
    *("dark_least", "dark_most"),
    *BESIDE,
)
"""Names of the features of a boundary, in order. `strip` and `sides` tell how far the rules across, and the outer two
of them, go on past it, on the side where they do less, and more: they end where the table does; `past` how far it goes
on beyond the table at either end, as a streak does, and `dark` how dark it is there beside how dark it is within: a
rule on which a streak runs is darker within the table."""
_BLANK = 0.05
_FAR = 40.0
_WORN = 0.15


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """One direction of a lattice: what is `shown` of its edges, where its boundaries run, how long pieces are.

    `levels` (boundaries,) and `lengths` (pieces,) are in letter heights; `reach` (boundaries,) is the length of rule
    that was found of each boundary, as a share of the table; `past` (boundaries, 2) the share that is seen of it
    before the table and after, `dark` (boundaries, 2) how dark it is there beside how dark it is within; `words`
    (len(NEAR), boundaries, pieces) what words say of each edge.
    """

    shown: Shown
    levels: Floats
    lengths: Floats
    reach: Floats
    past: Floats
    dark: Floats
    words: Floats


@dataclass(frozen=True, slots=True)
class Wear:
    """How a page looks: usual and weak shares of its rules, shares of edges ruled and bare, grey of its rules."""

    usual: float
    worn: float
    ruled: float
    bare: float
    grey: float


def wear_of(across: Shown, down: Shown) -> Wear:
    """The wear of a lattice."""
    strict = np.concatenate([across.strict.ravel(), down.strict.ravel()])
    strength = np.concatenate([across.strength, down.strength])
    ruled, grey = strict[strict >= LEAST_SHOWN], strength[strength > 0]
    return Wear(
        float(np.median(ruled)) if len(ruled) else 0.0,
        float(np.quantile(ruled, _WORN)) if len(ruled) else 0.0,
        float((strict >= LEAST_SHOWN).mean()),
        float((strict < _BLANK).mean()),
        float(np.median(grey)) if len(grey) else 1.0,
    )


def edge_features(own: Evidence, wear: Wear, sure: Floats, other: Floats, said: bool) -> Floats:
    """The `EDGE` features of each edge of one direction, shape (boundaries, pieces, len(EDGE)).

    Args:
        own: what is seen of this direction.
        wear: of the page.
        sure: how far each edge is there, (boundaries, pieces): as seen, or as a first stage said.
        other: the same of the other direction, (its boundaries, boundaries - 1).
        said: does `sure` come from a first stage?
    """
    shown, shape = own.shown, sure.shape
    left, gap, grey, *sides = shown.marks
    outer = np.zeros(len(sure))
    outer[[0, -1]] = 1

    def of_page(value: float) -> Floats:
        return np.full(shape, value)

    def of_boundary(values: Floats) -> Floats:
        return np.broadcast_to(values[:, None], shape)

    before, after = _distances(own.levels)
    features = [
        *(shown.strict, shown.clear, shown.crossed, left, gap, grey / max(wear.grey, 1.0), *sides),
        np.broadcast_to(own.lengths[None, :], shape),
        *(of_boundary(np.minimum(before, after)), of_boundary(outer)),
        *(of_page(v) for v in (wear.usual, wear.worn, wear.ruled, wear.bare)),
        of_boundary(shown.strength / max(wear.grey, 1.0)),
        *(own.words[0], own.words[1:].min(0), own.words[1:].max(0)),
        *_around(own, sure, other),
        sure if said else shown.strict,
    ]
    return np.stack(features, axis=-1)


def boundary_features(own: Evidence, wear: Wear, sure: Floats, other: Floats) -> Floats:
    """The `BOUNDARY` features of each boundary of one direction, shape (boundaries, len(BOUNDARY)).

    `sure`: how far a first stage believes in each edge; `other`: the same of the other direction.
    """
    shown, weights = own.shown, own.lengths / own.lengths.sum()
    n, (_, _, _, near_least, near, far, _) = len(sure), shown.marks

    def mean(values: Floats | NDArray[np.bool_]) -> Floats:
        return np.asarray((values * weights).sum(1))

    probable = mean(sure)
    others = [float(np.median(np.delete(probable, k))) if n > 1 else probable[k] for k in range(n)]
    beside = np.pad(probable, 1)
    before, after = _distances(own.levels)
    outer = np.zeros(n)
    outer[[0, -1]] = 1
    features = [
        *(probable, sure.max(1), mean(sure > 0.5), mean(shown.strict), shown.strict.max(1)),
        *(mean(shown.strict >= LEAST_SHOWN), shown.strength / max(wear.grey, 1.0), mean(shown.crossed)),
        *(mean(near), mean(far), before, after, outer, np.array(others), np.maximum(beside[:-2], beside[2:])),
        *(own.reach, np.full(n, len(weights)), np.full(n, n), (sure * own.lengths).sum(1)),
        *(np.full(n, v) for v in (wear.usual, wear.worn, wear.ruled, wear.bare)),
        *(mean(near_least), *_strips(other.mean(0)), *_strips(other[[0, -1]].mean(0))),
        *(own.past.min(1), own.past.max(1), own.dark.min(1), own.dark.max(1), *words_beside(own.words).T),
    ]
    return np.stack(features, axis=-1)


def _strips(ruled: Floats) -> tuple[Floats, Floats]:
    """The lesser and the greater of the strips before and after each boundary; at both ends there is one."""
    before, after = np.concatenate([ruled[:1], ruled]), np.concatenate([ruled, ruled[-1:]])
    return np.minimum(before, after), np.maximum(before, after)


def _distances(levels: Floats) -> tuple[Floats, Floats]:
    """How far each boundary stands from the one before it and after it."""
    gaps = np.minimum(np.diff(levels), _FAR)
    return np.concatenate([[_FAR], gaps]), np.concatenate([gaps, [_FAR]])


def _around(own: Evidence, sure: Floats, other: Floats) -> list[Floats]:
    """What other edges say of each edge, the features from `boundary` to `boundary_ruled`."""
    lengths = np.broadcast_to(own.lengths[None, :], sure.shape)
    ranked = np.sort(sure, axis=1)
    second = ranked[:, -2:-1] if sure.shape[1] > 1 else ranked
    best = np.where(sure == ranked[:, -1:], second, ranked[:, -1:])
    return [
        _rest(sure, lengths, 1),
        _rest(sure, np.ones_like(sure), 0),
        best,
        *_neighbours(sure),
        *(x.T for x in _neighbours(sure.T)),
        *_ends(other),
        _rest((sure >= LEAST_SHOWN).astype(np.float64), lengths, 1),
    ]


def _rest(values: Floats, weights: Floats, axis: int) -> Floats:
    """Weighted mean along an axis, each without itself; itself where it is alone."""
    rest = weights.sum(axis, keepdims=True) - weights
    total = (values * weights).sum(axis, keepdims=True) - values * weights
    return np.where(rest > 0, total / np.maximum(rest, 1e-9), values)


def _neighbours(values: Floats) -> tuple[Floats, Floats]:
    """Greater and smaller of the values before and after each along rows; -1 where there is none."""
    padded = np.pad(values, ((0, 0), (1, 1)), constant_values=-1.0)
    return np.maximum(padded[:, :-2], padded[:, 2:]), np.minimum(padded[:, :-2], padded[:, 2:])


def _ends(other: Floats) -> tuple[Floats, ...]:
    """How far the rules across go on past both ends of each edge: the weaker side of the weaker end, and so on.

    `other` (crossing boundaries, boundaries - 1); a side beyond the table is as good as the side within.
    """
    within = other.T
    sides = np.concatenate([within[:1], within, within[-1:]])
    weaker, stronger = np.minimum(sides[:-1], sides[1:]), np.maximum(sides[:-1], sides[1:])
    return (
        np.minimum(weaker[:, :-1], weaker[:, 1:]),
        np.maximum(weaker[:, :-1], weaker[:, 1:]),
        np.minimum(stronger[:, :-1], stronger[:, 1:]),
        np.maximum(stronger[:, :-1], stronger[:, 1:]),
    )
