"""Words into the cells of a grid."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sohoa.extract.grids.cell_index import CellIndex
from sohoa.nouns.geometry import Box
from sohoa.nouns.line_ends import joined_lines
from sohoa.nouns.printed_line import words_to_lines
from sohoa.nouns.table import Grid
from sohoa.nouns.word import Word

_LEAST_INSIDE = 0.3
"""A word that lies in no cell by its centre belongs to the cell that holds this much of it."""


@dataclass(frozen=True, slots=True)
class PageCell:
    """One cell of one page's grid with its printed lines, each a tuple of words from left to right.

    `said` and `remade` are `checked` and `corrected` of its `GridCell`; `sure` is its `sure`.
    """

    row: int
    col: int
    row_span: int
    col_span: int
    box: Box
    lines: tuple[tuple[Word, ...], ...] = ()
    unread: bool = False
    said: bool = False
    remade: bool = False
    sure: float = 1.0

    @property
    def checked(self) -> bool:
        """Has a person said what it holds, of the cell or of each of its words?"""
        return self.said or (bool(self.lines) and all(w.checked for line in self.lines for w in line))

    @property
    def corrected(self) -> bool:
        """Is the cell, or a word in it, another than the program read?"""
        return self.remade or any(w.corrected for line in self.lines for w in line)

    @property
    def texts(self) -> tuple[str, ...]:
        """The printed lines as text."""
        return tuple(" ".join(w.text for w in line if w.text) for line in self.lines)

    @property
    def texts_ocr(self) -> tuple[str, ...]:
        """The same before restoration."""
        return tuple(" ".join(w.text_ocr for w in line if w.text_ocr) for line in self.lines)

    @property
    def text(self) -> str:
        """Printed lines joined by one space; a code that a line end cuts is put together (`line_ends`)."""
        return joined_lines(self.texts)

    @property
    def confidence(self) -> float | None:
        """That of the weakest word, None if no word has one, 0 if there is print and no word.

        Rule: A cell (ô) is as sure as its weakest word; an empty cell has no confidence.
        Test: extract/tables/test_logical_tables.py::test_cells_hold_lines_in_order_and_the_weakest_confidence
        """
        if self.said:
            return 1.0
        if self.unread and not self.lines:
            return 0.0
        return min((confidence for confidence, _ in self._measured()), default=None)

    @property
    def weakest(self) -> str:
        """The weakest word, "" if no word has a confidence."""
        return min(self._measured(), key=lambda m: m[0], default=(0.0, ""))[1]

    def _measured(self) -> Iterator[tuple[float, str]]:
        """Confidence and text of the words that have one."""
        return ((w.confidence, w.text) for line in self.lines for w in line if w.confidence is not None)


def fill_cells(grid: Grid, words: Sequence[Word]) -> tuple[PageCell, ...]:
    """Every cell of the grid with its words, in reading order; words outside of the grid are left alone."""
    held: list[list[Word]] = [[] for _ in grid.cells]
    outer, index = grid.box, CellIndex(grid.cells)
    for word in words:
        if word.box is not None and outer.intersection(word.box) > 0:
            at = _cell_of(word.box, index)
            if at is not None:
                held[at].append(word)
    return tuple(
        PageCell(
            c.row, c.col, c.row_span, c.col_span, c.box, words_to_lines(w), c.unread, c.checked, c.corrected, c.sure
        )
        for c, w in zip(grid.cells, held, strict=True)
    )


def _cell_of(box: Box, index: CellIndex) -> int | None:
    at = index.holding(box.cx, box.cy)
    if at is not None:
        return at
    shares = index.shared(box)
    if not len(shares) or shares.max() <= _LEAST_INSIDE * box.area:
        return None
    return int(shares.argmax())
