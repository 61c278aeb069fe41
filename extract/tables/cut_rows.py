"""Is the last row of a table cut by the page end? Evidence from what stands above and below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from sohoa.extract.grids.cells import PageCell
from sohoa.extract.tables.page_table import PageTable
from sohoa.extract.tables.row_kinds import is_group_heading, lone_text
from sohoa.extract.wording.row_labels import LabelKind, read_label
from sohoa.nouns.table import JoinReason

_SOME_EMPTY, _MOST_EMPTY = 0.34, 0.6
"""Shares of the cells of the first row below that are left empty: some evidence, and as much as is enough. Guesses."""
_ENOUGH = 2.0
"""Weight of evidence that makes one row of two. The weights are guesses, chosen so that they join the cut rows of the
development set (`cut_rows_joined` of benchmarks/scoring) and no others: that figure is measured on what they were
fitted to and promises nothing for other documents."""
_MISREAD = 1.0
"""Taken off where print stands in the place of the row's number that is no number, or was not read: it may be one."""
_SURE_LETTER = 0.6
"""A letter read less surely is no row's label: scraps of a seal over the first column read as `Đ`. A guess."""
_DOUBTFUL = 0.6
"""A cell whose edges are less sure is flagged; it may be merged by wear alone."""
_FINISHED = regex.compile(r"[.!?:]$")
_GOES_ON = regex.compile(r"^[\p{Ll},;)%/]")


@dataclass(frozen=True, slots=True)
class _Ends:
    """The cells on both sides of a page end, from left to right."""

    above: tuple[PageCell, ...]
    below: tuple[PageCell, ...]

    @property
    def is_numbered(self) -> bool:
        """Has the row above a number in its first column, in which the row below begins too?"""
        return self.below[0].col == 0 and read_label(self._above(0)) is not None

    def _above(self, col: int) -> str:
        return next((c.text for c in self.above if c.col == col), "")

    @property
    def number_below(self) -> str:
        """What stands where the row below would have its number."""
        return self.below[0].text if self.below[0].col == 0 else ""

    @property
    def lacks_number(self) -> bool:
        """Has the row above something in the first column, and the row below nothing, not even unread print?"""
        first = self.below[0]
        return first.col == 0 and not first.text and not first.unread and bool(self._above(0))

    @property
    def number_was_misread(self) -> bool:
        """May what stands in the place of the number be one?"""
        return self.is_numbered and (bool(self.number_below) or self.below[0].unread)

    @property
    def texts(self) -> tuple[tuple[str, str], ...]:
        """Texts above and below of the columns in which something stands below, row numbers left out."""
        aside = 0 if self.is_numbered else None
        return tuple((self._above(c.col), c.text) for c in self.below if c.text and c.col != aside)

    @property
    def empty(self) -> float:
        """Share of the cells below that are empty."""
        return sum(not c.text for c in self.below) / len(self.below)


def cut_evidence(
    earlier: PageTable, last: Sequence[PageCell], first: Sequence[PageCell], later: PageTable
) -> tuple[JoinReason, ...]:
    """Why the first row of the later page continues the last row of the earlier one; empty if it does not.

    Rule: Whether a row goes on over the page end is as a person has said, whatever the print looks like.
    Test: extract/tables/test_said_joins.py::test_a_person_decides

    Rule: A half row at the top of a page (a row cut by the page end, hàng bị cắt sang trang) is joined to the last row
        above if both have the same cells and enough speaks for it: no number of its own, text that goes on or is
        unfinished above, cells left empty, no rule at the page end.
    Test: extract/tables/test_logical_tables.py::test_joins
    """
    if later.grid.goes_on is not None:
        return (JoinReason.PERSON,) if later.grid.goes_on and _same_cells(last, first) else ()
    if heading_goes_on(last, first, earlier.grid.n_cols):
        return (JoinReason.TEXT_GOES_ON,)
    if not (_may_go_on(earlier, last, first, later) and _same_cells(last, first)):
        return ()
    return _reasons(_Ends(tuple(last), tuple(first)), earlier, later)


def may_be_cut(earlier: PageTable, last: Sequence[PageCell], first: Sequence[PageCell], later: PageTable) -> bool:
    """Does enough speak for one row on both sides of a page end, though worn rules make other cells of its halves?

    Rule: Where the last row of a page has a number, the first one of the next has none and its text goes on, but worn
        rules make other cells of both, they are not joined, and doubtful.
    Test: extract/tables/test_cut_rows.py::test_halves_with_other_cells_are_doubtful
    """
    ends = _Ends(tuple(last), tuple(first))
    if later.grid.goes_on is not None or _same_cells(last, first) or not ends.lacks_number:
        return False
    merged_by_wear = is_group_heading(last, earlier.grid.n_cols) and min(c.sure for c in last) < _DOUBTFUL
    return (merged_by_wear or _may_go_on(earlier, last, first, later)) and bool(_reasons(ends, earlier, later))


def _reasons(ends: _Ends, earlier: PageTable, later: PageTable) -> tuple[JoinReason, ...]:
    """Why the first row of the later page continues the last one, if that is enough."""
    no_rule = earlier.grid.open_bottom or later.grid.open_top
    found = {reason: weight for reason, weight in _weights(ends, no_rule).items() if weight}
    score = sum(found.values()) - (_MISREAD if ends.number_was_misread else 0.0)
    return tuple(found) if score >= _ENOUGH else ()


def heading_goes_on(last: Sequence[PageCell], first: Sequence[PageCell], n_cols: int) -> bool:
    """Is the last row above a heading of a group, and the first one below the rest of its text?

    Rule: The title of a group that a page end cuts is one with the row below that has nothing but its rest: the same
        cell, in small letters, no number, behind a title that has not ended.
    Test: extract/tables/test_cut_titles.py::test_titles_of_groups_at_a_page_end
    """
    title, rest = lone_text(last), lone_text(first)
    if title is None or rest is None or not is_group_heading(last, n_cols) or not _same_cells(last, first):
        return False
    number = first[0].text if first[0].col == 0 and first[0] is not rest else ""
    same = (title.col, title.col_span) == (rest.col, rest.col_span)
    return same and not number and rest.text[:1].islower() and not _FINISHED.search(title.text)


def _may_go_on(earlier: PageTable, last: Sequence[PageCell], first: Sequence[PageCell], later: PageTable) -> bool:
    """Is there something in both rows, and is neither a heading or a numbered row?"""
    if not any(c.text for c in first) or len(earlier.by_row) <= earlier.n_head:
        return False
    if is_group_heading(first, later.grid.n_cols) or is_group_heading(last, earlier.grid.n_cols):
        return False
    return not _is_labelled(first[0])


def _is_labelled(cell: PageCell) -> bool:
    """Is a cell the label of a row, surely read where it is but a letter?

    Rule: A letter in the place of a row's number that is hardly read (a scrap of a seal) makes no row of its own.
    Test: extract/tables/test_logical_tables.py::test_a_letter_that_is_hardly_read_does_not_keep_the_rest_of_a_row_apart
    """
    label = read_label(cell.text) if cell.col == 0 else None
    if label is None:
        return False
    return label.kind is not LabelKind.LETTER or cell.confidence is None or cell.confidence >= _SURE_LETTER


def _same_cells(last: Sequence[PageCell], first: Sequence[PageCell]) -> bool:
    return [(c.col, c.col_span) for c in first] == [(c.col, c.col_span) for c in last]


def _weights(ends: _Ends, no_rule: bool) -> dict[JoinReason, float]:
    """What speaks for one row, and how much; 0 for what does not."""
    number = (1.5 if ends.is_numbered else 1.0) if ends.lacks_number else 0.0
    goes_on = any(_GOES_ON.match(below) and below != above for above, below in ends.texts)
    unfinished = any(above and not _FINISHED.search(above) for above, _ in ends.texts)
    empty = 0.0 if ends.empty < _SOME_EMPTY else 1.0 if ends.empty < _MOST_EMPTY else 2.0
    return {
        JoinReason.NO_NUMBER: number,
        JoinReason.TEXT_GOES_ON: 1.5 * goes_on,
        JoinReason.TEXT_UNFINISHED: 0.5 * unfinished,
        JoinReason.CELLS_EMPTY: empty,
        JoinReason.NO_RULE: 1.0 * no_rule,
    }
