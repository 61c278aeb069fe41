"""Logical tables as the datasets keep them, set out so that a spreadsheet or a web page can show them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from sohoa.errors import InputError
from sohoa.nouns.doubt import DoubtKind
from sohoa.pipeline.output.dataset_rows import Row
from sohoa.pipeline.output.datasets import read_rows
from sohoa.pipeline.output.outcomes import require_contract
from sohoa.pipeline.output.paths import dataset_files, dataset_path

UNSURE_BELOW = 0.85
"""A cell whose weakest word is less sure than this is marked: look at it where it matters."""
DOUBTFUL_BELOW = 0.65
"""Below this it is marked more strongly; records ask for review at the same level (`records.review_below`)."""

_TABLE_ID = re.compile(r"p[0-9]{3,9}-[0-9]{1,9}")
_MOST_PLACES = 4_000_000
"""Places of a table: far more than any has (100,000 rows of 40 columns), few enough to be set out in memory."""
_COLUMNS = [
    *("doc_id", "source_file", "table_id", "pages", "row", "col", "row_span", "col_span"),
    *("is_header", "is_group", "text", "confidence", "join_reason", "join_reason_vi"),
]

FACTS = ("code", "issued_on", "issuing_authority", "doc_type", "subject")
"""Columns of `documents` that are told beside its tables."""


class CellMark(StrEnum):
    """How a cell is marked."""

    NONE = "none"
    UNSURE = "unsure"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True)
class StoredCell:
    """A cell at its top left place; rows and columns count from 0, spans from 1. `confidence` is 0 to 1 or None."""

    row: int
    col: int
    row_span: int
    col_span: int
    text: str
    is_header: bool = False
    is_group: bool = False
    confidence: float | None = None
    pages: tuple[int, ...] = ()
    join_reason: str = ""
    join_reason_vi: str = ""

    @property
    def told_join(self) -> str:
        """Why parts from several pages are one cell, in Vietnamese and English; "" if they are not."""
        return " / ".join(filter(None, (self.join_reason_vi, self.join_reason)))

    @property
    def mark(self) -> CellMark:
        """How sure its text is; a cell without a confidence (empty, or of a text layer) is not marked.

        Rule: In Excel (xlsx) and HTML a cell is coloured by its confidence: yellow under 0.85, red under 0.65.
        Test: pipeline/export/test_table_files.py::test_marks
        """
        if self.confidence is None or self.confidence >= UNSURE_BELOW:
            return CellMark.NONE
        return CellMark.UNSURE if self.confidence >= DOUBTFUL_BELOW else CellMark.DOUBTFUL

    @property
    def places(self) -> tuple[tuple[int, int], ...]:
        """All (row, column) that it covers."""
        rows, cols = range(self.row, self.row + self.row_span), range(self.col, self.col + self.col_span)
        return tuple((r, c) for r in rows for c in cols)


@dataclass(frozen=True)
class StoredTable:
    """A logical table with the identity of its document."""

    doc_id: str
    source_file: str
    table_id: str
    cells: tuple[StoredCell, ...]

    @cached_property
    def n_rows(self) -> int:
        """Rows."""
        return max((c.row + c.row_span for c in self.cells), default=0)

    @cached_property
    def n_cols(self) -> int:
        """Columns."""
        return max((c.col + c.col_span for c in self.cells), default=0)

    @cached_property
    def pages(self) -> tuple[int, ...]:
        """Pages on which it is printed, ascending."""
        return tuple(sorted({p for c in self.cells for p in c.pages}))

    @cached_property
    def n_head(self) -> int:
        """Heading rows at the top that no other cell reaches into."""
        end = max((c.row + c.row_span for c in self.cells if c.is_header), default=0)
        return end if all(c.is_header for c in self.cells if c.row < end) else 0

    @cached_property
    def page_of_row(self) -> tuple[int | None, ...]:
        """Page on which each row begins; a cell that spans several rows tells its first row's only."""
        first: dict[int, int] = {}
        for c in sorted(self.cells, key=lambda c: c.row_span):
            if c.pages:
                first.setdefault(c.row, min(c.pages))
        return tuple(first.get(r) for r in range(self.n_rows))


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document's name in the output folder, its tables, and what `documents` tells of it: (column, text)."""

    name: str
    tables: tuple[StoredTable, ...]
    facts: tuple[tuple[str, str], ...] = ()


def stored_documents(out: Path) -> Iterator[StoredDocument]:
    """Documents of an output folder that have tables, in order of their names.

    Raises:
        InputError: a document was written under another contract.
    """
    require_contract(out)
    for file in dataset_files(out, "cells"):
        tables = _tables(file)
        if tables:
            yield StoredDocument(file.stem, tables, _facts(out, file.stem))


def _facts(out: Path, name: str) -> tuple[tuple[str, str], ...]:
    rows = read_rows(dataset_path(out, "documents", name), "documents", list(FACTS))
    return tuple((column, str(row[column])) for row in rows for column in FACTS if row[column] is not None)


def _tables(file: Path) -> tuple[StoredTable, ...]:
    grouped: dict[tuple[str, str, str], list[StoredCell]] = {}
    for row in read_rows(file, "cells", _COLUMNS):
        identity = row.pop("doc_id"), row.pop("source_file"), row.pop("table_id")
        if not _can_be(identity[-1], row):
            raise InputError(identity[-1], kind=DoubtKind.STORED_DAMAGED, where=file)
        grouped.setdefault(identity, []).append(StoredCell(**{**row, "pages": tuple(row["pages"])}))
    for (*_, table_id), cells in grouped.items():
        if _places(cells) > _MOST_PLACES:
            raise InputError(table_id, kind=DoubtKind.STORED_DAMAGED, where=file)
    return tuple(StoredTable(*identity, tile(cells)) for identity, cells in grouped.items())


def _can_be(table_id: object, row: Row) -> bool:
    """Can such a row be one of ours? The table's id becomes the name of a file and of a sheet."""
    if not isinstance(table_id, str) or not _TABLE_ID.fullmatch(table_id):
        return False
    at, over = (row["row"], row["col"]), (row["row_span"], row["col_span"])
    return None not in (*at, *over, row["text"], row["pages"]) and min(at) >= 0 and min(over) >= 1


def _places(cells: list[StoredCell]) -> int:
    """Places of the rectangle that holds all cells."""
    return max(c.row + c.row_span for c in cells) * max(c.col + c.col_span for c in cells)


def tile(cells: list[StoredCell]) -> tuple[StoredCell, ...]:
    """The cells as a gapless tiling in reading order: what a spreadsheet and a web page can hold.

    A span that would cover another cell is given up (no text is lost); places that no cell
    covers become empty cells.
    """
    corners = {(c.row, c.col) for c in cells}
    taken: set[tuple[int, int]] = set()
    out: dict[tuple[int, int], StoredCell] = {}
    for c in sorted(cells, key=lambda c: (c.row, c.col)):
        at = c.row, c.col
        if at in out:
            out[at] = replace(out[at], text=f"{out[at].text} {c.text}".strip())
            continue
        over = set(c.places) & (taken | corners) - {at}
        out[at] = replace(c, row_span=1, col_span=1) if over else c
        taken |= set(out[at].places)
    n_rows, n_cols = (max((p[k] for p in taken), default=-1) + 1 for k in (0, 1))
    for row, col in {(r, c) for r in range(n_rows) for c in range(n_cols)} - taken:
        out[row, col] = StoredCell(row, col, 1, 1, "")
    return tuple(out[at] for at in sorted(out))
