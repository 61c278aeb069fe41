"""Figures read by themselves: lone ones (page numbers, row numbers) and raised ones (marks of footnotes, km²).

The engine's network learned lines of text. Of a figure that stands alone it makes a letter, and one that stands raised
it ties to the code before it. Both are cut out, given to the engine as a word, as a line and repeated
(`glyphs.figure_strips`), and put where they stand: lone ones in place of what was read, raised ones as superscripts.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sohoa.nouns.word import Word
from sohoa.pipeline.engine.protocol import StripKind
from sohoa.pipeline.engine.words import EngineWord
from sohoa.pipeline.glyphs.figure_strips import figure_strips, glyph_of
from sohoa.pipeline.glyphs.lone_figures import FAINT_ONE, agreed_figures, may_be_figures, upright_figures
from sohoa.pipeline.glyphs.raised_figures import (
    RAISED_REACH,
    Raised,
    as_printed,
    find_raised,
    is_in_formula,
    with_raised,
    without,
)
from sohoa.pipeline.ink.text_lines import TextLine
from sohoa.pipeline.reading.page_engine import PageEngine
from sohoa.pipeline.reading.two_readings import spelled, surety

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray

GLYPH_WIDTH = 1.3
"""A line no wider than this, in its own height, is a letter or two, or figures. A guess."""
LEAST_HEIGHT = 0.8
"""A lone figure is at least so high, in letter heights: it has 1.4 in Times. A guess, for small print."""
_FOOTED = frozenset("LtT")
"""What a faint 1 was read as, as a line: other strokes may be an I (`glyphs.row_numerals`)."""
SURE_FIGURE = 0.8
"""A lone figure read as a line is believed from this confidence on. A guess."""

ReadRaised = list[tuple[Raised, Word]]
"""Raised figures with what they say."""


def with_lone_figures(page: PageEngine, lines: Sequence[TextLine], read: Sequence[list[Word]]) -> list[list[Word]]:
    """The words of each line; on lines that are a glyph or two, the figures that the engine knows by themselves.

    Args:
        page: the engine and the page.
        lines: its text lines.
        read: the words of each line so far.

    Raises:
        PageTimeout, EngineFailed, EngineMissing: see `Engine.read`.
    """
    lone = [k for k, line in enumerate(lines) if _is_glyph(page, line) and not _is_sure_figure(read[k])]
    figures = read_figures(page, [lines[k] for k in lone])
    known = {
        k: [word]
        for k, word in zip(lone, figures, strict=True)
        if word and ((word.confidence or 0.0) > FAINT_ONE or spelled(read[k]) in _FOOTED)
    }
    return [known.get(k, words) for k, words in enumerate(read)]


def read_raised(page: PageEngine, lines: Sequence[TextLine]) -> ReadRaised:
    """The raised figures of the lines with what they say; what the engine does not know as figures is left out."""
    found = find_raised(page.inks(lines))
    figures = read_figures(page, [raised.ink for raised in found])
    return [(raised, word) for raised, word in zip(found, figures, strict=True) if word and word.text[0] != "0"]


def without_raised(lines: Sequence[TextLine], read: ReadRaised) -> list[TextLine]:
    """The lines without the raised figures that were read."""
    kept = list(lines)
    for raised, _ in read:
        kept[raised.line] = without(kept[raised.line], raised)
    return kept


def true_raised(words: Sequence[Sequence[Word]], read: ReadRaised) -> ReadRaised:
    """The raised figures, and of the lowered ones those that stand in a formula."""
    return [r for r in read if not r[0].lowered or is_in_formula(words[r[0].line], r[0].ink.box)]


def put_back(words: Sequence[Sequence[Word]], read: ReadRaised, letter_height: float) -> list[list[Word]]:
    """The words of each line with its raised figures as superscripts."""
    marked = [list(some) for some in words]
    for raised, figures in read:
        reach = RAISED_REACH * letter_height
        marked[raised.line] = with_raised(marked[raised.line], raised.ink.box, as_printed(figures, raised), reach)
    return marked


def read_figures(page: PageEngine, lines: Sequence[TextLine]) -> list[Word | None]:
    """The number that stands on each line, or None where the engine knows none.

    Args:
        page: the engine and the page.
        lines: a figure or a few each; nothing else of the page is seen.

    Raises:
        PageTimeout, EngineFailed, EngineMissing: see `Engine.read`.
    """
    inks = page.inks(lines)
    strips = [figure_strips(glyph_of(ink)) for ink in inks]
    as_words = _joined_strips(page, [word for word, _, _ in strips], StripKind.WORD)
    as_lines = _joined_strips(page, [line for _, line, _ in strips], StripKind.FIGURES)
    hopeful = [k for k, two in enumerate(zip(as_words, as_lines, strict=True)) if may_be_figures(two)]
    repeated = _joined_strips(page, [strips[k][2] for k in hopeful], StripKind.FIGURES)
    read: list[Word | None] = [None] * len(lines)
    for k, thrice in zip(hopeful, repeated, strict=True):
        readings = as_words[k], as_lines[k], thrice
        known = agreed_figures(readings) or upright_figures(inks[k], readings)
        read[k] = Word(known[0], known[0], lines[k].box, known[1]) if known else None
    return read


def _is_glyph(page: PageEngine, line: TextLine) -> bool:
    h = page.parts.letter_height
    return line.box.width < GLYPH_WIDTH * max(h, line.box.height) and line.box.height > LEAST_HEIGHT * h


def _is_sure_figure(words: Sequence[Word]) -> bool:
    """Is it a figure or two, with the stop or the bracket of a list's number behind it (`3.`)?"""
    text = spelled(words)
    figures = text[:-1] if text[1:] and text[-1] in ".)" else text
    return len(figures) <= 2 and figures.isdigit() and surety(words) >= SURE_FIGURE


def _joined_strips(page: PageEngine, strips: Sequence[NDArray[uint8]], kind: StripKind) -> list[tuple[str, float]]:
    """Text without spaces, and the confidence of its weakest word, of each strip."""
    return [_joined(words) for words in page.read_strips(strips, kind)]


def _joined(words: Sequence[EngineWord]) -> tuple[str, float]:
    return "".join(w.text for w in words), min((w.confidence for w in words), default=0.0)
