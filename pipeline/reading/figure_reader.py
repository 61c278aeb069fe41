"""Lone figures through the engine: each as a word, and repeated as a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

from sohoa.nouns.geometry import Box
from sohoa.nouns.word import Word
from sohoa.pipeline.engine.engine import PSM_LINE, PSM_WORD, open_engine
from sohoa.pipeline.engine.words import EngineWord
from sohoa.pipeline.glyphs.lone_figures import agreed_figures, figure_strips, glyph_of, may_be_figures, upright_figures
from sohoa.pipeline.ink.components import Components
from sohoa.settings import OcrSettings

if TYPE_CHECKING:
    from numpy import int64, uint8
    from numpy.typing import NDArray


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
        EngineMissing, EngineFailed, PageTimeout: see `sohoa.pipeline.engine.engine`.
    """
    strips = [figure_strips(glyph_of(page.pixels, page.parts, box, members)) for box, members in places]
    as_words = _read(page, [word for word, _, _ in strips], PSM_WORD)
    as_lines = _read(page, [line for _, line, _ in strips], PSM_LINE)
    hopeful = [k for k, two in enumerate(zip(as_words, as_lines, strict=True)) if may_be_figures(two)]
    repeated = _read(page, [strips[k][2] for k in hopeful], PSM_LINE)
    read: list[Word | None] = [None] * len(places)
    for k, thrice in zip(hopeful, repeated, strict=True):
        (box, members), readings = places[k], (as_words[k], as_lines[k], thrice)
        known = agreed_figures(readings) or upright_figures(page.pixels, page.parts, members, readings)
        read[k] = Word(known[0], known[0], box, known[1]) if known else None
    return read


def _read(page: LonePage, strips: Sequence[NDArray[uint8]], psm: int) -> list[tuple[str, float]]:
    """Text without spaces, and the confidence of its weakest word, of each strip."""
    read = open_engine(page.settings).read(strips, psm, page.end - monotonic())
    return [_joined(words) for words in read]


def _joined(words: Sequence[EngineWord]) -> tuple[str, float]:
    """Text without spaces, and the confidence of its weakest word."""
    return "".join(w.text for w in words), min((w.confidence for w in words), default=0.0)
