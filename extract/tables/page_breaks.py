"""Does a table go on over the page end, and is its last row broken there? With the reasons.

Vietnamese plans are typed in a word processor that lets a table run over pages: the heading
row may be repeated or not, a row may be cut in two. A new table is announced: by a heading
above it, by headings of its own, by numbering that starts again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from sohoa.extract.grids.cells import PageCell
from sohoa.extract.tables.page_table import PageTable, merge_columns
from sohoa.extract.tables.row_kinds import is_group_heading, numbers_columns, repeated_heading
from sohoa.extract.wording.row_labels import LabelKind, read_label
from sohoa.nouns.table import JoinReason

_SAME_WIDTHS = 0.03
"""Column boundaries may differ by this share of the table's width: scanning, skew."""
_CONTINUES = regex.compile(r"ti[eế]p\s+theo|\(ti[eế]p\)", regex.IGNORECASE)
_SOME_EMPTY = 0.34
_MOST_EMPTY = 0.6
_ENOUGH = 2.0
"""Weight of evidence that makes one row of two."""
_MISREAD = 1.0
"""Taken off where print stands in the place of the row's number that is no number, or was not read: it may be one."""
_FINISHED = regex.compile(r"[.!?:]$")
_GOES_ON = regex.compile(r"^[\p{Ll},;)%/]")


@dataclass(frozen=True, slots=True)
class Join:
    """A table that goes on: `repeated` heading rows of the later part; why its first row continues, empty if not."""

    repeated: int
    cut_reasons: tuple[JoinReason, ...] = ()

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

    Rule: A table goes on over the page end where the columns agree, nothing is printed between, and its numbering does
        not begin again.
    Test: extract/tables/test_logical_tables.py::test_joins
    """
    if later.page != earlier.page + 1 or columns is None:
        return None
    if earlier.below or any(not _CONTINUES.search(line) for line in later.above):
        return None
    repeated = repeated_heading(head, later.by_row)
    if repeated == 0 and later.n_head > 0:
        return None
    rest = later.by_row[repeated:]
    if not rest:
        return Join(repeated)
    last = _last_row(earlier)
    if _starts_again(earlier, rest):
        return None
    return Join(repeated, cut_evidence(earlier, last, rest[0], later))


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


def _starts_again(earlier: PageTable, rest: Sequence[Sequence[PageCell]]) -> bool:
    """Does the numbering begin at 1 again with no heading row before it?

    Rule: Numbering that begins at 1 again is a table of its own.
    Test: extract/tables/test_logical_tables.py::test_joins
    """
    serials = [_serial(row) for row in earlier.by_row]
    known = [n for n in serials if n is not None]
    ends_in_group = bool(earlier.by_row) and is_group_heading(earlier.by_row[-1], earlier.grid.n_cols)
    begins_at_one = _serial(rest[0]) == 1 and not numbers_columns(rest[0], earlier.grid.n_cols)
    return bool(known) and known[-1] >= 1 and begins_at_one and not ends_in_group


def cut_evidence(
    earlier: PageTable, last: Sequence[PageCell], first: Sequence[PageCell], later: PageTable
) -> tuple[JoinReason, ...]:
    """Why the first row of the later page continues the last row of the earlier one; empty if it does not.

    Rule: A half row at the top of a page is joined to the last row above: no number of its own, text that goes on,
        cells left empty, no rule at the page end.
    Test: extract/tables/test_logical_tables.py::test_joins
    """
    n_cols = earlier.grid.n_cols
    if not first or is_group_heading(first, later.grid.n_cols) or not any(c.text for c in first):
        return ()
    if is_group_heading(last, n_cols) or len(earlier.by_row) <= earlier.n_head:
        return ()
    serial = first[0].text if first[0].col == 0 else ""
    if read_label(serial) is not None:
        return ()
    if [(c.col, c.col_span) for c in first] != [(c.col, c.col_span) for c in last]:
        return ()
    above = {c.col: c.text for c in last}
    in_numbers = first[0].col == 0 and read_label(above[0]) is not None
    pairs = [(above[c.col], c.text) for c in first if c.text and not (in_numbers and c.col == 0)]
    empty = sum(not c.text for c in first) / len(first)
    numbered = not serial and first[0].col == 0 and bool(above[0]) and not first[0].unread
    marks = (
        (numbered, 1.5 if read_label(above.get(0, "")) is not None else 1.0, JoinReason.NO_NUMBER),
        (any(_GOES_ON.match(below) and below != over for over, below in pairs), 1.5, JoinReason.TEXT_GOES_ON),
        (any(over and not _FINISHED.search(over) for over, _ in pairs), 0.5, JoinReason.TEXT_UNFINISHED),
        (empty >= _SOME_EMPTY, 2.0 if empty >= _MOST_EMPTY else 1.0, JoinReason.CELLS_EMPTY),
        (earlier.grid.open_bottom or later.grid.open_top, 1.0, JoinReason.NO_RULE),
    )
    misread_number = in_numbers and (bool(serial) or first[0].unread)
    score = sum(weight for found, weight, _ in marks if found) - (_MISREAD if misread_number else 0.0)
    return tuple(reason for found, _, reason in marks if found) if score >= _ENOUGH else ()
