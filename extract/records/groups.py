"""Headings inside a table (`II | Phát triển nguồn lực`): which group a row belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import regex

from sohoa.extract.records.matrix import Matrix
from sohoa.extract.wording.numerals import looks_roman
from sohoa.extract.wording.row_labels import numeral_rank

_LEADING = regex.compile(r"((?:PHẦN|Phần|NHÓM|Nhóm|MỤC|Mục)\s+\S+|[IVX]{1,6}|[A-H])\s*[.:)\-–]\s*(?=\S)")
MIN_COLUMNS = 4
"""In a table of so many columns a text alone in its row, without a number, is a heading."""
FULL_WIDTH = 0.6
"""A lone cell that spans this share of the columns is a heading."""


@dataclass(frozen=True, slots=True)
class Group:
    """A heading inside a table: its number (`II`, as printed), its text, its rank (0 is the widest).

    `order` is its place among the headings of its rank, from 1; 0 where not counted.
    """

    number: str | None
    text: str
    rank: int
    order: int = 0


def _split_number(tt: str, text: str) -> tuple[str | None, str]:
    number = tt.strip(" .):") or None
    if number is None and (m := _LEADING.match(text)):
        return m.group(1), text[m.end() :].strip()
    return number, text


def row_group(matrix: Matrix, row: int, number_col: int | None, text_col: int) -> Group | None:
    """The heading that a row is, or None if it is an ordinary row.

    A heading is marked so by the table stage, or spans most columns, or has a letter or a
    Roman numeral (also a misread one, or none) and nothing but its text.
    """
    cells = [c for c in matrix.row_cells(row) if c.text.strip()]
    tt = matrix.text(row, number_col) if number_col is not None else ""
    texts = [c for c in cells if number_col is None or c.col != number_col or c.col_span > 1]
    if len(texts) != 1 or texts[0].row != row:
        return None
    lone = texts[0]
    covers = lone.col <= text_col < lone.col + lone.col_span
    wide = lone.col_span >= max(2, FULL_WIDTH * matrix.n_cols)
    if wide and lone.col == number_col:
        tt = ""
    rank = numeral_rank(tt)
    bare = covers and (not tt.strip() or looks_roman(tt)) and matrix.n_cols >= MIN_COLUMNS
    bare = bare and lone.text.lstrip()[:1].isupper()
    marked = all(c.is_group for c in cells)
    if not (marked or wide or bare or (covers and rank in (0, 1))):
        return None
    number, text = _split_number(tt, lone.text)
    found = numeral_rank(number) if number else None
    return Group(number, text, found if found is not None else 1)


def heading_rows(matrix: Matrix, number_col: int | None, text_col: int) -> frozenset[int]:
    """Rows with an Arabic number and nothing but a text, whose parts follow (`1`, then `1.1` or `a`)."""
    found = []
    for row, after in pairwise(matrix.body_rows):
        if number_col is None:
            break
        tt, below = matrix.text(row, number_col).strip(" .)"), matrix.text(after, number_col).strip(" .)")
        lone = [c for c in matrix.row_cells(row) if c.text.strip() and c.col != number_col]
        parts = below.startswith((f"{tt}.", f"{tt}-")) or regex.fullmatch(r"[a-h]", below) is not None
        if tt.isdigit() and parts and len(lone) == 1 and lone[0].col == text_col:
            found.append(row)
    return frozenset(found)
