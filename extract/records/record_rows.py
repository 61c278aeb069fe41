"""Rows of a table as they become records: which rows are one record, under which headings, with which number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

import regex

from sohoa.diacritics.language.folding import bare_words
from sohoa.extract.records.footnotes import without_marks
from sohoa.extract.records.groups import (
    ROW_RANK,
    UNREAD_RANK,
    Group,
    GroupStack,
    is_roman_heading,
    read_heading,
    title_cells,
)
from sohoa.extract.records.matrix import Matrix
from sohoa.extract.tables.lost_numbers import NumberCell, lost_numerals, lost_row_numbers, opens_text
from sohoa.extract.tables.number_order import DOUBTFUL
from sohoa.extract.tables.row_kinds import heads_parts, lone_text
from sohoa.extract.wording.numerals import mend_digits
from sohoa.extract.wording.row_labels import is_total, read_label
from sohoa.nouns.doubt import Doubt, DoubtKind

_BADLY_READ = 0.75
"""What is no number, and is less sure than this, may stand for one that was misread. A guess."""
_SCRAP = 2
"""Signs beside a row's number that may be a piece of a rule. A guess."""


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One record's rows (more than one where its text cell spans several), under their headings.

    `group` is the nearest heading with a letter or Roman numeral, `above` the others over the
    row, from the widest down. `tt` is its number as printed, `doubts` are reasons to look at it. `in_order`: its number
    is the one due after that of the record above, or the first one, or was told by the numbers above and below.
    """

    rows: tuple[int, ...]
    group: Group | None
    above: tuple[Group, ...]
    tt: str | None = None
    doubts: tuple[Doubt, ...] = ()
    in_order: bool = False

    @property
    def row(self) -> int:
        """The first row, as in the cells."""
        return self.rows[0]


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where a table has the numbers of its rows, if it has, and their texts; are headings numbered in Roman?

    `sums`: may headings have the sums of their groups beside them? `numerals` and `numbers` are those of headings and
    rows that were lost and are told by their order, by row.
    """

    number: int | None
    text: int
    sums: bool = False
    roman: bool = False
    numerals: Mapping[int, str] = field(default_factory=dict)
    numbers: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _State:
    """What was seen above a row: its headings, the record that may go on in it, the last row number of its group.

    `opened`: nothing stands between the row and the heading of its group. `last`: the last row number of the table,
    with which numbers may go on under the next heading.
    """

    stack: GroupStack = field(default_factory=GroupStack)
    record: RecordRow | None = None
    before: str | None = None
    opened: bool = False
    last: str | None = None

    def due(self) -> tuple[str, ...]:
        """The numbers that a row below may have: the next one, under a heading 1 or the one that goes on."""
        if self.before is not None:
            return (str(int(self.before) + 1),) if self.before.isdecimal() else ("1",)
        return ("1", str(int(self.last) + 1)) if self.last is not None and self.last.isdecimal() else ("1",)


def record_rows(matrix: Matrix, number_col: int | None, text_col: int, *, sums: bool = False) -> Iterator[RecordRow]:
    """The rows of a table that are records, in order, without headings and sums.

    Args:
        matrix: the table.
        number_col: the column with the numbers of its rows, None if it has none.
        text_col: the column with what each record is about.
        sums: may the title of a group have the sums of the group in its row, as in lists of tasks?
    """
    columns, state = _with_order(matrix, _Columns(number_col, text_col, sums)), _State()
    rows = matrix.body_rows
    for k, row in enumerate(rows):
        below = rows[k + 1] if k + 1 < len(rows) else None
        told = columns.numbers.get(row)
        number = told or (_row_number(matrix.text(row, number_col), state) if number_col is not None else "")
        group = _part_heading(matrix, row, below, columns, number) or _group_heading(matrix, row, columns, state.stack)
        longer = _continued(matrix, row, columns, state.record, group)
        if longer is not None:
            state = replace(state, record=longer)
            continue
        if state.record:
            yield state.record
        state = _after(matrix, row, columns, replace(state, record=None), number, group)
    if state.record:
        yield state.record


def _with_order(matrix: Matrix, columns: _Columns) -> _Columns:
    """The same with what all numbers of the table tell."""
    headings = {row: h for row in matrix.body_rows if (h := _heading(matrix, row, columns)) is not None}
    columns = replace(columns, roman=any(is_roman_heading(h) for h in headings.values()))
    if columns.number is None:
        return columns
    cells = {row: _number_cell(matrix, row, columns.number, row in headings) for row in matrix.body_rows}
    named = [
        replace(c, number=h.number or "", text=h.text, is_wide=h.rank < UNREAD_RANK, blank=c.blank and not h.number)
        for c, h in ((cells[row], h) for row, h in headings.items())
    ]
    numerals = lost_numerals(named) if columns.roman else {}
    return replace(columns, numerals=numerals, numbers=lost_row_numbers(tuple(cells.values())))


def _number_cell(matrix: Matrix, row: int, col: int, is_heading: bool) -> NumberCell:
    cell, number = matrix.at(row, col), _row_number(matrix.text(row, col), _State())
    sure = cell.confidence if cell is not None else None
    lost = not is_heading and read_label(number) is None
    odd = number.isdecimal() and sure is not None and sure < DOUBTFUL
    unread = sure is not None and (not number or (lost and sure < _BADLY_READ) or odd)
    blank = sure is None and not number and matrix.is_scan
    return NumberCell(row, number, unread, is_heading, blank=blank)


def _row_number(text: str, state: _State) -> str:
    """A row's number without stray signs and marks of footnotes, mended where shape and order agree.

    Rule: A scrap of a rule beside a row's number (`7 L`) is no part of it where the number is the one that is due.
    Test: extract/records/test_record_tables.py::test_a_scrap_beside_a_number_that_is_due
    """
    tidy = regex.sub(r"[^\p{L}\p{N}.,/()+* -]", "", without_marks(text)).strip(" .,")
    first, _, rest = tidy.partition(" ")
    above = state.before or state.last
    if above and first in state.due() and 0 < len(rest) <= _SCRAP:
        return str(first)  # a piece of a rule beside it
    before = state.before
    return mend_digits(tidy, int(before) if before and before.isdecimal() else 0)


def _part_heading(matrix: Matrix, row: int, below: int | None, columns: _Columns, number: str) -> Group | None:
    """The heading that a numbered row is over its parts (`1` over `1.1`), None if it is none."""
    cells = title_cells(matrix, row, columns.number, columns.text) if columns.sums else matrix.row_cells(row)
    if below is None or not heads_parts(cells, matrix.row_cells(below), columns.number):
        return None
    text = lone_text(cells, columns.number)
    if text is None or text.col != columns.text:
        return None
    label = read_label(number)
    return Group(number, text.text, label.rank if label else ROW_RANK, row=row)


def _heading(matrix: Matrix, row: int, columns: _Columns) -> Group | None:
    return read_heading(matrix, row, columns.number, columns.text, columns.sums)


def _group_heading(matrix: Matrix, row: int, columns: _Columns, stack: GroupStack) -> Group | None:
    """The heading of a group that a row is, its number mended; None if it is an ordinary row."""
    heading = _heading(matrix, row, columns)
    if heading is None:
        return None
    told = columns.numerals.get(row)
    if told:
        text = heading.text.partition(" ")[2] if not heading.number and opens_text(heading.text, told) else heading.text
        heading = replace(heading, number=told, text=text, rank=UNREAD_RANK, told=True)
    return replace(stack.counted(heading, columns.roman), row=row)


def _continued(
    matrix: Matrix, row: int, columns: _Columns, record: RecordRow | None, group: Group | None
) -> RecordRow | None:
    """The record above with this row too: its text spans both, or goes on here unnumbered; None if it does not."""
    if record is None:
        return None
    cell = matrix.at(row, columns.text)
    if cell and cell.row in record.rows and cell.row < row:
        return replace(record, rows=(*record.rows, row))
    if group is None and columns.number is not None and _goes_on(matrix, row, columns.text):
        return replace(record, rows=(*record.rows, row), doubts=(*record.doubts, Doubt(DoubtKind.TEXT_GOES_ON)))
    return None


def _goes_on(matrix: Matrix, row: int, text_col: int) -> bool:
    """Is a row the rest of the text above (cut by a page end and not joined): alone, and in small letters?"""
    text = lone_text(matrix.row_cells(row), None)
    return text is not None and (text.col, text.col_span) == (text_col, 1) and text.text.lstrip()[:1].islower()


def _after(matrix: Matrix, row: int, columns: _Columns, state: _State, number: str, group: Group | None) -> _State:
    """The state below a row that begins something: a group, a sum, or a record.

    Rule: Rows under a group whose numeral does not follow that of the group before (II after II) are flagged.
    Test: extract/records/test_record_tables.py::test_a_numeral_that_does_not_follow_flags_its_rows

    Rule: Where the numeral of a group was told by those of the others, the first of its rows is flagged.
    Test: extract/tables/test_lost_numbers.py::test_a_told_numeral_flags_the_first_row_of_its_group
    """
    if group is not None:
        before = None if group.rank < ROW_RANK else state.before
        return _State(state.stack.opened(group), None, before, opened=True, last=state.last)
    text = matrix.text(row, columns.text)
    if is_total(text) or is_total(number):
        return state
    doubts = list(_broken_sequence(number, state.before))
    if not number and columns.number is not None and bare_words(text):
        doubts.append(Doubt(DoubtKind.NO_ROW_NUMBER))
    group = state.stack.section
    if group and group.number is None:
        doubts.append(Doubt(DoubtKind.GROUP_NUMBER_UNREAD, group.text))
    if group and group.after:
        doubts.append(Doubt.of(DoubtKind.NUMBER_SKIPPED, group.number or "", group.after))
    if group and group.told and state.opened:
        doubts.append(Doubt(DoubtKind.NUMBER_BY_ORDER, group.number or ""))
    printed = row in columns.numbers and matrix.holds_print(row, columns.number)
    if row in columns.numbers and not printed:
        doubts.append(Doubt(DoubtKind.NUMBER_BY_ORDER, number))
    due = number in state.due() or printed
    record = RecordRow((row,), group, state.stack.others, number or None, tuple(doubts), due)
    return replace(state, record=record, before=number or state.before, opened=False, last=number or state.last)


def _broken_sequence(number: str, before: str | None) -> tuple[Doubt, ...]:
    if before is None or not (number.isdecimal() and before.isdecimal()):
        return ()
    if int(number) in (int(before) + 1, 1, int(before)):
        return ()
    return (Doubt.of(DoubtKind.NUMBER_SKIPPED, number, before),)
