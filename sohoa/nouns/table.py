"""Tables: ruled grids of one page, and the logical tables that they make over pages. Rows and columns count from 0."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sohoa.nouns.geometry import Box
from sohoa.nouns.line_ends import joined_lines

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell of a ruled grid: its place, spans (from 1) and inner box between the rules.

    `unread`: it holds print of which the engine read nothing. `checked`: a person has said what it holds;
    `corrected`: that was something else than the program read, or the cell was merged or split. `sure`: how probable
    it is that it is one cell and reaches so far, by what is seen of the rules.
    """

    row: int
    col: int
    row_span: int
    col_span: int
    box: Box
    unread: bool = False
    checked: bool = False
    corrected: bool = False
    sure: float = 1.0


class GridOrigin(StrEnum):
    """What a grid was read from: rules seen on a scan, rules of a PDF, or the alignment of its text."""

    PIXELS = "pixels"
    VECTORS = "vectors"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Grid:
    """A grid on one page; `origin` says what it was read from.

    `confidence` falls where rules were missing or inferred. `open_top` / `open_bottom`:
    the outer rule is missing there, as at a page end. `goes_on`: does its first row go on with the last row of the page
    before, where a person has said so; None where that is to be found out.
    """

    box: Box
    n_rows: int
    n_cols: int
    cells: tuple[GridCell, ...]
    confidence: float = 1.0
    origin: GridOrigin = GridOrigin.PIXELS
    open_top: bool = False
    open_bottom: bool = False
    goes_on: bool | None = None


class JoinReason(StrEnum):
    """Why the parts of a cell on both sides of a page end are one; `sohoa/data/words.tsv` has the words."""

    NO_NUMBER = "no_number"
    TEXT_GOES_ON = "text_goes_on"
    TEXT_UNFINISHED = "text_unfinished"
    CELLS_EMPTY = "cells_empty"
    NO_RULE = "no_rule"
    MERGED_CELL = "merged_cell"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Part:
    """Where one part of a cell stands: a page and a box on it."""

    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a logical table. `lines` are its printed lines in page order.

    `confidence` is that of its weakest word (None if it has none, 0 if it holds print of
    which nothing was read); `weakest` is that word, "" where something else makes the cell unsure.
    `join_reasons` say why parts from several pages are one cell; empty otherwise. `checked`, `corrected`: as in
    `GridCell`; corrected is also a cell of which a word is. `sure`: as in `GridCell`; the confidence is no higher.
    `words_sure`: how sure its weakest word is, 0 to 1, whatever its edges are; None where that is not known.
    """

    row: int
    col: int
    row_span: int
    col_span: int
    lines: tuple[str, ...]
    lines_ocr: tuple[str, ...]
    confidence: float | None
    parts: tuple[Part, ...]
    is_header: bool = False
    is_group: bool = False
    join_reasons: tuple[JoinReason, ...] = ()
    weakest: str = ""
    checked: bool = False
    corrected: bool = False
    sure: float = 1.0
    words_sure: float | None = None

    @property
    def text(self) -> str:
        """Printed lines joined by one space; a code that a line end cuts is put together (`line_ends`)."""
        return joined_lines(self.lines)

    @property
    def told(self) -> float | None:
        """How sure it is as datasets tell it: `confidence`, and of an empty cell of a worn table `sure`.

        Rule: An empty cell of a worn table is no surer than that its rules are where they seem to be: what should stand
            in it may stand in another one.
        Test: extract/records/test_provenance.py::test_an_empty_cell_of_doubtful_edges_asks_for_review
        """
        edges_tell = self.confidence is None and self.sure < 1 and not (any(self.lines) or self.checked)
        return self.sure if edges_tell else self.confidence

    @property
    def text_ocr(self) -> str:
        """The lines as they were read, joined by one space."""
        return " ".join(x for x in self.lines_ocr if x)

    @property
    def pages(self) -> tuple[int, ...]:
        """Pages on which the cell is printed, ascending."""
        return tuple(sorted({p.page for p in self.parts}))


@dataclass(frozen=True, slots=True)
class Table:
    """A logical table, continued over pages. `caption` holds the lines above it on its first page.

    `title` is what of them is a heading, `unit` what a line over the table says of its figures, `notes` stand under it.
    """

    table_id: str
    n_rows: int
    n_cols: int
    cells: tuple[Cell, ...]
    caption: tuple[str, ...] = ()
    confidence: float = 1.0
    title: str | None = None
    unit: str | None = None
    notes: tuple[str, ...] = ()

    @property
    def pages(self) -> tuple[int, ...]:
        """Pages on which the table is printed, ascending."""
        return tuple(sorted({p for c in self.cells for p in c.pages}))

    @property
    def n_head(self) -> int:
        """Rows of the heading at the top."""
        return max((c.row + c.row_span for c in self.cells if c.is_header), default=0)

    def to_pandas(self) -> DataFrame:
        """The table as a frame of strings: a column a column, its heading's levels joined by " / " as its name.

        A merged cell's text stands at every place that it covers. Headings that are alike get the number of their
        column behind them; an empty cell is "".
        """
        import pandas as pd

        texts = [[""] * self.n_cols for _ in range(self.n_rows)]
        for cell in self.cells:
            for row in range(cell.row, min(cell.row + cell.row_span, self.n_rows)):
                for col in range(cell.col, min(cell.col + cell.col_span, self.n_cols)):
                    texts[row][col] = cell.text
        levels = (dict.fromkeys(row[col] for row in texts[: self.n_head]) for col in range(self.n_cols))
        names = [" / ".join(filter(None, level)) for level in levels]
        unique = [f"{name} ({k + 1})".strip() if names.count(name) > 1 else name for k, name in enumerate(names)]
        return pd.DataFrame(texts[self.n_head :], columns=pd.Index(unique), dtype="string")
