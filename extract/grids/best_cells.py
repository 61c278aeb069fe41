"""The most probable cells of a lattice, chosen as a whole: from log-odds of edges to rectangles, and how sure they are.

A grid is a parting of the lattice into rectangles; its energy is the sum of the log-odds of the edges that it leaves
open, and a price for each merged cell, since a merged cell needs a reason, however many edges it opens. That is
maximum a posteriori inference in a pairwise model with one higher potential (Koller and Friedman, Probabilistic
Graphical Models, 2009, ch. 13); the best grid is looked for by local moves, from a lattice without merged cells: two
rectangles become one, one becomes two. How much worse the grid gets by the cheapest move that touches a cell is the
margin by which that cell is known.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from heapq import heapify, heappop, heappush
from itertools import count

import numpy as np
from numpy.typing import NDArray

from sohoa.extract.grids.spans import Span

Floats = NDArray[np.float64]
Rect = tuple[int, int, int, int]
"""Rows from, to (exclusive), columns from, to (exclusive)."""

MERGED = 1.0
"""Price of a merged cell, log-odds: about one of three edges that look half open is."""
_ALIKE = 2
"""So many cells merged over the same rows, each a column wide (a heading's, beside one of two levels), are the reason
of more of them, which cost nothing: of 66 drawn pages with all boundaries (seeds from 13040 on) all cells of 63 are
right then, of 60 before; 1 or 2, and prices down to -2, give the same."""
_MOST_MOVES = 4


class Cells:
    """A parting of a lattice into rectangles, and what moves on it are worth.

    `across` (n_rows + 1, n_cols) and `down` (n_rows, n_cols + 1) are log-odds that an edge is ruled.
    """

    def __init__(self, across: Floats, down: Floats, rects: Sequence[Rect]) -> None:
        self._across, self._down = across, down
        self.shape = down.shape[0], across.shape[1]
        self._at = np.zeros(self.shape, np.int_)
        self._rects: dict[int, Rect] = {}
        self._keys = count(1)
        self._alike: frozenset[tuple[int, int]] = frozenset()
        for rect in rects:
            self._put(rect)
        self._alike = self._merged_alike()

    @property
    def rects(self) -> list[Rect]:
        """The rectangles in reading order."""
        return sorted(self._rects.values())

    def _put(self, rect: Rect) -> None:
        key = next(self._keys)
        self._rects[key] = rect
        self._at[rect[0] : rect[1], rect[2] : rect[3]] = key

    def _take(self, rect: Rect) -> None:
        del self._rects[int(self._at[rect[0], rect[2]])]

    def energy(self) -> float:
        """What the parting costs; lower is more probable."""
        return sum(self._opened(r) for r in self._rects.values())

    def _opened(self, rect: Rect) -> float:
        a, b, c, d = rect
        if (b - a) * (d - c) == 1:
            return 0.0
        price = 0.0 if d - c == 1 and (a, b) in self._alike else MERGED
        return price + float(self._across[a + 1 : b, c:d].sum() + self._down[a:b, c + 1 : d].sum())

    def beside(self, rect: Rect) -> Iterator[Rect]:
        """Rectangles to the right and below, left and above, that make a rectangle with this one."""
        a, b, c, d = rect
        rows, cols = self.shape
        for i, j, upright in ((a, d, False), (b, c, True), (a, c - 1, False), (a - 1, c, True)):
            if 0 <= i < rows and 0 <= j < cols:
                other = self._rects[int(self._at[i, j])]
                if (other[2:] == rect[2:]) if upright else (other[:2] == rect[:2]):
                    yield other

    def union_cost(self, one: Rect, other: Rect) -> float:
        """By how much the energy rises if two rectangles become one."""
        return self._opened(_union(one, other)) - self._opened(one) - self._opened(other)

    def cheapest_cut(self, rect: Rect) -> tuple[float, tuple[Rect, Rect] | None]:
        """By how much the energy rises if a rectangle becomes two, at best, and those two."""
        a, b, c, d = rect
        halves: list[tuple[Rect, Rect]] = [((a, k, c, d), (k, b, c, d)) for k in range(a + 1, b)]
        halves += [((a, b, c, k), (a, b, k, d)) for k in range(c + 1, d)]
        whole = self._opened(rect)
        costs = [self._opened(x) + self._opened(y) - whole for x, y in halves]
        if not costs:
            return float("inf"), None
        best = int(np.argmin(costs))
        return costs[best], halves[best]

    def settle(self) -> None:
        """Moves on until no move makes the grid more probable, the best first; bounded by the size of the lattice."""
        for _ in range(_MOST_MOVES):
            moved, before = self._merge_all() | self._cut_all(), self._alike
            self._alike = self._merged_alike()
            if not moved and self._alike == before:
                return

    def _merged_alike(self) -> frozenset[tuple[int, int]]:
        """The rows over which several cells are merged, each a column wide."""
        over = Counter((a, b) for a, b, c, d in self._rects.values() if b - a > 1 and d - c == 1)
        return frozenset(rows for rows, n in over.items() if n >= _ALIKE)

    def _merge_all(self) -> bool:
        """Merges where that pays, cheapest first; was there any?"""
        todo = [(c, x, y) for x in self.rects for y in self.beside(x) if x < y and (c := self.union_cost(x, y)) < 0]
        any_ = bool(todo)
        heapify(todo)
        while todo:
            _, one, other = heappop(todo)
            if not (self._holds(one) and self._holds(other)):
                continue
            whole = _union(one, other)
            self._take(one)
            self._take(other)
            self._put(whole)
            for other in self.beside(whole):
                if (cost := self.union_cost(whole, other)) < 0:
                    heappush(todo, (cost, whole, other))
        return any_

    def _holds(self, rect: Rect) -> bool:
        return self._rects.get(int(self._at[rect[0], rect[2]])) == rect

    def _cut_all(self) -> bool:
        """Cuts where that pays; was there any?"""
        todo, any_ = self.rects, False
        while todo:
            rect = todo.pop()
            cost, halves = self.cheapest_cut(rect)
            if cost < 0 and halves is not None:
                self._take(rect)
                for half in halves:
                    self._put(half)
                todo += halves
                any_ = True
        return any_

    def margin(self, rect: Rect) -> float:
        """How much worse the grid gets by the cheapest move that touches a cell, log-odds, 0 or more."""
        costs = [self.cheapest_cut(rect)[0], *(self.union_cost(rect, other) for other in self.beside(rect))]
        return max(0.0, min(costs))


def best_cells(across: Floats, down: Floats) -> tuple[tuple[Span, ...], Floats]:
    """The most probable cells that are found, in reading order, and the margin of each, shape (cells,).

    Args:
        across: log-odds that each piece of a row boundary is ruled, shape (n_rows + 1, n_cols).
        down: the same of column boundaries, shape (n_rows, n_cols + 1).

    Rule: Cells are merged where that makes the table as a whole more probable, not where one piece of a rule is gone.
    Test: extract/grids/test_best_cells.py::test_whole_grids

    Rule: Where two cells of a worn table are merged over the same rows, others beside them need no further reason.
    Test: extract/grids/test_best_cells.py::test_cells_merged_over_the_same_rows_are_the_reason_of_one_more
    """
    n_rows, n_cols = down.shape[0], across.shape[1]
    cells = Cells(across, down, [(i, i + 1, j, j + 1) for i in range(n_rows) for j in range(n_cols)])
    cells.settle()
    margins = np.array([cells.margin(r) for r in cells.rects])
    return tuple(Span(a, c, b - a, d - c) for a, b, c, d in cells.rects), margins


def margins_of(spans: Sequence[Span], across: Floats, down: Floats) -> Floats:
    """The margins of cells that others have found, shape (spans,): 0 where the grid gets more probable without one.

    Args:
        spans: a parting of the lattice.
        across: as for `best_cells`.
        down: as for `best_cells`.
    """
    rects = [(s.row, s.row + s.row_span, s.col, s.col + s.col_span) for s in spans]
    cells = Cells(across, down, rects)
    return np.array([cells.margin(r) for r in rects])


def _union(one: Rect, other: Rect) -> Rect:
    return (
        min(one[0], other[0]),
        max(one[1], other[1]),
        min(one[2], other[2]),
        max(one[3], other[3]),
    )
