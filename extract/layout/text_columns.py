"""Running text set in two columns or more: the left column is read to its end before the right one.

Columns are told by the white between them, which no word crosses over many lines, and by lines that fill both sides:
recipients beside a signature, a list of names or a table without rules have short ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from sohoa.nouns.geometry import Box
from sohoa.nouns.printed_line import PrintedLine
from sohoa.nouns.text_run import words_to_run
from sohoa.nouns.word import Word

_GUTTER = 0.8
"""Narrowest white between columns, in heights of a line: 10 points in books, where a space has 3. A guess."""
_FEWEST_LINES = 5
"""So many lines stand side by side at least. A guess: a letterhead has four, a signature block two or three."""
_FILLED, _MOST_LINES = 0.75, 0.5
"""A full line takes this share of its column's width, and this share of the lines of each column is full."""
_WORDS = 3.5
"""Words in a full line on average, at least: cells of figures have fewer."""
_NARROWEST = 0.2
"""Width of a column, at least, as a share of the page's."""
_STEP = 2.8
"""Lines of a column follow each other within so many of their heights. A guess: 1.3 to 2 in documents."""
_MOST_WORDS = 80
"""A printed line of more words is in no column. A guess; the widest pages have 30."""

Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Lines from `start` to before `end` that white from `gutter[0]` to `gutter[1]` parts."""

    start: int
    end: int
    gutter: Span


def in_columns(lines: Sequence[PrintedLine], width: float) -> list[PrintedLine]:
    """The lines in reading order; where they stand in columns, each is parted, and the left column comes first.

    Args:
        lines: of the body, from top to bottom.
        width: of the page in pixels.

    Rule: Running text in two columns is read column by column; a letterhead, recipients beside a signature, and lists
        side by side are no columns of text.
    Test: extract/layout/test_text_columns.py::test_the_left_column_is_read_first
    """
    found: list[PrintedLine] = []
    at = 0
    while at < len(lines):
        stretch = _stretch_from(lines, at)
        columns = _columns(lines, stretch, width) if stretch else None
        if stretch is None or columns is None:
            found.append(lines[at])
            at += 1
            continue
        for column in columns:
            found += in_columns(column, width)
        at = stretch.end
    return found


def _stretch_from(lines: Sequence[PrintedLine], start: int) -> _Stretch | None:
    """The longest stretch that begins with a line and one of the gaps in it; None if that is too short."""
    best: _Stretch | None = None
    for gap in _gaps(lines[start]):
        end, gutter = start + 1, gap
        while end < len(lines) and (white := _white(lines[end], gutter)) is not None and _follows(lines, end):
            end, gutter = end + 1, white
        if best is None or end > best.end:
            best = _Stretch(start, end, gutter)
    return best if best is not None and best.end - start >= _FEWEST_LINES else None


def _follows(lines: Sequence[PrintedLine], at: int) -> bool:
    """Does a line stand as near below the one before as lines of a paragraph do?"""
    above, line = lines[at - 1].box, lines[at].box
    return line.cy - above.cy <= _STEP * max(above.height, line.height)


def _gaps(line: PrintedLine) -> list[Span]:
    """White between words that may be a gutter."""
    boxes = [w.box for w in line.words if w.box is not None]
    if len(boxes) > _MOST_WORDS:
        return []
    least = _GUTTER * line.size
    return [(a.x1, b.x0) for a, b in pairwise(boxes) if b.x0 - a.x1 >= least]


def _white(line: PrintedLine, gutter: Span) -> Span | None:
    """What of a gutter stays white on a line, None if too little does."""
    least, best = _GUTTER * line.size, None
    boxes = [w.box for w in line.words if w.box is not None]
    spaces = [(float("-inf"), boxes[0].x0), *((a.x1, b.x0) for a, b in pairwise(boxes)), (boxes[-1].x1, float("inf"))]
    for left, right in spaces:
        low, high = max(left, gutter[0]), min(right, gutter[1])
        if high - low >= least and (best is None or high - low > best[1] - best[0]):
            best = (low, high)
    return best


def _columns(
    lines: Sequence[PrintedLine], stretch: _Stretch, width: float
) -> tuple[list[PrintedLine], list[PrintedLine]] | None:
    """The lines of both columns, None if they are no columns of running text."""
    x = (stretch.gutter[0] + stretch.gutter[1]) / 2
    rows = [line.words for line in lines[stretch.start : stretch.end]]
    sides = tuple([_line([w for w in row if _is_right(w, x) is right]) for row in rows] for right in (False, True))
    left, right = ([line for line in side if line is not None] for side in sides)
    if not (_is_running_text(left, width) and _is_running_text(right, width)):
        return None
    return left, right


def _is_right(word: Word, x: float) -> bool:
    return word.box is not None and word.box.cx >= x


def _line(words: Sequence[Word]) -> PrintedLine | None:
    run = words_to_run(words)
    return PrintedLine((run,), run.box) if run else None


def _is_running_text(lines: Sequence[PrintedLine], width: float) -> bool:
    if len(lines) < _FEWEST_LINES:
        return False
    column = Box.around(line.box for line in lines)
    full = [line for line in lines if line.box.width >= _FILLED * column.width]
    if column.width < _NARROWEST * width or len(full) < _MOST_LINES * len(lines):
        return False
    return median(len(line.words) for line in full) >= _WORDS
