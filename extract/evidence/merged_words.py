"""What words say of cells as wholes: that some of them are one, or that one is several.

The text of a heading's cell stands in the middle of it, cells of a column that is filled elsewhere are not empty, and
what one row of groups is like the others are too. Each is weighed by how much oftener it is seen of cells that are one
than of cells that are several (likelihood ratio), measured on tables drawn and worn at random.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from sohoa.extract.evidence.word_places import Places

Floats = NDArray[np.float64]
Rect = tuple[int, int, int, int]
"""Rows from, to (exclusive), columns from, to (exclusive)."""

_MIDDLE, _ASIDE = 0.6, 1.5
"""Letter heights: lines that are less far off the middle of a cell stand in it, those that are further off do not."""
_OTHERS, _MOST = 2, 0.6
"""So many other cells of the first row have words, and this share of them in the middle, where it is a heading."""
_HEADING, _GROUP, _BELOW, _APART = 3.0, 3.5, 2.0, 3.0
"""Log-odds, rounded down, of 318 lattices of 150 drawn tables (seeds from 13000 on). Of merged cells of the first row
86 % (71 of 83) have their words in the middle of all and not in the middle of each, of neighbours there 1.6 % (40 of
2,482; where words stand off their place, 47 % and 5.6 %, log-odds 2.1). Of rows of groups of which others are merged
over the same columns 83 % have words in the first of them only, of other rows 0.8 %. Of cells merged downwards in
columns of which seven in ten cells are filled 87 % have words in the first row only, of others 5 to 8 %. Of merged
cells of the first row none have words in the middle of each, of neighbours 63 %."""
_FILLED = 0.6
_HIGH, _WIDE = 0.8, 1.0
"""What is lower and narrower than these (letter heights) is a mark over a letter, a speck or a piece of a rule."""
_THIN = 0.7
"""A piece of a rule is thinner than this, and no further from its side (letter heights). A guess."""
_MOST_PARTS = 12


def words_tell(rects: Sequence[Rect], places: tuple[Places, Places]) -> Iterator[tuple[Rect, float]]:
    """Cells that may be one, or are and may be several, and what words say for that they are one (log-odds).

    Args:
        rects: a parting of the lattice.
        places: words as seen from rows and from columns.

    Rule: A heading over several worn columns is one cell where its words stand in the middle of all, not of each.
    Test: extract/evidence/test_merged_words.py::test_words_in_the_middle_of_all
    """
    told = _Words(places)
    filled = {rect: told.holds(rect) for rect in rects}
    merged = Counter(rect[2:] for rect in rects if rect[0] and rect[3] - rect[2] > 1)
    for run in _runs(rects, upright=False):
        whole = _whole(run)
        if whole[0] == 0 and told.in_middle(whole) and not told.in_each(run, _ASIDE) and _centred(rects, whole, told):
            yield whole, _HEADING
        wide = run[0][3] - run[0][2] > 1  # a part is merged, and what is left of it holds scraps
        if whole[0] and merged[whole[2:]] and filled[run[0]] and (wide or not any(filled[r] for r in run[1:])):
            yield whole, _GROUP
    for run in _runs(rects, upright=True):
        if run[0][0] and filled[run[0]] and not any(filled[r] for r in run[1:]):
            above = [filled[r] for r in rects if r[0] and r[2:] == run[0][2:] and r not in run]
            beside = [filled[r] for r in rects if r[0] >= run[0][1] and r[1] <= run[-1][1] and r not in run]
            if min(_share(above), _share(beside)) > _FILLED:
                yield _whole(run), _BELOW
    for top, bottom, left, right in rects:
        parts = [(top, bottom, k, k + 1) for k in range(left, right)]
        if top == 0 and len(parts) > 1 and told.in_each(parts, _MIDDLE) and _centred(rects, parts[0], told):
            yield (top, bottom, left, right), -_APART


def _centred(rects: Sequence[Rect], beside: Rect, told: _Words) -> bool:
    """Do the words of most other cells of the first row stand in the middle of them?"""
    others = [r for r in rects if r[0] == 0 and (r[3] <= beside[2] or r[2] >= beside[3]) and told.holds(r)]
    return len(others) >= _OTHERS and sum(map(told.in_middle, others)) >= _MOST * len(others)


class _Words:
    """The words of a lattice, asked for by cells."""

    def __init__(self, places: tuple[Places, Places]) -> None:
        rows, cols = places
        self._rows, self._cols = rows, cols
        high, wide = (np.ptp(side.words, axis=1) / side.letter for side in places)
        inside = (rows.piece >= 0) & (cols.piece >= 0) & ((high >= _HIGH) | (wide >= _WIDE))
        self._scraps = _on_rules(rows, cols)[inside]
        self._boxes = np.column_stack([cols.words, rows.words])[inside]
        self._row, self._col = cols.piece[inside], rows.piece[inside]

    def holds(self, rect: Rect) -> bool:
        """Does a word stand in a cell?"""
        return bool(self._of(rect).any())

    def in_middle(self, rect: Rect) -> bool:
        """Do words of a cell stand in the middle of it?"""
        return self.holds(rect) and self._off(rect) < _MIDDLE

    def in_each(self, rects: Sequence[Rect], most: float) -> bool:
        """Are there words in all of these cells, near the middle of each?"""
        return all(self.holds(r) and self._off(r) < most for r in rects)

    def _of(self, rect: Rect) -> NDArray[np.bool_]:
        a, b, c, d = rect
        return np.asarray((self._row >= a) & (self._row < b) & (self._col >= c) & (self._col < d))

    def _off(self, rect: Rect) -> float:
        """How far lines stand off the middle of a cell, letter heights: the median, longer lines counting more.

        What is left of rules is no part of a line, though it tells that a cell may not be empty: a lone 1 is not seen.
        """
        a, b, c, d = rect
        middle = (self._cols.at[c, a:b].mean() + self._cols.at[d, a:b].mean()) / 2
        lines: list[list[float]] = []
        words = self._boxes[self._of(rect) & ~self._scraps]
        if not len(words):
            return np.inf
        for x0, x1, y0, y1 in sorted(words.tolist(), key=lambda w: w[2] + w[3]):
            if lines and (y0 + y1) / 2 < lines[-1][2]:
                last = lines[-1]
                lines[-1] = [min(last[0], x0), max(last[1], x1), max(last[2], y1)]
            else:
                lines.append([x0, x1, y1])
        off = sorted((abs((x0 + x1) / 2 - middle) / self._cols.letter, x1 - x0) for x0, x1, _ in lines)
        lengths = np.cumsum([long for _, long in off])
        return float(off[int(np.searchsorted(lengths, lengths[-1] / 2))][0])


def _on_rules(rows: Places, cols: Places) -> NDArray[np.bool_]:
    """Which words are thin and lie along a side of their cell: what is left of its rules; bool (words,)."""
    row, col = np.maximum(cols.piece, 0), np.maximum(rows.piece, 0)
    found = np.zeros(len(row), np.bool_)
    for side, own, other in ((rows, row, col), (cols, col, row)):
        middle, thin = side.words.mean(axis=1), np.ptp(side.words, axis=1) < _THIN * side.letter
        for at in (side.at[own, other], side.at[own + 1, other]):
            found |= thin & (np.abs(middle - at) < _THIN * side.letter)
    return found


def _runs(rects: Sequence[Rect], upright: bool) -> Iterator[list[Rect]]:
    """Cells side by side (`upright`: one below the other) that make a rectangle, two and more."""
    own, along = (2, 0) if upright else (0, 2)
    rows: dict[tuple[int, int], list[Rect]] = {}
    for rect in sorted(rects):
        rows.setdefault((rect[own], rect[own + 1]), []).append(rect)
    for row in rows.values():
        ends = [0, *(k for k, (p, q) in enumerate(pairwise(row), 1) if p[along + 1] != q[along]), len(row)]
        for first, last in pairwise(ends):
            for a in range(first, last):
                for b in range(a + 2, min(last, a + _MOST_PARTS) + 1):
                    yield row[a:b]


def _whole(run: Sequence[Rect]) -> Rect:
    return run[0][0], run[-1][1], run[0][2], run[-1][3]


def _share(filled: Sequence[bool]) -> float:
    """Share of cells that are filled, as of two more, of which one is (Laplace)."""
    return (sum(filled) + 1) / (len(filled) + 2)
