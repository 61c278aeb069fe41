"""Where a record stands and how sure it is: its page, its box, its weakest word, the doubts about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

import regex

from sohoa.diacritics.language.folding import bears_marks
from sohoa.diacritics.language.syllable import is_well_formed
from sohoa.nouns.doubt import Doubt, DoubtKind
from sohoa.nouns.record import Provenance
from sohoa.nouns.table import Cell

_IN_PIECES = regex.compile(r"(?<![\p{L}\d./-])[BCDĐGHKLMNPQRSTVX] (?=\p{Ll})(?![bcdđghklmnpqrstvx])\p{Ll}+")
"""A consonant and a small word that begins with a vowel: twice in 1,480,000 words of laws and plans."""
_JOINED = regex.compile(r"(?<![\p{L}\d.@/_-])\p{L}\p{Ll}+\.\p{Ll}{2,}(?![\p{L}\d.@/_-])")
"""Two words with a stop but no space between them; names of files and of places in the net are no syllables."""


def odd_words(cells: Iterable[Cell]) -> tuple[Doubt, ...]:
    """A doubt about the first word that bears Vietnamese marks and is no Vietnamese syllable; empty if there is none.

    Names in capitals and abbreviations (`TTĐT`, `KSTTHCtỉnh`) are left aside.

    Rule: A record with a syllable in pieces (L an Giang) or two joined by a stop (Thường.xuyên) is flagged.
    Test: extract/records/test_provenance.py::test_syllables_in_pieces_and_joined_ones_are_odd
    """
    for cell in (c for c in cells if not c.checked):
        for found in _IN_PIECES.finditer(cell.text):
            return (Doubt(DoubtKind.ODD_WORD, found.group()),)
        for found in _JOINED.finditer(cell.text):
            if all(is_well_formed(part) for part in found.group().split(".")):
                return (Doubt(DoubtKind.ODD_WORD, found.group()),)
        for token in regex.findall(r"\p{L}+", cell.text):
            if bears_marks(token) and token[1:].islower() and not is_well_formed(token):
                return (Doubt(DoubtKind.ODD_WORD, token),)
    return ()


def provenance(
    cells: Iterable[Cell],
    doubts: Sequence[Doubt],
    review_below: float,
    headings: Sequence[str] = (),
    settled: int | None = None,
) -> Provenance:
    """Where the cells of a record stand and how sure the weakest of them is.

    Args:
        cells: the record's cells, its text first: the page where that begins is the record's,
            its box holds the parts of all cells on that page.
        doubts: reasons for review found while reading.
        review_below: a weaker cell asks for review.
        headings: of the table's columns, to name the one where a doubt arose.
        settled: a column that needs no look, None if there is none.

    Rule: A record is as sure as its weakest cell with text, or as the edges of an empty one where rules are worn; what
        is less sure than `records.review_below` is to be reviewed, with the reason.
    Test: extract/records/test_record_tables.py::test_a_weak_word_asks_for_review
    """
    some = list(cells)
    parts = [p for c in some for p in c.parts]
    page = parts[0].page if parts else 0
    here = [p.box for p in parts if p.page == page]
    told = [c for c in some if c.told is not None and c.col != settled]
    measured = [c for c in told if c.text.strip() or c.confidence is None]
    weakest = min(measured, key=lambda c: c.told or 0.0, default=None)
    unread = (c for c in some if c.confidence is not None and not (c.checked or c.text.strip() or c.col == settled))
    reasons = [*doubts, *odd_words(c for c in some if c.col != settled)]
    reasons += [Doubt(DoubtKind.PRINT_UNREAD, column_name(headings, c.col)) for c in islice(unread, 1)]
    reasons += weak_words(weakest, review_below)
    box = type(here[0]).around(here) if here else None
    return Provenance(page, box, weakest.told if weakest else None, tuple(dict.fromkeys(reasons)))


def weak_words(weakest: Cell | None, review_below: float) -> tuple[Doubt, ...]:
    """The doubt about the least sure cell of a record, with its weakest word; empty if it is sure enough."""
    if weakest is None or weakest.told is None or weakest.told >= review_below:
        return ()
    sure = f"{weakest.told:.2f}"
    if weakest.weakest:
        return (Doubt.of(DoubtKind.WEAK_WORD, sure, weakest.weakest),)
    kind = DoubtKind.CELL_EDGES if weakest.sure <= weakest.told else DoubtKind.CELL_BY_ALIGNMENT
    return (Doubt(kind, sure),)


def column_name(headings: Sequence[str], col: int) -> str:
    """The heading of a column, or its number (from 0) where it has none."""
    return headings[col] if col < len(headings) and headings[col] else str(col)
