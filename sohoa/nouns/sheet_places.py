"""Boxes of flattened pages told on the sheet as it was scanned, for datasets, search and pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from sohoa.nouns.evidence import Evidence
from sohoa.nouns.page import PageFrame, PageReading
from sohoa.nouns.record import DocumentParts, Indicator, Task
from sohoa.nouns.table import Part, Table
from sohoa.nouns.word import Word

_Record = TypeVar("_Record", Task, Indicator)
_Frames = dict[int, PageFrame]


def on_sheets(readings: tuple[PageReading, ...], parts: DocumentParts) -> tuple[tuple[PageReading, ...], DocumentParts]:
    """Readings and what was made of them, with the boxes of flattened pages on their bent sheets, and no bends left.

    Tables are found on flattened pages, so this comes last. The grids of flattened pages are left out.

    Rule: A place on a page that was flattened is told where it stands on the scan as it came.
    Test: nouns/test_bend.py::test_places_are_told_on_the_sheet
    """
    bent = {r.number: r.frame for r in readings if r.frame.bend is not None}
    if not bent:
        return readings, parts
    later = tuple(replace(d, evidence=_evidence(d.evidence, bent)) for d in parts.later)
    moved = replace(
        parts,
        evidence=_evidence(parts.evidence, bent),
        tables=tuple(_table(t, bent) for t in parts.tables),
        tasks=_records(parts.tasks, bent),
        indicators=_records(parts.indicators, bent),
        later=later,
    )
    return tuple(_reading(r) if r.number in bent else r for r in readings), moved


def _reading(reading: PageReading) -> PageReading:
    frame = reading.frame

    def words(some: Sequence[Word]) -> tuple[Word, ...]:
        return tuple(w if w.box is None else replace(w, box=frame.on_sheet(w.box)) for w in some)

    flat = replace(frame, bend=None)
    return replace(reading, frame=flat, words=words(reading.words), words_ocr=words(reading.words_ocr), grids=())


def _evidence(some: Sequence[Evidence], bent: _Frames) -> tuple[Evidence, ...]:
    return tuple(
        e if e.box is None or e.page not in bent else replace(e, box=bent[e.page].on_sheet(e.box)) for e in some
    )


def _table(table: Table, bent: _Frames) -> Table:
    def part(p: Part) -> Part:
        return replace(p, box=bent[p.page].on_sheet(p.box)) if p.page in bent else p

    return replace(table, cells=tuple(replace(c, parts=tuple(part(p) for p in c.parts)) for c in table.cells))


def _records(some: Sequence[_Record], bent: _Frames) -> tuple[_Record, ...]:
    def moved(record: _Record) -> _Record:
        told = record.provenance
        if told.box is None or told.page not in bent:
            return record
        return replace(record, provenance=replace(told, box=bent[told.page].on_sheet(told.box)))

    return tuple(moved(r) for r in some)
