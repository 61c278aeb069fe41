"""Pages to look through of a document: of its parts as they are stored, or of its datasets. Both give the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sohoa.nouns.geometry import Box
from sohoa.nouns.word import RegionKind
from sohoa.pipeline.output.paths import dataset_path
from sohoa.pipeline.search.units import CELL, Besides, Facts, Unit, sides, with_facets

if TYPE_CHECKING:
    from sohoa.nouns.page import PageReading
    from sohoa.nouns.record import DocumentParts, Header
    from sohoa.pipeline.output.dataset_rows import StoredDocument

FIELDS = ("issuing_authority", "code", "place", "issued_on", "doc_type", "subject", "signer_name", "signer_title")
"""Formal parts that are looked through besides the words of the pages."""
_FACTS = ["part", "first_page", "issuing_authority", "doc_type", "issued_year", "issued_on", "code", "subject"]
_WORDS = ["page", "text", "region", "struck", "x0", "y0", "x1", "y1"]
_EVIDENCE = ["field", "value", "page", "x0", "y0", "x1", "y1", "chosen"]
_CELLS = ["pages", "page", "text", "x0", "y0", "x1", "y1"]


def units_of(document: StoredDocument) -> tuple[list[Unit], list[Facts]]:
    """Of a document that is about to be stored, or was just now."""
    besides = _besides(_evidence(document.parts), _long_cells(document.parts))
    units = [_of_reading(r, tuple(besides.pop(r.number, ()))) for r in document.readings]
    facts = list(_facts(document))
    return with_facets([*units, *_without_words(besides)], facts), facts


def units_in(out: Path, name: str) -> tuple[list[Unit], list[Facts]]:
    """Of a document by its datasets.

    Raises:
        InputError: one of them is damaged.
    """
    from sohoa.pipeline.output.datasets import iter_rows, rows_where  # with pyarrow, which a search seldom needs

    texts: dict[int, list[str]] = {}
    boxes: dict[int, list[int]] = {}
    for page in rows_where(dataset_path(out, "pages", name), ["page"], []):
        texts[page["page"]], boxes[page["page"]] = [], []
    for w in iter_rows(dataset_path(out, "words", name), _WORDS):
        if w["text"] and not w["struck"] and w["region"] != RegionKind.WATERMARK:
            texts.setdefault(w["page"], []).append(w["text"])
            boxes.setdefault(w["page"], []).extend(sides(w["x0"], w["y0"], w["x1"], w["y1"]))
    evidence = iter_rows(dataset_path(out, "header_evidence", name), _EVIDENCE)
    cells = (c for c in iter_rows(dataset_path(out, "cells", name), _CELLS) if len(c["pages"]) > 1)
    besides = _besides(
        ((e["field"], e["value"], e["page"], _box(e)) for e in evidence if e["chosen"]),
        ((c["text"], c["page"], _box(c)) for c in cells),
    )
    units = [Unit(n, tuple(texts[n]), tuple(boxes[n]), tuple(besides.pop(n, ()))) for n in texts]
    facts = [_fact(r) for r in rows_where(dataset_path(out, "documents", name), _FACTS, [])]
    return with_facets([*units, *_without_words(besides)], facts), facts


def _of_reading(reading: PageReading, besides: tuple[Besides, ...]) -> Unit:
    words: list[str] = []
    boxes: list[int] = []
    for word in reading.words:
        if word.text and word.is_text:
            words.append(word.text)
            box = word.box
            boxes += sides(box.x0, box.y0, box.x1, box.y1) if box else (0, 0, 0, 0)
    return Unit(reading.number, tuple(words), tuple(boxes), besides)


def _evidence(parts: DocumentParts) -> Iterator[tuple[str, str, int | None, Box | None]]:
    for some in (parts.evidence, *(d.evidence for d in parts.later)):
        yield from ((e.field, e.text, e.page, e.box) for e in some if e.chosen)


def _long_cells(parts: DocumentParts) -> Iterator[tuple[str, int, Box | None]]:
    """Cells over several pages: their text as a whole, which no page has."""
    for table in parts.tables:
        for cell in table.cells:
            if len(cell.parts) > 1 and len(cell.pages) > 1:
                yield cell.text, cell.parts[0].page, cell.parts[0].box


def _besides(
    evidence: Iterable[tuple[str, str, int | None, Box | None]], cells: Iterable[tuple[str, int, Box | None]]
) -> dict[int, list[Besides]]:
    by_page: dict[int, list[Besides]] = defaultdict(list)
    for field, value, page, box in evidence:
        if field in FIELDS and value:
            by_page[page or 1].append(Besides(field, _said(value), _whole(box) if page else None))
    for text, page, box in cells:
        if text:
            by_page[page].append(Besides(CELL, text, _whole(box)))
    return by_page


def _said(value: str) -> str:
    """A value as people look for it: a date by day, month, year, too."""
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return value
    return f"{day:%d/%m/%Y} {value}"


def _whole(box: Box | None) -> Box | None:
    if box is None:
        return None
    x0, y0, x1, y1 = sides(box.x0, box.y0, box.x1, box.y1)
    return Box(float(x0), float(y0), float(x1), float(y1))


def _without_words(besides: dict[int, list[Besides]]) -> list[Unit]:
    """Pages that have no words of their own but are named by a formal part."""
    return [Unit(page, (), (), tuple(some)) for page, some in sorted(besides.items())]


def _facts(document: StoredDocument) -> Iterator[Facts]:
    numbers = [r.number for r in document.readings]
    yield _fact({"part": 0, "first_page": numbers[0] if numbers else 1, **_header_row(document.parts.header)})
    for n, later in enumerate(document.parts.later, 1):
        yield _fact({"part": n, "first_page": later.first_page, **_header_row(later.header)})


def _header_row(header: Header) -> dict[str, Any]:
    return {name: getattr(header, name) for name in _FACTS[2:]}


def _fact(row: dict[str, Any]) -> Facts:
    year = row["issued_year"] or (row["issued_on"].year if row["issued_on"] else None)
    said = (row[k] or "" for k in ("issuing_authority", "doc_type"))
    agency, doc_type = said
    return Facts(row["part"], row["first_page"], agency, doc_type, year, row["code"] or "", row["subject"] or "")


def _box(row: dict[str, Any]) -> Box | None:
    if row["x0"] is None:
        return None
    return Box(row["x0"], row["y0"], row["x1"], row["y1"])
