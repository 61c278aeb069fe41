"""The nouns of tables set by program: cells, tables, pages with words and rules, and how long a word is."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

from PIL import ImageFont

DPI = 150
PORTRAIT, LANDSCAPE = (1240, 1754), (1754, 1240)
"""A4 in pixels."""
MARGIN = 118
SIZE, PITCH = 26, 33
"""Type size and line pitch in pixels: 12.5 points."""
PAD = 8
FONT = "LiberationSerif-Regular.ttf"

Box = tuple[float, float, float, float]
Segment = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class SetCell:
    """A cell of a logical table."""

    row: int
    col: int
    text: str
    row_span: int = 1
    col_span: int = 1


@dataclass(frozen=True, slots=True)
class Ruling:
    """Which rules are drawn: around the table, under the heading, between rows, between columns."""

    frame: bool = True
    head: bool = True
    rows: bool = True
    columns: bool = True


@dataclass(frozen=True, slots=True)
class SetTable:
    """A logical table to be set.

    Attributes:
        cells: all of it, heading first.
        widths: column widths, any unit; per part of the table, the last one goes on.
        n_head: heading rows.
        above: lines over it, on its first page.
        repeat: the heading on later pages: `text`, `blank` or `none`.
        may_cut: rows may be broken by a page end.
        shapes: page size of each part, the last one goes on.
        new_page: begins on a page of its own.
        max_rows: rows a page at most.
    """

    cells: tuple[SetCell, ...]
    widths: tuple[tuple[float, ...], ...]
    n_head: int = 1
    above: tuple[str, ...] = ()
    repeat: str = "text"
    may_cut: bool = False
    shapes: tuple[tuple[int, int], ...] = (PORTRAIT,)
    new_page: bool = True
    max_rows: int = 10_000
    ruling: Ruling = field(default_factory=Ruling)

    @property
    def n_rows(self) -> int:
        """Rows."""
        return max(c.row + c.row_span for c in self.cells)


@dataclass(frozen=True, slots=True)
class SetPage:
    """A page as set: its size, words with boxes, rules."""

    size: tuple[int, int]
    words: list[tuple[str, Box]] = field(default_factory=list)
    rules: list[Segment] = field(default_factory=list)


@dataclass(slots=True)
class SetDocument:
    """Pages, and for each table the pages its rows stand on and the rows that a page end cuts."""

    pages: list[SetPage] = field(default_factory=list)
    tables: list[SetTable] = field(default_factory=list)
    row_pages: list[dict[int, list[int]]] = field(default_factory=list)


@lru_cache(maxsize=1)
def font() -> ImageFont.FreeTypeFont:
    """The type all is set in; OSError if Liberation Serif is not installed."""
    return ImageFont.truetype(FONT, SIZE)


def bare(word: str) -> str:
    """The word without marks: Liberation Serif of some systems lacks the marked letters."""
    letters = unicodedata.normalize("NFD", word).replace("đ", "d").replace("Đ", "D")
    return "".join(c for c in letters if not unicodedata.combining(c))


@lru_cache(maxsize=20_000)
def length(word: str) -> float:
    """Pixels."""
    return float(font().getlength(bare(word)))


def wrap(text: str, width: float) -> list[list[str]]:
    """Words by line."""
    lines: list[list[str]] = []
    at = 0.0
    for word in text.split():
        if lines and at + length(" ") + length(word) <= width:
            lines[-1].append(word)
            at += length(" ") + length(word)
        else:
            lines.append([word])
            at = length(word)
    return lines


def put_words(page: SetPage, text: str, x: float, y: float) -> None:
    """Set one printed line on a page, its top left at (x, y)."""
    for word in text.split():
        page.words.append((word, (x, y + 4, x + length(word), y + SIZE + 4)))
        x += length(word) + length(" ")
