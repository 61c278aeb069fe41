"""White streams between the words of printed lines: where the columns of a table without rules part.

A stream is a strip that (hardly) no printed line crosses (Breuel, Two geometric algorithms for
layout analysis, DAS 2002).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sohoa.nouns.geometry import Box
from sohoa.nouns.word import Word

_SPACE = 0.55
"""A gap up to this (word heights) is a space between words."""
_GUTTER = 0.35
"""Least width of a gutter (word heights) ..."""
_CROSSED = 0.12
"""... which at most this share of the lines cross: headings over all columns."""
_EDGE = 0.1
"""A boundary is that exact (word heights)."""


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A printed line: its pieces between wide gaps, from left to right."""

    pieces: tuple[tuple[Word, ...], ...]
    box: Box

    @property
    def first(self) -> str:
        """Text of the first piece."""
        return " ".join(w.text for w in self.pieces[0])


def words_to_pieces(words: Sequence[Word], height: float) -> PrintedLine:
    """A printed line cut where a gap is wider than a space; `height`: of its words, pixels."""
    pieces: list[list[Word]] = []
    for w in words:
        last = pieces[-1][-1].box if pieces else None
        if last and w.box and w.box.x0 - last.x1 <= _SPACE * height:
            pieces[-1].append(w)
        else:
            pieces.append([w])
    return PrintedLine(tuple(map(tuple, pieces)), around(words))


def around(words: Sequence[Word]) -> Box:
    """The box of all words that have one; ValueError if none has."""
    return Box.around(w.box for w in words if w.box is not None)


def column_edges(lines: Sequence[PrintedLine], height: float) -> tuple[float, ...]:
    """Column boundaries: the table's sides and the middles of its gutters.

    Rule: Columns of a table without rules part where no printed line crosses.
    Test: extract/grids/test_steps.py::test_aligned
    """
    left, right = min(x.box.x0 for x in lines), max(x.box.x1 for x in lines)
    covered = np.zeros(int(right - left) + 2, np.int_)
    for line in lines:
        for piece in line.pieces:
            box = around(piece)
            covered[int(box.x0 - left) : int(box.x1 - left) + 1] += 1
    seldom = max(1, int(_CROSSED * len(lines)))
    for piece in lines[0].pieces:  # the heading of an empty column
        box = around(piece)
        under = covered[int(box.x0 - left) : int(box.x1 - left) + 1]
        under[:] += seldom if under.max() <= seldom else 0
    free = np.concatenate([[False], covered <= seldom, [False]])
    starts, ends = np.flatnonzero(~free[:-1] & free[1:]), np.flatnonzero(free[:-1] & ~free[1:])
    inner = [
        left + a + float(np.median(np.flatnonzero(covered[a:b] == covered[a:b].min())))
        for a, b in zip(starts, ends, strict=True)
        if b - a >= _GUTTER * height and a > 0 and b < len(covered)
    ]
    return (left, *inner, right)


def part_at(line: PrintedLine, edges: Sequence[float]) -> PrintedLine:
    """The line with its pieces parted at column boundaries that lie in a gap wider than a space."""
    pieces: list[list[Word]] = []
    for piece in line.pieces:
        pieces.append([])
        for w in piece:
            last = pieces[-1][-1].box if pieces[-1] else None
            if last and w.box and w.box.x0 - last.x1 >= _GUTTER * last.height and _edge_in(last, w.box, edges):
                pieces.append([])
            pieces[-1].append(w)
    return PrintedLine(tuple(map(tuple, pieces)), line.box)


def _edge_in(left: Box, right: Box, edges: Sequence[float]) -> bool:
    """Does a column boundary lie between two words?"""
    slack = _EDGE * left.height
    return any(left.x1 - slack <= e <= right.x0 + slack for e in edges[1:-1])


def columns_of(piece: Sequence[Word], edges: Sequence[float]) -> tuple[int, ...]:
    """The columns that a piece of a line stands in."""
    box = around(piece)
    slack = 0.25 * box.height
    cols = range(len(edges) - 1)
    return tuple(c for c in cols if box.x0 < edges[c + 1] - slack and box.x1 > edges[c] + slack)
