"""From a lattice to cells: pieces of a boundary that are not there merge the cells on both sides.

A cell is a rectangle. Where the merged cells of a lattice are none (a rule has worn away on
one side only), the set is cut again along the boundary that shows most, until all parts are
rectangles; nothing is merged that the page rules apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from sohoa.extract.grids.lattice import Lattice

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Span:
    """A cell in the lattice: rows `row` to `row + row_span` exclusive, columns alike."""

    row: int
    col: int
    row_span: int
    col_span: int


def lattice_to_spans(lattice: Lattice) -> tuple[tuple[Span, ...], int]:
    """All cells in reading order, and how many cuts were needed to make them rectangles.

    Rule: Cells between which no rule is seen are one merged cell (ô gộp); nothing is merged that the page rules apart.
    Test: extract/grids/test_grids.py::test_spans
    """
    done: list[Span] = []
    cuts = 0
    todo = _merged(lattice)
    while todo:
        places = todo.pop()
        span = _bounds(places)
        if span.row_span * span.col_span == len(places):
            done.append(span)
            continue
        cuts += 1
        todo += _cut(lattice, places, span)
    return tuple(sorted(done, key=lambda s: (s.row, s.col))), cuts


def _bounds(places: Iterable[Place]) -> Span:
    rows, cols = zip(*places, strict=True)
    return Span(min(rows), min(cols), max(rows) - min(rows) + 1, max(cols) - min(cols) + 1)


def _merged(lattice: Lattice) -> list[set[Place]]:
    """Sets of lattice places between which no rule is seen."""
    todo = {(i, j) for i in range(lattice.n_rows) for j in range(lattice.n_cols)}
    out = []
    while todo:
        edge = [todo.pop()]
        found = set(edge)
        while edge:
            i, j = edge.pop()
            near = _open_sides(lattice, i, j) & todo
            todo -= near
            found |= near
            edge += near
        out.append(found)
    return out


def _open_sides(lattice: Lattice, i: int, j: int) -> set[Place]:
    sides: set[Place] = set()
    if i > 0 and lattice.across.shown[i, j] < lattice.there_across:
        sides.add((i - 1, j))
    if i < lattice.n_rows - 1 and lattice.across.shown[i + 1, j] < lattice.there_across:
        sides.add((i + 1, j))
    if j > 0 and lattice.down.shown[i, j] < lattice.there_down:
        sides.add((i, j - 1))
    if j < lattice.n_cols - 1 and lattice.down.shown[i, j + 1] < lattice.there_down:
        sides.add((i, j + 1))
    return sides


def _cut(lattice: Lattice, places: set[Place], span: Span) -> list[set[Place]]:
    """The set in two (or more) along the inner boundary that shows most."""
    best, where = -1.0, (True, span.row + 1)
    for r in range(span.row + 1, span.row + span.row_span):
        shown = [lattice.across.shown[r, j] for i, j in places if i == r and (r - 1, j) in places]
        if shown and (mean := float(np.mean(shown))) > best:
            best, where = mean, (True, r)
    for c in range(span.col + 1, span.col + span.col_span):
        shown = [lattice.down.shown[i, c] for i, j in places if j == c and (i, c - 1) in places]
        if shown and (mean := float(np.mean(shown))) > best:
            best, where = mean, (False, c)
    by_row, at = where
    first = {p for p in places if p[0 if by_row else 1] < at}
    return [part for half in (first, places - first) for part in _connected(half)]


def _connected(places: set[Place]) -> list[set[Place]]:
    """Parts that hang together side by side."""
    todo, out = set(places), []
    while todo:
        edge = [todo.pop()]
        found = set(edge)
        while edge:
            i, j = edge.pop()
            near = {(i - 1, j), (i + 1, j), (i, j - 1), (i, j + 1)} & todo
            todo -= near
            found |= near
            edge += near
        out.append(found)
    return out
