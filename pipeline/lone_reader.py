"""Lone figures through the engine: each as a word, and repeated as a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

from extract.components import Components
from extract.lone_figures import agreed_figures, figure_strips, glyph_of, upright_figures
from pipeline.engine_words import EngineWord
from pipeline.model import Box, Word
from pipeline.ocr import PSM_LINE, PSM_WORD, open_engine
from pipeline.settings import OcrSettings

if TYPE_CHECKING:
    from numpy import int64, uint8
    from numpy.typing import NDArray


_MODES = (PSM_WORD, PSM_LINE, PSM_LINE)
"""How the strips of `figure_strips` are read."""


@dataclass(frozen=True, slots=True, eq=False)
class LonePage:
    """A page on which figures are read; `end` is when the time for it is up, in monotonic seconds."""

    pixels: NDArray[uint8]
    parts: Components
    settings: OcrSettings
    end: float


def read_lone_figures(page: LonePage, places: Sequence[tuple[Box, NDArray[int64]]]) -> list[Word | None]:
    """The number that stands at each place (box, members), or None where the engine knows none.

    Raises:
        EngineMissing, EngineFailed, PageTimeout: see `pipeline.ocr`.
    """
    strips = [figure_strips(glyph_of(page.pixels, page.parts, box, members)) for box, members in places]
    engine = open_engine(page.settings)
    by_mode = [
        engine.read([shapes[k] for shapes in strips], psm, page.end - monotonic()) for k, psm in enumerate(_MODES)
    ]
    read: list[Word | None] = []
    for k, (box, members) in enumerate(places):
        readings = [_joined(words[k]) for words in by_mode]
        known = agreed_figures(readings) or upright_figures(page.pixels, page.parts, members, readings)
        read.append(Word(known[0], known[0], box, known[1]) if known else None)
    return read


def _joined(words: Sequence[EngineWord]) -> tuple[str, float]:
    """Text without spaces, and the confidence of its weakest word."""
    return "".join(w.text for w in words), min((w.confidence for w in words), default=0.0)
