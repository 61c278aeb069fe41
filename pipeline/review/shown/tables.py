"""The part of a logical table that stands on a page: its rows with spans, its heading above them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sohoa.nouns.geometry import Box
from sohoa.pipeline.review.queue.places import DoubtfulWord, PlaceKind
from sohoa.pipeline.review.queue.words import box_of
from sohoa.pipeline.review.shown.cards import Piece, element_id, pieces_of
from sohoa.pipeline.review.shown.marks import mark_of

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell as it stands in HTML; `row_span` counts rows that are shown. `box` is its part on the page, if any."""

    id: str
    key: str
    row: int
    col: int
    row_span: int
    col_span: int
    text: str
    pieces: tuple[Piece, ...]
    is_header: bool
    is_group: bool
    mark: str
    box: Box | None
    confidence: float | None
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class TableView:
    """What of a table is shown on a page. `begins`, `ends`: is its first, its last row on it?

    `first`: of a table that goes on from the page before, the key of the cell that begins its first row here, "" of
    any other; `joined`: does that row go on with the last one there?
    """

    table_id: str
    title: str
    rows: tuple[tuple[int, tuple[CellView, ...]], ...]
    n_head: int
    begins: bool
    ends: bool
    first: str = ""
    joined: bool = False


def table_view(page: int, table: Row, rows: Iterable[Row], words: Iterable[DoubtfulWord]) -> TableView:
    """The table's rows on a page.

    Args:
        page: from 1.
        table: its row of `tables`.
        rows: its rows of `cells` that stand on the page.
        words: doubtful words of the page.
    """
    cells, unsure = list(rows), list(words)
    shown = sorted({r for c in cells for r in _own_rows(c)})
    index = {r: k for k, r in enumerate(shown)}
    by_row: dict[int, list[CellView]] = {r: [] for r in shown}
    for c in sorted(cells, key=lambda c: (c["row"], c["col"])):
        covered = [r for r in range(c["row"], c["row"] + c["row_span"]) if r in index]
        by_row[covered[0]].append(_cell(page, c, len(covered), unsure))
    begins = page == min(table["pages"], default=page)
    first = None if begins else _first_below_heading(page, cells, shown, table["n_head"])
    return TableView(
        table["table_id"],
        table["title"] or "",
        tuple((r, tuple(by_row[r])) for r in shown),
        sum(r < table["n_head"] for r in shown),
        begins,
        page == max(table["pages"], default=page),
        "" if first is None else f"{first['table_id']}/{first['row']}/{first['col']}",
        first is not None and any(page in c["pages"] and page - 1 in c["pages"] for c in _beside(first, cells)),
    )


def _first_below_heading(page: int, cells: list[Row], shown: list[int], n_head: int) -> Row | None:
    """The first cell of the first row below the heading."""
    below = [r for r in shown if r >= n_head]
    some = (c for c in cells if below and c["row"] == below[0] and page in c["pages"])
    return min(some, key=lambda c: int(c["col"]), default=None)


def _beside(cell: Row, cells: list[Row]) -> list[Row]:
    """Cells of the same row that cover no other."""
    return [c for c in cells if c["row"] == cell["row"] and c["row_span"] == 1]


def _own_rows(cell: Row) -> tuple[int, ...]:
    """Rows that a cell shows to be on a page: its own, where it covers no other."""
    return (cell["row"],) if cell["row_span"] == 1 or len(cell["pages"]) == 1 else ()


def _cell(page: int, row: Row, row_span: int, words: list[DoubtfulWord]) -> CellView:
    key = f"{row['table_id']}/{row['row']}/{row['col']}"
    box = next((box_of(p) for p in row["parts"] if p["page"] == page), None)
    inside = tuple(w for w in words if box and w.box and box.x0 <= w.box.cx <= box.x1 and box.y0 <= w.box.cy <= box.y1)
    return CellView(
        element_id(PlaceKind.CELL, key),
        key,
        row["row"],
        row["col"],
        row_span,
        row["col_span"],
        row["text"],
        tuple(pieces_of(row["text"], inside)),
        row["is_header"],
        row["is_group"],
        mark_of(row["confidence"]),
        box,
        row["confidence"],
        bool(row["checked"]),
    )
