"""Pieces of printed lines: a line is cut where a wide gap, another region or the State's name begins.

Letterhead and signature stand side by side, so a printed line of the page can hold two texts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise
from statistics import median

import regex

from sohoa.diacritics.language.folding import bare_words
from sohoa.extract.wording.vocabulary import find, rows
from sohoa.nouns.geometry import Box
from sohoa.nouns.page import PageReading
from sohoa.nouns.word import RegionKind, Word

GAP = 1.8
"""A gap wider than so many word heights parts two texts on one line."""
COLUMN_GAP = 0.75
"""Where two columns are known to meet, a gap over so many line heights parts them."""
MOTTO_LETTERS_PER_ERROR = 5
"""The State's name is long and known, so it is still it with every fifth letter misread."""
_STEP, _LINE = 10.0, 24.0
"""Places given to words of a source without boxes: pixels per character and per line."""
SPECK_SURE = 0.35
"""A shorter scrap less sure than this, at an end of a line, is no word."""
_BULLETS = regex.compile(r"[-–—+*•·]+")


def _is_speck(word: Word) -> bool:
    letters = sum(c.isalnum() for c in word.text)
    if letters and any(c in "()/" for c in word.text):
        return False
    return letters == 0 or (letters <= 3 and word.confidence is not None and word.confidence < SPECK_SURE)


@dataclass(frozen=True)
class Segment:
    """Words that stand together on one printed line of a page."""

    page: int
    words: tuple[Word, ...]
    box: Box

    @cached_property
    def text(self) -> str:
        """The words joined by single spaces, the Icelandic eth read as the letter that it stands for."""
        return " ".join(w.text for w in self.words).replace("Ð", "Đ").replace("ð", "đ")

    @cached_property
    def solid(self) -> str:
        """The text without what the engine made of specks, seal or pen at its ends."""
        words = list(self.words)
        while words and _is_speck(words[-1]):
            words.pop()
        while words and _is_speck(words[0]) and not _BULLETS.fullmatch(words[0].text):
            words.pop(0)
        return Segment(self.page, tuple(words), self.box).text

    @cached_property
    def plain(self) -> str:
        """The text without marks, in lower case, letters and digits only."""
        return bare_words(self.text)

    @property
    def regions(self) -> frozenset[RegionKind]:
        """Regions of its words."""
        return frozenset(w.region for w in self.words)

    @cached_property
    def is_upper(self) -> bool:
        """Are its letters capitals, but for one in five?"""
        letters = [c for c in self.text if c.isalpha()]
        return bool(letters) and sum(c.isupper() for c in letters) >= 0.8 * len(letters)


def _place(word: Word, at: int) -> Box:
    if word.box is not None:
        return word.box
    y = word.line * _LINE
    return Box(at * _STEP, y, (at + len(word.text)) * _STEP, y + _LINE / 2)


def _segment(page: int, placed: Sequence[tuple[Word, Box]]) -> Segment:
    return Segment(page, tuple(w for w, _ in placed), Box.around(b for _, b in placed))


def _motto_at(words: Sequence[Word]) -> tuple[int, int] | None:
    """The words (start, end) of a line that are the State's or the Party's name, if any."""
    parts = [bare_words(w.text) for w in words]
    text = " ".join(parts)
    for (motto,) in rows("mottos.tsv"):
        phrase = bare_words(motto)
        found = find(text, phrase, len(phrase) // MOTTO_LETTERS_PER_ERROR)
        if found:
            starts = [sum(len(p) + 1 for p in parts[:i]) for i in range(len(parts))]
            inside = [i for i, s in enumerate(starts) if found.start <= s < found.end and parts[i]]
            if inside:
                return inside[0], inside[-1] + 1
    return None


def cut_near(segment: Segment, low: float, high: float) -> tuple[Segment, ...]:
    """The segment cut in two at its widest gap between two abscissas, if that is wide for a space."""
    places = [_place(w, i) for i, w in enumerate(segment.words)]
    gaps = [
        (b.x0 - a.x1, i + 1)
        for i, (a, b) in enumerate(pairwise(places))
        if low <= (a.x1 + b.x0) / 2 <= high and b.x0 - a.x1 > COLUMN_GAP * segment.box.height
    ]
    if not gaps or any(w.box is None for w in segment.words):
        return (segment,)
    _, at = max(gaps)
    placed = list(zip(segment.words, places, strict=True))
    return _segment(segment.page, placed[:at]), _segment(segment.page, placed[at:])


def is_motto(segment: Segment) -> bool:
    """Is it the State's name, its motto, or the Party's name?"""
    found = _motto_at(segment.words)
    return found is not None and found[1] - found[0] >= 0.6 * len(segment.words)


def without_motto(segment: Segment, mottos: Sequence[Segment]) -> Segment | None:
    """The segment without last words that are the first ones of the State's name beside it (`… DÂN CỘNG`).

    None if nothing else is in it.
    """
    for (phrase,) in rows("mottos.tsv"):
        known = bare_words(phrase).split()
        for missing in range(1, min(4, len(segment.words) + 1)):
            tail = [bare_words(w.text) for w in segment.words[-missing:]]
            rest = " ".join(known[missing:])
            beside = [m for m in mottos if m.box.overlap_y(segment.box) > 0 and m.plain.startswith(rest[:6])]
            if tail == known[:missing] and beside:
                boxes = [_place(w, i) for i, w in enumerate(segment.words)]
                kept = list(zip(segment.words, boxes, strict=True))[:-missing]
                return _segment(segment.page, kept) if kept else None
    return segment


def _cuts(words: Sequence[Word], boxes: Sequence[Box], usual: float) -> set[int]:
    height = max(usual, median(b.height for b in boxes))
    cuts = {
        i
        for i in range(1, len(words))
        if boxes[i].x0 - boxes[i - 1].x1 > GAP * height
        or boxes[i].x0 < boxes[i - 1].x0 - GAP * height
        or words[i].region is not words[i - 1].region
    }
    if motto := _motto_at(words):
        cuts |= {motto[0], motto[1]}
    return cuts - {0, len(words)}


def _line_segments(page: int, words: Sequence[Word], usual: float) -> Iterator[Segment]:
    ats = [sum(len(w.text) + 1 for w in words[:i]) for i in range(len(words))]
    boxes = [_place(w, at) for w, at in zip(words, ats, strict=True)]
    edges = [0, *sorted(_cuts(words, boxes, usual)), len(words)]
    for a, b in pairwise(edges):
        yield _segment(page, list(zip(words, boxes, strict=True))[a:b])


_LEFT_OUT = frozenset({RegionKind.MARGIN, RegionKind.PAGE_NUMBER, RegionKind.TABLE, RegionKind.FOOTNOTE})


def page_segments(reading: PageReading) -> tuple[Segment, ...]:
    """The segments of a page from top to bottom, without margins, page numbers, tables and footnotes.

    Segments without a letter or digit are left out.
    """
    words = [w for w in reading.words if w.text.strip() and w.region not in _LEFT_OUT]
    usual = median([w.box.height for w in words if w.box is not None] or [0.0])
    lines = (list(line) for _, line in groupby(words, key=lambda w: w.line))
    found = [s for line in lines for s in _line_segments(reading.number, line, usual)]
    return tuple(sorted((s for s in found if s.plain), key=lambda s: (s.box.cy, s.box.x0)))


def printed_lines(segments: Sequence[Segment]) -> tuple[Segment, ...]:
    """Segments on one line put together again, top to bottom."""
    merged: list[Segment] = []
    for s in segments:
        last = merged[-1] if merged else None
        if last and s.box.overlap_y(last.box) > 0.5 * min(s.box.height, last.box.height):
            pair = sorted((last, s), key=lambda x: x.box.x0)
            merged[-1] = Segment(s.page, tuple(w for x in pair for w in x.words), Box.around([last.box, s.box]))
        else:
            merged.append(s)
    return tuple(merged)


def line_pitch(segments: Sequence[Segment]) -> float:
    """The usual distance of printed lines in pixels; from the height of the lines where few follow each other."""
    heights = [s.box.height for s in segments] or [1.0]
    tall = median(heights)
    centres = [s.box.cy for s in printed_lines(segments)]
    steps = [b - a for a, b in pairwise(centres) if 0.5 * tall < b - a < 2.5 * tall]
    return median(steps) if len(steps) >= 3 else 1.3 * tall
