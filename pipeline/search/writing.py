"""Documents put into the index and taken out of it, page by page: what is as it was is left alone."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import astuple

from sohoa.pipeline.files.fingerprints import Fingerprint
from sohoa.pipeline.search.schema import PAGES_OF_A_DOCUMENT
from sohoa.pipeline.search.units import Facts, Kept, Unit, pack, texts, unpack

_INTO = "INTO tokens(rowid, marked, bare, facets) VALUES(?, ?, ?, ?)"
_OUT_OF = "INTO tokens(tokens, rowid, marked, bare, facets) VALUES('delete', ?, ?, ?, ?)"


def put_document(
    db: sqlite3.Connection, name: str, state: Fingerprint, units: Sequence[Unit], facts: Sequence[Facts]
) -> None:
    """Put a document in, in place of what the index has of it.

    Args:
        db: the index, to write.
        name: of the document.
        state: its outcome, by which a later look tells whether it is the same.
        units: its pages.
        facts: what it says of itself.
    """
    number = _number(db, name)
    first = number * PAGES_OF_A_DOCUMENT
    old = _kept(db, number)
    new = {first + u.page: (u, pack(u)) for u in units if 0 < u.page < PAGES_OF_A_DOCUMENT}
    for row, kept in old.items():
        if row not in new or new[row][1] != kept:
            _take_out(db, row, kept)
    for row, (unit, kept) in new.items():
        if old.get(row) != kept:
            db.execute(f"INSERT {_INTO}", (row, *texts(unit), kept.facets))
            db.execute("INSERT INTO pages VALUES(?, ?, ?, ?, ?)", (row, *astuple(kept)))
    _put_facts(db, number, facts)
    db.execute(
        "UPDATE documents SET size = ?, sha256 = ?, modified_ns = ? WHERE number = ?",
        (state.size, state.sha256, state.modified_ns, number),
    )


def take_out_document(db: sqlite3.Connection, name: str) -> None:
    """Take a document out, if it is there."""
    found = db.execute("SELECT number FROM documents WHERE name = ?", (name,)).fetchone()
    if found:
        for row, kept in _kept(db, found[0]).items():
            _take_out(db, row, kept)
        db.execute("DELETE FROM facts WHERE document = ?", found)
        db.execute("DELETE FROM documents WHERE number = ?", found)


def _number(db: sqlite3.Connection, name: str) -> int:
    db.execute("INSERT OR IGNORE INTO documents(name) VALUES(?)", (name,))
    return int(db.execute("SELECT number FROM documents WHERE name = ?", (name,)).fetchone()[0])


def _kept(db: sqlite3.Connection, number: int) -> dict[int, Kept]:
    first = number * PAGES_OF_A_DOCUMENT
    rows = db.execute("SELECT * FROM pages WHERE id > ? AND id < ?", (first, first + PAGES_OF_A_DOCUMENT))
    return {row: Kept(*some) for row, *some in rows}


def _take_out(db: sqlite3.Connection, row: int, kept: Kept) -> None:
    unit = unpack(row % PAGES_OF_A_DOCUMENT, kept)
    db.execute(f"INSERT {_OUT_OF}", (row, *texts(unit), kept.facets))
    db.execute("DELETE FROM pages WHERE id = ?", (row,))


def _put_facts(db: sqlite3.Connection, number: int, facts: Sequence[Facts]) -> None:
    db.execute("DELETE FROM facts WHERE document = ?", (number,))
    db.executemany("INSERT INTO facts VALUES(?, ?, ?, ?, ?, ?, ?, ?)", ((number, *astuple(f)) for f in facts))
