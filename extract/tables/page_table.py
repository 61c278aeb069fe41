"""One table on one page: its rows, which of them are headings, what is printed above and below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import regex

from sohoa.extract.grids.cells import PageCell, fill_cells
from sohoa.extract.tables.joined_titles import join_titles, without_idle_columns
from sohoa.extract.tables.row_kinds import count_heading_rows
from sohoa.nouns.geometry import Box
from sohoa.nouns.page import PageReading
from sohoa.nouns.printed_line import words_to_lines
from sohoa.nouns.table import Grid, GridCell
from sohoa.nouns.word import RegionKind, Word

_LETTERS = regex.compile(r"\p{L}{2,}")
_ASIDE = frozenset({RegionKind.WATERMARK, RegionKind.PAGE_NUMBER, RegionKind.MARGIN, RegionKind.FOOTNOTE})
_SURE_ENOUGH = 0.4
"""A line between tables is print if its words of at least this confidence hold two letters. A guess."""


@dataclass(frozen=True)
class PageTable:
    """A grid of one page with its words.

    `above` and `below` are the lines of text between it and the next table or the page's
    edge, without page numbers, margin notes and footnotes.
    """

    page: int
    index: int
    size: tuple[int, int]
    grid: Grid
    cells: tuple[PageCell, ...]
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()

    @cached_property
    def by_row(self) -> tuple[tuple[PageCell, ...], ...]:
        """Cells by the row they begin in, from left to right."""
        return tuple(
            tuple(sorted((c for c in self.cells if c.row == r), key=lambda c: c.col)) for r in range(self.grid.n_rows)
        )

    @cached_property
    def n_head(self) -> int:
        """Rows of the heading at the top, 0 if there is none."""
        return count_heading_rows(self.by_row, self.grid.n_cols)

    @cached_property
    def boundaries(self) -> tuple[float, ...]:
        """Column boundaries from 0 to 1 across the table."""
        box = self.grid.box
        starts: dict[int, list[float]] = {}
        for c in self.cells:
            starts.setdefault(c.col, []).append(c.box.x0)
        inner = [sum(starts[k]) / len(starts[k]) for k in sorted(starts) if k > 0]
        return (0.0, *((x - box.x0) / max(box.width, 1e-6) for x in inner), 1.0)


def reading_to_tables(reading: PageReading) -> tuple[PageTable, ...]:
    """The tables of a page in reading order, with the text between them."""
    grids = [without_idle_columns(join_titles(g, reading.words)) for g in reading.grids]
    out = []
    for k, grid in enumerate(grids):
        top = max((g.box.y1 for g in grids if g.box.y1 <= grid.box.y0), default=0.0)
        bottom = min((g.box.y0 for g in grids if g.box.y0 >= grid.box.y1), default=float(reading.height))
        out.append(
            PageTable(
                reading.number,
                k + 1,
                (reading.width, reading.height),
                grid,
                fill_cells(grid, reading.words),
                _lines_between(reading.words, top, grid.box.y0),
                _lines_between(reading.words, grid.box.y1, bottom),
            )
        )
    return tuple(out)


def _lines_between(words: Sequence[Word], top: float, bottom: float) -> tuple[str, ...]:
    inside = [w for w in words if w.box is not None and top <= w.box.cy < bottom and w.region not in _ASIDE]
    texts = []
    for line in words_to_lines(inside):
        sure = [w for w in line if w.confidence is None or w.confidence >= _SURE_ENOUGH]
        if len(_LETTERS.findall(" ".join(w.text for w in sure))) >= 2:
            texts.append(" ".join(w.text for w in line))
    return tuple(texts)


def merge_columns(table: PageTable, keep: Sequence[int]) -> PageTable | None:
    """The table with only these column boundaries (the outer ones among them); None if its spans forbid it."""
    groups: dict[tuple[int, int], list[PageCell]] = {}
    for c in table.cells:
        first = max(k for k, at in enumerate(keep) if at <= c.col)
        groups.setdefault((c.row, first), []).append(c)
    merged = []
    for (row, col), cells in sorted(groups.items()):
        end = max(c.col + c.col_span for c in cells)
        if end > keep[-1]:
            return None
        span = min(k for k, at in enumerate(keep) if at >= end) - col
        if len({c.row_span for c in cells}) > 1:
            return None
        words = [w for c in cells for line in c.lines for w in line]
        box = Box.around(c.box for c in cells)
        unread, said = any(c.unread for c in cells), all(c.said for c in cells)
        lines, remade = words_to_lines(words), any(c.remade for c in cells)
        sure = min(c.sure for c in cells)
        merged.append(PageCell(row, col, cells[0].row_span, span, box, lines, unread, said, remade, sure))
    grid = replace(
        table.grid,
        n_cols=len(keep) - 1,
        cells=tuple(GridCell(c.row, c.col, c.row_span, c.col_span, c.box) for c in merged),
    )
    return replace(table, grid=grid, cells=tuple(merged))
