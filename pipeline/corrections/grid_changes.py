"""Cells of a page's grid merged and split as a person says."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from statistics import median

from sohoa.nouns.geometry import Box
from sohoa.nouns.table import Grid, GridCell


def merged(grid: Grid, cells: Collection[int]) -> Grid | None:
    """The grid with some of its cells (by their places in `grid.cells`) as one; None if they make no rectangle.

    Rows and columns in which no cell begins any more are taken out, so that two rows whose cells are merged one by one
    become one row.

    Rule: Cells of a page that a person merges are one cell with all their words; rows that are left without cells go.
    Test: pipeline/corrections/test_grid_changes.py::test_merging
    """
    some = [grid.cells[k] for k in cells]
    top, left = min(c.row for c in some), min(c.col for c in some)
    bottom, right = max(c.row + c.row_span for c in some), max(c.col + c.col_span for c in some)
    covered = sum(c.row_span * c.col_span for c in some)
    if len(some) < 2 or covered != (bottom - top) * (right - left):
        return None
    box = Box.around(c.box for c in some)
    unread = any(c.unread for c in some)
    one = GridCell(top, left, bottom - top, right - left, box, unread, corrected=True)
    kept = [c for k, c in enumerate(grid.cells) if k not in set(cells)]
    return _without_idle_lines(replace(grid, cells=_in_order([*kept, one])))


def split(grid: Grid, cell: int, how: str) -> Grid | None:
    """The grid with one of its cells split; None if that cannot be.

    Args:
        grid: of a page.
        cell: its place in `grid.cells`.
        how: "apart", "rows 0.4" or "columns 0.4", as in `CorrectionKind`.

    Rule: A merged cell that a person splits falls apart along the rules of its table; any other gets a rule of its own,
        and the cells beside it then span both rows.
    Test: pipeline/corrections/test_grid_changes.py::test_splitting
    """
    old = grid.cells[cell]
    others = [c for k, c in enumerate(grid.cells) if k != cell]
    if how == "apart":
        pieces = _apart(grid, old)
        return replace(grid, cells=_in_order([*others, *pieces])) if len(pieces) > 1 else None
    axis, share = how.split(" ")
    if axis == "columns":
        turned = split(_turned(grid), _place(_turned(grid), old), f"rows {share}")
        return None if turned is None else _turned(turned)
    at = old.box.y0 + float(share) * old.box.height
    if old.row_span == 1:
        return _with_row(grid, old, others, at)
    edges = _row_edges(grid)
    inner = range(old.row + 1, old.row + old.row_span)
    line = min(inner, key=lambda k: abs(edges[k] - at))
    return replace(grid, cells=_in_order([*others, *_cut(old, line, edges[line])]))


def _with_row(grid: Grid, old: GridCell, others: Sequence[GridCell], at: float) -> Grid:
    """One row more: what stands beside the split cell spans both of its rows."""
    moved = [
        replace(c, row=c.row + 1)
        if c.row > old.row
        else replace(c, row_span=c.row_span + (c.row + c.row_span > old.row))
        for c in others
    ]
    upper, lower = _cut(replace(old, row_span=2), old.row + 1, at)
    return replace(grid, n_rows=grid.n_rows + 1, cells=_in_order([*moved, upper, lower]))


def _cut(old: GridCell, line: int, at: float) -> tuple[GridCell, GridCell]:
    """A cell cut at a row line, `at` pixels from the top of the page."""
    box, end = old.box, old.row + old.row_span
    at = min(max(at, box.y0), box.y1)
    upper = replace(old, row_span=line - old.row, box=Box(box.x0, box.y0, box.x1, at), corrected=True, checked=False)
    lower = replace(upper, row=line, row_span=end - line, box=Box(box.x0, at, box.x1, box.y1))
    return upper, lower


def _apart(grid: Grid, old: GridCell) -> list[GridCell]:
    rows = _inner_edges(_row_edges(grid), old.row, old.row_span, (old.box.y0, old.box.y1))
    cols = _inner_edges(_row_edges(_turned(grid)), old.col, old.col_span, (old.box.x0, old.box.x1))
    return [
        replace(
            old,
            row=old.row + r,
            col=old.col + c,
            row_span=1,
            col_span=1,
            box=Box(cols[c], rows[r], max(cols[c], cols[c + 1]), max(rows[r], rows[r + 1])),
            corrected=True,
            checked=False,
        )
        for r in range(old.row_span)
        for c in range(old.col_span)
    ]


def _inner_edges(edges: Sequence[float], first: int, span: int, ends: tuple[float, float]) -> list[float]:
    return [ends[0], *(min(max(edges[first + k], ends[0]), ends[1]) for k in range(1, span)), ends[1]]


def _row_edges(grid: Grid) -> list[float]:
    """Where each row begins, pixels from the top, and where the last one ends; what no cell shows lies between."""
    starts: dict[int, list[float]] = {}
    for c in grid.cells:
        starts.setdefault(c.row, []).append(c.box.y0)
    shown = {row: median(some) for row, some in starts.items()} | {grid.n_rows: grid.box.y1}
    shown.setdefault(0, grid.box.y0)
    edges = []
    for row in range(grid.n_rows + 1):
        low = max(k for k in shown if k <= row)
        high = min(k for k in shown if k >= row)
        part = 0.0 if high == low else (row - low) / (high - low)
        edges.append(shown[low] + part * (shown[high] - shown[low]))
    return edges


def _without_idle_lines(grid: Grid) -> Grid:
    """The grid without rows and columns in which no cell begins."""
    return _turned(_without_idle_rows(_turned(_without_idle_rows(grid))))


def _without_idle_rows(grid: Grid) -> Grid:
    used = sorted({c.row for c in grid.cells})
    number = {row: k for k, row in enumerate(used)} | {grid.n_rows: len(used)}

    def at(line: int) -> int:
        return number[min(k for k in number if k >= line)]

    cells = [replace(c, row=at(c.row), row_span=at(c.row + c.row_span) - at(c.row)) for c in grid.cells]
    return replace(grid, n_rows=len(used), cells=_in_order(cells))


def _turned(grid: Grid) -> Grid:
    """The grid with rows and columns changed about."""
    cells = tuple(_changed_about(c) for c in grid.cells)
    box = Box(grid.box.y0, grid.box.x0, grid.box.y1, grid.box.x1)
    turned = replace(grid, box=box, n_rows=grid.n_cols, n_cols=grid.n_rows, cells=cells)
    return replace(turned, cells=_in_order(cells)) if grid.cells else turned


def _changed_about(c: GridCell) -> GridCell:
    box = Box(c.box.y0, c.box.x0, c.box.y1, c.box.x1)
    return replace(c, row=c.col, col=c.row, row_span=c.col_span, col_span=c.row_span, box=box)


def _place(turned: Grid, old: GridCell) -> int:
    return turned.cells.index(_changed_about(old))


def _in_order(cells: Sequence[GridCell]) -> tuple[GridCell, ...]:
    return tuple(sorted(cells, key=lambda c: (c.row, c.col)))
