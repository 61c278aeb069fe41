"""The words and cells of a page that a correction is about, found by their place and text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sohoa.extract.grids.cells import PageCell, fill_cells
from sohoa.nouns.correction import Correction
from sohoa.nouns.correction_place import Spot
from sohoa.nouns.geometry import Box
from sohoa.nouns.line_ends import joined_lines
from sohoa.nouns.page import PageReading
from sohoa.nouns.word import Word
from sohoa.pipeline.corrections.likeness import SAME_PLACE, alike, fits, plain
from sohoa.pipeline.corrections.places import box_on, likeness_of_boxes, share_inside

_INSIDE = 0.5
"""Share of a word, or of a place, that lies in the other where they belong together."""


@dataclass(frozen=True, slots=True)
class FoundCell:
    """A cell of a page: which of its grids, which of the grid's cells, its words, and how like its box is."""

    page: int
    grid: int
    cell: int
    content: PageCell
    likeness: float


def said_texts(correction: Correction) -> tuple[str, str]:
    """The texts by which the place of a word or cell is known: what was there, and what the correction says."""
    before = correction.before if isinstance(correction.before, str) else ""
    return before, correction.after if isinstance(correction.after, str) else before


def find_words(reading: PageReading, correction: Correction) -> tuple[int, ...]:
    """Indices of the words that a correction of a word is about; empty if it holds no more."""
    where, texts = correction.where, said_texts(correction)
    box = box_on(reading.frame, where.spots[0])
    if box is None:
        return _by_number(reading.words, where.line, where.word, texts)
    found = [k for k, w in enumerate(reading.words) if w.box is not None and _belongs(w.box, box)]
    boxes = [b for k in found if (b := reading.words[k].box) is not None]
    if not boxes:
        return ()
    likeness = likeness_of_boxes(Box.around(boxes), box)
    return tuple(found) if fits(*texts, _now([reading.words[k] for k in found]), likeness) else ()


def _belongs(word: Box, place: Box) -> bool:
    return max(share_inside(word, place), share_inside(place, word)) >= _INSIDE


def _now(words: Sequence[Word]) -> tuple[str, str]:
    return " ".join(w.text for w in words if w.text), " ".join(w.text_ocr for w in words if w.text_ocr)


def _by_number(words: Sequence[Word], line: int | None, word: int | None, texts: tuple[str, str]) -> tuple[int, ...]:
    """A word without a box: the one of that number on the page, else the only one of its line that has the text."""
    if word is not None and word < len(words) and words[word].line == line and words[word].text in texts:
        return (word,)
    alone = [k for k, w in enumerate(words) if w.line == line and w.text in texts]
    return tuple(alone) if len(alone) == 1 else ()


def find_cell(reading: PageReading, spot: Spot) -> FoundCell | None:
    """The cell whose box is most like a spot, with its words; None if no cell has the place."""
    box = box_on(reading.frame, spot)
    if box is None:
        return None
    ranked = [
        (likeness_of_boxes(cell.box, box), g, c)
        for g, grid in enumerate(reading.grids)
        for c, cell in enumerate(grid.cells)
    ]
    likeness, g, c = max(ranked, default=(0.0, 0, 0))
    if likeness < SAME_PLACE:
        return None
    content = fill_cells(reading.grids[g], [w for w in reading.words if w.is_text])[c]
    return FoundCell(reading.number, g, c, content, likeness)


def cells_hold(found: Sequence[FoundCell], correction: Correction) -> bool:
    """Does a correction of a cell hold for the parts of a cell that were found?"""
    lines = [text for f in found for text in f.content.texts]
    read = [text for f in found for text in f.content.texts_ocr]
    likeness = min((f.likeness for f in found), default=0.0)
    return fits(*said_texts(correction), (joined_lines(lines), joined_lines(read)), likeness)


def printed_anew(found: Sequence[FoundCell], correction: Correction) -> list[FoundCell]:
    """Parts of a cell on several pages that each say the whole of it; none where they are one text.

    Rule: A heading that is printed anew on each page of a table is corrected or confirmed on each of them.
    Test: pipeline/corrections/test_pages.py::test_a_heading_that_is_printed_anew_is_confirmed_on_each_page
    """
    known = {plain(text) for text in said_texts(correction)}
    if len(found) < 2 or plain(joined_lines([t for f in found for t in f.content.texts])) in known:
        return []
    alone = [f for f in found if cells_hold([f], correction)]
    return alone if any(plain(joined_lines(f.content.texts)) in known for f in alone) else []


def words_of_place(readings: Sequence[PageReading], correction: Correction) -> list[tuple[int, int]]:
    """Page and index of the words inside the places of a cell where no cell is seen any more; empty if they do not fit.

    Args:
        readings: the pages of the spots, in their order.
        correction: of a cell.
    """
    found: list[tuple[int, int]] = []
    words: list[Word] = []
    for reading, spot in zip(readings, correction.where.spots, strict=True):
        box = box_on(reading.frame, spot)
        for k, word in enumerate(reading.words):
            if word.is_text and word.box is not None and box is not None and share_inside(word.box, box) >= _INSIDE:
                found.append((reading.number, k))
                words.append(word)
    now = tuple(plain(text) for text in _now(words))
    same = any(plain(said) in now for said in said_texts(correction))
    close = all(alike(said, now[0]) for said in said_texts(correction)) and bool(words)
    return found if same or close else []
