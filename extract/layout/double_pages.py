"""Two pages on one sheet: a book or a folded plan scanned open lies side by side on a landscape page.

The white between them is told from a gap between columns by what stands beside it: no line and no table crosses
it, and lines as wide as a page's text fill at least one of the sides. Recipients and signature, or a letterhead,
have no such lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sohoa.extract.layout.reading_order import arrange
from sohoa.nouns.geometry import Box
from sohoa.nouns.table import Grid
from sohoa.nouns.text_run import TextRun
from sohoa.nouns.word import Word

_LANDSCAPE = 1.2
"""Width over height of a sheet with two upright pages: 1.41 for two A4 pages, more after skew and cutting."""
_MIDDLE = (0.4, 0.6)
"""Shares of the sheet's width between which the pages meet."""
_GUTTER = 0.03
"""Narrowest gap, as a share of the sheet's width: inner margins take 0.07 or more of A3."""
_FULL_LINE = 0.55
"""Of a page's width: what a line of running text or a table takes at least."""
_FULL_LINES = 6
"""So many full lines are a page of text; a letterhead or a signature has none."""


def arrange_sheet(runs: Sequence[TextRun], grids: Sequence[Grid], width: float, height: float) -> tuple[Word, ...]:
    """All words in reading order as `reading_order.arrange` has them, of two pages side by side the left one first.

    Args:
        runs: what was read, in any order.
        grids: the ruled grids of the sheet.
        width: of the sheet in pixels.
        height: of the sheet in pixels.
    """
    gutter = find_gutter(runs, grids, width, height)
    if gutter is None:
        return arrange(runs, grids, width, height)
    left, right = ([r for r in runs if (r.box.cx >= gutter) is side] for side in (False, True))
    tables = [[g for g in grids if (g.box.cx >= gutter) is side] for side in (False, True)]
    first = arrange(left, tables[0], gutter, height)
    moved = [_moved_run(r, -gutter) for r in right]
    second = arrange(moved, [_moved_grid(g, -gutter) for g in tables[1]], width - gutter, height)
    lines = first[-1].line + 1 if first else 0
    return first + tuple(replace(_moved_word(w, gutter), line=w.line + lines) for w in second)


def find_gutter(runs: Sequence[TextRun], grids: Sequence[Grid], width: float, height: float) -> float | None:
    """The x at which two pages on one sheet meet; None if it holds one page.

    Rule: Two pages scanned side by side on one sheet (double page) are read one after the other, the left one first.
    Test: extract/layout/test_double_pages.py::test_left_page_before_right_page
    """
    if width < _LANDSCAPE * height:
        return None
    boxes = [r.box for r in runs] + [g.box for g in grids]
    gap = _widest_gap(boxes, _MIDDLE[0] * width, _MIDDLE[1] * width)
    if gap is None or gap[1] - gap[0] < _GUTTER * width:
        return None
    x = (gap[0] + gap[1]) / 2
    sides = [[b for b in boxes if (b.cx >= x) is side] for side in (False, True)]
    full = [_is_full(some, wide) for some, wide in zip(sides, (x, width - x), strict=True)]
    return x if any(full) and all(sides) else None


def _widest_gap(boxes: Sequence[Box], low: float, high: float) -> tuple[float, float] | None:
    """Where no box stands between two abscissas; a gap may reach beyond them."""
    best, reach = None, 0.0
    for box in sorted(boxes, key=lambda b: b.x0):
        if reach < high and box.x0 > low and (best is None or box.x0 - reach > best[1] - best[0]):
            best = (reach, box.x0)
        reach = max(reach, box.x1)
    return best if best and best[1] > best[0] and low <= (best[0] + best[1]) / 2 <= high else None


def _is_full(boxes: Sequence[Box], width: float) -> bool:
    wide = [b for b in boxes if b.width >= _FULL_LINE * width]
    heights = sorted(b.height for b in boxes)
    usual = heights[len(heights) // 2] if heights else 1.0
    return sum(max(1.0, b.height / (2 * usual)) for b in wide) >= _FULL_LINES


def _moved_box(box: Box, dx: float) -> Box:
    return Box(box.x0 + dx, box.y0, box.x1 + dx, box.y1)


def _moved_word(word: Word, dx: float) -> Word:
    return replace(word, box=_moved_box(word.box, dx)) if word.box else word


def _moved_run(run: TextRun, dx: float) -> TextRun:
    return TextRun(tuple(_moved_word(w, dx) for w in run.words), _moved_box(run.box, dx), run.size)


def _moved_grid(grid: Grid, dx: float) -> Grid:
    cells = tuple(replace(c, box=_moved_box(c.box, dx)) for c in grid.cells)
    return replace(grid, box=_moved_box(grid.box, dx), cells=cells)
