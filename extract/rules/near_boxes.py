"""Which boxes stand near which, and which hang together: for all of a page at once, not one box after the other.

Boxes are put in bands across the page, as in a grid file (Nievergelt, Hinterberger and Sevcik, ACM Transactions on
Database Systems 9, 1984), so that a mark is held only to the letters around it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Sides = NDArray[Any]

_PAIRS_AT_ONCE = 1 << 20
"""Pairs of boxes that are looked at in one go: some 50 MB."""
_BAND = 2.0
"""Height of a band, in heights of the box in the middle. A guess: most boxes stand in one or two."""


class Boxes(NamedTuple):
    """Sides of some boxes, whole numbers or not, shape (n,) each."""

    x0: Sides
    y0: Sides
    x1: Sides
    y1: Sides


def near_pairs(these: Boxes, those: Boxes) -> tuple[Ints, Ints]:
    """Indices of all pairs of boxes that overlap or touch, one of `these` and one of `those`, in no order.

    Who looks for what is near, but does not touch, grows one or the other.
    """
    if not len(these.x0) or not len(those.x0):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    found = [
        (i[near], k[near])
        for i, k in _candidates(these, those)
        if (near := (these.x0[i] <= those.x1[k]) & (these.y0[i] <= those.y1[k]) & (these.y1[i] >= those.y0[k])).any()
    ]
    none = [(np.zeros(0, np.int64),) * 2]
    one, other = (np.concatenate(side) for side in zip(*found, *none, strict=True))
    return one, other


def _candidates(these: Boxes, those: Boxes) -> Iterator[tuple[Ints, Ints]]:
    """Pairs in one band of which the second begins before the first ends; each pair once, some at a time."""
    band = max(1.0, _BAND * float(np.median(those.y1 - those.y0)))
    (here, own), (there, other) = (_in_bands(b, band) for b in (these, those))
    left = min(these.x0.min(), those.x0.min())
    width = max(these.x1.max(), those.x1.max()) - left + 1.0
    keys = other * width + (those.x0[there] - left)  # one row of numbers holds all bands, each from left to right
    order = np.argsort(keys)
    there, other, keys = there[order], other[order], keys[order]
    widest = (those.x1 - those.x0).max()
    start = np.searchsorted(keys, own * width + np.maximum(these.x0[here] - widest - left, 0.0))
    end = np.searchsorted(keys, own * width + (these.x1[here] - left), side="right")
    firsts = [np.floor(b.y0 / band).astype(np.int64) for b in (these, those)]
    upto = np.cumsum(end - start)
    for some in np.split(
        np.arange(len(here)), np.searchsorted(upto, np.arange(_PAIRS_AT_ONCE, upto[-1], _PAIRS_AT_ONCE))
    ):
        n = end[some] - start[some]
        at = np.repeat(start[some] - np.cumsum(n) + n, n) + np.arange(n.sum())
        i, k = np.repeat(here[some], n), there[at]
        once = other[at] == np.maximum(firsts[0][i], firsts[1][k])  # the first band in which both are
        yield i[once], k[once]


def _in_bands(boxes: Boxes, band: float) -> tuple[Ints, Ints]:
    """Each box, by its index, once for each band that it stands in, and the number of the band."""
    first, last = (np.floor(y / band).astype(np.int64) for y in (boxes.y0, boxes.y1))
    n = last - first + 1
    index = np.repeat(np.arange(len(n)), n)
    return index, first[index] + np.arange(len(index)) - np.repeat(np.cumsum(n) - n, n)


def joined(count: int, one: Ints, other: Ints) -> list[Ints]:
    """What hangs together of `count` things by pairs: groups of indices, in order of their first, each in order.

    Every thing takes the least number that a neighbour has, and the number that this one has, until nothing changes
    (Shiloach and Vishkin, An O(log n) parallel connectivity algorithm, Journal of Algorithms 3, 1982).
    """
    if not count:
        return []
    root = np.arange(count)
    while True:
        a, b = root[one], root[other]
        apart = a != b
        if not apart.any():
            break
        one, other, a, b = one[apart], other[apart], a[apart], b[apart]
        np.minimum.at(root, np.maximum(a, b), np.minimum(a, b))
        while (further := root[root]).tobytes() != root.tobytes():
            root = further
    order = np.argsort(root, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(root[order])) + 1)
