"""Text lines through the engine: once, and again at another size where the first reading is doubtful."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sohoa.nouns.word import Word
from sohoa.pipeline.engine.protocol import StripKind
from sohoa.pipeline.ink.text_lines import TextLine
from sohoa.pipeline.reading.figure_reader import put_back, read_raised, true_raised, with_lone_figures, without_raised
from sohoa.pipeline.reading.page_engine import PageEngine
from sohoa.pipeline.reading.two_readings import (
    are_two_numbers,
    better_line,
    disputed,
    settled_value,
    spelled,
    surety,
)
from sohoa.settings import GlyphSettings, OcrSettings

VALUE_WIDTH = 8.0
"""A line in a cell no wider than this, in letter heights, is a lone value: a number, a date, a word. A guess."""

_LETTERS_OF_RAW_LINE = 2
"""Fewer are no line to be read raw: the network makes something of any speck."""
_WAVE, _DASH = "~", "-"
"""What the network makes of the dash before an item when it has no layout to go by."""


@dataclass(frozen=True, slots=True, eq=False)
class LineReader:
    """Reads text lines of one page with the engine that it is given."""

    page: PageEngine
    settings: OcrSettings
    glyphs: GlyphSettings

    def read(self, lines: Sequence[TextLine]) -> list[list[Word]]:
        """The best reading of each line, its words at their places on the page.

        By an engine to which the size of letters matters (Tesseract alone), lines that are doubtful, and lone values
        in cells, are read at a second size: a value has no context that would show a lost comma. Where both readings
        of a value differ, neither is trusted. Raised and lone figures are read by themselves.

        Raises:
            PageTimeout, EngineFailed, EngineMissing: see `Engine.read`.
        """
        raised = read_raised(self.page, lines) if self.glyphs.raised_figures else []
        read = self._read_level(without_raised(lines, raised))
        true = true_raised(read, raised)
        mistaken = sorted({r[0].line for r in raised if r not in true})
        whole = without_raised(lines, true)
        again = self._read_level([whole[k] for k in mistaken]) if mistaken else []
        for k, words in zip(mistaken, again, strict=True):
            read[k] = words
        return put_back(read, true, self.page.parts.letter_height)

    def _read_level(self, lines: Sequence[TextLine]) -> list[list[Word]]:
        """The best reading of what stands on the lines."""
        read = self.page.read_lines(lines, self.settings.letter_height)
        if self.page.engine.scale_matters and self.settings.second_letter_height:
            read = self._with_raw_lines(lines, self._read_again(lines, read))
        return with_lone_figures(self.page, lines, read) if self.glyphs.lone_figures else read

    def _read_again(self, lines: Sequence[TextLine], first: Sequence[list[Word]]) -> list[list[Word]]:
        """The first readings; of doubtful lines and of values, what two sizes or three readings make of them."""
        value, read = [self._is_value(line) for line in lines], list(first)
        least, size = self.settings.second_reading_below, self.settings.second_letter_height
        chosen = [k for k, words in enumerate(first) if value[k] or surety(words) < least]
        again = self.page.read_lines([lines[k] for k in chosen], size)
        for k, words in zip(chosen, again, strict=True):
            read[k] = settled_value(words, first[k]) if value[k] else better_line(first[k], words)
        split = [k for k in chosen if value[k] and are_two_numbers(first[k], read[k])]
        third = self.page.read_lines([lines[k] for k in split], size, soften=True)
        for k, words in zip(split, third, strict=True):
            # Two sizes gave two numbers: a third reading decides; the value stays in dispute.
            if spelled(words) == spelled(first[k]):
                read[k] = disputed(first[k])
        return read

    def _with_raw_lines(self, lines: Sequence[TextLine], read: Sequence[list[Word]]) -> list[list[Word]]:
        """The readings; lines of which nothing came back are read once more.

        Before it reads a line, Tesseract looks for its words, and finds none where letters touch (condensed
        type, bold print gone soft). Given the strip as it is, its network reads most of them.

        Rule: Where Tesseract reads alone, a printed line of which it finds no word (letters that touch) is given to its
            network as it is.
        Test: pipeline/reading/test_reading.py::test_a_line_of_which_nothing_came_back_is_read_raw
        """
        lost = [k for k, line in enumerate(lines) if not read[k] and self._has_letters(line)]
        raw = self.page.read_lines([lines[k] for k in lost], self.settings.letter_height, StripKind.RAW_LINE)
        found = {k: _with_dash(words) for k, words in zip(lost, raw, strict=True)}
        return [found.get(k, words) for k, words in enumerate(read)]

    def _has_letters(self, line: TextLine) -> bool:
        parts = self.page.parts
        letters = parts.letters[line.members]
        return int(letters.sum()) >= _LETTERS_OF_RAW_LINE and line.box.width > parts.letter_height

    def _is_value(self, line: TextLine) -> bool:
        return line.in_table and line.box.width < VALUE_WIDTH * self.page.parts.letter_height


def _with_dash(words: list[Word]) -> list[Word]:
    """The words of a raw line with the dash that it may begin with."""
    return [replace(words[0], text=_DASH), *words[1:]] if words and words[0].text == _WAVE else words
