"""Row numbers that break their order: one of them was misread, so none of those that disagree is sure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from sohoa.extract.wording.row_labels import LabelKind, read_label
from sohoa.nouns.table import Cell

DOUBTFUL = 0.4
"""Most confidence of a row number that does not fit its neighbours."""
_FEWEST = 3
_IN_ORDER_HEADINGS = 0.6
"""Share of a table's headings that have a number, from which one without is taken for unread."""
_IN_ORDER = 0.3
"""Least share of numbers that follow the one before; below, the column does not number its rows."""


def with_numbering_doubts(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """The cells of a logical table; numbers of its first column that are out of order with less confidence.

    A number follows the one above, or begins again at 1. Doubtful are also a cell without any text before the
    next number but one, a heading without the number that the others have, and one with 1 where I is due.
    Rows and headings are numbered each by themselves. No text is changed, and cells of a text layer, which have
    no confidence, stay.

    Rule: A row number that breaks the order of its neighbours was misread: it is doubtful, with a confidence of 0.4 at
        most.
    Test: extract/tables/test_number_order.py::test_which_numbers_are_doubtful
    """
    column = sorted((c for c in cells if c.col == 0 and not c.is_header), key=lambda c: c.row)
    numbers = [_number(c) for c in column]
    numbered_rows = [(k, n) for k, n in enumerate(numbers) if n is not None]
    odd = _out_of_order([x for x in numbered_rows if not column[x[0]].is_group])
    if odd is None:
        return tuple(cells)
    headings = [c for c in column if c.is_group and c.col_span == 1]
    numbered = sum(bool(c.text) for c in headings) >= _IN_ORDER_HEADINGS * max(2, len(headings))
    odd |= _out_of_order([x for x in numbered_rows if column[x[0]].is_group]) or set()
    unread = {k for k, c in enumerate(column) if numbered and c.is_group and c.col_span == 1 and not c.text}
    lost = {k for k in range(1, len(column) - 1) if _is_lost(column[k], numbers[k - 1], numbers[k + 1])}
    doubtful = {id(column[k]) for k in odd | lost | unread} | {id(c) for c in _decimal_among_roman(headings)}
    return tuple(_doubted(c) if id(c) in doubtful else c for c in cells)


def _decimal_among_roman(headings: Sequence[Cell]) -> list[Cell]:
    """Headings numbered `1` that stand where `I` is due: just before `II`, and no `I` above.

    Rule: A heading numbered 1 where I is due is doubtful.
    Test: extract/tables/test_number_order.py::test_a_decimal_heading_among_roman_ones
    """
    strangers = []
    last_roman = 0
    for heading, following in pairwise(headings):
        own, roman, after = _number(heading), *(_number(c, LabelKind.ROMAN) for c in (heading, following))
        if own is not None and after == own + 1 and last_roman != own:
            strangers.append(heading)
        last_roman = roman or last_roman
    return strangers


def _number(cell: Cell, kind: LabelKind = LabelKind.NUMBER) -> int | None:
    label = read_label(cell.text)
    return label.value if label and label.kind is kind else None


def _out_of_order(numbers: Sequence[tuple[int, int]]) -> set[int] | None:
    """Places (first of each pair) whose number does not fit; None if the column does not number its rows."""
    steps = [b[1] == a[1] + 1 or b[1] == 1 for a, b in pairwise(numbers)]
    if len(numbers) < _FEWEST or sum(steps) < _IN_ORDER * len(steps):
        return None
    odd = set()
    for k, fits in enumerate(steps):
        if fits:
            continue
        before, after = numbers[k], numbers[k + 1]
        if before[0] in odd and after[1] == numbers[k - 1][1] + 2:
            continue
        fits_next = k + 2 < len(numbers) and numbers[k + 2][1] == after[1] + 1
        fits_last = before[1] == 1 or (k > 0 and steps[k - 1])
        if fits_last != fits_next:
            odd.add(after[0] if fits_last else before[0])
        elif not fits_last:
            odd |= {before[0], after[0]}
    return odd


def _is_lost(cell: Cell, above: int | None, below: int | None) -> bool:
    return not cell.text and not cell.is_group and below is not None and below == (above or 0) + 2


def _doubted(cell: Cell) -> Cell:
    if cell.text and cell.confidence is None:
        return cell
    if cell.confidence is not None and cell.confidence <= DOUBTFUL:
        return cell
    return replace(cell, confidence=DOUBTFUL, weakest=cell.text)
