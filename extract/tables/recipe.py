"""Logical tables: the grids of all pages, continued over page ends, as one table each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sohoa.extract.grids.cells import PageCell
from sohoa.extract.tables.column_doubts import with_column_doubts
from sohoa.extract.tables.lent_columns import with_lent_columns
from sohoa.extract.tables.number_order import with_numbering_doubts
from sohoa.extract.tables.numbers_in_order import with_numbers_in_order
from sohoa.extract.tables.outer_columns import with_outer_columns
from sohoa.extract.tables.page_breaks import Join, find_join, match_columns, may_go_on, without_stray_columns
from sohoa.extract.tables.page_table import PageTable, reading_to_tables
from sohoa.extract.tables.row_kinds import is_group_heading
from sohoa.extract.tables.surroundings import notes_of, title_of, unit_over
from sohoa.extract.wording.captions import opens_caption
from sohoa.nouns.page import PageReading
from sohoa.nouns.table import Cell, GridOrigin, JoinReason, Part, Table
from sohoa.settings import TableSettings

_CAPTION_LINES = 6
"""Lines over a table that are kept where none opens a heading. A guess."""
_A_HALF = 0.5
"""So sure is a cell that may go on over a page end, but has other edges there. A guess."""


@dataclass(frozen=True, slots=True)
class _Growing:
    """A logical table while its parts are put together; `head` are its first page's heading rows."""

    parts: tuple[PageTable, ...]
    cells: tuple[Cell, ...]
    n_rows: int


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
    pages = [reading_to_tables(reading) for reading in (with_outer_columns(readings) if settings.join else readings)]
    for tables in with_column_doubts(with_lent_columns(pages)) if settings.join else pages:
        for table in tables:
            continued = _continue(done[-1], table) if settings.join and done else None
            if continued is None:
                apart = settings.join and bool(done) and may_go_on(done[-1].parts[-1], table)
                done[-1:] = [_with_doubtful_end(done[-1])] if apart else done[-1:]
                done.append(_begin(table, doubtful=apart))
            else:
                done[-1] = continued
    return tuple(_finish(g) for g in done)


def _begin(table: PageTable, *, doubtful: bool) -> _Growing:
    """A table's first part; `doubtful`: its heading and first row may be of the page before."""
    cells = (_cell(c, table, c.row, c.col, c.col_span) for c in table.cells)
    told = tuple(_doubted(c) if doubtful and c.row <= table.n_head else c for c in cells)
    return _Growing((table,), told, table.grid.n_rows)


def _with_doubtful_end(growing: _Growing) -> _Growing:
    n_rows = growing.n_rows
    return replace(growing, cells=tuple(_doubted(c) if c.row + c.row_span == n_rows else c for c in growing.cells))


def _cell(c: PageCell, table: PageTable, row: int, col: int, col_span: int) -> Cell:
    confidence, weakest = _weakest(c, table)
    return Cell(
        row=row,
        col=col,
        row_span=c.row_span,
        col_span=col_span,
        lines=c.texts,
        lines_ocr=c.texts_ocr,
        confidence=confidence,
        parts=(Part(table.page, c.box),),
        is_header=c.row < table.n_head,
        is_group=c.row >= table.n_head and is_group_heading(table.by_row[c.row], table.grid.n_cols),
        weakest=weakest,
        checked=c.checked,
        corrected=c.corrected,
        sure=c.sure,
        words_sure=c.confidence,
    )


def _weakest(c: PageCell, table: PageTable) -> tuple[float | None, str]:
    """The confidence of its weakest word and that word; where rules are missing, no more than can be told without.

    Rule: A cell of a table without rules, or with rows that no rule parts, is doubtful: it has a confidence of 0.5 at
        most.
    Test: extract/tables/test_logical_tables.py::test_cells_of_a_table_without_rules_are_no_surer_than_alignment

    Rule: A cell of a worn table is no surer than that its rules are where they seem to be.
    Test: extract/tables/test_logical_tables.py::test_a_cell_is_no_surer_than_its_edges
    """
    if not c.lines or c.said:
        return c.confidence, c.weakest
    told = min(c.sure, table.grid.confidence if table.grid.origin is GridOrigin.TEXT else 1.0)
    unsure = told < (1.0 if c.confidence is None else c.confidence)
    return (told, "") if unsure else (c.confidence, c.weakest)


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
    cells = list((_with_doubtful_end(growing) if join.doubtful else growing).cells)
    heading = {(c.row, c.col): k for k, c in enumerate(cells[: len(first.cells)])}
    bottom = {c.col: k for k, c in enumerate(cells) if c.row < growing.n_rows == c.row + c.row_span}
    for c in table.cells:
        col, col_span = columns[c.col], columns[c.col + c.col_span] - columns[c.col]
        if c.row < join.repeated:
            k = heading.get((c.row, col))
            if k is not None:  # printed on this page too; its text stands once
                cells[k] = replace(cells[k], parts=(*cells[k].parts, Part(table.page, c.box)))
            continue
        new = replace(_cell(c, table, c.row + shift, col, col_span), is_header=False)
        new = _doubted(new) if join.doubtful and c.row == join.repeated else new
        k = bottom.get(col)
        whole = None if k is None else _continued(cells[k], new, growing.n_rows, join)
        if whole is None or k is None:
            cells.append(new)
        else:
            cells[k] = whole
    n_rows = max(c.row + c.row_span for c in cells)
    return _Growing((*growing.parts, table), tuple(cells), n_rows)


def _doubted(cell: Cell) -> Cell:
    """A cell that may be a half, no surer than that."""
    if cell.checked or cell.sure <= _A_HALF:
        return cell
    half = replace(cell, sure=_A_HALF)
    if not cell.lines or (cell.confidence is not None and cell.confidence <= _A_HALF):
        return half
    return replace(half, confidence=_A_HALF, weakest="")


def _continued(above: Cell, new: Cell, n_rows: int, join: Join) -> Cell | None:
    """The last cell of a column with the rest of it from the next page; None if that is a cell of its own.

    `n_rows`: rows of the table above the page end.

    Rule: Where a row is cut by the page end, the halves of each cell become one: its text, its boxes on both pages, and
        why, in `join_reason`.
    Test: extract/tables/test_logical_tables.py::test_joins

    Rule: A merged cell (ô gộp) goes on over the page end where the next page begins with an empty merged cell in its
        column, or where the text of a cell that is merged on both pages stands below.
    Test: extract/tables/test_logical_tables.py::test_merged_cell_goes_on_over_the_page_end
    """
    if above.row + above.row_span != n_rows or above.parts[-1].page == new.parts[0].page:
        return None
    if join.cut and new.row == n_rows - 1:
        return _together(above, new, new.row_span - 1, join.cut_reasons)
    if new.row == n_rows and _is_merged_on(above, new):
        return _together(above, new, new.row_span, (JoinReason.MERGED_CELL,))
    return None


def _is_merged_on(above: Cell, new: Cell) -> bool:
    """Are they the halves of a merged cell? Nobody merges empty cells; its text stands in one of both.

    A lone empty cell below is none: there a row may have nothing in this column.
    """
    if new.row_span < 2 or bool(above.lines) == bool(new.lines):
        return False
    return above.row_span > 1 or bool(above.lines)


def _together(above: Cell, below: Cell, more_rows: int, reasons: tuple[JoinReason, ...]) -> Cell:
    known = [c for c in (above, below) if c.confidence is not None]
    weaker = min(known, key=lambda c: c.confidence or 0.0, default=above)
    return replace(
        above,
        row_span=above.row_span + more_rows,
        lines=(*above.lines, *below.lines),
        lines_ocr=(*above.lines_ocr, *below.lines_ocr),
        confidence=weaker.confidence,
        parts=(*above.parts, *below.parts),
        join_reasons=reasons,
        weakest=weaker.weakest,
        checked=above.checked and below.checked,
        corrected=above.corrected or below.corrected or reasons == (JoinReason.PERSON,),
        sure=min(above.sure, below.sure),
    )


def _finish(growing: _Growing) -> Table:
    first = growing.parts[0]
    return Table(
        table_id=f"p{first.page:03d}-{first.index}",
        n_rows=growing.n_rows,
        n_cols=first.grid.n_cols,
        cells=with_numbers_in_order(with_numbering_doubts(sorted(growing.cells, key=lambda c: (c.row, c.col)))),
        caption=caption(first.above),
        confidence=min(p.grid.confidence for p in growing.parts),
        title=title_of(first.above),
        unit=unit_over(line for p in growing.parts for line in reversed(p.above)),
        notes=tuple(note for p in growing.parts for note in notes_of(p.below)),
    )


def caption(above: Sequence[str]) -> tuple[str, ...]:
    """The heading over a table: from the last appendix heading on, else the last lines.

    Rule: The title of a table is what stands above it from the last "Phụ lục", "Biểu" or "Bảng" on, else the last
        lines.
    Test: extract/tables/test_logical_tables.py::test_caption_begins_at_the_appendix_heading
    """
    for k in range(len(above) - 1, -1, -1):
        if opens_caption(above[k]):
            return tuple(above[k:])
    return tuple(above[-_CAPTION_LINES:])
