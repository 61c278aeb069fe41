"""Headings inside a table (`II | Phát triển nguồn lực`): which group a row belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from sohoa.extract.records.matrix import Matrix
from sohoa.extract.wording.numerals import looks_roman
from sohoa.extract.wording.row_labels import LabelKind, leading_label, read_label

MIN_COLUMNS = 4
"""In a table of so many columns a text alone in its row, without a number, is a heading."""
FULL_WIDTH = 0.6
"""A lone cell that spans this share of the columns is a heading."""
UNREAD_RANK = 1
"""Of a heading whose number was not read: groups with Roman numerals are the usual ones."""


@dataclass(frozen=True, slots=True)
class Group:
    """A heading inside a table: its number (`II`, as printed), its text, its rank (0 is the widest).

    `order` is its place among the headings of its rank, from 1; 0 where not counted.
    """

    number: str | None
    text: str
    rank: int
    order: int = 0


def _split_number(tt: str, text: str) -> Group:
    """The heading with the number of the number column, or else the one its text begins with."""
    if printed := tt.strip(" .):"):
        label = read_label(printed)
        return Group(printed, text, label.rank if label else UNREAD_RANK)
    found = leading_label(text)
    if found and found[0].opens_group:
        return Group(found[0].text, found[1], found[0].rank)
    return Group(None, text, UNREAD_RANK)


def row_group(matrix: Matrix, row: int, number_col: int | None, text_col: int) -> Group | None:
    """The heading that a row is, or None if it is an ordinary row.

    A heading is marked so by the table stage, or spans most columns, or has a letter or a
    Roman numeral (also a misread one, or none) and nothing but its text.

    Rule: A row with a letter or Roman number, or with one text over all columns, is a heading; the rows below are its
        group.
    Test: extract/records/test_record_tables.py::test_records_of_a_table
    """
    cells = [c for c in matrix.row_cells(row) if c.text.strip()]
    texts = [c for c in cells if number_col is None or c.col != number_col or c.col_span > 1]
    if len(texts) != 1 or texts[0].row != row:
        return None
    lone = texts[0]
    wide = lone.col_span >= max(2, FULL_WIDTH * matrix.n_cols)
    tt = "" if number_col is None or (wide and lone.col == number_col) else matrix.text(row, number_col)
    marked = all(c.is_group for c in cells)
    covers = lone.col <= text_col < lone.col + lone.col_span
    if marked or wide or (covers and _heads_rows(tt, lone.text, matrix.n_cols)):
        return _split_number(tt, lone.text)
    return None


def _heads_rows(tt: str, text: str, n_cols: int) -> bool:
    """Does a text alone in its row head those below: by its number, also a misread one, or because it has none?"""
    label = read_label(tt)
    if label is not None and label.opens_group:
        return True
    unnumbered = not tt.strip() or looks_roman(tt)
    return unnumbered and n_cols >= MIN_COLUMNS and text.lstrip()[:1].isupper()


def heading_rows(matrix: Matrix, number_col: int | None, text_col: int) -> frozenset[int]:
    """Rows with an Arabic number and nothing but a text, whose parts follow (`1`, then `1.1` or `a`)."""
    if number_col is None:
        return frozenset()
    found = []
    for row, after in pairwise(matrix.body_rows):
        label, below = (read_label(matrix.text(r, number_col)) for r in (row, after))
        if label is None or below is None or label.kind is not LabelKind.NUMBER or not below.is_part_of(label):
            continue
        texts = [c for c in matrix.row_cells(row) if c.text.strip() and c.col != number_col]
        if len(texts) == 1 and texts[0].col == text_col:
            found.append(row)
    return frozenset(found)
