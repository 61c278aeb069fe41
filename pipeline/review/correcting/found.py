"""The places that a wish is about, found in the datasets as they are now, and where they stand in the source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sohoa.nouns.correction_place import Spot, Where
from sohoa.nouns.geometry import Box
from sohoa.nouns.page import PageFrame
from sohoa.pipeline.corrections.places import spot_of
from sohoa.pipeline.output.datasets import read_rows, rows_of_page
from sohoa.pipeline.output.paths import dataset_path
from sohoa.pipeline.review.correcting.wish import Wish
from sohoa.pipeline.review.queue import cells, fields, words
from sohoa.pipeline.review.queue.places import PlaceKind

Row = dict[str, Any]
FRAME_COLUMNS = ["page", "width", "height", "dpi", "source_width", "source_height", "to_source", "rotation"]
_SAME = 2.0
"""Pixels by which the sides of one box differ, which pages tell with one decimal."""


@dataclass(frozen=True, slots=True)
class Found:
    """A place as it is now: its key, what it says, where it is. `boxes` are those on the page of the wish."""

    key: str
    text: str
    where: Where
    box: Box | None = None


def frames_of(out: Path, name: str) -> dict[int, PageFrame]:
    """The pages of a document as they were read, by number."""
    rows = read_rows(dataset_path(out, "pages", name), "pages", FRAME_COLUMNS)
    return {r["page"]: _frame(r) for r in rows}


def _frame(row: Row) -> PageFrame:
    size = row["width"], row["height"], row["dpi"], row["source_width"], row["source_height"]
    return PageFrame(row["page"], *size, tuple(row["to_source"]), row["rotation"])


def find_places(out: Path, wish: Wish) -> list[Found]:
    """The places of a wish, in its order; one that is not there any more is left out."""
    finders = {PlaceKind.WORD: _words, PlaceKind.CELL: _cells, PlaceKind.FIELD: _field, PlaceKind.ROW: _row}
    return finders[wish.kind](out, wish, frames_of(out, wish.document))


def _words(out: Path, wish: Wish, frames: dict[int, PageFrame]) -> list[Found]:
    rows = rows_of_page(dataset_path(out, "words", wish.document), [*words.COLUMNS, "line"], wish.page)
    row = _meant(rows, wish, f"{wish.page}/", lambda r: f"{r['page']}/{r['word']}", words.box_of)
    if row is None:
        return []
    box = words.box_of(row)
    key = f"{row['page']}/{row['word']}"
    if box is None:
        return [Found(key, row["text"], Where((Spot(wish.page),), line=row["line"], word=row["word"]))]
    return [Found(key, row["text"], Where((spot_of(frames[wish.page], box),)), box)]


def _cells(out: Path, wish: Wish, frames: dict[int, PageFrame]) -> list[Found]:
    rows = rows_of_page(dataset_path(out, "cells", wish.document), cells.COLUMNS, wish.page)
    return [found for row in _all_meant(rows, wish) for found in [cell_as_found(row, wish.page, frames)]]


def _all_meant(rows: Sequence[Row], wish: Wish) -> Iterable[Row]:
    for k, key in enumerate(wish.keys):
        boxes = wish.boxes[k : k + 1]
        one = Wish(wish.act, wish.document, wish.kind, (key,), wish.page, boxes, "", "", "", "")
        row = _meant(rows, one, "", cell_key, lambda r: _part(r, wish.page))
        if row is not None:
            yield row


def cell_key(row: Row) -> str:
    """The key of a row of `cells`."""
    return f"{row['table_id']}/{row['row']}/{row['col']}"


def cell_as_found(row: Row, page: int, frames: dict[int, PageFrame]) -> Found:
    """A row of `cells` as a place, with a spot for each page on which it stands."""
    parts = [(p["page"], words.box_of(p)) for p in row["parts"] if p["page"] in frames]
    spots = tuple(spot_of(frames[n], box) for n, box in parts if box is not None)
    where = Where(spots, table_id=row["table_id"], row=row["row"], col=row["col"])
    return Found(cell_key(row), row["text"], where, _part(row, page))


def _part(row: Row, page: int) -> Box | None:
    return next((words.box_of(p) for p in row["parts"] if p["page"] == page), None)


def _meant(rows: Sequence[Row], wish: Wish, _: str, key_of: Any, box_of: Any) -> Row | None:  # noqa: ANN401
    """The row that a wish means: the one at its box, if it has one; else the one of its key."""
    if wish.boxes:
        at = [r for r in rows if (box := box_of(r)) is not None and _same(box, wish.boxes[0])]
        return next((r for r in at if key_of(r) in wish.keys), at[0] if at else None)
    return next((r for r in rows if key_of(r) in wish.keys), None)


def _same(a: Box, b: Box) -> bool:
    sides = zip((a.x0, a.y0, a.x1, a.y1), (b.x0, b.y0, b.x1, b.y1), strict=True)
    return all(abs(x - y) <= _SAME for x, y in sides)


def _field(out: Path, wish: Wish, frames: dict[int, PageFrame]) -> list[Found]:
    name = wish.keys[0] if wish.keys else ""
    if name not in fields.FIELDS:
        return []
    (row,) = read_rows(dataset_path(out, "documents", wish.document), "documents", [name])
    evidence = read_rows(
        dataset_path(out, "header_evidence", wish.document), "header_evidence", fields.EVIDENCE_COLUMNS
    )
    at = fields.chosen_places(evidence).get(name)
    box = words.box_of(at) if at else None
    spots = (spot_of(frames[at["page"]], box),) if at and box and at["page"] in frames else ()
    return [Found(name, fields.field_text(row[name]), Where(spots, field=name), box)]


def _row(out: Path, wish: Wish, frames: dict[int, PageFrame]) -> list[Found]:
    """All cells of a row of a table that hold something."""
    table_id, _, number = (wish.keys[0] if wish.keys else "").rpartition("/")
    rows = rows_of_page(dataset_path(out, "cells", wish.document), cells.COLUMNS, wish.page)
    mine = (r for r in rows if r["table_id"] == table_id and str(r["row"]) == number and r["text"])
    return [cell_as_found(r, wish.page, frames) for r in mine]
