"""Pages on which all words of a query stand, with the place of the best passage and its text."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from sohoa.nouns.geometry import Box
from sohoa.pipeline.search.index_file import reading
from sohoa.pipeline.search.passages import Passage, best_passage
from sohoa.pipeline.search.query import Terms, Wish, filters, read_terms
from sohoa.pipeline.search.schema import PAGES_OF_A_DOCUMENT
from sohoa.pipeline.search.units import Facts, Kept, unpack

MOST_RANKED = 1000
"""Pages that are put in the order of their weight: with more the words are so common that it says little, and costs."""
_BY_WEIGHT = "SELECT rowid FROM tokens WHERE tokens MATCH ? AND rank MATCH 'bm25(1.0, 1.0, 0.0)' ORDER BY rank LIMIT ?"
_AS_THEY_STAND = "SELECT rowid FROM tokens WHERE tokens MATCH ? ORDER BY rowid LIMIT ?"


@dataclass(frozen=True, slots=True)
class Hit:
    """A page on which all was found.

    Attributes:
        document: its name in the output folder.
        page: from 1.
        passage: what stands there.
        facts: what the document says of itself.
    """

    document: str
    page: int
    passage: Passage
    facts: Facts | None

    @property
    def box(self) -> Box | None:
        """Around what was found in the passage, in pixels of the cleaned page; None where that is not known."""
        return Box.around(self.passage.boxes) if self.passage.boxes else None


@dataclass(frozen=True, slots=True)
class Found:
    """What was found.

    Attributes:
        hits: the best ones first.
        n_pages: pages on which all was found; `MOST_RANKED` or more where `is_more`.
        n_documents: documents that these are pages of.
        is_more: there are more than were counted; they stand in the order of documents and pages.
        marked: were marks heeded?
        other_marks: nothing was found with the marks that were typed; this was found with any.
    """

    hits: tuple[Hit, ...]
    n_pages: int
    n_documents: int
    is_more: bool
    marked: bool
    other_marks: bool = False


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be filtered by: names of agencies, types of documents, years, each in order."""

    agencies: tuple[str, ...]
    doc_types: tuple[str, ...]
    years: tuple[int, ...]


def search(out: Path, wish: Wish) -> Found:
    """Look through an index that is up to date.

    Raises:
        BadQuery: nothing is asked for, too much, or no years.
        IndexDamaged: it is to be made anew.

    Rule: Pages on which all words of a query stand one behind the other come first, then those with the most weight.
    Test: pipeline/search/test_finding.py::test_words_that_stand_together_come_first

    Rule: Where nothing stands with the marks that were typed, what stands with others is shown, and that is told.
    Test: pipeline/search/test_finding.py::test_other_marks_are_told
    """
    terms = read_terms(wish.text)
    with reading(out) as db:
        found = _found(db, terms, wish)
        if terms.marked and not found.n_pages:
            found = replace(_found(db, terms.bare(), wish), other_marks=True)
        return found


def choices(out: Path) -> Choices:
    """What the documents of an index can be filtered by; IndexDamaged as in `search`."""
    with reading(out) as db:
        rows = db.execute("SELECT DISTINCT agency, doc_type, year FROM facts").fetchall()
    agencies, doc_types = ({r[k] for r in rows if r[k]} for k in (0, 1))
    return Choices(tuple(sorted(agencies)), tuple(sorted(doc_types)), tuple(sorted({r[2] for r in rows if r[2]})))


def _found(db: sqlite3.Connection, terms: Terms, wish: Wish) -> Found:
    wanted = filters(wish)
    rows = _as_they_stand(db, terms, wanted)
    is_more = len(rows) > MOST_RANKED
    shown = _weighed(db, terms, wanted, rows, wish.limit)
    if len(terms.phrases) > 1 and rows:
        together = terms.as_phrase()
        first = _weighed(db, together, wanted, _as_they_stand(db, together, wanted), wish.limit)
        shown = list(dict.fromkeys([*first, *shown]))[: wish.limit]
    counted = rows[:MOST_RANKED]
    n_documents = len({row // PAGES_OF_A_DOCUMENT for row in counted})
    return Found(tuple(_hits(db, shown, terms)), len(counted), n_documents, is_more, terms.marked)


def _as_they_stand(db: sqlite3.Connection, terms: Terms, wanted: list[str]) -> list[int]:
    match = " AND ".join([terms.match(), *wanted])
    return [row for (row,) in db.execute(_AS_THEY_STAND, (match, MOST_RANKED + 1))]


def _weighed(db: sqlite3.Connection, terms: Terms, wanted: list[str], rows: list[int], limit: int) -> list[int]:
    """The rows with the most weight; as they stand, where there are very many."""
    if len(rows) < 2 or len(rows) > MOST_RANKED:
        return rows[:limit]
    match = " AND ".join([terms.match(), *wanted])
    return [row for (row,) in db.execute(_BY_WEIGHT, (match, limit))]


def _hits(db: sqlite3.Connection, rows: list[int], terms: Terms) -> Iterator[Hit]:
    for row in rows:
        number, page = divmod(row, PAGES_OF_A_DOCUMENT)
        kept = db.execute("SELECT words, boxes, besides, facets FROM pages WHERE id = ?", (row,)).fetchone()
        named = db.execute("SELECT name FROM documents WHERE number = ?", (number,)).fetchone()
        if kept is None or named is None:
            raise sqlite3.DatabaseError("a page without its text")
        unit = unpack(page, Kept(*kept))
        yield Hit(named[0], page, best_passage(unit, terms), _facts(db, number, page))


def _facts(db: sqlite3.Connection, number: int, page: int) -> Facts | None:
    asked = "SELECT part, first_page, agency, doc_type, year, code, subject FROM facts WHERE document = ? ORDER BY part"
    some = [Facts(*row) for row in db.execute(asked, (number,))]
    return next((f for f in reversed(some) if f.first_page <= page), some[0] if some else None)
