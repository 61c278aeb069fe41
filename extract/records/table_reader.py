"""A logical table opened for reading records: its columns by what they hold, and what is the same for all its rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sohoa.extract.records.agencies import usual_lists
from sohoa.extract.records.columns import Column, TableKind, read_columns, table_kind
from sohoa.extract.records.deadlines import title_year
from sohoa.extract.records.footnotes import Notes, footnotes_of, without_marks
from sohoa.extract.records.matrix import Matrix
from sohoa.extract.records.provenance import provenance, weak_words
from sohoa.extract.records.record_rows import RecordRow, record_rows
from sohoa.extract.tables.row_kinds import beside_sums
from sohoa.extract.wording.captions import appendix_of
from sohoa.extract.wording.column_headings import Role
from sohoa.nouns.doubt import Doubt
from sohoa.nouns.record import Footnote, Provenance
from sohoa.nouns.table import Cell, Table
from sohoa.settings import RecordSettings

_AGENCIES = (Role.LEAD, Role.COORDINATING, Role.ADVISER, Role.AGENCIES)


@dataclass(frozen=True, slots=True)
class TableReader:
    """What is the same for all rows of a table.

    `context_year` is the one year that the caption, or else the document's title, states; None if there is none.
    `usual`: how agencies are listed where several cells of a column have the same words, by these.
    """

    matrix: Matrix
    columns: tuple[Column, ...]
    caption: str
    appendix: str | None
    context_year: int | None
    review_below: float
    notes: Notes = field(default_factory=dict)
    usual: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def kind(self) -> TableKind:
        """What the table is."""
        return table_kind(self.columns, self.caption)

    def column(self, *roles: Role) -> Column | None:
        """The column of the first of these roles that there is."""
        return next((c for r in roles for c in self.columns if c.role is r), None)

    def index(self, *roles: Role) -> int | None:
        """The place of that column."""
        column = self.column(*roles)
        return column.index if column else None

    def cells(self, rows: Sequence[int], *roles: Role) -> tuple[Cell, ...]:
        """The cells of that column over these rows that hold text, each once."""
        return self.matrix.filled(rows, self.index(*roles))

    def text(self, rows: Sequence[int], *roles: Role) -> str | None:
        """The text of that column over these rows, several cells joined by `; `, or None if there is none."""
        return self.matrix.joined_text(rows, self.index(*roles))

    def value_columns(self) -> Iterator[tuple[Column, int | None]]:
        """Year columns with their years; where there are none, value columns with the title's year."""
        dated = [c for c in self.columns if c.role is Role.YEAR]
        for c in dated or (c for c in self.columns if c.role is Role.VALUE):
            yield c, c.year if dated else self.context_year

    def rows(self, *text_roles: Role) -> Iterator[RecordRow]:
        """The rows that are records; none if the table has no column of these roles to say what they are about."""
        text_col = self.index(*text_roles)
        if text_col is None:
            return iter(())
        return record_rows(self.matrix, self.index(Role.NUMBER), text_col, sums=self.kind is TableKind.TASKS)

    def footnotes(self, cells: Sequence[Cell]) -> tuple[Footnote, ...]:
        """The footnotes to which the marks in these cells lead."""
        return footnotes_of(dict.fromkeys(cells), self.notes)

    def group_doubts(self, record: RecordRow) -> tuple[Doubt, ...]:
        """The doubt about the title of a record's group, where that was unsurely read; it is part of the record.

        Rule: A row under a group whose title was unsurely read is to be reviewed.
        Test: extract/records/test_record_tables.py::test_an_unsure_group_title_flags_its_rows

        Rule: A title of one line that stands alone in its row is whole, however far its worn cell reaches: doubtful
            edges flag no row of its group.
        Test: extract/records/test_record_tables.py::test_edges_of_a_lone_title_flag_no_row
        """
        if record.group is None or record.group.row is None:
            return ()
        number = self.index(Role.NUMBER)  # the order of the groups speaks for its number
        cells = beside_sums(self.matrix.row_cells(record.group.row), number)
        title = [c for c in cells if c.confidence is not None and c.col != number and c.text.strip()]
        if len(title) == 1 and len(title[0].lines) == 1 and (title[0].words_sure or 0.0) >= self.review_below:
            return ()
        return weak_words(min(title, key=lambda c: c.confidence or 0.0, default=None), self.review_below)

    def provenance(self, cells: Sequence[Cell], doubts: Sequence[Doubt], settled: int | None = None) -> Provenance:
        """Where the cells of a record stand, its text first, and how sure the weakest of them is.

        Rule: A row's number that is the one due after that of the row above is as sure as that: a doubtful word in it
            flags no row.
        Test: extract/records/test_record_tables.py::test_a_number_that_is_due_flags_no_row

        Args:
            cells: of the record.
            doubts: found while reading it.
            settled: a column whose cell needs no look, whatever its words are.
        """
        used = tuple(dict.fromkeys(cells))
        return provenance(used, doubts, self.review_below, [c.heading for c in self.columns], settled)


def open_table(table: Table, context: str, settings: RecordSettings, notes: Notes | None = None) -> TableReader:
    """A table for reading.

    Args:
        table: a logical table, joined over pages.
        context: title (subject) of the document; a year it states (`năm 2026`) stands in for
            one missing beside a quarter. The table's own caption goes before it.
        settings: `records` section.
        notes: footnotes of the document, by page and mark.

    Rule: A quarter, month or day without a year has the year of the table's title or, failing that, of the document's.
    Test: extract/records/test_record_tables.py::test_the_title_of_the_document_dates_a_quarter_if_the_caption_is_silent
    """
    matrix, caption = Matrix(table), " ".join(table.caption)
    year = title_year(caption) or title_year(context)
    columns, appendix = read_columns(matrix), appendix_of(table.caption)
    usual = _usual_lists(matrix, columns)
    return TableReader(matrix, columns, caption, appendix, year, settings.review_below, notes or {}, usual)


def _usual_lists(matrix: Matrix, columns: Sequence[Column]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for column in (c for c in columns if c.role in _AGENCIES):
        cells = matrix.filled(matrix.body_rows, column.index)
        found |= usual_lists([[without_marks(x) for x in c.lines] for c in cells])
    return found
