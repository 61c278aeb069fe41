"""White streams between the words of printed lines: where the columns of a table without rules part.

A stream is a strip that (hardly) no printed line crosses (Breuel, Two geometric algorithms for
layout analysis, DAS 2002).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sohoa.nouns.geometry import Box
from sohoa.nouns.printed_line import PrintedLine, line_to_runs, part_line
from sohoa.nouns.text_run import TextRun
from sohoa.nouns.word import Word

_SPACE = 0.55
"""A gap up to this (word heights) is a space between words."""
_GUTTER = 0.35
"""Least width of a gutter (word heights) ..."""
_CROSSED = 0.12
"""... which at most this share of the lines cross: headings over all columns."""
_EDGE = 0.1
"""A boundary is that exact (word heights)."""


def words_to_pieces(words: Sequence[Word], height: float) -> PrintedLine:
    """A printed line cut where a gap is wider than a space.

    Args:
        words: of the line, with boxes, from left to right.
        height: of words on the page, pixels.
    """
    return _line(line_to_runs(words, _SPACE * height))


def _line(pieces: tuple[TextRun, ...]) -> PrintedLine:
    return PrintedLine(pieces, Box.around(p.box for p in pieces))


def column_edges(lines: Sequence[PrintedLine], height: float) -> tuple[float, ...]:
    """Column boundaries: the table's sides and the middles of its gutters.

    Rule: Columns of a table without rules part where no printed line crosses.
    Test: extract/grids/test_steps.py::test_aligned
    """
    left, right = min(x.box.x0 for x in lines), max(x.box.x1 for x in lines)
    covered = np.zeros(int(right - left) + 2, np.int_)
    for line in lines:
        for box in (r.box for r in line.runs):
            covered[int(box.x0 - left) : int(box.x1 - left) + 1] += 1
    seldom = max(1, int(_CROSSED * len(lines)))
    for box in (r.box for r in lines[0].runs):  # the heading of an empty column
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

    def parts(left: Box, right: Box) -> bool:
        return right.x0 - left.x1 >= _GUTTER * left.height and _edge_in(left, right, edges)

    return _line(tuple(piece for run in line.runs for piece in part_line(run.words, parts)))


def _edge_in(left: Box, right: Box, edges: Sequence[float]) -> bool:
    """Does a column boundary lie between two words?"""
    slack = _EDGE * left.height
    return any(left.x1 - slack <= e <= right.x0 + slack for e in edges[1:-1])


def columns_of(piece: TextRun, edges: Sequence[float]) -> tuple[int, ...]:
    """The columns that a piece of a line stands in."""
    box = piece.box
    slack = 0.25 * box.height
    cols = range(len(edges) - 1)
    return tuple(c for c in cols if box.x0 < edges[c + 1] - slack and box.x1 > edges[c] + slack)
