"""Corrections applied to the pages of a document, before its tables, records and header are made of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sohoa.nouns.correction import Correction, CorrectionKind
from sohoa.nouns.page import PageReading
from sohoa.nouns.problem import Status
from sohoa.nouns.table import Grid, GridCell
from sohoa.nouns.word import Word
from sohoa.pipeline.corrections.grid_changes import merged, split
from sohoa.pipeline.corrections.likeness import SAME_PLACE
from sohoa.pipeline.corrections.matching import (
    FoundCell,
    cells_hold,
    find_cell,
    find_words,
    printed_anew,
    said_texts,
    words_of_place,
)
from sohoa.pipeline.corrections.places import box_on, likeness_of_boxes
from sohoa.pipeline.corrections.rewriting import rewritten, written_in

OF_FIELDS = frozenset({CorrectionKind.HEADER_FIELD, CorrectionKind.RECORD_FIELD})


@dataclass(frozen=True, slots=True)
class AppliedPages:
    """Pages with what people have said of them.

    Attributes:
        readings: the pages, corrected.
        fields: corrections of fields, which are applied to the document (`fields`).
        joins: those of rows over page ends: whether they hold shows when the tables are made.
        unplaced: those that hold no more.
        waiting: of pages that are to be turned and have not been read so yet.
    """

    readings: tuple[PageReading, ...]
    fields: tuple[Correction, ...] = ()
    joins: tuple[Correction, ...] = ()
    unplaced: tuple[Correction, ...] = ()
    waiting: tuple[Correction, ...] = ()


def is_of_field(correction: Correction) -> bool:
    """Is it about a field of the header or of a record?"""
    return correction.kind in OF_FIELDS or (
        correction.kind is CorrectionKind.AS_PRINTED and correction.where.field is not None
    )


def turned_pages(corrections: Iterable[Correction]) -> dict[int, int]:
    """By how many degrees clockwise which pages of the source are to be turned, as people say."""
    some = (c for c in corrections if c.kind is CorrectionKind.TURN_PAGE and isinstance(c.after, str))
    return {c.where.spots[0].page: int(c.after) for c in some if isinstance(c.after, str)}


def apply_to_pages(readings: Sequence[PageReading], corrections: Iterable[Correction]) -> AppliedPages:
    """The pages as people say that they are, one correction after the other.

    Args:
        readings: of the document, as their checkpoints have them.
        corrections: those in force, in order.

    Rule: What a person corrects goes into words and cells before tables, records and header are made, so that all of
        them follow; the engine's reading stays in `text_ocr`.
    Test: pipeline/corrections/test_pages.py::test_a_word_is_corrected_and_all_follows
    """
    pages = _Pages(readings)
    fields: list[Correction] = []
    joins: list[Correction] = []
    unplaced: list[Correction] = []
    waiting: list[Correction] = []
    for correction in corrections:
        if is_of_field(correction):
            fields.append(correction)
        elif correction.kind is CorrectionKind.TURN_PAGE:
            waiting += [correction] * pages.is_to_be_turned(correction)
        elif not pages.apply(correction):
            unplaced.append(correction)
        elif correction.kind is CorrectionKind.JOIN_ROWS:
            joins.append(correction)
    return AppliedPages(pages.readings, tuple(fields), tuple(joins), tuple(unplaced), tuple(waiting))


class _Pages:
    """Pages under correction, by number."""

    def __init__(self, readings: Sequence[PageReading]) -> None:
        self._pages = {r.number: r for r in readings}

    @property
    def readings(self) -> tuple[PageReading, ...]:
        return tuple(self._pages.values())

    def is_to_be_turned(self, correction: Correction) -> bool:
        page = self._pages.get(correction.where.spots[0].page)
        return page is not None and str(page.frame.rotation) != correction.after

    def apply(self, correction: Correction) -> bool:
        """Apply a correction to its pages; False if it holds no more."""
        if any(not self._is_read(spot.page) for spot in correction.where.spots):
            return False
        match correction.kind:
            case CorrectionKind.MERGE_CELLS:
                return self._merge(correction)
            case CorrectionKind.SPLIT_CELL:
                return self._split(correction)
            case CorrectionKind.JOIN_ROWS | CorrectionKind.PART_ROWS:
                return self._decide_join(correction)
            case _ if correction.where.is_cell:
                return self._cell(correction)
            case _:
                return self._word(correction)

    def _is_read(self, page: int) -> bool:
        return page in self._pages and self._pages[page].status is not Status.FAILED

    def _word(self, correction: Correction) -> bool:
        page = self._pages[correction.where.spots[0].page]
        found = find_words(page, correction)
        if not found:
            return False
        self._rewrite([(page.number, k) for k in found], said_texts(correction)[1])
        return True

    def _cell(self, correction: Correction) -> bool:
        pages = [self._pages[s.page] for s in correction.where.spots]
        found = [find_cell(p, s) for p, s in zip(pages, correction.where.spots, strict=True)]
        text = said_texts(correction)[1]
        whole = [f for f in found if f is not None]
        copies = printed_anew(whole, correction)
        if copies:
            for f in copies:
                self._set_cell([f], text)
            return True
        if len(whole) < len(found) or not cells_hold(whole, correction):
            places = words_of_place(pages, correction)
            self._rewrite(places, text)
            return bool(places)
        self._set_cell(whole, text)
        return True

    def _set_cell(self, whole: Sequence[FoundCell], text: str) -> None:
        """Put a text into a cell, given by its parts on each page."""
        places = [(f.page, k) for f in whole for k in self._words_of(f)]
        if places:
            self._rewrite(places, text)
        elif text.strip():
            self._write_into(whole[0], text)
        was = " ".join(t for f in whole for t in f.content.texts)
        for f in whole:
            self._mark(f, corrected=was.split() != text.split())

    def _words_of(self, found: FoundCell) -> list[int]:
        """Indices of the words in a cell, in reading order."""
        index = {id(w): k for k, w in enumerate(self._pages[found.page].words)}
        return [index[id(w)] for line in found.content.lines for w in line]

    def _rewrite(self, places: Sequence[tuple[int, int]], text: str) -> None:
        """Put a text in the place of words, each named by its page and index."""
        if not places:
            return
        pieces = rewritten([self._pages[page].words[k] for page, k in places], text)
        instead = dict(zip(places, pieces, strict=True))
        for number in {page for page, _ in places}:
            page = self._pages[number]
            words = tuple(new for k, word in enumerate(page.words) for new in instead.get((number, k), [word]))
            self._pages[number] = replace(page, words=words)

    def _write_into(self, found: FoundCell, text: str) -> None:
        """Put words into a cell that has none: behind those of the cells before it."""
        page = self._pages[found.page]
        grid = page.grids[found.grid]
        before = [c for c in grid.cells if (c.row, c.col) < (found.content.row, found.content.col)]
        last = max((k for k, w in enumerate(page.words) if _stands_in(w, before)), default=None)
        first = min((k for k, w in enumerate(page.words) if _stands_in(w, grid.cells)), default=len(page.words))
        at = first if last is None else last + 1
        line = max((w.line for w in page.words), default=-1) + 1
        new = [replace(w, checked=True, corrected=True) for w in written_in(found.content.box, text, line)]
        self._pages[found.page] = replace(page, words=(*page.words[:at], *new, *page.words[at:]))

    def _mark(self, found: FoundCell, corrected: bool) -> None:
        page = self._pages[found.page]
        grid = page.grids[found.grid]
        cell = grid.cells[found.cell]
        said = replace(cell, unread=False, checked=True, corrected=cell.corrected or corrected)
        cells = (*grid.cells[: found.cell], said, *grid.cells[found.cell + 1 :])
        self._pages[found.page] = _with_grid(page, found.grid, replace(grid, cells=cells))

    def _merge(self, correction: Correction) -> bool:
        page = self._pages[correction.where.spots[0].page]
        found = [find_cell(page, s) for s in correction.where.spots]
        cells = {f.cell for f in found if f is not None}
        grids = {f.grid for f in found if f is not None}
        if len(grids) == 1 and None not in found:
            grid = grids.pop()
            one = merged(page.grids[grid], cells)
            if one is not None:
                self._pages[page.number] = _with_grid(page, grid, one)
                return True
        return _is_one_cell(page, correction)

    def _split(self, correction: Correction) -> bool:
        page = self._pages[correction.where.spots[0].page]
        found = find_cell(page, correction.where.spots[0])
        parted = None if found is None else split(page.grids[found.grid], found.cell, str(correction.after))
        if found is None or parted is None:
            return False
        self._pages[page.number] = _with_grid(page, found.grid, parted)
        return True

    def _decide_join(self, correction: Correction) -> bool:
        page = self._pages[correction.where.spots[-1].page]
        found = find_cell(page, correction.where.spots[-1])
        if found is None or found.grid != 0 or page.number - 1 not in self._pages:
            return False
        goes_on = correction.kind is CorrectionKind.JOIN_ROWS
        self._pages[page.number] = _with_grid(page, 0, replace(page.grids[0], goes_on=goes_on))
        return True


def _is_one_cell(page: PageReading, correction: Correction) -> bool:
    """Are the cells that were to be merged seen as one by now?"""
    boxes = [b for s in correction.where.spots if (b := box_on(page.frame, s)) is not None]
    around = type(boxes[0]).around(boxes)
    return any(likeness_of_boxes(c.box, around) >= SAME_PLACE for g in page.grids for c in g.cells)


def _with_grid(page: PageReading, at: int, grid: Grid) -> PageReading:
    grids = list(page.grids)
    grids[at] = grid
    return replace(page, grids=tuple(grids))


def _stands_in(word: Word, cells: Iterable[GridCell]) -> bool:
    return word.box is not None and any(c.box.holds(word.box.cx, word.box.cy) for c in cells)
