"""Tables that only alignment shows: columns by the gutters between their words, rows by their numbers.

A heading must open them ("TT", or two that plans use) and numbered rows follow, so that body text,
letterheads and signatures, which stand in columns too, are never taken for tables. Gutters
are the white streams of Breuel (Two geometric algorithms for layout analysis, DAS 2002): strips
that no printed line crosses.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

import numpy as np
import regex

from sohoa.extract.grids.gutters import column_edges, columns_of, part_at, words_to_pieces
from sohoa.extract.wording.column_headings import WHOLE_HEADING, heading_role, is_serial_heading
from sohoa.extract.wording.row_labels import read_label
from sohoa.nouns.geometry import Box, Rule
from sohoa.nouns.printed_line import PrintedLine, words_to_lines
from sohoa.nouns.table import Grid, GridCell, GridOrigin
from sohoa.nouns.word import Word

CONFIDENCE = 0.5
"""Of a table that rules do not show: a person should look at it."""
_FARTHEST_LINE = 3.2
"""A line this far (word heights, from top to top) below the one before it stands under the table."""
_YEAR = regex.compile(r"(?:năm )?20\d\d", regex.IGNORECASE)
_FEWEST_COLUMNS = 3
_FEWEST_ROWS = 2
_EDGE = 0.1
"""A boundary is that exact (word heights)."""
_APART = 1.2
"""Rows stand apart where the pitch before a number is that much wider than within a row."""
_WIDE_RULE = 0.6
"""A rule over this share of the table's width may part rows."""
_ABOVE = 1.6
"""A heading's line stands no farther (word heights) above the next."""


def aligned_grids(words: Sequence[Word], rules: Sequence[Rule], known: Sequence[Grid]) -> tuple[Grid, ...]:
    """Grids of tables that only alignment shows, from top to bottom, outside of the `known` ones.

    Args:
        words: of the page; those without a box are left out.
        rules: ruling lines of the page in its pixels; horizontal ones may part rows.
        known: ruled grids of the page.

    Rule: A table without rules (bảng không kẻ) is found only by a heading that plans use ("TT", or two known titles)
        and numbered rows under it.
    Test: extract/grids/test_steps.py::test_aligned
    """
    placed = [w for w in words if w.box is not None and w.text.strip()]
    free = [w for w in placed if not any(g.box.holds(w.box.cx, w.box.cy) for g in known if w.box)]
    if len(free) < _FEWEST_COLUMNS * (_FEWEST_ROWS + 1):
        return ()
    height = median(w.box.height for w in free if w.box)
    lines = [words_to_pieces(x, height) for x in words_to_lines(free)]
    found: list[Grid] = []
    k = 0
    while k < len(lines):
        grid, k = _grid_from(lines, k, rules, height)
        if grid is not None and not any(g.box.intersection(grid.box) for g in known):
            found.append(grid)
    return tuple(found)


def _grid_from(lines: Sequence[PrintedLine], at: int, rules: Sequence[Rule], height: float) -> tuple[Grid | None, int]:
    """The table whose heading is line `at`, if it is one, and the line to go on with."""
    if len(lines[at].runs) < _FEWEST_COLUMNS or not _is_heading(lines[at]):
        return None, at + 1
    last = at
    while last + 1 < len(lines) and lines[last + 1].box.y0 - lines[last].box.y0 <= _FARTHEST_LINE * height:
        last += 1
    edges = column_edges(lines[at : last + 1], height)
    while len(edges) < _FEWEST_COLUMNS + 1 and last > at + _FEWEST_ROWS:
        last -= 1
        edges = column_edges(lines[at : last + 1], height)
    first = at
    while first and _belongs_above(lines[first - 1], lines[first], edges, height):
        first -= 1
    body = [k for k in range(at + 1, last + 1) if _numbered(lines[k], edges)]
    if len(edges) < _FEWEST_COLUMNS + 1 or len(body) < _FEWEST_ROWS or len(columns_of(lines[at].runs[0], edges)) != 1:
        return None, at + 1
    lines = [part_at(x, edges) for x in lines]
    last = _end(lines, body, last, edges, height)
    body = _with_unnumbered(lines, body, last)
    tops = _row_tops(lines, first, body, last, _across(rules, edges))
    return _to_grid(lines[first : last + 1], edges, tops, height), last + 1


_LONGEST_LINE = 60
"""Characters of one printed line of a column's heading; running text between gaps is longer."""


def _is_heading(line: PrintedLine) -> bool:
    """Does the line begin with "TT", or are most of its pieces, two at least, headings that plans use, or years?"""
    if is_serial_heading(line.runs[0].text):
        return True
    texts = [r.text for r in line.runs]
    if max(map(len, texts)) > _LONGEST_LINE:
        return False
    wanted = max(2, len(texts) // 2)
    named = 0
    for k, text in enumerate(texts):
        named += heading_role(text)[1] >= WHOLE_HEADING or _YEAR.fullmatch(text) is not None
        if named >= wanted or named + len(texts) - k - 1 < wanted:
            break
    return named >= wanted


def _number_of(line: PrintedLine, edges: Sequence[float]) -> str | None:
    """What stands in the first column of a line, None if its piece goes on past it."""
    first = line.runs[0]
    inside = len(edges) > 1 and first.box.x0 < edges[1] and first.box.x1 <= edges[1] + _EDGE * first.box.height
    return first.text if inside else None


def _numbered(line: PrintedLine, edges: Sequence[float]) -> bool:
    number = _number_of(line, edges)
    return number is not None and read_label(number) is not None


def _belongs_above(above: PrintedLine, line: PrintedLine, edges: Sequence[float], height: float) -> bool:
    """Is the line above part of a heading of several lines: in its columns, and close by?"""
    if line.box.y0 - above.box.y0 > _ABOVE * height or above.box.x0 < edges[0] - height:
        return False
    return above.box.x1 <= edges[-1] + height and all(len(columns_of(p, edges)) < len(edges) - 2 for p in above.runs)


def _end(lines: Sequence[PrintedLine], body: Sequence[int], last: int, edges: Sequence[float], height: float) -> int:
    """The last line of the table: text across its gutters under the last numbered row is no part of it."""
    for k in range(body[-1] + 1, last + 1):
        crosses = any(len(columns_of(p, edges)) > 1 for p in lines[k].runs)
        if crosses or lines[k].box.x0 < edges[0] - height or _number_of(lines[k], edges) is not None:
            return k - 1
    return last


def _with_unnumbered(lines: Sequence[PrintedLine], body: Sequence[int], last: int) -> list[int]:
    """Lines that begin rows: the numbered ones, and those as far below the line above, whose number was not read."""
    inside = range(body[0] + 1, last + 1)
    gap = {k: lines[k].box.cy - lines[k - 1].box.cy for k in inside}
    before, within = [gap[k] for k in inside if k in body], [gap[k] for k in inside if k not in body]
    if not before or not within or median(before) < _APART * min(within):
        return list(body)
    level = (median(before) + min(within)) / 2
    return sorted({*body, *(k for k in inside if gap[k] >= level)})


def _across(rules: Sequence[Rule], edges: Sequence[float]) -> list[float]:
    """Levels of the rules that run across the table."""
    width = edges[-1] - edges[0]
    wide = [r for r in rules if r.horizontal and min(r.x1, edges[-1]) - max(r.x0, edges[0]) >= _WIDE_RULE * width]
    return sorted((r.y0 + r.y1) / 2 for r in wide)


def _row_tops(
    lines: Sequence[PrintedLine], first: int, body: Sequence[int], last: int, across: Sequence[float]
) -> list[float]:
    """Tops of the rows and the foot of the last: rules where each row has its own, else above each number."""
    starts = [first, *body]
    tops = [lines[k].box.y0 for k in starts]
    foot = max(x.box.y1 for x in lines[first : last + 1])
    inner = [y for y in across if tops[0] < y < foot]
    parts = np.searchsorted(inner, [lines[k].box.cy for k in starts])
    if inner and len(set(parts.tolist())) == len(starts) == len(inner) + 1:
        return [tops[0], *inner, foot]
    between = [(max(x.box.y1 for x in lines[a:b]) + lines[b].box.y0) / 2 for a, b in pairwise(starts)]
    return [tops[0], *between, foot]


def _to_grid(lines: Sequence[PrintedLine], edges: Sequence[float], tops: Sequence[float], height: float) -> Grid:
    cells: list[GridCell] = []
    for r, (top, bottom) in enumerate(pairwise(tops)):
        rows = [x for x in lines if top <= x.box.cy < bottom]
        if r == 0 and (two := _two_levels(rows, edges, top, bottom)):
            cells += two
            continue
        row = r + (cells[0].row_span - 1 if cells[0].row_span > 1 else 0) if cells else r
        starts = _starts(rows, edges)
        for a, b in pairwise([*starts, len(edges) - 1]):
            cells.append(GridCell(row, a, 1, b - a, Box(edges[a], top, edges[b], bottom)))
    margin = 0.2 * height
    outer = Box(edges[0] - margin, tops[0] - margin, edges[-1] + margin, tops[-1] + margin)
    n_rows = max(c.row + c.row_span for c in cells)
    return Grid(outer, n_rows, len(edges) - 1, tuple(cells), CONFIDENCE, GridOrigin.TEXT)


def _starts(lines: Sequence[PrintedLine], edges: Sequence[float]) -> list[int]:
    """Columns in which a cell begins: all but those that a piece of these lines runs into."""
    tied = {k for x in lines for p in x.runs for k in columns_of(p, edges)[1:]}
    return [c for c in range(len(edges) - 1) if c not in tied]


def _two_levels(lines: Sequence[PrintedLine], edges: Sequence[float], top: float, bottom: float) -> list[GridCell]:
    """Cells of a heading with titles over several columns that have their own below; empty if it is none.

    Columns without a title over them span both rows; the first of them comes first.
    """
    over = [(c, p.box.y1) for x in lines for p in x.runs if len(c := columns_of(p, edges)) > 1]
    if not over:
        return []
    middle = max(y for _, y in over)
    below = {k for x in lines if x.box.cy > middle for p in x.runs for k in columns_of(p, edges)}
    titles = {c[0]: c for c, _ in over}
    if not all(set(c) <= below for c in titles.values()):
        return []
    out: list[GridCell] = []
    col = 0
    while col < len(edges) - 1:
        cols = titles.get(col, (col,))
        side = edges[col], edges[col + len(cols)]
        if len(cols) > 1:
            out.append(GridCell(0, col, 1, len(cols), Box(side[0], top, side[1], middle)))
            out += [GridCell(1, c, 1, 1, Box(edges[c], middle, edges[c + 1], bottom)) for c in cols]
        else:
            out.append(GridCell(0, col, 2, 1, Box(side[0], top, side[1], bottom)))
        col += len(cols)
    return out
