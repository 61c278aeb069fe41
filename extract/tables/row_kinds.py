"""What a row of a table is: heading, numbers of the columns, heading of a group, or a row of its own.

One finder for all who ask: tables of one page, tables joined over pages, records. It looks at cells, wherever they
come from: their place, their spans and their text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from itertools import takewhile
from typing import Protocol, TypeVar

import regex

from sohoa.diacritics.language.folding import bare_words
from sohoa.extract.wording.column_headings import WHOLE_HEADING, heading_role, is_serial_heading
from sohoa.extract.wording.numerals import looks_roman
from sohoa.extract.wording.row_labels import LabelKind, RowLabel, read_label

MOST_HEADING_ROWS = 4
"""No plan's table has a deeper heading. A guess."""
FULL_WIDTH = 0.6
"""A lone text that spans this share of the columns is a heading. A guess; merged cells of a row of tasks span fewer."""
BARE_COLUMNS = 4
"""In a table of so many columns a text alone in its row, without a number, is a heading. A guess."""
_LONGEST_HEADING = 80
"""Characters of a column's heading; a longer cell is running text. A guess."""
_SAME_HEADING = 0.75
"""Likeness from which a heading is repeated: each page of a scan is read anew. A guess."""
_HIGHEST_FIRST = 3
"""Numbers of columns begin no higher: 1, or behind columns that have letters. A guess."""

_AMOUNT = regex.compile(r"\s*\d[\d.,\s]*")


class PlacedCell(Protocol):
    """A cell that knows its place, from 0, its spans and its text."""

    @property
    def row(self) -> int:
        """First row."""

    @property
    def col(self) -> int:
        """First column."""

    @property
    def row_span(self) -> int:
        """Rows."""

    @property
    def col_span(self) -> int:
        """Columns."""

    @property
    def text(self) -> str:
        """Printed lines joined by one space."""


C = TypeVar("C", bound=PlacedCell)
Row = Sequence[PlacedCell]
"""The cells of one row, from left to right."""


def count_heading_rows(rows: Sequence[Row], n_cols: int) -> int:
    """How many rows at the top are headings.

    The first row is one if its first cell says so ("TT"), if most of its other cells are
    headings that plans use ("Cơ quan chủ trì"), or if it is filled, short and unnumbered
    while a number begins the next; cells that span further rows take these along (two- and
    three-level headings), and so does a row of column numbers ("(1) (2)").

    Args:
        rows: of the table, each the cells that begin in it.
        n_cols: columns of the table.

    Rule: The heading of a table is its first row if that begins with "TT", names known columns, or stands unnumbered
        over a number; merged cells and a row (1) (2) (3) belong to it.
    Test: extract/tables/test_logical_tables.py::test_column_numbers_belong_to_the_heading
    """
    if not rows or not rows[0]:
        return 0
    first = rows[0]
    serial = is_serial_heading(first[0].text)
    if len(rows) < 2:
        return int(serial)
    if not (serial or _names_columns(first) or _looks_like_heading(rows, n_cols)):
        return 0
    n = max(c.row + c.row_span for c in first)
    n = 1 if n >= len(rows) else 1 + sum(1 for _ in takewhile(lambda r: not _is_labelled(r, n_cols), rows[1:n]))
    while n < len(rows) and numbers_columns(rows[n], n_cols):
        n += 1
    return min(n, MOST_HEADING_ROWS)


def _names_columns(row: Row) -> bool:
    """Are most cells after the first the whole of a known column heading, two at least?"""
    named = sum(heading_role(c.text)[1] >= WHOLE_HEADING for c in row[1:])
    return named >= 2 and 2 * named >= len(row) - 1


def _looks_like_heading(rows: Sequence[Row], n_cols: int) -> bool:
    """Is the first row filled, short and unnumbered, and the next one numbered?"""
    first = rows[0]
    if len(first) < 2 or sum(c.col_span for c in first) < n_cols or read_label(first[0].text) is not None:
        return False
    if any(not c.text or len(c.text) > _LONGEST_HEADING or c.text.rstrip().endswith((".", ";")) for c in first):
        return False
    below = rows[max(c.row + c.row_span for c in first) :]
    return read_label(next((r[0].text for r in below if r and r[0].col == 0), "")) is not None


def _is_labelled(row: Row, n_cols: int) -> bool:
    """Does a row begin with a number or a Roman numeral, and does not number the columns?"""
    label = _label_of(row, 0)
    orders = label is not None and label.kind in (LabelKind.NUMBER, LabelKind.ROMAN)
    return orders and not numbers_columns(row, n_cols)


def number_text(row: Row, number_col: int | None) -> str:
    """What stands in the column of the numbers, empty if nothing does."""
    return next((c.text for c in row if c.col == number_col), "")


def _label_of(row: Row, number_col: int | None) -> RowLabel | None:
    return read_label(number_text(row, number_col))


def numbers_columns(row: Row, n_cols: int) -> bool:
    """Is it the row that numbers the columns of a table: (1) (2) (3), A B 1 2, 1 2 3=1+2? One may have no number."""
    filled = [c for c in row if c.text.strip()]
    if n_cols < 3 or len(filled) < n_cols - 1:
        return False
    labels = [read_label(c.text.partition("=")[0]) for c in filled]
    numbers = [x.value for x in labels if x is not None and x.kind is LabelKind.NUMBER and x.value is not None]
    letters = sum(x is not None and x.kind is LabelKind.LETTER for x in labels)
    if len(numbers) < 2 or len(numbers) + letters < len(labels):
        return False
    return numbers == list(range(numbers[0], numbers[0] + len(numbers))) and numbers[0] <= _HIGHEST_FIRST


def repeated_heading(heading: Sequence[Row], rows: Sequence[Row]) -> int:
    """How many of the first rows repeat the heading, word for word or left blank.

    Rule: A heading (tiêu đề cột) that is repeated on the next page, nearly word for word or left blank, stands once in
        the table.
    Test: extract/tables/test_logical_tables.py::test_joins

    Rule: Where worn rules make a row more or less of the repeated heading, it ends with the row with which it is most
        like the heading.
    Test: extract/tables/test_row_kinds.py::test_a_repeated_heading_may_have_another_row
    """
    if not heading or not rows:
        return 0
    usual = len(heading)
    first = rows[:usual]
    if not any(c.text for row in first for c in row):
        return usual if len(rows) > usual and _shape(first) == _shape(heading) else 0
    alike = {k: _alike(heading, rows[:k]) for k in (usual, usual - 1, usual + 1) if 1 <= k <= len(rows)}
    best = max(alike, key=lambda k: alike[k])
    return best if alike[best] >= _SAME_HEADING else 0


def _alike(some: Sequence[Row], others: Sequence[Row]) -> float:
    """How much the words of two pieces of a table are alike, 0 to 1 (Ratcliff and Obershelp, as in difflib).

    Read row by row, or column by column where that is more alike: a rule that was lost makes one row of two.
    """
    return max(
        SequenceMatcher(None, _words_of(some, by), _words_of(others, by), autojunk=False).ratio()
        for by in (lambda c: (c.row, c.col), lambda c: (c.col, c.row))
    )


def _words_of(rows: Sequence[Row], by: Callable[[PlacedCell], tuple[int, int]]) -> str:
    """The words of cells in an order of them."""
    return " ".join(bare_words(c.text) for c in sorted((c for row in rows for c in row), key=by))


def _shape(rows: Sequence[Row]) -> list[tuple[int, int]]:
    return [(c.col, c.col_span) for row in rows for c in row]


def lone_text(row: Row, number_col: int | None = 0) -> PlacedCell | None:
    """The only text of a row beside its number, None if there are several or none. A text over all is no number."""
    texts = [c for c in row if c.text.strip() and (c.col != number_col or c.col_span > 1)]
    return texts[0] if len(texts) == 1 else None


def is_group_heading(row: Row, n_cols: int, number_col: int | None = 0) -> bool:
    """Is the row surely a heading inside the table: one text over most columns, or behind a letter or Roman numeral?

    Rule: A row with a letter or Roman number, or with one text over all columns, is a group heading (nhóm nhiệm vụ);
        the rows below are its group.
    Test: extract/records/test_record_tables.py::test_records_of_a_table
    """
    text = lone_text(row, number_col)
    if text is None or n_cols < 2:
        return False
    label = _label_of(row, number_col)
    behind = label is not None and label.opens_group and n_cols > 2
    return behind or text.col_span >= max(2, FULL_WIDTH * n_cols)


def beside_sums(row: Sequence[C], number_col: int | None) -> Sequence[C]:
    """The row without its amounts, if one text stands beside its number and nothing else but numbers; else as it is."""
    words = [c for c in row if c.col == number_col or not _AMOUNT.fullmatch(c.text)]
    return words if lone_text(words, number_col) is not None else row


def titles_group(row: Row, below: Row, number_col: int | None) -> bool:
    """May a row, by its number and that of the next one, be the title of a group that begins there?

    Its own is a letter or Roman numeral, or may be a misread one, and the next one is of a narrower kind: `II` over
    `4`, `1` over `1` (numbers begin again) or over `1.1`.
    """
    number = number_text(row, number_col).strip(" .):")
    own, part = read_label(number), _label_of(below, number_col)
    if own is not None and own.opens_group:
        return part is None or part.rank > own.rank
    if own is not None and part is not None and part.is_part_of(own):
        return True
    begins_again = part is not None and part.kind is LabelKind.NUMBER and part.value == 1
    return begins_again and (looks_roman(number) or set(number) == {"1"})


def may_be_group_heading(row: Row, n_cols: int, number_col: int | None) -> bool:
    """Is it one, or a text alone in its row that nothing numbers, or a misread Roman numeral?

    Not to be asked of rows that a page end may have cut: the rest of a text stands alone in its row too.
    """
    if is_group_heading(row, n_cols, number_col):
        return True
    text = lone_text(row, number_col)
    number = number_text(row, number_col).strip()
    capital = text is not None and text.text.lstrip()[:1].isupper()
    return capital and n_cols >= BARE_COLUMNS and (not number or looks_roman(number))


def heads_parts(row: Row, below: Row, number_col: int | None) -> bool:
    """Does a row hold a number and nothing but a text, and the next one a part of it (`1`, then `1.1` or `a`)?"""
    own, part = _label_of(row, number_col), _label_of(below, number_col)
    if own is None or part is None or own.kind is not LabelKind.NUMBER or not part.is_part_of(own):
        return False
    return lone_text(row, number_col) is not None
