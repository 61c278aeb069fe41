"""A page of a document as it is shown: its text and tables, formal parts, problems, and the cards of its doubts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from sohoa.messages import Language
from sohoa.nouns.geometry import Box
from sohoa.pipeline.output.datasets import read_rows, rows_of_page, rows_where
from sohoa.pipeline.output.paths import dataset_path
from sohoa.pipeline.review.queue import cells, fields, words
from sohoa.pipeline.review.queue.places import Place, PlaceKind
from sohoa.pipeline.review.shown.cards import Card, Piece, card_of, element_id
from sohoa.pipeline.review.shown.known import KnownPage
from sohoa.pipeline.review.shown.marks import mark_of
from sohoa.pipeline.review.shown.tables import CellView, TableView, table_view
from sohoa.pipeline.review.shown.text import BlockView, WordView, blocks_of, without

Row = dict[str, Any]
WORD_COLUMNS = [*words.COLUMNS, "line"]
_TABLE_COLUMNS = ["table_id", "title", "pages", "n_head"]
_PROBLEM_COLUMNS = ["page", "kind", "table_id", "row", "message", "message_vi"]


@dataclass(frozen=True, slots=True)
class FieldView:
    """A formal part; `text` is "" where it was not read. `part`: of which document of the file, from 0."""

    id: str
    name: str
    text: str
    mark: str
    page: int | None
    box: Box | None
    confidence: float | None
    corrected: bool = False
    part: int = 0


V = TypeVar("V", WordView, CellView, FieldView)


@dataclass(frozen=True, slots=True)
class PageView:
    """Everything that is shown of a page."""

    document: str
    known: KnownPage
    fields: tuple[FieldView, ...]
    parts: tuple[BlockView | TableView, ...]
    problems: tuple[str, ...]
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a document: its doubtful places, what people have said since, the language of problems."""

    places: Sequence[Place]
    said: Mapping[tuple[PlaceKind, str], str]
    language: Language


def page_view(out: Path, name: str, pages: dict[int, KnownPage], number: int, told: Told) -> PageView:
    """A page of a document.

    Args:
        out: output folder.
        name: of the document in it.
        pages: of the document, by number.
        number: of the page that is shown; one of `pages`.
        told: of the document.

    Raises:
        InputError: a file of the output folder is damaged.
    """
    of_words = rows_of_page(dataset_path(out, "words", name), WORD_COLUMNS, number)
    in_tables = words.of_tables(of_words, words.doubtful_words(of_words))
    unsure = [w for w in in_tables if mark_of(w.confidence)]
    tables = _tables(out, name, number, unsure)
    here = [p for p in told.places if p.page == number]
    parts = [_as_said(p, told.said) for p in _parts(list(blocks_of(of_words)), tables)]
    return PageView(
        name,
        pages[number],
        tuple(_as_said_of(f, PlaceKind.FIELD, f.name, told.said) for f in _fields(out, name, number)),
        tuple(parts),
        tuple(_problems(out, name, number, told.language)),
        tuple(card_of(p, pages, told.language) for p in here),
    )


def _as_said(part: BlockView | TableView, said: Mapping[tuple[PlaceKind, str], str]) -> BlockView | TableView:
    """Text or a table with what people have said of it since it was written."""
    if not said:
        return part
    if isinstance(part, BlockView):
        lines = (tuple(_as_said_of(w, PlaceKind.WORD, w.key, said) for w in line) for line in part.lines)
        return replace(part, lines=tuple(lines))
    rows = ((r, tuple(_cell_as_said(c, said) for c in row)) for r, row in part.rows)
    return replace(part, rows=tuple(rows))


def _cell_as_said(cell: CellView, said: Mapping[tuple[PlaceKind, str], str]) -> CellView:
    new = _as_said_of(cell, PlaceKind.CELL, cell.key, said)
    return replace(new, pieces=(Piece(new.text),)) if new is not cell else cell


def _as_said_of(view: V, kind: PlaceKind, key: str, said: Mapping[tuple[PlaceKind, str], str]) -> V:
    if (kind, key) not in said or (isinstance(view, FieldView) and view.part):
        return view
    return replace(view, text=said[kind, key], mark="", corrected=True)


def _tables(out: Path, name: str, number: int, unsure: list[Any]) -> list[TableView]:
    by_table: dict[str, list[Row]] = {}
    for cell in rows_of_page(dataset_path(out, "cells", name), cells.COLUMNS, number):
        by_table.setdefault(cell["table_id"], []).append(cell)
    told = read_rows(dataset_path(out, "tables", name), "tables", _TABLE_COLUMNS) if by_table else []
    return [table_view(number, t, by_table[t["table_id"]], unsure) for t in told if t["table_id"] in by_table]


def _parts(blocks: list[BlockView], tables: list[TableView]) -> Iterator[BlockView | TableView]:
    """Text and tables in reading order; words that stand in a cell are shown there alone."""
    boxes = [c.box for t in tables for _, row in t.rows for c in row if c.box is not None]
    left = list(tables)
    for block in blocks:
        if block.is_table:
            yield from left
            left = []
        rest = without(block, boxes) if block.is_table else block
        if rest:
            yield rest
    yield from left


def _fields(out: Path, name: str, number: int) -> Iterator[FieldView]:
    """The formal parts of the document that the page belongs to: a file may hold several."""
    documents = rows_where(dataset_path(out, "documents", name), fields.COLUMNS, [])
    row = max((r for r in documents if (r["first_page"] or 1) <= number), key=_part, default=documents[0])
    evidence = rows_where(dataset_path(out, "header_evidence", name), fields.EVIDENCE_COLUMNS, [])
    found = fields.chosen_places(fields.of_part(_part(row), evidence))
    sure, checked = dict(row["header_confidence"] or ()), fields.checked_fields(row)
    for field in fields.FIELDS:
        text, at = fields.field_text(row[field]), found.get(field)
        yield FieldView(
            element_id(PlaceKind.FIELD, field),
            field,
            text,
            _field_mark(row, field, text, sure.get(field)),
            at["page"] if at else None,
            words.box_of(at) if at else None,
            sure.get(field),
            field in checked,
            _part(row),
        )


def _part(row: Row) -> int:
    return row["part"] or 0


def _field_mark(row: Row, field: str, text: str, sure: float | None) -> str:
    if text:
        return mark_of(sure)
    missing = field in row["missing_fields"] and field not in fields.checked_fields(row)
    return "missing" if missing else ""


def _problems(out: Path, name: str, number: int, language: Language) -> Iterator[str]:
    column = "message" if language is Language.EN else "message_vi"
    for row in read_rows(dataset_path(out, "problems", name), "problems", _PROBLEM_COLUMNS):
        if row["page"] in (None, number):
            yield row[column]
