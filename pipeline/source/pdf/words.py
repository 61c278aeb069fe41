"""Characters to words: what stands close together on one baseline is one word.

White space that is drawn parts words; so does a step off the baseline or a gap wider than
a quarter of the font size, because many programs place words without drawing the space. The order
is that in which the page draws them, which in office programs is reading order, cell by cell.
"""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from sohoa.diacritics.language.alphabet import BULLETS
from sohoa.nouns.geometry import Box, Homography
from sohoa.nouns.homography import apply_to_box
from sohoa.nouns.word import LayerWord
from sohoa.pipeline.source.pdf.chars import LINE_END_HYPHEN, Char, middle_of, turn_of

_GAP_IN_WORD = 0.25
"""Widest gap inside a word, in font sizes: a space is 0.25 in Times. pdfplumber has 3 pt, the same at 12 pt."""
_STEP_BACK = 1.0
"""Farthest step back inside a word, in font sizes (accents drawn after their letter). A guess."""
_OFF_LINE = 0.55
"""Farthest step off the baseline inside a word, in font sizes (superscripts stay). A guess; LibreOffice
puts them 0.33 higher."""
_BOLD_COPY = 0.08
"""Copies of a letter nearer than this (certainly) or twice this (perhaps), in font sizes, imitate bold. A guess; an i,
the narrowest letter of Times, is 0.28 wide."""
_NARROW_GAP = 0.1
"""The same where PDFium infers a space too. A guess."""
_MARKER_GAP = 0.03
"""The same after a list marker. A guess."""
_LIST_MARKERS = frozenset("-–+*" + BULLETS)
_LEAST_TURN = 0.2
"""Text that turns by more than this, in radians, begins anew. A guess: 11 degrees."""
_MOST_TEXT = 0.6
"""A page is turned to suit this share of its characters. A guess."""
_FLAT_HYPHEN = 0.25
"""A hyphen is lower than this, in font sizes: 0.06 in Times, where the letter that shares its code has 0.46."""
_HYPHENS = frozenset((LINE_END_HYPHEN, "-", "\u00ad", "\u2212", *"\u2010\u2011\u2012\u2013\u2014"))
_INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad")

Decoder = Callable[[str, str], str]
"""Takes the text of a run and the name of its font, gives the text in Unicode."""


class PlacedWord(NamedTuple):
    """A word, the number of its line, counted in drawing order, and the strip in which a line strikes it out.

    The strip is in pixels of the page, from the word's beginning to its end. `pale`: see `Char.pale`.
    """

    word: LayerWord
    line: int
    middle: Box
    pale: bool = False


class CharRun(NamedTuple):
    """Characters that make one word, and the number of its line, counted in drawing order."""

    line: int
    chars: list[Char]


def chars_to_runs(chars: Sequence[Char], keep_twins: bool = False) -> list[CharRun]:
    """Groups characters into words; white space is left out, and unless `keep_twins` copies that make bold type."""
    return list(_runs(chars if keep_twins else _without_twins(chars)))


def runs_to_words(runs: Iterable[CharRun], to_pixels: Homography, decode: Decoder | None = None) -> list[PlacedWord]:
    """Words with boxes in page pixels; text is NFC and never empty."""
    words: list[PlacedWord] = []
    for line, run in runs:
        text = clean_text(_run_text(run, decode), decode is None)
        if text:
            turn = turn_of(run, to_pixels)
            word = LayerWord(text, box_of(run, to_pixels), turn, watermark=turn % 90 != 0)
            words.append(PlacedWord(word, line, middle_of(run, to_pixels), run[0].pale))
    return words


def runs_to_text(runs: Iterable[CharRun], decode: Decoder | None = None) -> str:
    """The words of each line joined by spaces, a line feed between lines."""
    return _join((line, clean_text(_run_text(run, decode), decode is None)) for line, run in runs)


def words_to_text(words: Iterable[PlacedWord]) -> str:
    """The same of words."""
    return _join((placed.line, placed.word.text) for placed in words)


def _join(words: Iterable[tuple[int, str]]) -> str:
    lines = (" ".join(text for _, text in line if text) for _, line in groupby(words, key=lambda w: w[0]))
    return "\n".join(lines)


def shortened(text: str, most: int = 80) -> str:
    """The text on one line, cut after a word, with an ellipsis where it was cut."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[:most].rsplit(" ", 1)[0] + " …"


def clean_text(text: str, unicode_font: bool = True) -> str:
    """NFC, ligatures opened, invisible characters out; a soft hyphen that ends the word is a hyphen."""
    if text.isascii():
        return text
    text = text.replace(LINE_END_HYPHEN, "-")
    if unicode_font and text.endswith("\u00ad"):
        text = text[:-1] + "-"
    text = "".join(_open_ligature(c) for c in text if c not in _INVISIBLE)
    return unicodedata.normalize("NFC", text).strip()


@lru_cache(maxsize=4096)
def _open_ligature(char: str) -> str:
    return unicodedata.normalize("NFKC", char) if "\ufb00" <= char <= "\ufb06" else char


def quarter_turn_of(runs: Iterable[CharRun], turn: int) -> int:
    """Degrees clockwise (0, 90, 180, 270) that bring most of the text upright.

    Args:
        runs: of the page.
        turn: degrees clockwise by which the page is turned already.
    """
    votes = Counter[int]()
    for _, run in runs:
        votes[round(math.degrees(run[0].angle) / 90) * 90] += len(run)
    angle, n = max(votes.items(), key=lambda v: v[1], default=(0, 0))
    return (angle - turn) % 360 if n > _MOST_TEXT * sum(votes.values()) else 0


def _without_twins(chars: Sequence[Char]) -> list[Char]:
    """Leaves out letters that repeat another almost in the same place.

    Rule: Letters that a PDF draws twice to look bold are read once.
    Test: pipeline/source/pdf/test_pages.py::test_imitated_bold_type_is_read_once
    """
    seen: set[tuple[str, int, int]] = set()
    kept: list[Char] = []
    floor = math.floor
    for c in chars:
        if c.text in ("", " "):
            kept.append(c)
            continue
        step = max(c.em * _BOLD_COPY, 0.01)
        x, y = floor(c.origin_x / step - 0.5), floor(c.origin_y / step - 0.5)
        near = ((c.text, x, y), (c.text, x + 1, y), (c.text, x, y + 1), (c.text, x + 1, y + 1))
        if seen.isdisjoint(near):
            kept.append(c)
        seen.update(near)
    return kept


def _runs(chars: Iterable[Char]) -> Iterator[CharRun]:
    run: list[Char] = []
    line = 0
    last: Char | None = None
    inferred = False
    for c in chars:
        if c.text in ("", " "):
            inferred = inferred or not c.text
            if c.text and run:
                yield CharRun(line, run)
                run = []
            continue
        reached = c
        if last is not None and unicodedata.combining(c.text):
            reached = last._replace(end=max(last.end, c.end))
        elif last is not None:
            apart, new_line = _parting(last, c, _gap_inside(run, last, inferred))
            if apart and run:
                yield CharRun(line, run)
                run = []
            line += new_line
        run.append(c)
        last, inferred = reached, False
    if run:
        yield CharRun(line, run)


def _gap_inside(run: Sequence[Char], last: Char, inferred: bool) -> float:
    """Widest gap inside a word, in font sizes; `inferred`: PDFium takes what follows for another word."""
    if len(run) == 1 and last.text in _LIST_MARKERS:
        return _MARKER_GAP
    return _NARROW_GAP if inferred else _GAP_IN_WORD


def _parting(a: Char, b: Char, gap: float) -> tuple[bool, bool]:
    """Do two characters that follow each other belong to two words, and to two lines?

    `gap` is the widest gap inside a word, in font sizes.

    Rule: Words of a text layer part at a drawn space, at a step off the line, and at a gap wider than a quarter of the
        type size.
    Test: pipeline/source/pdf/test_pages.py::test_words_part_at_gaps_without_a_space
    """
    along, across = _step(a, b)
    size = max(a.em, b.em)
    turned = abs(b.angle - a.angle) > _LEAST_TURN
    new_line = turned or abs(across) > _OFF_LINE * size or along < -_STEP_BACK * size
    return new_line or along > gap * size, new_line


def _step(a: Char, b: Char) -> tuple[float, float]:
    """From the end of `a` to the start of `b`: points along the baseline, points off it."""
    if a.angle == 0.0:
        return b.origin_x - a.end, b.origin_y - a.origin_y
    cos, sin = math.cos(a.angle), math.sin(a.angle)
    across = -(b.origin_x - a.origin_x) * sin + (b.origin_y - a.origin_y) * cos
    return b.origin_x * cos + b.origin_y * sin - a.end, across


def _run_text(run: Sequence[Char], decode: Decoder | None) -> str:
    if decode is None:
        return "".join(c.text for c in run)
    pieces: list[str] = []
    start = 0
    for i in range(1, len(run) + 1):
        if i == len(run) or (run[i].font, run[i].raised) != (run[start].font, run[start].raised):
            text = "".join(_legacy_char(c) for c in run[start:i])
            pieces.append(text if run[start].raised else decode(text, run[start].font))
            start = i
    return "".join(pieces)


def _legacy_char(c: Char) -> str:
    """A hyphen, told apart from the letter that shares its code in TCVN3: a hyphen is flat.

    Fonts map that code to a hyphen, a minus or another dash.
    """
    if c.text not in _HYPHENS:
        return c.text
    if c.y1 - c.y0 >= _FLAT_HYPHEN * c.em:
        return "\u00ad"
    return "-" if c.text in (LINE_END_HYPHEN, "\u00ad") and c.paint is not None else c.text


def box_of(run: Sequence[Char], to_pixels: Homography) -> Box:
    """The upright box around the ink of all characters."""
    box = Box(min([c.x0 for c in run]), min([c.y0 for c in run]), max([c.x1 for c in run]), max([c.y1 for c in run]))
    return apply_to_box(to_pixels, box)
