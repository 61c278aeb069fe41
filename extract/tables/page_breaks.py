"""Does a table go on over the page end, and is its last row broken there? With the reasons.

Vietnamese plans are typed in a word processor that lets a table run over pages: the heading
row may be repeated or not, a row may be cut in two. A new table is announced: by a heading
above it, by headings of its own, by numbering that starts again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sohoa.extract.grids.cells import PageCell
from sohoa.extract.tables.cut_rows import cut_evidence, may_be_cut
from sohoa.extract.tables.outer_columns import SAME_PLACE, alike, edges
from sohoa.extract.tables.page_table import PageTable, merge_columns
from sohoa.extract.tables.row_kinds import beside_sums, is_group_heading, numbers_columns, repeated_heading
from sohoa.extract.wording.captions import says_continued, stands_aside
from sohoa.extract.wording.row_labels import LabelKind, read_label
from sohoa.nouns.table import JoinReason

_SAME_WIDTHS = 0.03
"""Column boundaries may differ by this share of the table's width: scanning, skew."""


@dataclass(frozen=True, slots=True)
class Join:
    """A table that goes on: `repeated` heading rows of the later part; why its first row continues, empty if not.

    `doubtful`: it may continue, but has other cells.
    """

    repeated: int
    cut_reasons: tuple[JoinReason, ...] = ()
    doubtful: bool = False

    @property
    def cut(self) -> bool:
        """Is the last row above the page end continued by the first one below?"""
        return bool(self.cut_reasons)


def find_join(
    head: Sequence[Sequence[PageCell]], earlier: PageTable, later: PageTable, columns: Sequence[int] | None
) -> Join | None:
    """How `later` continues the table that `earlier` is the last part of; None if it does not.

    Args:
        head: heading rows of the table, empty if it has none.
        earlier: the last table of its page.
        later: the first table of the next page.
        columns: what `match_columns` found.

    Rule: A table goes on over the page end (bảng sang trang) where the columns agree, nothing is printed between, and
        its numbering does not begin again.
    Test: extract/tables/test_logical_tables.py::test_joins

    Rule: A footnote under a part of a table does not end it; nor does a note, a source or a unit line between two
        parts if the numbering goes on behind it.
    Test: extract/tables/test_logical_tables.py::test_notes_between_two_parts

    Rule: Where the heading is repeated on the next page and the numbering goes on, whatever is printed under the
        earlier part does not end the table.
    Test: extract/tables/test_logical_tables.py::test_print_under_a_part_with_a_repeated_heading
    """
    if later.page != earlier.page + 1 or columns is None:
        return None
    if later.grid.goes_on:
        return _said_to_go_on(head, earlier, later)
    over = [line for line in later.above if not says_continued(line)]
    repeated = repeated_heading(head, later.by_row)
    if repeated == 0 and later.n_head > 0:
        return None
    rest = later.by_row[repeated:]
    if not all(stands_aside(line) for line in (over if repeated else (*earlier.below, *over))):
        return None
    if (earlier.below or over) and not _numbering_goes_on(earlier, rest):
        return None
    if not rest:
        return Join(repeated)
    last = _last_row(earlier)
    if _starts_again(earlier, rest):
        return None
    reasons = cut_evidence(earlier, last, rest[0], later)
    return Join(repeated, reasons, may_be_cut(earlier, last, rest[0], later))


def may_go_on(earlier: PageTable, later: PageTable) -> bool:
    """Have two parts that were not joined the same columns, on pages of worn rules that follow, and nothing between?

    Rule: Where a table of worn rules ends a page and one of the same columns begins the next, which was not joined to
        it since its heading is another, the rows on both sides are doubtful: one may be a half.
    Test: extract/tables/test_cut_rows.py::test_rows_at_a_page_end_that_was_not_joined_are_doubtful
    """
    if later.page != earlier.page + 1 or later.index != 1 or later.size != earlier.size or later.grid.goes_on is False:
        return False
    worn = all(any(c.sure < 1 for c in table.cells) for table in (earlier, later))
    between = [*earlier.below, *(line for line in later.above if not says_continued(line))]
    same = alike(edges(later.grid), edges(earlier.grid), SAME_PLACE * later.size[0])
    return worn and same and not between and not _starts_again(earlier, later.by_row[later.n_head :] or later.by_row)


def _said_to_go_on(head: Sequence[Sequence[PageCell]], earlier: PageTable, later: PageTable) -> Join | None:
    """The join of a part whose first row goes on, as a person says; None if it has nothing but headings."""
    repeated = repeated_heading(head, later.by_row)
    rest = later.by_row[repeated:]
    return Join(repeated, cut_evidence(earlier, _last_row(earlier), rest[0], later)) if rest else None


def match_columns(earlier: PageTable, later: PageTable, has_heading: bool) -> tuple[int, ...] | None:
    """For each column boundary of `later` the boundary of `earlier` that it continues, None if they differ.

    As many columns: theirs are the same if the widths agree, or if the heading is repeated
    (widths were changed). Fewer: each boundary must continue one of `earlier`; its cells then
    span columns.
    """
    a, b = earlier.boundaries, later.boundaries
    if len(a) == len(b):
        widths = max(abs(x - y) for x, y in zip(a, b, strict=True)) <= 3 * _SAME_WIDTHS
        return tuple(range(len(b))) if widths or has_heading or _turned(earlier, later) else None
    return _subset(b, a) if len(b) < len(a) else None


def without_stray_columns(earlier: PageTable, later: PageTable) -> PageTable:
    """`later` without boundaries that `earlier` lacks, if it has all of the others and is read less surely."""
    if later.grid.n_cols <= earlier.grid.n_cols or later.grid.confidence > earlier.grid.confidence:
        return later
    keep = _subset(earlier.boundaries, later.boundaries)
    merged = merge_columns(later, keep) if keep is not None else None
    return later if merged is None else merged


def _subset(few: Sequence[float], many: Sequence[float]) -> tuple[int, ...] | None:
    """Index in `many` of each of `few`, None if one is missing."""
    found = [min(range(len(many)), key=lambda k: abs(many[k] - y)) for y in few]
    near = all(abs(many[k] - y) <= _SAME_WIDTHS for k, y in zip(found, few, strict=True))
    return tuple(found) if near and len(set(found)) == len(found) else None


def _turned(earlier: PageTable, later: PageTable) -> bool:
    """Does one page stand upright and the other lie?"""
    return (earlier.size[0] > earlier.size[1]) != (later.size[0] > later.size[1])


def _last_row(table: PageTable) -> tuple[PageCell, ...]:
    """Cells that reach the bottom of the table, those that span rows included."""
    return tuple(sorted((c for c in table.cells if c.row + c.row_span == table.grid.n_rows), key=lambda c: c.col))


def _serial(row: Sequence[PageCell]) -> int | None:
    label = read_label(row[0].text) if row and row[0].col == 0 else None
    return label.value if label and label.kind is LabelKind.NUMBER else None


def _numbering_goes_on(earlier: PageTable, rest: Sequence[Sequence[PageCell]]) -> bool:
    """Is the first number of the later part the one after the last number of the earlier one?"""
    known = [n for row in earlier.by_row if (n := _serial(row)) is not None]
    after = [n for row in rest if (n := _serial(row)) is not None]
    return bool(known) and bool(after) and after[0] == known[-1] + 1


def _starts_again(earlier: PageTable, rest: Sequence[Sequence[PageCell]]) -> bool:
    """Does the numbering begin at 1 again with no heading row before it?

    Rule: Numbering that begins at 1 again is a table of its own.
    Test: extract/tables/test_logical_tables.py::test_joins
    """
    serials = [_serial(row) for row in earlier.by_row]
    known = [n for n in serials if n is not None]
    last = beside_sums(earlier.by_row[-1], number_col=0) if earlier.by_row else ()
    ends_in_group = is_group_heading(last, earlier.grid.n_cols)
    begins_at_one = _serial(rest[0]) == 1 and not numbers_columns(rest[0], earlier.grid.n_cols)
    return bool(known) and known[-1] >= 1 and begins_at_one and not ends_in_group
