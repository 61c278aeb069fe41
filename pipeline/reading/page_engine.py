"""An engine at work on one page: it is given text lines or strips, and its words come back at their places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

from sohoa.nouns.geometry import Box
from sohoa.nouns.word import Word
from sohoa.pipeline.engine.checked_words import checked
from sohoa.pipeline.engine.protocol import Engine, StripKind
from sohoa.pipeline.engine.words import EngineWord
from sohoa.pipeline.ink.components import Components
from sohoa.pipeline.ink.line_ink import LineInk
from sohoa.pipeline.ink.strips import Strip, line_strips
from sohoa.pipeline.ink.text_lines import TextLine

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class PageEngine:
    """An engine, and the page that it reads.

    `pixels` is the cleaned page, uint8 grey (height, width); `parts` its components; `end` is when the time for
    the page is up, in monotonic seconds.
    """

    engine: Engine
    pixels: NDArray[uint8]
    parts: Components
    end: float

    @property
    def reads_covered(self) -> bool:
        """Has the engine a network for lines under seals? Tesseract alone, to which size matters, has none."""
        return not self.engine.scale_matters

    def inks(self, lines: Sequence[TextLine]) -> list[LineInk]:
        """The lines with their ink."""
        return [LineInk(self.pixels, self.parts, line) for line in lines]

    def read_strips(self, strips: Sequence[NDArray[uint8]], kind: StripKind) -> list[list[EngineWord]]:
        """Words of each strip (uint8 grey, (height, width)); see `Engine.read`, of its errors too."""
        return checked(self.engine.read(strips, kind, self.end - monotonic()), strips)

    def read_lines(
        self, lines: Sequence[TextLine], letter_height: int, kind: StripKind = StripKind.LINE, soften: bool = False
    ) -> list[list[Word]]:
        """Words of each line, with boxes in pixels of the page.

        Args:
            lines: text lines of the page.
            letter_height: to which they are scaled, in pixels; 0 keeps the page's own size.
            kind: what the engine is told to expect.
            soften: blur the strips a little.

        Raises:
            PageTimeout, EngineFailed, EngineMissing: see `Engine.read`.
        """
        strips = line_strips(self.pixels, self.parts, lines, letter_height or None, soften)
        read: list[list[EngineWord]] = [[] for _ in strips]  # cells apart: there numbers are printed
        for in_table in (False, True):
            own = [k for k, line in enumerate(lines) if line.in_table is in_table]
            of_kind = StripKind.CELL if in_table and kind is StripKind.LINE else kind
            found = self.read_strips([strips[k].pixels for k in own], of_kind) if own else []
            for k, words in zip(own, found, strict=True):
                read[k] = words
        return [[self._on_page(w, s) for w in words] for s, words in zip(strips, read, strict=True)]

    def _on_page(self, word: EngineWord, strip: Strip) -> Word:
        """An engine's word at its place on the page, cut at its edges."""
        (height, width), b = self.pixels.shape, word.box
        xs = (min(max(0.0, x / strip.scale + strip.x), float(width)) for x in (b.x0, b.x1))
        ys = (min(max(0.0, y / strip.scale + strip.y), float(height)) for y in (b.y0, b.y1))
        (x0, x1), (y0, y1) = xs, ys
        return Word(word.text, word.text, Box(x0, y0, x1, y1), word.confidence, alternatives=word.alternatives)
