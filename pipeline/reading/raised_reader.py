"""Raised figures through the engine: taken out of their lines, read by themselves, put back."""

from __future__ import annotations

from collections.abc import Sequence

from sohoa.nouns.word import Word
from sohoa.pipeline.glyphs.raised_figures import NEAREST, Raised, find_raised, with_raised, without
from sohoa.pipeline.ink.text_lines import TextLine
from sohoa.pipeline.reading.figure_reader import LonePage, read_lone_figures

Read = list[tuple[Raised, Word]]


def read_raised(page: LonePage, lines: Sequence[TextLine]) -> Read:
    """The raised figures of a page with what they say; what the engine does not know as figures is left out."""
    found = find_raised(page.parts, lines)
    figures = read_lone_figures(page, [(r.box, r.members) for r in found])
    return [(raised, word) for raised, word in zip(found, figures, strict=True) if word and word.text[0] != "0"]


def without_raised(lines: Sequence[TextLine], read: Read) -> list[TextLine]:
    """The lines without the raised figures that were read."""
    kept = list(lines)
    for raised, _ in read:
        kept[raised.line] = without(kept[raised.line], raised)
    return kept


def put_back(words: Sequence[Sequence[Word]], read: Read, letter_height: float) -> list[list[Word]]:
    """The words of each line with its raised figures."""
    marked = [list(some) for some in words]
    for raised, figures in read:
        marked[raised.line] = with_raised(marked[raised.line], raised.box, figures, NEAREST * letter_height)
    return marked
