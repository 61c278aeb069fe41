"""Several looks at one covered line, a little higher and lower: what lies over it hides where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

from sohoa.nouns.geometry import Box
from sohoa.nouns.word import Word
from sohoa.pipeline.engine.protocol import StripKind
from sohoa.pipeline.engine.words import EngineWord
from sohoa.pipeline.ink.components import Components
from sohoa.pipeline.ink.text_lines import TextLine
from sohoa.pipeline.reading.page_engine import PageEngine

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

_SHIFTS = (-0.33, -0.17, 0.0, 0.17, 0.33)
"""How much higher and lower the looks are, in letter heights."""
_MARGINS = (0.05, 0.35)
"""Room above and below the line, in letter heights: a narrow and a wide look. Guesses."""
FEWEST_LETTERS = 4
"""What was found as a line has so many letters, or is a scrap. A guess."""
_ASIDES = (1.5, 7.0)
"""How much longer the line may be at either end, in letter heights: letters that stand apart from the rest, or half an
office's title of which no letter does. Guesses."""
_PAPER = 255
"""Grey of what is painted over."""
_RIM = 8
"""Paper around a strip that is painted, in pixels."""
_WORTH = 0.45
"""A letter of less confidence makes a reading worse, one of more makes it better. A guess."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a covered line stands: its box, the numbers of its pieces, what it may not leave; in pixels of the page."""

    box: Box
    pieces: tuple[int, ...]
    limits: Box | None = None

    def looks(self, size: float) -> list[Box]:
        """The boxes of the looks, `size` being the letter height in pixels; those of a cell are cut by its rules."""
        asides = _ASIDES if self.limits is None else _ASIDES[-1:]
        boxes = [
            _seen(self.box, aside * size, margin * size, dy * size)
            for aside in asides
            for margin in _MARGINS
            for dy in _SHIFTS
        ]
        return boxes if self.limits is None else [_cut(b, self.limits) for b in boxes]


def owners(parts: Components, lines: Sequence[TextLine]) -> Ints:
    """The line, from 0, to which each component belongs: int64 (components,).

    -1 for none, also for scraps of lines: they may be letters of a covered one.
    """
    owner = np.full(len(parts.x0), -1, np.int64)
    for k, line in enumerate(lines):
        if parts.letters[line.members].sum() >= FEWEST_LETTERS:
            owner[line.members] = k
    return owner


def read_looks(page: PageEngine, places: Sequence[Place], owner: Ints) -> list[list[list[Word]]]:
    """The readings of each place, of several looks, with all ink but that of other lines; none by Tesseract alone.

    Args:
        page: the engine and the page.
        places: of the lines.
        owner: as `owners` gives it.

    Raises:
        PageTimeout, EngineFailed, EngineMissing: see `Engine.read`.
    """
    if not page.reads_covered:
        return [[] for _ in places]
    looks = [place.looks(page.parts.letter_height) for place in places]
    own = [place.pieces for place, boxes in zip(places, looks, strict=True) for _ in boxes]
    read = iter(read_places(page, [box for boxes in looks for box in boxes], owner, own))
    return [[next(read) for _ in boxes] for boxes in looks]


def read_places(page: PageEngine, places: Sequence[Box], owner: Ints, own: Sequence[Sequence[int]]) -> list[list[Word]]:
    """The words in each part of the page, its ink but that of other lines taken for covered print; see `read_looks`."""
    height, width = page.pixels.shape
    corners = [(max(0, int(b.x0)), max(0, int(b.y0)), min(width, int(b.x1)), min(height, int(b.y1))) for b in places]
    strips = [_strip(page, corner, owner, some) for corner, some in zip(corners, own, strict=True)]
    read = page.read_strips(strips, StripKind.COVERED)
    return [
        [_on_page(w, x0 - _RIM, y0 - _RIM) for w in words] for words, (x0, y0, _, _) in zip(read, corners, strict=True)
    ]


def _strip(page: PageEngine, corner: tuple[int, int, int, int], owner: Ints, own: Sequence[int]) -> NDArray[np.uint8]:
    """A part of the page on paper, the letters of lines that are not `own` painted over."""
    x0, y0, x1, y1 = corner
    area, theirs = page.pixels[y0:y1, x0:x1].copy(), owner[page.parts.labels[y0:y1, x0:x1]]
    foreign = ((theirs >= 0) & ~np.isin(theirs, np.array(own, np.int64))).astype(np.uint8)
    if foreign.any():
        halo = cv2.dilate(foreign, np.ones((3, 3), np.uint8)) > 0
        area[halo & ((page.parts.labels[y0:y1, x0:x1] == 0) | (foreign > 0))] = _PAPER
    return np.ascontiguousarray(np.pad(area, _RIM, constant_values=_PAPER))


def _seen(box: Box, aside: float, margin: float, dy: float) -> Box:
    """The box with more room at its sides, above and below, lower by `dy` pixels."""
    return Box(box.x0 - aside, box.y0 + dy - margin, box.x1 + aside, box.y1 + dy + margin)


def _cut(box: Box, limits: Box) -> Box:
    """What of a box lies inside the limits; never empty."""
    x0, y0 = min(max(box.x0, limits.x0), limits.x1), min(max(box.y0, limits.y0), limits.y1)
    return Box(x0, y0, max(x0 + 1, min(box.x1, limits.x1)), max(y0 + 1, min(box.y1, limits.y1)))


def legible_weight(words: Sequence[Word]) -> float:
    """What a reading is worth: letters that are likely right, less those that are not."""
    return sum(((w.confidence or 0.0) - _WORTH) * sum(c.isalnum() for c in w.text) for w in words)


def _on_page(word: EngineWord, x: float, y: float) -> Word:
    b = word.box
    box = Box(max(0.0, b.x0 + x), max(0.0, b.y0 + y), b.x1 + x, b.y1 + y)
    return replace(Word(word.text, word.text, box, word.confidence), alternatives=word.alternatives)
