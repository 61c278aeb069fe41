"""A logical table as a matrix: which cell covers a place, which rows are the heading."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import regex

from sohoa.diacritics.language.folding import bare_words
from sohoa.extract.wording.row_labels import LabelKind, read_label
from sohoa.nouns.table import Cell, Table

_COUNT = regex.compile(r"[(\[]?\s*(\d{1,2}|[A-Z])\s*[)\]]?(?:\s*=.*)?")
MAX_HEADING_ROWS = 4
"""No plan's table has a deeper heading."""


def _orders_rows(text: str) -> bool:
    label = read_label(text)
    return label is not None and label.kind in (LabelKind.ROMAN, LabelKind.NUMBER)


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

    def text(self, row: int, col: int) -> str:
        """The text of the cell that covers a place, empty if there is none."""
        cell = self.at(row, col)
        return cell.text if cell else ""

    def row_cells(self, row: int) -> tuple[Cell, ...]:
        """The cells that cover a row, left to right, each once."""
        found = (self.at(row, c) for c in range(self.n_cols))
        return tuple(dict.fromkeys(c for c in found if c is not None))

    @cached_property
    def n_heading(self) -> int:
        """Rows of the heading, as the table stage marked them; the first row where it marked none."""
        marked = 0
        for r in range(min(MAX_HEADING_ROWS, self.table.n_rows)):
            if not any(c.is_header for c in self.row_cells(r)):
                break
            if r and _orders_rows(self.text(r, 0)) and not self._counts_columns(r):
                break
            marked = r + 1
        if marked or not self.table.n_rows:
            return marked
        return min(self.table.n_rows, max((c.row_span for c in self.row_cells(0)), default=1))

    def _counts_columns(self, row: int) -> bool:
        """Is it the row that numbers the columns, (1) (2) (3) …?"""
        cells = [c for c in self.row_cells(row) if c.text.strip()]
        if len(cells) < max(2, self.n_cols - 1) or self.n_cols < 3:
            return False
        marks = [m.group(1) if (m := _COUNT.fullmatch(c.text.strip())) else "" for c in cells]
        numbers = [int(m) for m in marks if m.isdigit()]
        in_order = [numbers[0] + i for i in range(len(numbers))] if numbers else []
        return all(marks) and len(numbers) >= 2 and numbers == in_order

    def _repeats_heading(self, row: int) -> bool:
        texts = [bare_words(self.text(row, c)) for c in range(self.n_cols)]
        heading = [bare_words(self.text(0, c)) for c in range(self.n_cols)]
        return any(texts) and texts == heading

    @cached_property
    def body_rows(self) -> tuple[int, ...]:
        """The rows below the heading that hold text, without a row that numbers the columns."""
        rows = range(self.n_heading, self.table.n_rows)
        return tuple(
            r
            for r in rows
            if any(c.text.strip() for c in self.row_cells(r))
            and not self._counts_columns(r)
            and not self._repeats_heading(r)
        )

    def heading_levels(self, col: int) -> tuple[str, ...]:
        """The headings above a column, top-down, each cell once."""
        cells = (self.at(r, col) for r in range(self.n_heading) if not self._counts_columns(r))
        return tuple(c.text for c in dict.fromkeys(x for x in cells if x is not None) if c.text.strip())

    def heading_text(self) -> str:
        """All of the heading, for what is said once for several columns (`ĐVT: triệu đồng`)."""
        return " ".join(c.text for r in range(self.n_heading) for c in self.row_cells(r))
