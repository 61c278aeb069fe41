"""The formal parts of one page, as the layout found them: letterhead, title, close, and what is left.

What a page reading lacks is supplied first: words of a text file have no places, so they are given some in their
order; and where the layout was switched off, the words have no regions, so the layout's own finders are asked here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from statistics import median

import regex

from sohoa.diacritics.language.alphabet import BULLETS
from sohoa.diacritics.language.syllable import is_well_formed
from sohoa.extract.layout.close import Close
from sohoa.extract.layout.double_pages import arrange_sheet
from sohoa.extract.layout.letterhead import Letterhead
from sohoa.nouns.geometry import Box
from sohoa.nouns.page import PageReading
from sohoa.nouns.printed_line import PrintedLine, line_to_runs, runs_to_lines, words_to_runs
from sohoa.nouns.text_run import TextRun
from sohoa.nouns.word import RegionKind, Word

GAP = 1.8
"""A gap wider than so many word heights parts two texts on one line. A guess, below `printed_line.COLUMN_GAP`: what
stands in one region is cut sooner, because the engine's boxes of signs beside a gap are at times too wide."""
SPECK_SURE = 0.35
"""A shorter scrap less sure than this, at an end of a line, is no word. A guess."""
_SPECK_LETTERS = 3
_SYLLABLE_SURE = 0.2
"""A syllable at the right end of a line is a word from this on. Of three such ends of lines, 0.29 to 0.33 sure, on
invented and real pages all were right; of seven at the left one was."""
_SCRAP_SURE, _COVERED = 0.7, 0.5
"""A scrap is less sure than this, and more than this share of it lies in the box of a surer word. Guesses."""
_LONGER, _HARDLY = 2, 0.1
"""A word of so many times a scrap's letters may be this much less sure. Guesses."""
_STEP, _LINE = 10.0, 24.0
"""Places given to words of a source without boxes: pixels a character and a line."""
_BULLETS = regex.compile(rf"[-–—+*{BULLETS}]+")
_LEFT_OUT = frozenset(
    {RegionKind.WATERMARK, RegionKind.MARGIN, RegionKind.PAGE_NUMBER, RegionKind.TABLE, RegionKind.FOOTNOTE}
)
_TOLD = frozenset(RegionKind) - {RegionKind.BODY, RegionKind.TABLE}
"""Regions that only the layout gives."""


@dataclass(frozen=True, slots=True)
class PageParts:
    """What the header is read from; pieces and lines from top to bottom, in pixels of the page.

    `lines` are all printed lines of the page outside tables and notes, `overlays` those printed over it by programs
    for digital signatures and copies; `number` is that of the page, `width` and `height` are pixels.
    """

    letterhead: Letterhead | None
    title: tuple[PrintedLine, ...]
    body: tuple[TextRun, ...]
    close: Close | None
    lines: tuple[PrintedLine, ...]
    overlays: tuple[PrintedLine, ...] = ()
    number: int = 1
    width: float = 0.0
    height: float = 0.0


def pages_to_parts(readings: Sequence[PageReading]) -> tuple[PageParts, ...]:
    """The parts of each page of a document."""
    placed = [_with_places(r) for r in readings]
    if not any(w.region in _TOLD for r in placed for w in r.words):
        placed = [_with_regions(r) for r in placed]
    return tuple(_parts(r) for r in placed)


def _with_places(reading: PageReading) -> PageReading:
    if all(w.box is not None for w in reading.words):
        return reading
    words: list[Word] = []
    for _, line in groupby(reading.words, key=lambda w: w.line):
        at = 0
        for word in line:
            y, end = word.line * _LINE, at + len(word.text)
            words.append(replace(word, box=Box(at * _STEP, y, end * _STEP, y + _LINE / 2)))
            at = end + 1
    return replace(reading, words=tuple(words))


def _with_regions(reading: PageReading) -> PageReading:
    box = Box.around([w.box for w in reading.words if w.box] or [Box(0, 0, 1, 1)])
    size = max(reading.width, box.x1), max(reading.height, box.y1)
    return replace(reading, words=arrange_sheet(words_to_runs(reading.words), reading.grids, *size))


def _parts(reading: PageReading) -> PageParts:
    pieces = _pieces(reading)

    def of(*kinds: RegionKind) -> tuple[TextRun, ...]:
        return tuple(p for p in pieces if p.words[0].region in kinds)

    left, right = of(RegionKind.LETTERHEAD_LEFT), of(RegionKind.LETTERHEAD_RIGHT)
    recipients, signature = of(RegionKind.FOOTER_LEFT), of(RegionKind.FOOTER_RIGHT)
    head, foot = [r.box for r in (*left, *right)], [r.box for r in (*recipients, *signature)]
    return PageParts(
        Letterhead(left, right, min(b.y0 for b in head), max(b.y1 for b in head)) if head else None,
        runs_to_lines(of(RegionKind.TITLE)),
        of(RegionKind.BODY),
        Close(recipients, signature, min(b.y0 for b in foot)) if foot else None,
        runs_to_lines(pieces),
        _overlays(reading),
        reading.number,
        float(reading.width),
        float(reading.height),
    )


def _overlays(reading: PageReading) -> tuple[PrintedLine, ...]:
    words = [w for w in reading.words if w.region is RegionKind.MARGIN and w.text.strip()]
    return runs_to_lines(words_to_runs(words))


def _pieces(reading: PageReading) -> tuple[TextRun, ...]:
    """The pieces of a page from top to bottom, without margins, page numbers, tables, footnotes and mere signs."""
    printed = [w for w in reading.words if w.text.strip() and w.region not in _LEFT_OUT]
    words = [_legible(w) for w in printed if not _is_scrap(w, printed)]
    usual = median([w.box.height for w in words if w.box is not None] or [0.0])
    found: list[TextRun] = []
    for _, group in groupby(words, key=lambda w: (w.line, w.region)):
        line = list(group)
        height = max(usual, median(w.box.height for w in line if w.box))
        found += line_to_runs(line, GAP * height)
    legible = (r for r in found if any(c.isalnum() for c in r.text))
    return tuple(sorted(legible, key=lambda r: (r.box.cy, r.box.x0)))


def _is_scrap(word: Word, words: Sequence[Word]) -> bool:
    """Is it what a few marks of a surer word were read as, in whose place it stands?

    Rule: A scrap of one to three letters in the place of a surer word is no word of a formal part.
    Test: extract/header/test_hard_headers.py::test_a_scrap_in_the_place_of_a_word_is_left_out
    """
    sure, box = word.confidence, word.box
    if box is None or sure is None or sure >= _SCRAP_SURE or sum(map(str.isalnum, word.text)) > _SPECK_LETTERS:
        return False
    solid = (w.box for w in words if w is not word and _is_solider(w, word))
    return any(b is not None and b.overlap_x(box) * b.overlap_y(box) > _COVERED * box.area for b in solid)


def _is_solider(word: Word, scrap: Word) -> bool:
    """Is it surer than a scrap, or hardly less sure and far longer (letters of a seal's rim)?"""
    sure, least = (1.0 if w.confidence is None else w.confidence for w in (word, scrap))
    longer = sum(map(str.isalnum, word.text)) >= _LONGER * sum(map(str.isalnum, scrap.text))
    return sure > least or (longer and sure > least - _HARDLY)


def _legible(word: Word) -> Word:
    """The word with the Icelandic eth as the letter that it stands for."""
    if "ð" not in word.text and "Ð" not in word.text:
        return word
    return replace(word, text=word.text.replace("Ð", "Đ").replace("ð", "đ"))


def solid_text(run: TextRun) -> str:
    """The text without what the engine made of specks, seal or pen at its ends.

    Rule: A short word that was hardly read is left out at an end of a line of recipients, but for a syllable at its
        right (`ĐMPTV Anh.`), which counts from 0.2 on.
    Test: extract/header/test_hard_headers.py::test_a_syllable_at_the_end_of_the_recipients
    """
    words = list(run.words)
    while words and _is_speck(words[-1], _SYLLABLE_SURE):
        words.pop()
    while words and _is_speck(words[0]) and not _BULLETS.fullmatch(words[0].text):
        words.pop(0)
    return " ".join(w.text for w in words)


def _is_speck(word: Word, syllable_sure: float = SPECK_SURE) -> bool:
    letters = sum(c.isalnum() for c in word.text)
    if letters and any(c in "()/" for c in word.text):
        return False
    core = word.text.strip(".,;:()")
    least = syllable_sure if len(core) > 1 and is_well_formed(core) else SPECK_SURE
    unsure = word.confidence is not None and word.confidence < least
    return letters == 0 or (letters <= _SPECK_LETTERS and unsure)
