"""The queue: doubtful places of one document, of all documents, the most urgent first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from heapq import nsmallest
from itertools import chain
from pathlib import Path
from typing import Any

from sohoa.pipeline.output.datasets import read_dataset, rows_where
from sohoa.pipeline.output.paths import dataset_path
from sohoa.pipeline.review.queue import cells, fields, words
from sohoa.pipeline.review.queue.places import Place
from sohoa.pipeline.review.queue.stakes import SURE

LEAST_URGENCY = 0.008
"""A plain word of body text that one witness contests is just in the queue, once in a hundred such it is wrong."""
MOST_PLACES = 5000
"""Places that are kept of all documents: weeks of a person's work."""
Row = dict[str, Any]
Where = Sequence[tuple[str, str, Any]]
Reader = Callable[[str, list[str], Where], list[Row]]
"""Rows of a dataset: its name, columns, conditions."""


def document_places(out: Path, name: str, surer_than: float = SURE) -> list[Place]:
    """Places of a document; sure ones too where `surer_than` is 1. In the order of its pages.

    Raises:
        InputError: a file of the output folder is damaged.
    """

    def rows_of(dataset: str, columns: list[str], where: Where) -> list[Row]:
        return rows_where(dataset_path(out, dataset, name), columns, where)

    return list(_places(out, name, _gathered(rows_of, surer_than)))


def every_place(out: Path, name: str) -> list[Place]:
    """All formal parts, cells and words of a document, found or not, sure or not, confirmed or not.

    Raises:
        InputError: a file of the output folder is damaged.
    """

    def rows_of(dataset: str, columns: list[str]) -> list[Row]:
        return rows_where(dataset_path(out, dataset, name), columns, [])

    of_words, indicators = rows_of("words", words.COLUMNS), rows_of("indicators", ["table_id"])
    evidence = rows_of("header_evidence", fields.EVIDENCE_COLUMNS)
    places = [p for d in rows_of("documents", fields.COLUMNS) for p in fields.field_places(name, d, evidence, True)]
    some = words.doubtful_words(of_words)
    places += words.word_places(name, of_words, some)
    in_tables = (w for w in words.of_tables(of_words, some) if (w.confidence or 1.0) <= SURE)
    of_indicators = frozenset(r["table_id"] for r in indicators)
    return [*places, *cells.cell_places(name, rows_of("cells", cells.COLUMNS), in_tables, of_indicators)]


def all_places(out: Path) -> dict[str, list[Place]]:
    """Doubtful places of all documents, by name; InputError as in `document_places`.

    One pass over each dataset: of 10,000 documents a file after the other would take minutes.
    """

    def rows_of(dataset: str, columns: list[str], where: Where) -> list[Row]:
        rows: list[Row] = read_dataset(out, dataset, ["document", *columns], where or None).to_pylist()
        return rows

    by_document: dict[str, dict[str, list[Row]]] = {}
    for dataset, rows in _gathered(rows_of, SURE).items():
        for row in rows:
            by_document.setdefault(row["document"], {}).setdefault(dataset, []).append(row)
    return {name: list(_places(out, name, rows)) for name, rows in by_document.items()}


def urgent_places(places: Iterable[Place]) -> list[Place]:
    """Those that a person should look at, the most urgent first.

    Rule: The queue of `sohoa review` is sorted by how likely a place is wrong times what hangs on it; a word of body
        text that is likelier than 0.008 wrong is in it, a date or an amount from half of that.
    Test: pipeline/review/queue/test_queue.py::test_order
    """
    wanted = (p for p in places if p.urgency >= LEAST_URGENCY)
    return nsmallest(MOST_PLACES, wanted, key=lambda p: p.order)


def _gathered(rows_of: Reader, surest: float) -> dict[str, list[Row]]:
    """What places are made of, by dataset."""
    unsure = [("confidence", "<=", surest)]
    return {
        "words": rows_of("words", words.COLUMNS, unsure),
        "cells": rows_of("cells", cells.COLUMNS, unsure),
        "checked": rows_of("cells", ["table_id"], [("checked", "==", True)]),
        "tasks": rows_of("tasks", cells.RECORD_COLUMNS, []),
        "indicators": rows_of("indicators", cells.RECORD_COLUMNS, []),
        "header_evidence": rows_of("header_evidence", fields.EVIDENCE_COLUMNS, []),
        "documents": rows_of("documents", fields.COLUMNS, []),
    }


def _places(out: Path, name: str, rows: dict[str, list[Row]]) -> Iterator[Place]:
    of_words, indicators = rows.get("words", []), rows.get("indicators", [])
    some = words.doubtful_words(of_words)
    for row in rows.get("documents", []):
        yield from fields.field_places(name, row, rows.get("header_evidence", []))
    yield from words.word_places(name, of_words, some)
    of_indicators = frozenset(r["table_id"] for r in indicators)
    yield from cells.cell_places(name, rows.get("cells", []), words.of_tables(of_words, some), of_indicators)
    records = chain(rows.get("tasks", []), indicators)
    yield from cells.row_places(name, records, _checked_rows(out, name, rows.get("checked", [])))


def _checked_rows(out: Path, name: str, checked: list[Row]) -> frozenset[str]:
    """Rows that a person has confirmed, looked for in tables of which a cell was."""
    tables = sorted({c["table_id"] for c in checked})
    where = [("table_id", "in", tables)]
    some = rows_where(dataset_path(out, "cells", name), cells.ROW_COLUMNS, where) if tables else []
    return cells.checked_rows(some)
