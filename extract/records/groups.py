"""Headings inside a table (`II | Phát triển nguồn lực`), and under which of them a row stands."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sohoa.extract.wording.numerals import looks_roman, mend_roman, roman_value
from sohoa.extract.wording.row_labels import leading_label, read_label

UNREAD_RANK = 1
"""Of a heading whose number was not read: groups with Roman numerals are the usual ones."""
ROW_RANK = 2
"""Headings of this rank or lower ones are numbered as rows are."""
_AROUND = " .):("
_LIKE_ONE = frozenset("1l|!")
"""Strokes that are as likely a figure one as a Roman one."""


@dataclass(frozen=True, slots=True)
class Group:
    """A heading inside a table: its number (`II`, as printed), its text, its rank (0 is the widest).

    `order` is its place among the headings of its rank, from 1; 0 where not counted. `row` is that of the table;
    `told`: its number was not read, those around it tell it.
    """

    number: str | None
    text: str
    rank: int
    order: int = 0
    row: int | None = None
    told: bool = False


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
        counted = replace(group, number=number, rank=UNREAD_RANK, order=value or 0)
        return counted if value else replace(group, order=before + 1)

    @property
    def section(self) -> Group | None:
        """The nearest heading with a letter or Roman numeral."""
        return next((g for g in reversed(self.groups) if g.rank < ROW_RANK), None)

    @property
    def others(self) -> tuple[Group, ...]:
        """The headings but for the section."""
        section = self.section
        return tuple(g for g in self.groups if g is not section)
