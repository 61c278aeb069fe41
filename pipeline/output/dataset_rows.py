"""Readings and records as rows of the datasets: plain dictionaries that fit `sohoa.pipeline.output.schemas`."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sohoa.messages import Language, in_words, problem_message, reasons
from sohoa.nouns.doubt import Doubt
from sohoa.nouns.evidence import Evidence
from sohoa.nouns.geometry import Box
from sohoa.nouns.page import PageReading
from sohoa.nouns.problem import Problem, Status
from sohoa.nouns.record import CheckedField, DocumentParts, Header, Indicator, Provenance, Task
from sohoa.nouns.table import Cell, Table
from sohoa.nouns.word import Word
from sohoa.pipeline.output.confidence import summarise
from sohoa.pipeline.output.document_names import Source

Row = dict[str, Any]
PageText = Callable[[Sequence[Word], bool], str]


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document as it is stored. `problems` are all of them, pages' and document's."""

    source: Source
    n_pages: int
    status: Status
    readings: tuple[PageReading, ...]
    parts: DocumentParts
    problems: tuple[Problem, ...]
    pipeline_version: str
    settings_digest: str


def document_rows(document: StoredDocument, page_text: PageText) -> dict[str, Iterator[Row]]:
    """Rows of every dataset, by its name; `page_text(words, ocr)` gives the text columns of `pages`.

    They are made as they are taken: all words of a long document as rows would be many times its readings.
    """
    parts, readings = document.parts, document.readings
    rows: dict[str, Iterator[Row]] = {
        "documents": _documents(document),
        "header_evidence": _all_evidence(parts),
        "pages": (_page(r, page_text) for r in readings),
        "words": (row for r in readings for row in _words(r)),
        "changes": ({"page": r.number, **asdict(c)} for r in readings for c in r.changes),
        "tables": (_table(t, parts) for t in parts.tables),
        "cells": (_cell(t, c) for t in parts.tables for c in t.cells),
        "tasks": (_task(t) for t in parts.tasks),
        "indicators": (_indicator(i) for i in parts.indicators),
        "problems": (_problem(p) for p in document.problems),
    }
    return {name: _with_keys(document, some) for name, some in rows.items()}


def _with_keys(document: StoredDocument, rows: Iterator[Row]) -> Iterator[Row]:
    source = document.source
    keys = {"doc_id": source.doc_id, "source_file": source.source_file, "document": source.name}
    starts = [d.first_page for d in document.parts.later]
    for row in rows:
        page = row.get("page") or next(iter(row.get("pages") or ()), 0)
        yield {**keys, "part": bisect_right(starts, page), **row}


def _documents(document: StoredDocument) -> Iterator[Row]:
    """A row for each document that the file holds."""
    later, numbers = document.parts.later, [r.number for r in document.readings]
    starts = [numbers[0] if numbers else 1, *(d.first_page for d in later)]
    ends = [*(page - 1 for page in starts[1:]), max(numbers, default=document.n_pages)]
    headers = (document.parts.header, *(d.header for d in later))
    for n, (header, first, last) in enumerate(zip(headers, starts, ends, strict=True)):
        yield {"part": n, "first_page": first, "last_page": last, **_document(document, header, first, last)}


def _document(document: StoredDocument, header: Header, first: int, last: int) -> Row:
    own = (r for r in document.readings if first <= r.number <= last)
    confidence = summarise(w for r in own for w in r.words)
    return {
        "source_path": document.source.source_path,
        "also_at": list(document.source.also_at),
        "n_pages": document.n_pages,
        "status": document.status.value,
        **asdict(header),
        "corrected": _corrected(header.checked),
        "confidence_mean": confidence.mean,
        "confidence_p05": confidence.p05,
        "pipeline_version": document.pipeline_version,
        "settings_digest": document.settings_digest,
    }


def _all_evidence(parts: DocumentParts) -> Iterator[Row]:
    for n, some in enumerate((parts.evidence, *(d.evidence for d in parts.later))):
        yield from ({"part": n, **_evidence(e)} for e in some)


def _evidence(evidence: Evidence) -> Row:
    return {
        "field": evidence.field,
        "value": evidence.text,
        "source": evidence.source.value,
        "page": evidence.page,
        **_sides(evidence.box),
        "confidence": evidence.confidence,
        "chosen": evidence.chosen,
    }


def _page(reading: PageReading, page_text: PageText) -> Row:
    confidence = summarise(reading.words)
    return {
        "page": reading.number,
        "text": page_text(reading.words, False),
        "text_ocr": page_text(reading.words_ocr, True),
        "width": reading.width,
        "height": reading.height,
        "dpi": reading.dpi,
        "rotation": reading.frame.rotation,
        "skew_deg": reading.frame.skew_deg,
        "to_source": list(reading.frame.to_source),
        "source_width": reading.frame.source_width,
        "source_height": reading.frame.source_height,
        "text_source": reading.text_source.value,
        "text_layer": reading.text_layer.value,
        "confidence_mean": confidence.mean,
        "confidence_p05": confidence.p05,
        "status": reading.status.value,
    }


def _words(reading: PageReading) -> list[Row]:
    return [
        {
            "page": reading.number,
            "line": w.line,
            "word": n,
            "text": w.text,
            "text_ocr": w.text_ocr,
            "confidence": w.confidence,
            "alternatives": [{"text": a.text, "score": a.score} for a in w.alternatives],
            **_sides(w.box),
            "region": w.region.value,
            "struck": w.struck,
            "turn": w.turn,
            "checked": w.checked,
            "corrected": w.corrected,
        }
        for n, w in enumerate(reading.words)
    ]


def _sides(box: Box | None) -> Row:
    if box is None:
        return {"x0": None, "y0": None, "x1": None, "y1": None}
    return {"x0": box.x0, "y0": box.y0, "x1": box.x1, "y1": box.y1}


def _table(table: Table, parts: DocumentParts) -> Row:
    records = {
        "tasks": {t.table_id for t in parts.tasks},
        "indicators": {i.table_id for i in parts.indicators},
    }
    return {
        "table_id": table.table_id,
        "title": table.title,
        "unit": table.unit,
        "pages": list(table.pages),
        "n_rows": table.n_rows,
        "n_cols": table.n_cols,
        "n_head": table.n_head,
        "kind": next((kind for kind, ids in records.items() if table.table_id in ids), "other"),
        "confidence": table.confidence,
        "notes": list(table.notes),
    }


def _cell(table: Table, cell: Cell) -> Row:
    first = cell.parts[0] if cell.parts else None
    return {
        "table_id": table.table_id,
        "page": first.page if first else None,
        "pages": list(cell.pages),
        "row": cell.row,
        "col": cell.col,
        "row_span": cell.row_span,
        "col_span": cell.col_span,
        "is_header": cell.is_header,
        "is_group": cell.is_group,
        "text": cell.text,
        "text_ocr": cell.text_ocr,
        "confidence": cell.told,
        **_sides(first.box if first else None),
        "parts": [{"page": p.page, **_sides(p.box)} for p in cell.parts],
        "join_reason": in_words("join", cell.join_reasons, Language.EN),
        "join_reason_vi": in_words("join", cell.join_reasons, Language.VI),
        "checked": cell.checked,
        "corrected": cell.corrected,
    }


def _corrected(checked: Sequence[CheckedField]) -> list[str]:
    """Names of the fields that are other than the program had read them."""
    return [c.field for c in checked if c.read != c.printed]


def _provenance(provenance: Provenance) -> Row:
    return {
        "page": provenance.page,
        **_sides(provenance.box),
        "confidence": provenance.confidence,
        "needs_review": provenance.needs_review,
        "review_reason": reasons(provenance.doubts, Language.EN),
        "review_reason_vi": reasons(provenance.doubts, Language.VI),
        "doubts": _doubts(provenance.doubts),
    }


def _doubts(doubts: Sequence[Doubt]) -> list[Row]:
    return [{"kind": d.kind.value, "detail": d.detail} for d in doubts]


def _task(task: Task) -> Row:
    row = asdict(task)
    del row["provenance"]
    return {**row, **_provenance(task.provenance), "corrected": _corrected(task.checked)}


def _indicator(indicator: Indicator) -> Row:
    row = asdict(indicator)
    del row["provenance"]
    return {**row, **_provenance(indicator.provenance), "corrected": _corrected(indicator.checked)}


def _problem(problem: Problem) -> Row:
    return {
        "page": problem.page,
        "table_id": problem.table_id,
        "row": problem.row,
        "stage": problem.stage.value,
        "kind": problem.kind.value,
        "detail": "; ".join(d.detail for d in problem.doubts if d.detail),
        "doubts": _doubts(problem.doubts),
        "message": problem_message(problem, Language.EN),
        "message_vi": problem_message(problem, Language.VI),
    }
