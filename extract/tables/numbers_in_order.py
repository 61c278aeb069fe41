"""Row numbers that their neighbours bear out: the `2` between 1 and 3 was not misread, however faint it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from sohoa.extract.wording.row_labels import LabelKind, read_label
from sohoa.nouns.table import Cell

_BORNE_OUT = 0.9
"""How sure such a number is."""
_LEAST = 0.6
"""A number that was read less surely, or whose edges are, is left alone. A guess."""
_PLAIN = regex.compile(r"(?:[1-9]\d{0,2}|[IVX]{1,5})[.)]?")
_KINDS = LabelKind.NUMBER, LabelKind.ROMAN


def with_numbers_in_order(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """The cells of a logical table, the numbers of its first column that their neighbours bear out surer.

    Decimal and Roman numbers are each in an order of their own. No text is changed.

    Rule: A row number or a group's Roman numeral that follows the one above, and that the one below follows, is as sure
        as its order (0.9); so is a 1 before a 2. The number itself is never changed.
    Test: extract/tables/test_numbers_in_order.py::test_a_number_between_its_neighbours_is_sure
    """
    column = sorted((c for c in cells if c.col == 0 and not c.is_header), key=lambda c: c.row)
    sure = {id(c) for kind in _KINDS for c in _borne_out(_numbered(column, kind))}
    return tuple(_surer(c) if id(c) in sure else c for c in cells)


def _numbered(column: Sequence[Cell], kind: LabelKind) -> list[tuple[Cell, int]]:
    return [(c, n) for c in column if (n := _value(c, kind))]


def _value(cell: Cell, kind: LabelKind) -> int | None:
    """The number of a cell that holds nothing but a number of a kind, as print has it."""
    label = read_label(cell.text) if _PLAIN.fullmatch(cell.text) else None
    return label.value if label and label.kind is kind else None


def _borne_out(numbered: Sequence[tuple[Cell, int]]) -> list[Cell]:
    values = [n for _, n in numbered]
    found = []
    for k, (cell, n) in enumerate(numbered):
        follows = n == 1 or (k > 0 and values[k - 1] == n - 1)
        after = values[k + 1] if k + 1 < len(values) else None
        is_followed = after == n + 1 or (n > 1 and after in (None, 1))
        if follows and is_followed:
            found.append(cell)
    return found


def _surer(cell: Cell) -> Cell:
    if cell.checked or cell.confidence is None or not _LEAST <= cell.confidence < min(_BORNE_OUT, cell.sure):
        return cell
    return replace(cell, confidence=min(_BORNE_OUT, cell.sure), weakest="")
