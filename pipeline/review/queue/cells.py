"""Cells and rows of tables as places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sohoa.nouns.doubt import Doubt, DoubtKind
from sohoa.nouns.geometry import Box
from sohoa.pipeline.review.queue.places import DoubtfulWord, Place, PlaceKind
from sohoa.pipeline.review.queue.stakes import Stake, risk_of, risk_of_several, stake_of_cell
from sohoa.pipeline.review.queue.words import box_of

COLUMNS = [
    *("table_id", "page", "pages", "row", "col", "row_span", "col_span", "is_header", "is_group"),
    *("text", "text_ocr", "confidence", "x0", "y0", "x1", "y1", "parts", "checked"),
]
"""Columns of `cells` that are asked for."""
ROW_COLUMNS = ["table_id", "row", "text", "checked"]
"""Columns of `cells` by which a row that a person has confirmed is known."""
RECORD_COLUMNS = ["table_id", "row", "page", "x0", "y0", "x1", "y1", "doubts"]
"""Columns of `tasks` and `indicators` that are asked for."""

Row = dict[str, Any]

_TOLD_BY_WORDS = (DoubtKind.WEAK_WORD, DoubtKind.ODD_WORD, DoubtKind.PRINT_UNREAD)
"""Doubts that the confidence of a cell already tells."""
_EVEN = 1e-6
ROW_RISK = 0.2
"""How likely a row with any other doubt is wrong. A guess."""


def cell_places(
    document: str, rows: Iterable[Row], words: Iterable[DoubtfulWord], indicator_tables: frozenset[str]
) -> Iterator[Place]:
    """Cells that have a confidence, each with those of `words` that stand in it."""
    inside = _by_page(words)
    for row in rows:
        found = sorted(_own_print(row, _standing_in(row["parts"], inside)), key=lambda w: (-w.risk, w.page, w.word))
        unread = (Doubt(DoubtKind.PRINT_UNREAD),) if row["confidence"] == 0.0 and not found else ()
        yield Place(
            document,
            PlaceKind.CELL,
            f"{row['table_id']}/{row['row']}/{row['col']}",
            found[0].page if found else row["page"],
            _part_on(row["parts"], found[0].page) if found else box_of(row),
            row["text"],
            row["text_ocr"],
            row["confidence"],
            _risk(row["confidence"], found),
            stake_of_cell(row["text"], row["col"], row["table_id"] in indicator_tables),
            unread,
            tuple(found),
        )


def _own_print(row: Row, words: Iterable[DoubtfulWord]) -> list[DoubtfulWord]:
    """Of a heading that is printed anew on each page, the words of the print that was taken for its text.

    Rule: A heading that is printed on several pages is as doubtful in the queue of `sohoa review` as the print that was
        taken, however the others were read.
    Test: pipeline/review/queue/test_queue.py::test_a_heading_is_as_doubtful_as_its_own_print
    """
    some = list(words)
    by_page = _by_page(some)
    if not row["is_header"] or row["confidence"] is None or len({p["page"] for p in row["parts"]}) < 2 or not some:
        return some
    weakest = {page: min(w.confidence or 0.0 for w in those) for page, those in by_page.items()}
    own = min(weakest, key=lambda page: (abs(weakest[page] - row["confidence"]), page))
    return by_page[own] if abs(weakest[own] - row["confidence"]) < _EVEN else []


def _risk(confidence: float | None, words: list[DoubtfulWord]) -> float:
    """How likely one of a cell's words is wrong, or the cell itself where something else makes it unsure."""
    of_words = risk_of_several(w.risk for w in words)
    weakest = min((w.confidence for w in words if w.confidence is not None), default=1.0)
    if confidence is None or confidence >= weakest - _EVEN:
        return of_words
    return max(of_words, risk_of(confidence))


def checked_rows(rows: Iterable[Row]) -> frozenset[str]:
    """Keys of rows of which a person has said of every cell with text what is printed there."""
    by_row: dict[str, bool] = {}
    for row in rows:
        key = f"{row['table_id']}/{row['row']}"
        by_row[key] = by_row.get(key, True) and (row["checked"] or not row["text"])
    return frozenset(key for key, checked in by_row.items() if checked)


def row_places(document: str, records: Iterable[Row], checked: frozenset[str] = frozenset()) -> Iterator[Place]:
    """Rows of records with doubts that no word tells: a number that is missing, a deadline that was not understood.

    Args:
        document: its name.
        records: of the datasets of records.
        checked: keys of rows that a person has confirmed.

    Rule: A row of the queue of `sohoa review` has a doubt that no weak word tells; records of one row are one.
    Test: pipeline/review/queue/test_queue.py::test_rows_with_doubts_of_their_own
    """
    kept: dict[str, tuple[Row, dict[Doubt, None]]] = {}
    for record in records:
        own = [d for d in _doubts(record["doubts"]) if d.kind not in _TOLD_BY_WORDS]
        if own and f"{record['table_id']}/{record['row']}" not in checked:
            _, doubts = kept.setdefault(f"{record['table_id']}/{record['row']}", (record, {}))
            doubts.update(dict.fromkeys(own))
    for key, (record, told) in kept.items():
        yield Place(
            document,
            PlaceKind.ROW,
            key,
            record["page"],
            box_of(record),
            "",
            "",
            None,
            ROW_RISK,
            Stake.VALUE,
            tuple(told),
        )


def _doubts(told: Iterable[Mapping[str, str]]) -> Iterator[Doubt]:
    """Doubts of a row; kinds that this version does not know are left out."""
    known = frozenset(DoubtKind)
    return (Doubt(DoubtKind(d["kind"]), d["detail"]) for d in told if d["kind"] in known)


def _by_page(words: Iterable[DoubtfulWord]) -> dict[int, list[DoubtfulWord]]:
    found: dict[int, list[DoubtfulWord]] = {}
    for word in words:
        found.setdefault(word.page, []).append(word)
    return found


def _standing_in(parts: Iterable[Row], words: Mapping[int, list[DoubtfulWord]]) -> Iterator[DoubtfulWord]:
    for part in parts:
        box = box_of(part)
        for word in words.get(part["page"], ()):
            if box and word.box and _holds(box, word.box):
                yield word


def _holds(box: Box, inner: Box) -> bool:
    """Does the middle of one box lie in the other?"""
    x, y = (inner.x0 + inner.x1) / 2, (inner.y0 + inner.y1) / 2
    return box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1


def _part_on(parts: Iterable[Row], page: int) -> Box | None:
    return next((box_of(p) for p in parts if p["page"] == page), None)
