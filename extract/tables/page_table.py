"""One table on one page: its rows, which of them are headings, what is printed above and below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import regex

from sohoa.extract.grids.cells import PageCell, fill_cells
from sohoa.extract.wording.column_headings import WHOLE_HEADING, heading_role, is_serial_heading
from sohoa.extract.wording.row_labels import read_label
from sohoa.nouns.geometry import Box
from sohoa.nouns.page import PageReading
from sohoa.nouns.printed_line import words_to_lines
from sohoa.nouns.table import Grid, GridCell
from sohoa.nouns.word import RegionKind, Word

_COLUMN_NUMBER = regex.compile(r"\(?(\d{1,2}|[A-HĐ])\)?(?:\s*=.*)?")
_LONGEST_HEADING = 80
_LETTERS = regex.compile(r"\p{L}{2,}")
_ASIDE = frozenset({RegionKind.PAGE_NUMBER, RegionKind.MARGIN})
_SURE_ENOUGH = 0.4


@dataclass(frozen=True)
class PageTable:
    """A grid of one page with its words.

    `above` and `below` are the lines of text between it and the next table or the page's
    edge, without page numbers and margin notes.
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
        return head_rows(self.by_row, self.grid.n_cols)

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
    grids = reading.grids
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


def head_rows(by_row: Sequence[Sequence[PageCell]], n_cols: int) -> int:
    """How many rows at the top are headings.

    The first row is one if its first cell says so ("TT"), if most of its other cells are
    headings that plans use ("Cơ quan chủ trì"), or if it is filled, short and unnumbered
    while a number begins the next; cells that span further rows take these along (two- and
    three-level headings), and so does a row of column numbers ("(1) (2)").

    Rule: The heading of a table is its first row if that begins with "TT", names known columns, or stands unnumbered
        over a number; merged cells and a row (1) (2) (3) belong to it.
    Test: extract/tables/test_logical_tables.py::test_column_numbers_belong_to_the_heading
    """
    if not by_row or not by_row[0] or len(by_row) < 2:
        return 1 if by_row and by_row[0] and is_serial_heading(by_row[0][0].text) else 0
    first = by_row[0]
    if not (is_serial_heading(first[0].text) or _names_columns(first) or _looks_like_head(by_row, n_cols)):
        return 0
    n = max(c.row + c.row_span for c in by_row[0])
    if n >= len(by_row):
        n = 1
    while n < len(by_row) and is_column_numbers(by_row[n]):
        n += 1
    return n


def _names_columns(row: Sequence[PageCell]) -> bool:
    """Are most cells after the first the whole of a known column heading, two at least?"""
    named = sum(heading_role(c.text)[1] >= WHOLE_HEADING for c in row[1:])
    return named >= 2 and 2 * named >= len(row) - 1


def _looks_like_head(by_row: Sequence[Sequence[PageCell]], n_cols: int) -> bool:
    first = by_row[0]
    if len(first) < 2 or any(len(c.text) > _LONGEST_HEADING or c.text.rstrip().endswith((".", ";")) for c in first):
        return False
    if sum(not c.text for c in first) > 0 or read_label(first[0].text) is not None:
        return False
    if sum(c.col_span for c in first) < n_cols:
        return False
    below = next((r[0].text for r in by_row[max(c.row + c.row_span for c in first) :] if r and r[0].col == 0), "")
    return read_label(below) is not None


def is_column_numbers(row: Sequence[PageCell]) -> bool:
    """Is it the row that numbers the columns, (1) (2) (3) …?"""
    texts = [c.text.strip() for c in row]
    found = [m.group(1) for t in texts if (m := _COLUMN_NUMBER.fullmatch(t))]
    if len(texts) < 3 or len(found) != len(texts):
        return False
    numbers = [int(x) for x in found if x.isdigit()]
    return len(numbers) >= 2 and numbers == list(range(numbers[0], numbers[0] + len(numbers))) and numbers[0] <= 3


def is_group_row(row: Sequence[PageCell], n_cols: int) -> bool:
    """Is the row a heading inside the table?

    It is if one text spans (nearly) all columns, or has but a letter or Roman number before it.
    """
    filled = [c for c in row if c.text]
    if not filled or n_cols < 2 or len(filled) > 2:
        return False
    widest = max(c.col_span for c in filled)
    if widest >= max(2, n_cols - 1) and widest > n_cols / 2:
        return True
    label = read_label(filled[0].text)
    return len(filled) == 2 and n_cols > 2 and filled[0].col == 0 and label is not None and label.opens_group


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
        unread = any(c.unread for c in cells)
        merged.append(PageCell(row, col, cells[0].row_span, span, box, words_to_lines(words), unread))
    grid = replace(
        table.grid,
        n_cols=len(keep) - 1,
        cells=tuple(GridCell(c.row, c.col, c.row_span, c.col_span, c.box) for c in merged),
    )
    return replace(table, grid=grid, cells=tuple(merged))
