"""What a glyph pass is: it sees what was read of a line and the line's ink, and gives back what is printed there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from sohoa.nouns.text_run import TextRun
from sohoa.pipeline.ink.line_ink import LineInk


class LinePass(Protocol):
    """A pass over one line after the other.

    A run without words says that nothing is printed on the line. `Word.text_ocr` keeps what the engine read; words
    that come back unchanged are the same objects, so that a pass which finds nothing costs next to nothing.
    """

    def __call__(self, run: TextRun, ink: LineInk, /) -> TextRun:
        """The run as printed."""
        ...


class PagePass(Protocol):
    """A pass that must see all lines of a page to judge one."""

    def __call__(self, runs: Sequence[TextRun], inks: Sequence[LineInk], /) -> tuple[TextRun, ...]:
        """As many runs, as printed; `inks` are the lines they were read from."""
        ...


def wordless(run: TextRun) -> TextRun:
    """The run of a line on which nothing is printed."""
    return replace(run, words=())
