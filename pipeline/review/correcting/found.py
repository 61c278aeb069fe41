"""The places that a wish is about, found in the datasets as they are now, and where they stand in the source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sohoa.nouns.correction_place import Spot, Where
from sohoa.nouns.geometry import Box
from sohoa.nouns.page import PageFrame
from sohoa.pipeline.corrections.frames import frames_of
from sohoa.pipeline.corrections.places import spot_of
from sohoa.pipeline.output.datasets import rows_of_page, rows_where
from sohoa.pipeline.output.paths import dataset_path
from sohoa.pipeline.review.correcting.wish import Wish
from sohoa.pipeline.review.queue import cells, fields, words
from sohoa.pipeline.review.queue.places import PlaceKind

Row = dict[str, Any]
_SAME = 2.0
"""Pixels by which the sides of one box differ, which pages tell with one decimal."""


@dataclass(frozen=True, slots=True)
class Found:
    """A place as it is now: its key, what it says, where it is. `boxes` are those on the page of the wish."""

    key: str
    text: str
    where: Where
    box: Box | None = None


def find_places(out: Path, wish: Wish) -> list[Found]:
    """The places of a wish, in its order; one that is not there any more is left out."""
    finders = {PlaceKind.WORD: _words, PlaceKind.CELL: _cells, PlaceKind.FIELD: _field, PlaceKind.ROW: _row}
    return finders[wish.kind](out, wish, frames_of(out, wish.document))


def _words(out: Path, wish: Wish, frames: dict[int, PageFrame]) -> list[Found]:
    rows = rows_of_page(dataset_path(out, "words", wish.document), [*words.COLUMNS, "line"], wish.page)
    known = [(f"{r['page']}/{r['word']}", words.box_of(r), r) for r in rows]
    found = []
    for key, box, row in _meant(known, wish):
        where = Where((Spot(wish.page),), line=row["line"], word=row["word"])
        placed = where if box is None else Where((spot_of(frames[wish.page], box),))
        found.append(Found(key, row["text"], placed, box))
    return found


def _cells(out: Path, wish: Wish, frames: dict[int, PageFrame]) -> list[Found]:
    rows = rows_of_page(dataset_path(out, "cells", wish.document), cells.COLUMNS, wish.page)
    known = [(cell_key(r), _part(r, wish.page), r) for r in rows]
    return [cell_as_found(row, wish.page, frames) for _, _, row in _meant(known, wish)]


Known = tuple[str, Box | None, Row]
"""A row that may be meant: its key, its box on the page of the wish, the row."""


def _meant(known: Sequence[Known], wish: Wish) -> Iterator[Known]:
    """The rows that a wish means, in its order: the one at the box that it tells, if it tells one; else by its key."""
    boxed = len(wish.boxes) == len(wish.keys)
    for k, key in enumerate(wish.keys):
        some = [one for one in known if not boxed or (one[1] is not None and _same(one[1], wish.boxes[k]))]
        found = next((one for one in some if one[0] == key), some[0] if boxed and some else None)
        if found is not None:
            yield found


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


def _same(a: Box, b: Box) -> bool:
    sides = zip((a.x0, a.y0, a.x1, a.y1), (b.x0, b.y0, b.x1, b.y1), strict=True)
    return all(abs(x - y) <= _SAME for x, y in sides)


def _field(out: Path, wish: Wish, frames: dict[int, PageFrame]) -> list[Found]:
    name = wish.keys[0] if wish.keys else ""
    if name not in fields.FIELDS:
        return []
    documents = rows_where(dataset_path(out, "documents", wish.document), [name, "part"], [])
    row = next(r for r in documents if not r["part"])
    evidence = rows_where(dataset_path(out, "header_evidence", wish.document), fields.EVIDENCE_COLUMNS, [])
    at = fields.chosen_places(fields.of_part(0, evidence)).get(name)
    box = words.box_of(at) if at else None
    spots = (spot_of(frames[at["page"]], box),) if at and box and at["page"] in frames else ()
    return [Found(name, fields.field_text(row[name]), Where(spots, field=name), box)]


def _row(out: Path, wish: Wish, frames: dict[int, PageFrame]) -> list[Found]:
    """All cells of a row of a table that hold something."""
    table_id, _, number = (wish.keys[0] if wish.keys else "").rpartition("/")
    rows = rows_of_page(dataset_path(out, "cells", wish.document), cells.COLUMNS, wish.page)
    mine = (r for r in rows if r["table_id"] == table_id and str(r["row"]) == number and r["text"])
    return [cell_as_found(r, wish.page, frames) for r in mine]
