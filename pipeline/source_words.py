"""Characters to words: what stands close together on one baseline is one word.

White space parts words, inferred or drawn; so does a step off the baseline or a gap wider than
a quarter of the font size, because many programs place words without drawing the space. The order
is that in which the page draws them, which in office programs is reading order, cell by cell.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.geometry import apply
from pipeline.model import Box, Homography, LayerWord
from pipeline.source_chars import LINE_END_HYPHEN, Char

_GAP = 0.25
"""Widest gap inside a word, in font sizes (a space is 0.25 in Times; pdfplumber uses 3 pt at 12 pt)."""
_OVERLAP = 1.0
"""Farthest step back inside a word, in font sizes (accents drawn after their letter)."""
_OFF_LINE = 0.55
"""Farthest step off the baseline inside a word, in font sizes (superscripts stay)."""
_TWIN = 0.08
"""Copies of a letter nearer than this (certainly) or twice this (perhaps), in font sizes, imitate bold."""
_MARKER_GAP = 0.1
"""Widest gap between a list marker and what follows, in font sizes, if they are to be one word."""
_MARKERS = frozenset("-–+•*")
_INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad")

Decoder = Callable[[str, str], str]
"""Takes the text of a run and the name of its font, gives the text in Unicode."""


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word with its line (counted in drawing order) and the angle of its text, anticlockwise degrees."""

    word: LayerWord
    line: int
    degrees: float


def chars_to_words(
    chars: Sequence[Char], to_pixels: Homography, decode: Decoder | None = None
) -> list[PlacedWord]:
    """Groups characters into words with boxes in page pixels; text is NFC and never empty."""
    words: list[PlacedWord] = []
    for line, run in _runs(_without_twins(chars)):
        text = clean_text(_run_text(run, decode), decode is None)
        if text:
            box = _box_of(run, to_pixels)
            words.append(PlacedWord(LayerWord(text, box), line, math.degrees(run[0].angle)))
    return words


def clean_text(text: str, unicode_font: bool = True) -> str:
    """NFC, ligatures opened, invisible characters out; a soft hyphen that ends the word is a hyphen."""
    text = text.replace(LINE_END_HYPHEN, "-")
    if unicode_font and text.endswith("\u00ad"):
        text = text[:-1] + "-"
    text = "".join(_open_ligature(c) for c in text if c not in _INVISIBLE)
    return unicodedata.normalize("NFC", text).strip()


@lru_cache(maxsize=4096)
def _open_ligature(char: str) -> str:
    return unicodedata.normalize("NFKC", char) if "\ufb00" <= char <= "\ufb06" else char


def words_to_text(words: Iterable[PlacedWord]) -> str:
    """The words of each line joined by spaces, a line feed between lines."""
    lines: list[list[str]] = []
    last = -1
    for placed in words:
        if placed.line != last:
            lines.append([])
            last = placed.line
        lines[-1].append(placed.word.text)
    return "\n".join(" ".join(x) for x in lines)


def _without_twins(chars: Sequence[Char]) -> list[Char]:
    """Leaves out letters that repeat another almost in the same place."""
    seen: set[tuple[str, int, int]] = set()
    kept: list[Char] = []
    for c in chars:
        if c.text == " ":
            kept.append(c)
            continue
        step = max(c.em * _TWIN, 0.01)
        x, y = c.origin_x / step, c.origin_y / step
        near = {(c.text, math.floor(x + i), math.floor(y + j)) for i in (-0.5, 0.5) for j in (-0.5, 0.5)}
        if not near & seen:
            kept.append(c)
        seen |= near
    return kept


def _runs(chars: Iterable[Char]) -> Iterable[tuple[int, list[Char]]]:
    """Runs of characters that make a word each, with the number of their line."""
    run: list[Char] = []
    line = 0
    last: Char | None = None
    for c in chars:
        if c.text == " ":
            if run:
                yield line, run
            run = []
            continue
        if last is not None:
            along, across = _step(last, c)
            size = max(c.em, last.em)
            turned = abs(c.angle - last.angle) > 0.2
            new_line = turned or abs(across) > _OFF_LINE * size or along < -_OVERLAP * size
            marker = len(run) == 1 and run[0].text in _MARKERS
            apart = new_line or along > (_MARKER_GAP if marker else _GAP) * size
            if apart and run and not unicodedata.combining(c.text):
                yield line, run
                run = []
            line += new_line and not unicodedata.combining(c.text)
        run.append(c)
        last = c if not unicodedata.combining(c.text) else last
    if run:
        yield line, run


def _step(a: Char, b: Char) -> tuple[float, float]:
    """From the end of `a` to the start of `b`: points along the baseline, points off it."""
    cos, sin = math.cos(a.angle), math.sin(a.angle)
    across = -(b.origin_x - a.origin_x) * sin + (b.origin_y - a.origin_y) * cos
    end = max(x * cos + y * sin for x in (a.x0, a.x1) for y in (a.y0, a.y1))
    start = b.origin_x * cos + b.origin_y * sin
    return start - end, across


def _run_text(run: Sequence[Char], decode: Decoder | None) -> str:
    if decode is None:
        return "".join(c.text for c in run)
    pieces: list[str] = []
    start = 0
    for i in range(1, len(run) + 1):
        if i == len(run) or run[i].font != run[start].font:
            pieces.append(decode("".join(_legacy_char(c) for c in run[start:i]), run[start].font))
            start = i
    return "".join(pieces)


def _legacy_char(c: Char) -> str:
    """PDFium's line-end hyphen, told apart: a hyphen is flat, the letter that shares its code is not."""
    if c.text != LINE_END_HYPHEN:
        return c.text
    return "-" if c.y1 - c.y0 < 0.25 * c.em else "\u00ad"


def _box_of(run: Sequence[Char], to_pixels: Homography) -> Box:
    corners = [
        apply(to_pixels, x, y)
        for x in (min(c.x0 for c in run), max(c.x1 for c in run))
        for y in (min(c.y0 for c in run), max(c.y1 for c in run))
    ]
    xs, ys = [p[0] for p in corners], [p[1] for p in corners]
    return Box(min(xs), min(ys), max(xs), max(ys))
