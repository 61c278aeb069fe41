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
"""So many numbers show an order. A guess."""
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

    Rule: A row number (TT, STT) that breaks the order of its neighbours, or is missing among them, was misread: it is
        doubtful, with a confidence of 0.4 at most.
    Test: extract/tables/test_number_order.py::test_which_numbers_are_doubtful
    """
    column = sorted((c for c in cells if c.col == 0 and not c.is_header), key=lambda c: c.row)
    odd = _out_of_order([c for c in column if not c.is_group])
    if odd is None:
        return tuple(cells)
    headings = [c for c in column if c.is_group]
    odd += [*(_out_of_order(headings) or []), *_lost_between(column), *_unread_among(headings)]
    odd += _decimal_among_roman([c for c in headings if c.col_span == 1])
    doubtful = {id(c) for c in odd}
    return tuple(_doubted(c) if id(c) in doubtful else c for c in cells)


def _unread_among(headings: Sequence[Cell]) -> list[Cell]:
    """Headings without a number where most have one."""
    own = [c for c in headings if c.col_span == 1]
    numbered = sum(bool(c.text) for c in own) >= _IN_ORDER_HEADINGS * max(2, len(own))
    return [c for c in own if numbered and not c.text]


def _lost_between(column: Sequence[Cell]) -> list[Cell]:
    """Cells of rows without any text between two numbers of which one is missing."""
    return [
        cell
        for above, cell, below in zip(column, column[1:], column[2:], strict=False)
        if not cell.text and not cell.is_group and _number(below) == (_number(above) or 0) + 2
    ]


def _decimal_among_roman(headings: Sequence[Cell]) -> list[Cell]:
    """Headings numbered `1` that stand where `I` is due: just before `II`, and no `I` above.

    Rule: A group heading numbered 1 among headings I, II, III is doubtful: a 1 read for an I.
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


def _out_of_order(cells: Sequence[Cell]) -> list[Cell] | None:
    """The cells whose number does not fit; None if the column does not number its rows."""
    numbered = [(c, n) for c in cells if (n := _number(c)) is not None]
    steps = [b == a + 1 or b == 1 for (_, a), (_, b) in pairwise(numbered)]
    if len(numbered) < _FEWEST or sum(steps) < _IN_ORDER * len(steps):
        return None
    odd: list[int] = []
    for k in (k for k, fits in enumerate(steps) if not fits):
        odd += _misfits([n for _, n in numbered], steps, k, known=odd)
    return [numbered[k][0] for k in odd]


def _misfits(numbers: Sequence[int], steps: Sequence[bool], k: int, known: Sequence[int]) -> list[int]:
    """Which of the numbers `k` and `k` + 1, between which the order breaks, do not fit.

    The one that its other neighbour does not bear out; both if none is borne out, neither if both are (rows were
    left out).

    Args:
        numbers: of the rows, from top to bottom.
        steps: does each number but the first follow the one before?
        k: where the order breaks.
        known: numbers above that do not fit.
    """
    before, after = numbers[k], numbers[k + 1]
    if k in known and after == numbers[k - 1] + 2:
        return []
    fits_next = k + 2 < len(numbers) and numbers[k + 2] == after + 1
    fits_last = before == 1 or (k > 0 and steps[k - 1])
    if fits_last != fits_next:
        return [k + 1 if fits_last else k]
    return [] if fits_last else [k, k + 1]


def _doubted(cell: Cell) -> Cell:
    if cell.checked or (cell.text and cell.confidence is None):
        return cell
    if cell.confidence is not None and cell.confidence <= DOUBTFUL:
        return cell
    return replace(cell, confidence=DOUBTFUL, weakest=cell.text)
