"""Reading order: which region each printed line belongs to, and the order in which people read them.

The order: margin overlays, page number, letterhead left and right, title and body with its
tables, footer left and right, footnotes; a page number printed at the foot comes last, watermarks after all.

Rule: Watermarks, and text outside of tables that stands turned, are read apart: they stand in no sentence and no cell.
Test: extract/layout/test_turned_text.py::test_watermarks_and_turned_text_stand_apart
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import regex

from sohoa.extract.grids.cell_index import CellIndex
from sohoa.extract.layout.close import Close, find_close
from sohoa.extract.layout.footnotes import find_footnotes
from sohoa.extract.layout.letterhead import Letterhead, find_letterhead, part_columns
from sohoa.extract.layout.text_columns import in_columns
from sohoa.extract.layout.title import find_title
from sohoa.extract.wording.formal_phrases import is_overlay
from sohoa.nouns.printed_line import runs_to_lines
from sohoa.nouns.table import Grid
from sohoa.nouns.text_run import TextRun
from sohoa.nouns.word import RegionKind, Word

_PAGE_NUMBER = regex.compile(r"[-–—~.\s]*(?:trang\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?[-–—~.\s]*", regex.IGNORECASE)
Line = tuple[RegionKind, tuple[Word, ...]]


def arrange(runs: Sequence[TextRun], grids: Sequence[Grid], width: float, height: float) -> tuple[Word, ...]:
    """All words of the page in reading order, with region and line set.

    Args:
        runs: what was read, in any order.
        grids: the page's ruled grids; runs whose centre lies in one are table text.
        width: of the page in pixels.
        height: of the page in pixels.
    """
    inside: dict[int, list[TextRun]] = {}
    outside: list[TextRun] = []
    marks = [r for r in runs if r.words and r.words[0].region is RegionKind.WATERMARK]
    for r in _without(runs, marks):
        at = next((k for k, g in enumerate(grids) if g.box.holds(r.box.cx, r.box.cy)), None)
        (outside if at is None else inside.setdefault(at, [])).append(r)
    tables_end = max((g.box.y1 for g in grids), default=0.0)
    lines = _in_order(_find_parts(outside, width, height, tables_end), inside, grids, (width, height))
    return _numbered([*lines, *_column(marks, RegionKind.WATERMARK)])


def arrange_plainly(runs: Sequence[TextRun]) -> tuple[Word, ...]:
    """The same without any regions: printed lines from top to bottom over the whole width of the page."""
    return _numbered(_column(runs, RegionKind.BODY))


@dataclass(frozen=True, slots=True)
class _Parts:
    """What stands outside tables, part by part; `number` is a lone page number."""

    margin: list[TextRun]
    number: TextRun | None
    letterhead: Letterhead | None
    body: list[TextRun]
    close: Close | None
    notes: list[TextRun]


def _find_parts(outside: Sequence[TextRun], width: float, height: float, tables_end: float) -> _Parts:
    margin = [r for r in outside if r.turn or _is_overlay(r, width, height)]
    rest = _without(outside, margin)
    number = _page_number(rest, height)
    rest = part_columns([r for r in rest if r is not number], width, height)
    head = find_letterhead(rest, width, height)
    if head and number and head.top < number.box.cy < 0.5 * height:
        rest, number = [*rest, number], None
    if head:
        rest = _without(rest, (*head.left, *head.right))
        margin += [r for r in rest if r.box.cy < head.top]
        rest = _without(rest, margin)
    notes = find_footnotes(rest, width, height, tables_end)
    rest = _without(rest, notes)
    close = find_close(rest, width)
    body = _without(rest, (*close.left, *close.right)) if close else rest
    return _Parts(margin, number, head, body, close, notes)


def _is_overlay(run: TextRun, width: float, height: float) -> bool:
    """Is it what a program for digital signatures prints over a page, or a note beside a copy's seal?"""
    at_edge = run.box.cy < 0.15 * height or run.box.x0 > 0.5 * width
    return at_edge and is_overlay(run.text)


def _in_order(
    parts: _Parts, inside: dict[int, list[TextRun]], grids: Sequence[Grid], size: tuple[float, float]
) -> Iterable[Line]:
    width, height = size
    number = [parts.number] if parts.number else []
    at_foot = parts.number is not None and parts.number.box.cy > 0.5 * height
    yield from _column(parts.margin, RegionKind.MARGIN)
    yield from _column([] if at_foot else number, RegionKind.PAGE_NUMBER)
    if parts.letterhead:
        yield from _column(parts.letterhead.left, RegionKind.LETTERHEAD_LEFT)
        yield from _column(parts.letterhead.right, RegionKind.LETTERHEAD_RIGHT)
    yield from _body(parts, inside, grids, width)
    if parts.close:
        yield from _column(parts.close.left, RegionKind.FOOTER_LEFT)
        yield from _column(parts.close.right, RegionKind.FOOTER_RIGHT)
    yield from _column(parts.notes, RegionKind.FOOTNOTE)
    yield from _column(number if at_foot else [], RegionKind.PAGE_NUMBER)


def _without(runs: Iterable[TextRun], gone: Iterable[TextRun]) -> list[TextRun]:
    ids = {id(r) for r in gone}
    return [r for r in runs if id(r) not in ids]


def _column(runs: Iterable[TextRun], kind: RegionKind) -> Iterable[Line]:
    """Printed lines of one column: what stands side by side is one line."""
    for line in runs_to_lines(runs):
        yield kind, line.words


def _page_number(runs: Sequence[TextRun], height: float) -> TextRun | None:
    """A lone number on the first or the last line of the page (Annex I, section I, item 1d of the Decree)."""
    if not runs:
        return None
    lines = runs_to_lines(runs)
    first, last = lines[0], lines[-1]
    for line, near in ((first, first.box.cy < 0.15 * height), (last, last.box.cy > 0.9 * height)):
        if near and len(line.runs) == 1 and _PAGE_NUMBER.fullmatch(line.text):
            return line.runs[0]
    return None


def _body(parts: _Parts, inside: dict[int, list[TextRun]], grids: Sequence[Grid], width: float) -> Iterable[Line]:
    """Title and body lines from top to bottom, column by column, each table where it stands."""
    tables = sorted(inside, key=lambda k: grids[k].box.y0)
    lines = in_columns(runs_to_lines(parts.body), width)
    title = find_title(lines, [grids[k].box for k in tables], parts.letterhead is not None)
    for n, line in enumerate(lines):
        y = sum(r.box.cy for r in line.runs) / len(line.runs)
        while tables and grids[tables[0]].box.y0 < y:
            yield from _table(inside[tables[0]], grids[tables.pop(0)])
        kind = RegionKind.TITLE if title.start <= n < title.end else RegionKind.BODY
        yield kind, line.words
    for k in tables:
        yield from _table(inside[k], grids[k])


def _table(runs: Sequence[TextRun], grid: Grid) -> Iterable[Line]:
    """Row by row, cell by cell, each cell's printed lines."""
    cells: dict[tuple[int, int], list[TextRun]] = {}
    index = CellIndex(grid.cells)
    for r in runs:
        home = grid.cells[index.nearest(r.box)]
        cells.setdefault((home.row, home.col), []).append(r)
    for place in sorted(cells):
        yield from _column(cells[place], RegionKind.TABLE)


def _numbered(lines: Iterable[Line]) -> tuple[Word, ...]:
    words = []
    for n, (kind, line) in enumerate(lines):
        words += [replace(w, line=n, region=kind) for w in line]
    return tuple(words)
