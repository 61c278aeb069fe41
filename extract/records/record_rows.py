"""Rows of a table as they become records: their group, their cells, how sure they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import regex

from sohoa.diacritics.language.folding import bare_words, bears_marks
from sohoa.diacritics.language.syllable import is_well_formed
from sohoa.extract.records.groups import Group, heading_rows, row_group
from sohoa.extract.records.matrix import Matrix
from sohoa.extract.wording.numerals import mend_digits, mend_roman, roman_value
from sohoa.extract.wording.row_labels import is_total, read_label
from sohoa.nouns.doubt import Doubt, DoubtKind
from sohoa.nouns.record import Provenance
from sohoa.nouns.table import Cell

_APPENDIX = regex.compile(
    r"\s*(ph[ụu]\s*l[ụu]c(?:\s+(?:số\s+)?(?:[IVXL]{1,5}|\d{1,2}|[A-H])(?![\w/]))?)",
    regex.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One record's rows (more than one where its text cell spans several), under their headings.

    `group` is the nearest heading with a letter or Roman numeral, `above` the others over the
    row, from the widest down. `tt` is its number as printed, `doubts` are reasons to look at it.
    """

    rows: tuple[int, ...]
    group: Group | None
    above: tuple[Group, ...]
    tt: str | None = None
    doubts: tuple[Doubt, ...] = ()

    @property
    def row(self) -> int:
        """The first row, as in the cells."""
        return self.rows[0]


def cells_of(matrix: Matrix, rows: Sequence[int], col: int | None) -> tuple[Cell, ...]:
    """The cells of a column over these rows that hold text, each once."""
    if col is None:
        return ()
    found = (matrix.at(r, col) for r in rows)
    return tuple(dict.fromkeys(c for c in found if c is not None and c.text.strip()))


def text_of(matrix: Matrix, rows: Sequence[int], col: int | None) -> str | None:
    """The text of a column over these rows, several cells joined by `; `, or None if there is none."""
    return "; ".join(c.text.strip() for c in cells_of(matrix, rows, col)) or None


def odd_words(cells: Iterable[Cell]) -> tuple[Doubt, ...]:
    """A doubt about the first word that bears Vietnamese marks and is no Vietnamese syllable; empty if there is none.

    Names in capitals and abbreviations (`TTĐT`, `KSTTHCtỉnh`) are left aside.
    """
    for cell in cells:
        for token in regex.findall(r"\p{L}+", cell.text):
            if bears_marks(token) and token[1:].islower() and not is_well_formed(token):
                return (Doubt(DoubtKind.ODD_WORD, token),)
    return ()


def provenance(
    cells: Iterable[Cell], doubts: Sequence[Doubt], review_below: float, headings: Sequence[str] = ()
) -> Provenance:
    """Where the cells of a record stand and how sure the weakest of them is.

    Args:
        cells: the record's cells, its text first: the page where that begins is the record's,
            its box holds the parts of all cells on that page.
        doubts: reasons for review found while reading.
        review_below: a weaker cell asks for review.
        headings: of the table's columns, to name the one where a doubt arose.

    Rule: A record is as sure as its weakest cell; what is less sure than `records.review_below` is to be reviewed,
        with the reason.
    Test: extract/records/test_record_tables.py::test_a_weak_word_asks_for_review
    """
    some = list(cells)
    parts = [p for c in some for p in c.parts]
    page = parts[0].page if parts else 0
    here = [p.box for p in parts if p.page == page]
    measured = [c for c in some if c.confidence is not None and c.text.strip()]
    weakest = min(measured, key=lambda c: c.confidence or 0.0, default=None)
    unread = (c for c in some if c.confidence is not None and not c.text.strip())
    reasons = [*doubts, *odd_words(some)]
    reasons += [Doubt(DoubtKind.PRINT_UNREAD, column_name(headings, c.col)) for c in islice(unread, 1)]
    reasons += weak_words(weakest, review_below)
    box = type(here[0]).around(here) if here else None
    return Provenance(page, box, weakest.confidence if weakest else None, tuple(dict.fromkeys(reasons)))


def weak_words(weakest: Cell | None, review_below: float) -> tuple[Doubt, ...]:
    """The doubt about the least sure cell of a record, with its weakest word; empty if it is sure enough."""
    if weakest is None or weakest.confidence is None or weakest.confidence >= review_below:
        return ()
    sure = f"{weakest.confidence:.2f}"
    if weakest.weakest:
        return (Doubt.of(DoubtKind.WEAK_WORD, sure, weakest.weakest),)
    return (Doubt(DoubtKind.CELL_BY_ALIGNMENT, sure),)


def column_name(headings: Sequence[str], col: int) -> str:
    """The heading of a column, or its number (from 0) where it has none."""
    return headings[col] if col < len(headings) and headings[col] else str(col)


def appendix_of(caption: Sequence[str]) -> str | None:
    """The appendix that a caption names (`PHỤ LỤC II`), as printed, or None."""
    for line in caption:
        if m := _APPENDIX.match(line):
            return " ".join(m.group(1).split())
    return None


def _broken_sequence(tt: str, before: str | None) -> tuple[Doubt, ...]:
    if before is None or not (tt.isdigit() and before.isdigit()):
        return ()
    if int(tt) in (int(before) + 1, 1) or int(tt) == int(before):
        return ()
    return (Doubt.of(DoubtKind.NUMBER_SKIPPED, tt, before),)


def _row_number(text: str, before: str | None) -> str:
    """A row's number without stray signs, mended where shape and order agree."""
    tidy = regex.sub(r"[^\p{L}\p{N}.,/()+* -]", "", text).strip(" .,")
    return mend_digits(tidy, int(before) if before and before.isdigit() else 0)


def _continues(matrix: Matrix, row: int, number_col: int | None, text_col: int) -> bool:
    """Is a row without a number the rest of the text above (cut by a page end and not joined)?"""
    cells = [c for c in matrix.row_cells(row) if c.text.strip()]
    lone = len(cells) == 1 and cells[0].col == text_col and cells[0].col_span == 1
    return lone and number_col is not None and cells[0].text.lstrip()[:1].islower()


def _with_number(group: Group, stack: tuple[Group, ...]) -> Group:
    """The heading counted, its Roman numeral mended by the order of the headings before it."""
    before = next((g.order for g in reversed(stack) if g.rank == 1), 0)
    if group.number is None:
        return replace(group, order=before + 1)
    number = mend_roman(group.number, before)
    value = roman_value(number)
    return Group(number, group.text, 1, value) if value else replace(group, order=before + 1)


def _stacked(stack: tuple[Group, ...], group: Group) -> tuple[Group, ...]:
    return (*(g for g in stack if g.rank < group.rank), group)


def _record(rows: tuple[int, ...], stack: tuple[Group, ...], tt: str, doubts: Sequence[Doubt]) -> RecordRow:
    sections = [g for g in stack if g.rank < 2]
    group = sections[-1] if sections else None
    unread = (Doubt(DoubtKind.GROUP_NUMBER_UNREAD, group.text),) if group and group.number is None else ()
    above = tuple(g for g in stack if g is not group)
    return RecordRow(rows, group, above, tt or None, (*doubts, *unread))


def record_rows(matrix: Matrix, number_col: int | None, text_col: int) -> Iterator[RecordRow]:
    """The rows of a table that are records, in order, without headings and sums."""
    stack: tuple[Group, ...] = ()
    open_row: RecordRow | None = None
    before: str | None = None
    headings = heading_rows(matrix, number_col, text_col)
    for row in matrix.body_rows:
        cell = matrix.at(row, text_col)
        tt = _row_number(matrix.text(row, number_col), before) if number_col is not None else ""
        group = row_group(matrix, row, number_col, text_col)
        group = _with_number(group, stack) if group else None
        if row in headings and cell:
            label = read_label(tt)
            group = Group(tt, cell.text, label.rank if label else 2)
        if open_row and cell and cell.row in open_row.rows and cell.row < row:
            open_row = replace(open_row, rows=(*open_row.rows, row))
            continue
        if open_row and group is None and _continues(matrix, row, number_col, text_col):
            doubts = (*open_row.doubts, Doubt(DoubtKind.TEXT_GOES_ON))
            open_row = replace(open_row, rows=(*open_row.rows, row), doubts=doubts)
            continue
        if open_row:
            yield open_row
            open_row = None
        if group:
            stack, before = _stacked(stack, group), None if group.rank < 2 else before
            continue
        if is_total(matrix.text(row, text_col)) or is_total(tt):
            continue
        unnumbered = not tt and number_col is not None and bool(bare_words(matrix.text(row, text_col)))
        missing = (Doubt(DoubtKind.NO_ROW_NUMBER),) if unnumbered else ()
        open_row = _record((row,), stack, tt, (*_broken_sequence(tt, before), *missing))
        before = tt or before
    if open_row:
        yield open_row
