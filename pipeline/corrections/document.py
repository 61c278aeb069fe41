"""A document put together from its pages and from what people have said of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from sohoa.nouns.correctable import Said
from sohoa.nouns.correction import Correction
from sohoa.nouns.doubt import Doubt, DoubtKind
from sohoa.nouns.page import PageReading
from sohoa.nouns.problem import Problem, ProblemKind, Stage
from sohoa.nouns.record import DocumentParts
from sohoa.nouns.table import JoinReason
from sohoa.pipeline.corrections.store import Kept


@dataclass(frozen=True, slots=True)
class CorrectedDocument:
    """Pages and parts of a document as corrected, and what a person should know of the corrections.

    `n_waiting`: pages that a person has turned and that have not been read so yet.
    """

    readings: tuple[PageReading, ...]
    parts: DocumentParts
    problems: tuple[Problem, ...] = ()
    n_waiting: int = 0


def correct_document(
    readings: Sequence[PageReading], kept: Kept, build: Callable[[tuple[PageReading, ...]], DocumentParts]
) -> CorrectedDocument:
    """The document with all corrections that are in force.

    Args:
        readings: its pages, as their checkpoints have them.
        kept: what its file of corrections holds.
        build: header, tables and records of pages.

    Rule: A correction whose place is found no more is told as a problem with its page and both texts; it stays in the
        file and is tried again each time.
    Test: pipeline/corrections/test_document.py::test_what_holds_no_more_is_told_and_kept
    """
    if kept == Kept():
        return CorrectedDocument(tuple(readings), build(tuple(_without_what_is_not_printed(r) for r in readings)))
    from sohoa.pipeline.corrections.fields import apply_to_fields, said  # hardly a document has any, and 40 ms to load
    from sohoa.pipeline.corrections.pages import apply_to_pages

    pages = apply_to_pages(readings, kept.in_force)
    parts = build(tuple(_without_what_is_not_printed(r) for r in pages.readings))
    fields = apply_to_fields(parts, pages.fields, {r.number: r.frame for r in pages.readings})
    unplaced = (*pages.unplaced, *_idle_joins(pages.joins, parts), *fields.unplaced)
    problems = (
        *(_problem(c, DoubtKind.CORRECTION_UNPLACED, c.id, _shown(c.before), _shown(said(c))) for c in unplaced),
        *(_problem(c, DoubtKind.CORRECTION_WAITS, c.id) for c in pages.waiting),
        *_bad_lines(kept),
    )
    return CorrectedDocument(pages.readings, fields.parts, problems, len(pages.waiting))


def _without_what_is_not_printed(reading: PageReading) -> PageReading:
    """The page without words of which a person says that nothing is printed there."""
    return replace(reading, words=tuple(w for w in reading.words if w.text or not w.checked))


def _idle_joins(joins: Iterable[Correction], parts: DocumentParts) -> tuple[Correction, ...]:
    """Those of the rows that were to go on over a page end and do not: their tables have other columns."""
    joined = {
        page
        for table in parts.tables
        for cell in table.cells
        if JoinReason.PERSON in cell.join_reasons
        for page in cell.pages[1:]
    }
    return tuple(c for c in joins if c.where.spots[-1].page not in joined)


def _problem(correction: Correction, kind: DoubtKind, *things: object) -> Problem:
    where = correction.where
    return Problem(Stage.STORE, ProblemKind.CORRECTION, (Doubt.of(kind, *things),), where.page)


def _shown(said: Said) -> str:
    from sohoa.pipeline.corrections.record_fields import told

    text = told(said)
    return " ".join(text.split())[:80] if text else "∅"


def _bad_lines(kept: Kept) -> tuple[Problem, ...]:
    """One problem for each line of the file that holds no correction."""
    doubts = (Doubt.of(DoubtKind.CORRECTION_LOST, b.line, b.fault) for b in kept.bad_lines)
    return tuple(Problem(Stage.STORE, ProblemKind.CORRECTION, (doubt,)) for doubt in doubts)
