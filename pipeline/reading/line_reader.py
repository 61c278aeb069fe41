"""Text lines through the engine: once, and again at another size where the first reading is doubtful."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from time import monotonic
from typing import TYPE_CHECKING

import regex

from sohoa.nouns.geometry import Box
from sohoa.nouns.word import Word
from sohoa.pipeline.engine.engine import PSM_LINE, PSM_RAW_LINE, open_engine
from sohoa.pipeline.engine.words import EngineWord
from sohoa.pipeline.glyphs.noise import LEAST_SURE
from sohoa.pipeline.ink.components import Components
from sohoa.pipeline.ink.strips import line_strips
from sohoa.pipeline.ink.text_lines import TextLine
from sohoa.pipeline.reading.figure_reader import LonePage, read_lone_figures
from sohoa.pipeline.reading.raised_reader import put_back, read_raised, without_raised
from sohoa.settings import OcrSettings

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray

_NUMBER = regex.compile(r"[<>≤≥]?\d+(?:[.,]\d+)*(?:[-–/]\d+(?:[.,]\d+)*)*[%‰.]?|\(\d+%\)")
VALUE_WIDTH = 8.0
"""A line in a cell no wider than this, in letter heights, is a lone value: a number, a date, a word."""
DISPUTED = 0.5
"""Most confidence that a value may have whose two readings differ."""
GLYPH_WIDTH = 1.3
"""A line no wider than this, in its own height, is a letter or two, or figures."""
SURE_FIGURE = 0.8
"""A lone figure read as a word is believed from this confidence on."""

_FEWEST_LETTERS = 2
"""Fewer are no line to be read raw: the network makes something of any speck."""
_WAVE, _DASH = "~", "-"
"""What the network makes of the dash before an item when it has no layout to go by."""


@dataclass(frozen=True, slots=True, eq=False)
class LineReader:
    """Reads lines of one page; `end` is when the time for it is up, in monotonic seconds."""

    pixels: NDArray[uint8]
    parts: Components
    settings: OcrSettings
    end: float

    def read(self, lines: Sequence[TextLine]) -> list[list[Word]]:
        """The best reading of each line, its words at their places on the page.

        Lines that are doubtful, and lone values in cells, are read at a second size: a value
        has no context that would show a lost comma. Where both readings of a value differ,
        neither is trusted. Raised figures are read by themselves.
        """
        raised = read_raised(self._page(), lines)
        read = self._read_level(without_raised(lines, raised))
        return put_back(read, raised, self.parts.letter_height)

    def _read_level(self, lines: Sequence[TextLine]) -> list[list[Word]]:
        """The best reading of what stands on the lines."""
        read = self._read(lines, self.settings.letter_height)
        if not self.settings.second_letter_height:
            return read
        value, first = [self._is_value(line) for line in lines], list(read)
        least = self.settings.second_reading_below
        chosen = [k for k, words in enumerate(read) if value[k] or _surety(words) < least]
        again = self._read([lines[k] for k in chosen], self.settings.second_letter_height)
        for k, words in zip(chosen, again, strict=True):
            read[k] = _settled(words, read[k]) if value[k] else max((read[k], words), key=_merit)
        self._break_ties(lines, [k for k in chosen if value[k]], first, read)
        self._read_raw(lines, read)
        self._read_figures(lines, read)
        return read

    def _read_raw(self, lines: Sequence[TextLine], read: list[list[Word]]) -> None:
        """Read once more the lines of which nothing came back.

        Before it reads a line, Tesseract looks for its words, and finds none where letters touch (condensed
        type, bold print gone soft). Given the strip as it is, its network reads most of them.
        """
        lost = [k for k, line in enumerate(lines) if not read[k] and self._has_letters(line)]
        raw = self._read([lines[k] for k in lost], self.settings.letter_height, PSM_RAW_LINE)
        for k, words in zip(lost, raw, strict=True):
            read[k] = [replace(words[0], text=_DASH), *words[1:]] if words and words[0].text == _WAVE else words

    def _break_ties(
        self, lines: Sequence[TextLine], values: Sequence[int], first: list[list[Word]], read: list[list[Word]]
    ) -> None:
        """Where two sizes gave two numbers, a third reading decides; the value stays in dispute."""
        split = [
            k
            for k in values
            if _is_number(first[k]) and _is_number(read[k]) and _spelled(first[k]) != _spelled(read[k])
        ]
        third = self._read([lines[k] for k in split], self.settings.second_letter_height, soften=True)
        for k, words in zip(split, third, strict=True):
            if _spelled(words) == _spelled(first[k]):
                read[k] = [replace(w, confidence=min(w.confidence or 0.0, DISPUTED)) for w in first[k]]

    def _read_figures(self, lines: Sequence[TextLine], read: list[list[Word]]) -> None:
        """Put lone figures in place of what the line mode made of them: it needs more than one letter."""
        lone = [k for k, line in enumerate(lines) if self._is_glyph(line) and not _is_sure_figure(read[k])]
        figures = read_lone_figures(self._page(), [(lines[k].box, lines[k].members) for k in lone])
        for k, word in zip(lone, figures, strict=True):
            if word:
                read[k] = [word]

    def _has_letters(self, line: TextLine) -> bool:
        letters = self.parts.letters()[line.members]
        return int(letters.sum()) >= _FEWEST_LETTERS and line.box.width > self.parts.letter_height

    def _page(self) -> LonePage:
        return LonePage(self.pixels, self.parts, self.settings, self.end)

    def _is_value(self, line: TextLine) -> bool:
        return line.zone > 0 and line.box.width < VALUE_WIDTH * self.parts.letter_height

    def _is_glyph(self, line: TextLine) -> bool:
        h = self.parts.letter_height
        return line.box.width < GLYPH_WIDTH * max(h, line.box.height) and line.box.height > 0.8 * h

    def _read(
        self, lines: Sequence[TextLine], letter_height: int, psm: int = PSM_LINE, soften: bool = False
    ) -> list[list[Word]]:
        """Words of each line at one size."""
        strips = line_strips(self.pixels, self.parts, lines, letter_height or None, soften)
        engine = open_engine(self.settings)
        read = engine.read([s.pixels for s in strips], psm, self.end - monotonic())
        height, width = self.pixels.shape
        return [
            [_on_page(w, s.x, s.y, s.scale, width, height) for w in words]
            for s, words in zip(strips, read, strict=True)
        ]


def _settled(larger: list[Word], smaller: list[Word]) -> list[Word]:
    """The better of two readings of a value; its confidence falls where they differ."""
    best = _better_value(larger, smaller)
    if _spelled(larger) == _spelled(smaller):
        return best
    return [replace(w, confidence=min(w.confidence or 0.0, DISPUTED)) for w in best]


def _is_sure_figure(words: Sequence[Word]) -> bool:
    text = _spelled(words)
    return len(text) <= 2 and text.isdigit() and _surety(words) >= SURE_FIGURE


def _better_value(larger: list[Word], smaller: list[Word]) -> list[Word]:
    """Of two readings of a lone value: the one that is a number, then the larger picture, which keeps commas."""
    numeric = [_is_number(words) for words in (larger, smaller)]
    if numeric[0] != numeric[1]:
        return larger if numeric[0] else smaller
    if numeric[0] and _surety(larger) >= LEAST_SURE:
        return larger
    return max((larger, smaller), key=_merit)


def _is_number(words: Sequence[Word]) -> bool:
    return bool(_NUMBER.fullmatch(_spelled(words)))


def _spelled(words: Sequence[Word]) -> str:
    return "".join(w.text for w in words)


def _surety(words: Sequence[Word]) -> float:
    """Confidence of the weakest word, 0 where nothing was read."""
    return min((w.confidence or 0.0 for w in words), default=0.0)


def _merit(words: Sequence[Word]) -> float:
    """How much a reading is worth beside another of the same line: mean confidence a letter, less the doubt."""
    letters = sum(len(w.text) for w in words)
    mean = sum(len(w.text) * (w.confidence or 0.0) for w in words) / letters if letters else 0.0
    return mean + 0.25 * _surety(words)


def _on_page(word: EngineWord, x: float, y: float, scale: float, width: int, height: int) -> Word:
    """An engine's word at its place on the page."""

    def within(v: float, most: int) -> float:
        return min(max(0.0, v), float(most))

    b = word.box
    box = Box(
        within(b.x0 / scale + x, width),
        within(b.y0 / scale + y, height),
        within(b.x1 / scale + x, width),
        within(b.y1 / scale + y, height),
    )
    return Word(word.text, word.text, box, word.confidence, alternatives=word.alternatives)
