"""What stands in an index: tables of SQLite, and an FTS5 index without a copy of the text (`content=''`)."""

from __future__ import annotations

import sqlite3
import unicodedata
from functools import cache

from sohoa.pipeline.output.contract import CONTRACT

FORMAT = f"1 {CONTRACT} {unicodedata.unidata_version}"
"""Raised when tables or tokens change: an index of another format is made anew."""
PAGES_OF_A_DOCUMENT = 2**20
"""A page's row is its document's number times this, and its own number."""
_TABLES = """
CREATE TABLE about(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE documents(
    number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, size INTEGER, sha256 TEXT, modified_ns INTEGER);
CREATE TABLE facts(
    document INTEGER, part INTEGER, first_page INTEGER, agency TEXT, doc_type TEXT, year INTEGER, code TEXT,
    subject TEXT, PRIMARY KEY(document, part)) WITHOUT ROWID;
CREATE TABLE pages(id INTEGER PRIMARY KEY, words BLOB, boxes BLOB, besides TEXT, facets TEXT);
CREATE VIRTUAL TABLE tokens USING fts5(marked, bare, facets, content='', tokenize='ascii');
"""
_WAL = b"\x02\x02"
"""Bytes 18 and 19 of a database that is written with a write-ahead log (SQLite file format, 1.3.3)."""


@cache
def empty_index() -> bytes:
    """The bytes of an index without documents."""
    db = sqlite3.connect(":memory:", isolation_level=None)
    try:
        db.executescript(_TABLES)
        db.execute("INSERT INTO about VALUES('format', ?)", (FORMAT,))
        data = db.serialize()
    finally:
        db.close()
    return data[:18] + _WAL + data[20:]


@cache
def _expected() -> list[tuple[str, ...]]:
    db = sqlite3.connect(":memory:", isolation_level=None)
    try:
        db.executescript(_TABLES)
        return _schema(db)
    finally:
        db.close()


def _schema(db: sqlite3.Connection) -> list[tuple[str, ...]]:
    return db.execute("SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema ORDER BY name").fetchall()


def require_own(db: sqlite3.Connection) -> None:
    """See to it that a database is an index of this format and nothing else: no trigger, no view, no other table.

    Raises:
        sqlite3.DatabaseError: it is not.
    """
    if _schema(db) != _expected():
        raise sqlite3.DatabaseError("no search index of this version")
    if db.execute("SELECT value FROM about WHERE key = 'format'").fetchone() != (FORMAT,):
        raise sqlite3.DatabaseError("a search index of another version")
