"""Footnotes of records: raised marks in the cells of a row, and the notes that they lead to.

A raised figure behind a word or a number is a mark, behind the `m` of a unit it is a power (m², km²), and behind `10`
too. The text of a note stands at the foot of the page or below the table, behind the same mark.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

import regex

from sohoa.nouns.page import PageReading
from sohoa.nouns.record import Footnote
from sohoa.nouns.table import Cell
from sohoa.nouns.word import RegionKind, Word

Notes = Mapping[int, Mapping[str, str]]
"""Texts of notes by page and mark."""

_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_PLAIN = str.maketrans(_RAISED + "⁽⁾", "0123456789()")
_POWER = r"(?<=(?<!\p{L})[kdcmh]?m)[²³]|(?<=(?<!\d)10)[" + _RAISED + "]{1,2}"
_MARK = regex.compile(rf"(?:{_POWER})(*SKIP)(*FAIL)|[(⁽](?P<mark>[{_RAISED}]+)[)⁾]|\s?(?P<mark>[{_RAISED}]+)")
_OPENING = regex.compile(rf"[(⁽]?(?P<mark>[{_RAISED}]{{1,3}})[)⁾]?")
_PLAIN_OPENING = regex.compile(r"[(\[]?(?P<mark>\d{1,2})[)\]]?(?=$|\p{Lu}\p{Ll})")
_NOTE_LIST = regex.compile(r"\s*ghi chú\s*:?", regex.IGNORECASE)
_LISTED = regex.compile(rf"(?:\((?P<mark>\d{{1,2}})\)|(?P<mark>[{_RAISED}]{{1,3}}))\s*")
_MOST_LINES = 12
"""A note is no longer than so many printed lines. A guess."""
_NOT_HERE = frozenset({RegionKind.TABLE, RegionKind.PAGE_NUMBER, RegionKind.MARGIN})


def marks_in(text: str) -> tuple[str, ...]:
    """The marks of footnotes in a text, in plain figures: `3.120³` → ("3",), `26,5 m²` → ().

    Rule: Raised figures are marks of footnotes, behind the m of a unit (m², km³) they are powers; the number before a
        mark is read without it.
    Test: extract/records/test_footnotes.py::test_marks_are_told_from_powers
    """
    return tuple(m["mark"].translate(_PLAIN) for m in _MARK.finditer(text))


def without_marks(text: str) -> str:
    """A text without the marks of footnotes; powers of units stay."""
    return str(_MARK.sub("", text)).strip() if any(c in text for c in _RAISED) else text


def footnotes_of(cells: Iterable[Cell], notes: Notes) -> tuple[Footnote, ...]:
    """The footnotes to which the marks in cells lead; a note that is not found has no text."""
    found = [(mark, cell.pages) for cell in cells for mark in marks_in(cell.text)]
    return tuple(dict.fromkeys(Footnote(mark, _note(mark, pages, notes)) for mark, pages in found))


def _note(mark: str, pages: Sequence[int], notes: Notes) -> str | None:
    """The note of that mark on these pages, or the only one of the document."""
    here = [notes[p][mark] for p in pages if mark in notes.get(p, {})]
    anywhere = here or [some[mark] for some in notes.values() if mark in some]
    return anywhere[0] if here or len(anywhere) == 1 else None


def read_notes(readings: Sequence[PageReading]) -> dict[int, dict[str, str]]:
    """The notes of all pages: at the foot, below tables, and in lists behind `Ghi chú`; pages without any are left out.

    Rule: The text of a footnote is what stands behind the same mark at the foot of the page or below the table.
    Test: extract/records/test_footnotes.py::test_notes_of_a_page
    """
    found = ((r.number, _page_notes(r.words)) for r in readings)
    return {page: notes for page, notes in found if notes}


def _page_notes(words: Sequence[Word]) -> dict[str, str]:
    notes: dict[str, str] = {}
    for region, block in groupby((w for w in words if w.region not in _NOT_HERE), key=lambda w: w.region):
        lines = [" ".join(w.text for w in line) for _, line in groupby(block, key=lambda w: w.line)]
        for mark, text in _block_notes(lines, region is RegionKind.FOOTNOTE):
            notes.setdefault(mark, text)
    return notes


def _block_notes(lines: Sequence[str], at_foot: bool) -> Iterator[tuple[str, str]]:
    """Marks and texts of the notes in the lines of one region."""
    for k, line in enumerate(lines):
        if listed := _NOTE_LIST.match(line):
            yield from _listed(line[listed.end() :])
        elif opening := _opening(line, at_foot):
            mark, rest = opening
            yield mark, " ".join([rest, *_continued(lines[k + 1 : k + _MOST_LINES], at_foot, rest)]).strip()


def _opening(line: str, at_foot: bool) -> tuple[str, str] | None:
    """The mark with which a line opens a note, and the rest of the line."""
    first, _, rest = line.partition(" ")
    m = _OPENING.match(first) or (_PLAIN_OPENING.match(first) if at_foot else None)
    if m is None:
        return None
    text = f"{first[m.end() :]} {rest}".strip()
    return (m["mark"].translate(_PLAIN), text) if any(c.isalpha() for c in text) else None


def _continued(lines: Sequence[str], at_foot: bool, before: str) -> Iterator[str]:
    """The lines in which a note goes on: below at the foot to the next mark, elsewhere to the end of its sentence."""
    for line in lines:
        if _opening(line, at_foot) or (not at_foot and before.rstrip().endswith((".", ";", ":"))):
            return
        yield line
        before = line


def _listed(text: str) -> Iterator[tuple[str, str]]:
    """Notes in one line: `(1) Theo giá hiện hành. (2) Không gồm …`."""
    marks = list(_LISTED.finditer(text))
    ends = [*(m.start() for m in marks[1:]), len(text)]
    for m, end in zip(marks, ends, strict=False):  # without a mark there is an end and no note
        note = text[m.end() : end].strip()
        if note:
            yield m["mark"].translate(_PLAIN), note
