"""Headings inside a table (`II | Phát triển nguồn lực`), with sums beside them or not, and the rows under them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sohoa.extract.records.matrix import Matrix
from sohoa.extract.tables.row_kinds import (
    Row,
    beside_sums,
    is_group_heading,
    lone_text,
    may_be_group_heading,
    number_text,
    titles_group,
)
from sohoa.extract.wording.numerals import looks_roman, mend_roman, roman_value
from sohoa.extract.wording.row_labels import is_total, leading_label, read_label

UNREAD_RANK = 1
"""Of a heading whose number was not read: groups with Roman numerals are the usual ones."""
ROW_RANK = 2
"""Headings of this rank or lower ones are numbered as rows are."""
_AROUND = " .):("
_LIKE_ONE = frozenset("1l|!")
"""Strokes that are as likely a figure one as a Roman one."""
_QUOTES = "\"'“”‘’` "
"""What engines make of specks beside a numeral."""


@dataclass(frozen=True, slots=True)
class Group:
    """A heading inside a table: its number (`II`, as printed), its text, its rank (0 is the widest).

    `order` is its place among the headings of its rank, from 1; 0 where not counted. `row` is that of the table;
    `told`: its number was not read, those around it tell it. `after`: the number of the heading before it, where its
    own does not follow.
    """

    number: str | None
    text: str
    rank: int
    order: int = 0
    row: int | None = None
    told: bool = False
    after: str | None = None


def read_group(number: str, text: str) -> Group:
    """The heading with the number of the number column, or else the one its text begins with."""
    if printed := number.strip(" .):"):
        label = read_label(printed)
        return Group(printed, text, label.rank if label else UNREAD_RANK)
    found = leading_label(text)
    if found and found[0].opens_group:
        return Group(found[0].text, found[1], found[0].rank)
    return Group(None, text, UNREAD_RANK)


def is_roman_heading(group: Group) -> bool:
    """Is its number Roman, be some of its strokes misread? What may be a figure as well is none."""
    number = (group.number or "").strip(_AROUND)
    return roman_value(number) is not None or (looks_roman(number) and not set(number) <= _LIKE_ONE)


@dataclass(frozen=True, slots=True)
class GroupStack:
    """The headings over a row, from the widest down."""

    groups: tuple[Group, ...] = ()

    def opened(self, group: Group) -> GroupStack:
        """The stack under one more heading: those of its rank and below are closed."""
        return GroupStack((*(g for g in self.groups if g.rank < group.rank), group))

    def counted(self, group: Group, roman: bool) -> Group:
        """A heading of groups counted, its Roman numeral mended by the order of the headings before it: `1` is `I`.

        Rule: A heading numbered with figures stays as printed, unless others of its table have Roman numerals.
        Test: extract/records/test_record_tables.py::test_headings_in_figures_stay

        Args:
            group: as printed.
            roman: has the table headings with Roman numerals? Else figures stay as they are.
        """
        before = next((g.order for g in reversed(self.groups) if g.rank == UNREAD_RANK), 0)
        if group.number is None:
            return replace(group, order=before + 1)
        figures = group.number.strip(_AROUND).isdecimal()
        number = group.number if figures and not roman else mend_roman(group.number, before)
        value = roman_value(number)
        if not value:
            return replace(group, order=before + 1)
        last = next((g.number for g in reversed(self.groups) if g.rank == UNREAD_RANK), None)
        follows = value in (1, before + 1)
        return replace(group, number=number, rank=UNREAD_RANK, order=value, after=None if follows else last)

    @property
    def section(self) -> Group | None:
        """The nearest heading with a letter or Roman numeral."""
        return next((g for g in reversed(self.groups) if g.rank < ROW_RANK), None)

    @property
    def others(self) -> tuple[Group, ...]:
        """The headings but for the section."""
        section = self.section
        return tuple(g for g in self.groups if g is not section)


def read_heading(matrix: Matrix, row: int, number_col: int | None, text_col: int, sums: bool) -> Group | None:
    """The heading of a group that a row is, as printed; None if it is an ordinary row.

    Rule: A row with a text and no values, numbered with a stroke (1, l) over a row 1, is the title of group I.
    Test: extract/records/test_record_tables.py::test_a_title_numbered_with_a_stroke_over_row_1

    Args:
        matrix: the table.
        row: one of its body.
        number_col: the column with the numbers of its rows, None if it has none.
        text_col: the column with what each record is about.
        sums: may the sums of the group stand beside it, as in lists of tasks?
    """
    cells = title_cells(matrix, row, number_col, text_col) if sums else matrix.row_cells(row)
    text = lone_text(cells, number_col)
    if text is None or text.row != row:
        return None
    covers = text.col <= text_col < text.col + text.col_span
    has_sums = len(cells) < len(matrix.row_cells(row))
    sure = has_sums or is_group_heading(cells, matrix.n_cols, number_col)
    may_be = may_be_group_heading(cells, matrix.n_cols, number_col) or _is_numbered_again(matrix, row, number_col)
    if not sure and not (covers and may_be):
        return None
    number = "" if text.col == number_col else number_text(cells, number_col).strip(_QUOTES)
    return read_group(number, text.text)


def _is_numbered_again(matrix: Matrix, row: int, number_col: int | None) -> bool:
    """Is a row's number a stroke, and that of the row below 1? Two rows are not both the first: one is group I."""
    below = next((r for r in matrix.body_rows if r > row), None)
    if number_col is None or below is None:
        return False
    number = matrix.text(row, number_col).strip(_QUOTES)
    return number in _LIKE_ONE and matrix.text(below, number_col).strip(_AROUND) == "1"


def title_cells(matrix: Matrix, row: int, number_col: int | None, text_col: int) -> Row:
    """The cells of a row, without the sums that stand beside the title of a group.

    Rule: In a list of tasks a row with a letter or Roman number (or `1` over `1.1`), one text and nothing but amounts
        is the title of the group under it, and its amounts are that group's sums; where no narrower row follows it is a
        task.
    Test: extract/records/test_group_sums.py::test_titles_with_sums

    Rule: So is such a row whose number was not read, or as strokes, if the numbers of the rows go on without it.
    Test: extract/records/test_group_sums.py::test_titles_with_sums
    """
    cells = matrix.row_cells(row)
    below = next((r for r in matrix.body_rows if r > row), None)
    if below is None or is_total(matrix.text(below, text_col)):
        return cells
    opens = titles_group(cells, matrix.row_cells(below), number_col)
    if not opens and not _is_passed_over(matrix, row, below, number_col):
        return cells
    return beside_sums(cells, number_col)


def _is_passed_over(matrix: Matrix, row: int, below: int, number_col: int | None) -> bool:
    """Was the number of a row not read, or as strokes, and do those of the rows around it go on without it?"""
    cell = matrix.at(row, number_col) if number_col is not None else None
    if number_col is None or cell is None or cell.confidence is None:
        return False
    number = cell.text.strip(_QUOTES)
    if number and not looks_roman(number) and set(number) != {"1"}:
        return False
    above = (read_label(matrix.text(r, number_col)) for r in reversed(matrix.body_rows) if r < row)
    before = next((x.value for x in above if x is not None and x.text.isdecimal()), None)
    after = read_label(matrix.text(below, number_col))
    goes_on = before is not None and after is not None and after.text.isdecimal() and after.value == before + 1
    return goes_on and number != str(after.value if after else "")
