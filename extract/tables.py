"""Logical tables: the grids of all pages, continued over page ends, as one table each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.cells import PageCell
from extract.join import Join, find_join, match_columns, without_stray_columns
from extract.page_tables import PageTable, is_group_row, reading_to_tables
from pipeline.model import Cell, PageReading, Part, Table
from pipeline.settings import TableSettings

_CAPTION_LINES = 6
_APPENDIX = ("PHỤ LỤC", "Phụ lục", "BIỂU", "Biểu", "BẢNG", "Bảng")


@dataclass(frozen=True, slots=True)
class _Growing:
    """A logical table while its parts are put together; `head` are its first page's heading rows."""

    parts: tuple[PageTable, ...]
    cells: tuple[Cell, ...]
    n_rows: int
    reasons: tuple[str, ...] = ()


def build_tables(readings: Sequence[PageReading], settings: TableSettings) -> tuple[Table, ...]:
    """All tables of a document in page order.

    Args:
        readings: the document's pages in order, with grids and words.
        settings: `join` False keeps every page's tables apart.

    Returns:
        Tables whose rows and columns count from 0 over all pages; a repeated heading stands
        once, a row broken by a page end is one row.
    """
    done: list[_Growing] = []
    for reading in readings:
        for table in reading_to_tables(reading):
            continued = _continue(done[-1], table) if settings.join and done else None
            if continued is None:
                done.append(_begin(table))
            else:
                done[-1] = continued
    return tuple(_finish(g) for g in done)


def _begin(table: PageTable) -> _Growing:
    cells = tuple(_cell(c, table, c.row, c.col, c.col_span) for c in table.cells)
    return _Growing((table,), cells, table.grid.n_rows)


def _cell(c: PageCell, table: PageTable, row: int, col: int, col_span: int) -> Cell:
    return Cell(
        row=row,
        col=col,
        row_span=c.row_span,
        col_span=col_span,
        lines=c.texts,
        lines_ocr=c.texts_ocr,
        confidence=c.confidence,
        parts=(Part(table.page, c.box),),
        is_header=c.row < table.n_head,
        is_group=c.row >= table.n_head and is_group_row(table.by_row[c.row], table.grid.n_cols),
    )


def _continue(growing: _Growing, table: PageTable) -> _Growing | None:
    """The table with another page's part under it, None if that part is a table of its own."""
    first, earlier = growing.parts[0], growing.parts[-1]
    if table.index != 1:
        return None
    table = without_stray_columns(first, table)
    head = first.by_row[: first.n_head]
    columns = match_columns(first, table, bool(head))
    join = find_join(head, earlier, table, columns)
    if join is None or columns is None:
        return None
    shift = growing.n_rows - join.repeated - join.cut
    cells = list(growing.cells)
    for c in table.cells:
        col, col_span = columns[c.col], columns[c.col + c.col_span] - columns[c.col]
        if c.row < join.repeated:
            _add_heading_part(cells, c, table, col)
        else:
            _add_cell(cells, replace(_cell(c, table, c.row + shift, col, col_span), is_header=False), growing, join)
    n_rows = max(c.row + c.row_span for c in cells)
    return _Growing((*growing.parts, table), tuple(cells), n_rows, (*growing.reasons, join.reason))


def _add_heading_part(cells: list[Cell], c: PageCell, table: PageTable, col: int) -> None:
    """A repeated heading cell is printed on this page too; its text stands once."""
    for k, cell in enumerate(cells):
        if (cell.row, cell.col) == (c.row, col):
            cells[k] = replace(cell, parts=(*cell.parts, Part(table.page, c.box)))


def _add_cell(cells: list[Cell], new: Cell, growing: _Growing, join: Join) -> None:
    """Puts a cell under the table; the rest of a cut row goes into the cells it continues."""
    at_cut = join.cut and new.row == growing.n_rows - 1
    for k, cell in enumerate(cells):
        reaches = cell.row + cell.row_span == growing.n_rows and cell.row < growing.n_rows
        if reaches and cell.col == new.col and cell.parts[-1].page != new.parts[0].page:
            if at_cut:
                cells[k] = _together(cell, new, new.row_span - 1, join.cut_reason)
                return
            if new.row == growing.n_rows and not new.lines and cell.row_span > 1 and new.row_span > 1:
                cells[k] = _together(cell, new, new.row_span, "merged cell goes on over the page end")
                return
    cells.append(new)


def _together(above: Cell, below: Cell, more_rows: int, reason: str) -> Cell:
    known = [x for x in (above.confidence, below.confidence) if x is not None]
    return replace(
        above,
        row_span=above.row_span + more_rows,
        lines=(*above.lines, *below.lines),
        lines_ocr=(*above.lines_ocr, *below.lines_ocr),
        confidence=min(known, default=None),
        parts=(*above.parts, *below.parts),
        join_reason=reason,
    )


def _finish(growing: _Growing) -> Table:
    first = growing.parts[0]
    return Table(
        table_id=f"p{first.page:03d}-{first.index}",
        n_rows=growing.n_rows,
        n_cols=first.grid.n_cols,
        cells=tuple(sorted(growing.cells, key=lambda c: (c.row, c.col))),
        caption=caption(first.above),
        confidence=min(p.grid.confidence for p in growing.parts),
    )


def caption(above: Sequence[str]) -> tuple[str, ...]:
    """The heading over a table: from the last appendix heading on, else the last lines."""
    for k in range(len(above) - 1, -1, -1):
        if above[k].lstrip().startswith(_APPENDIX):
            return tuple(above[k:])
    return tuple(above[-_CAPTION_LINES:])
