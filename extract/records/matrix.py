"""A logical table as a matrix: which cell covers a place, which rows are the heading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile

from sohoa.extract.tables.row_kinds import numbers_columns, repeated_heading
from sohoa.nouns.table import Cell, Table


@dataclass(frozen=True)
class Matrix:
    """The places of a table. Rows and columns count from 0; a spanning cell covers all its places."""

    table: Table

    @property
    def n_cols(self) -> int:
        """Columns."""
        return self.table.n_cols

    @cached_property
    def _places(self) -> dict[tuple[int, int], Cell]:
        return {
            (r, c): cell
            for cell in self.table.cells
            for r in range(cell.row, min(cell.row + cell.row_span, self.table.n_rows))
            for c in range(cell.col, min(cell.col + cell.col_span, self.table.n_cols))
        }

    def at(self, row: int, col: int) -> Cell | None:
        """The cell that covers a place, or None."""
        return self._places.get((row, col))

    @cached_property
    def is_scan(self) -> bool:
        """Was it read from pixels, so that print may have been worn away?"""
        return any(c.confidence is not None for c in self.table.cells)

    def holds_print(self, row: int, col: int | None) -> bool:
        """Is there print in a cell, read or not?"""
        cell = self.at(row, col) if col is not None else None
        return cell is not None and cell.confidence is not None

    def text(self, row: int, col: int) -> str:
        """The text of the cell that covers a place, empty if there is none."""
        cell = self.at(row, col)
        return cell.text if cell else ""

    def filled(self, rows: Sequence[int], col: int | None) -> tuple[Cell, ...]:
        """The cells of a column over these rows that hold text, each once; none if there is no column."""
        if col is None:
            return ()
        found = (self.at(r, col) for r in rows)
        return tuple(dict.fromkeys(c for c in found if c is not None and c.text.strip()))

    def joined_text(self, rows: Sequence[int], col: int | None) -> str | None:
        """The text of a column over these rows, several cells joined by `; `, or None if there is none."""
        return "; ".join(c.text.strip() for c in self.filled(rows, col)) or None

    def row_cells(self, row: int) -> tuple[Cell, ...]:
        """The cells that cover a row, left to right, each once."""
        found = (self.at(row, c) for c in range(self.n_cols))
        return tuple(dict.fromkeys(c for c in found if c is not None))

    @cached_property
    def n_heading(self) -> int:
        """Rows of the heading, as the table stage marked them; the first row where it marked none."""
        rows = range(self.table.n_rows)
        marked = sum(1 for _ in takewhile(lambda r: any(c.is_header for c in self.row_cells(r)), rows))
        return marked or min(len(rows), max((c.row_span for c in self.row_cells(0)), default=1))

    def _is_body(self, row: int) -> bool:
        cells = self.row_cells(row)
        filled = any(c.text.strip() for c in cells)
        return filled and not numbers_columns(cells, self.n_cols) and not repeated_heading([self.row_cells(0)], [cells])

    @cached_property
    def body_rows(self) -> tuple[int, ...]:
        """The rows below the heading that hold text, without a row that numbers the columns."""
        return tuple(r for r in range(self.n_heading, self.table.n_rows) if self._is_body(r))

    def heading_levels(self, col: int) -> tuple[str, ...]:
        """The headings above a column, top-down, each cell once."""
        rows = (r for r in range(self.n_heading) if not numbers_columns(self.row_cells(r), self.n_cols))
        cells = (self.at(r, col) for r in rows)
        return tuple(c.text for c in dict.fromkeys(x for x in cells if x is not None) if c.text.strip())

    def heading_text(self) -> str:
        """All of the heading, for what is said once for several columns (`ĐVT: triệu đồng`)."""
        return " ".join(c.text for r in range(self.n_heading) for c in self.row_cells(r))
