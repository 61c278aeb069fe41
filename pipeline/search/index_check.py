"""Is all of the index as SQLite wrote it? With 10,000 documents that takes seconds: `sohoa verify` looks, a search not.

What a search meets of an index is checked by SQLite page by page, so that a block of zeros is told at once; smaller
faults inside a page may cost a search some of its hits and show only here.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sohoa.errors import CannotWrite
from sohoa.pipeline.search.index_file import IndexDamaged, State, begin_anew, writing

_PAGES = "PRAGMA quick_check(1)"
_TOKENS = "INSERT INTO tokens(tokens) VALUES('integrity-check')"


def index_is_whole(out: Path) -> bool:
    """Whether nothing of the index is damaged; if something is, an empty one is put in its place.

    One that is missing, or cannot be looked at since the folder cannot be written, is taken for whole.

    Rule: `sohoa verify` looks through all of the search index; one with any fault is made anew by the next search.
    Test: pipeline/search/test_index_check.py::test_what_no_search_meets_is_found
    """
    try:
        with writing(out) as db:
            if db.execute(_PAGES).fetchone() != ("ok",):
                raise sqlite3.DatabaseError("damaged")
            db.execute(_TOKENS)
    except CannotWrite:
        return True
    except IndexDamaged as e:
        if e.state is State.DAMAGED:
            begin_anew(out, e)
        return e.state is not State.DAMAGED
    return True
