"""Lines of real scans to learn from, by what two readers make of them alike (self-training).

The free typefaces draw marks otherwise than the Times of real offices does, and wear by program is not that of real
printers. Scans without truth show both: a line counts if our reader, with the model of today, and Tesseract read each
of its words alike, so that what is learned is how print looks of which the wording is certain. After Lee,
"Pseudo-label" (ICML workshop 2013), and Xie et al., "Self-training with Noisy Student" (CVPR 2020): what is learned
from is worn more than what was read.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import cv2
import numpy as np

from sohoa.errors import SohoaError
from sohoa.extract.grids.recipe import page_to_steps
from sohoa.pipeline.cleanup.recipe import clean_page
from sohoa.pipeline.engine.engine import open_engine, strip_confidence
from sohoa.pipeline.engine.protocol import Engine, StripKind
from sohoa.pipeline.reading.recipe import read_print
from sohoa.pipeline.recogniser.alphabet import in_alphabet, text_to_labels
from sohoa.pipeline.source.opening import open_source
from sohoa.settings import OcrSettings, Settings

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sohoa.pipeline.engine.words import EngineWord

    Grey = NDArray[np.uint8]
    Rng = np.random.Generator

CERTAIN = 0.98
"""A line counts if each of its words is so sure once both have read it: at 0.98 our reader held it for 0.6 at least and
Tesseract reads it alike."""
_LEAST_LETTERS = 3
"""A line of fewer letters has no context that would bear it out. A guess."""
_SIZES = 0.55, 1.15
"""Zoom of a line that is learned from: down to half of its size, as a coarser scan has it. A guess."""
_GRAIN, _SHADES = 6.0, 0.15
"""Most standard deviation of the grain that is added, in greys, and most change of contrast. Guesses."""


class PlacedWord(NamedTuple):
    """A word and its first and last column in the strip."""

    text: str
    x0: float
    x1: float


@dataclass(frozen=True, slots=True, eq=False)
class ScanLine:
    """A line whose words are certain: its strip, uint8 grey (height, width), and its words from left to right."""

    strip: Grey
    words: tuple[PlacedWord, ...]


class _Noting:
    """An engine that reads as another does, and notes the lines of which that is certain."""

    def __init__(self, engine: Engine, notes: list[ScanLine]) -> None:
        self._engine, self._notes = engine, notes
        self.name, self.scale_matters, self.needless = engine.name, engine.scale_matters, engine.needless

    def version(self) -> str:
        """See `Engine.version`."""
        return self._engine.version()

    def read(self, strips: Sequence[Grey], kind: StripKind, seconds: float) -> list[list[EngineWord]]:
        """See `Engine.read`."""
        read = self._engine.read(strips, kind, seconds)
        if kind in (StripKind.LINE, StripKind.CELL):
            self._notes += [
                ScanLine(strip.copy(), tuple(PlacedWord(in_alphabet(w.text), w.box.x0, w.box.x1) for w in words))
                for strip, words in zip(strips, read, strict=True)
                if is_certain(words)
            ]
        return read


def is_certain(words: Sequence[EngineWord]) -> bool:
    """Is each word of a line as sure as both readers make it, and one the network can say?"""
    text = in_alphabet(" ".join(w.text for w in words))
    sure = all(w.confidence >= CERTAIN for w in words)
    return len(text) >= _LEAST_LETTERS and sure and text_to_labels(text) is not None


def read_scans(files: Sequence[Path]) -> Iterator[tuple[Path, list[ScanLine]]]:
    """The certain lines of each file, up to the first page that cannot be read, which is told.

    Args:
        files: PDFs and pictures.

    Raises:
        EngineMissing: there is no Tesseract to bear witness.
    """
    settings = Settings(ocr=OcrSettings(engine="both"))
    engine = open_engine(settings.ocr)
    for path in files:
        notes: list[ScanLine] = []
        try:
            with open_source(path, settings.source) as source:
                for number in range(1, source.n_pages + 1):
                    page = source.load(number, with_pixels=True)
                    page = clean_page(page, settings.cleanup, strip_confidence(settings.ocr))
                    read_print(page, page_to_steps(page).grids, _Noting(engine, notes), settings)
        except SohoaError as e:
            print(f"{path}: {e}", file=sys.stderr)
        yield path, notes


def save_lines(lines: Sequence[ScanLine], path: Path) -> None:
    """Writes lines as one file (`.npz`)."""
    shapes = np.array([x.strip.shape for x in lines], np.int32).reshape(-1, 2)
    pixels = np.concatenate([np.zeros(0, np.uint8), *(x.strip.ravel() for x in lines)])
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, shapes=shapes, pixels=pixels, words=json.dumps([x.words for x in lines]))


def load_lines(path: Path) -> list[ScanLine]:
    """The lines of a file that `save_lines` wrote."""
    with np.load(path) as kept:
        shapes, pixels, words = kept["shapes"], kept["pixels"], json.loads(str(kept["words"]))
    ends = np.cumsum(shapes.prod(axis=1))
    strips = np.split(pixels, ends[:-1]) if len(ends) else []
    return [
        ScanLine(strip.reshape(shape), tuple(PlacedWord(*w) for w in some))
        for strip, shape, some in zip(strips, shapes.tolist(), words, strict=True)
    ]


def cut(line: ScanLine, letters: int, rng: Rng) -> ScanLine:
    """Some words of a line in a row, about so many letters, cut in the middle of the gaps."""
    first = int(rng.integers(len(line.words)))
    last = first + 1
    while last < len(line.words) and line.words[last].x1 - line.words[first].x0 < letters * _pitch(line):
        last += 1
    left = (line.words[first - 1].x1 + line.words[first].x0) / 2 if first else 0.0
    right = (line.words[last - 1].x1 + line.words[last].x0) / 2 if last < len(line.words) else line.strip.shape[1]
    start, end = max(0, int(left)), max(int(left) + 4, round(right))
    words = tuple(PlacedWord(w.text, w.x0 - start, w.x1 - start) for w in line.words[first:last])
    return ScanLine(line.strip[:, start:end], words)


def _pitch(line: ScanLine) -> float:
    """Mean width of a letter."""
    return sum(w.x1 - w.x0 for w in line.words) / sum(len(w.text) for w in line.words)


def worn(strip: Grey, rng: Rng) -> Grey:
    """The strip at another size, with more grain and other contrast."""
    zoom = rng.uniform(*_SIZES)
    size = (max(4, round(strip.shape[1] * zoom)), max(6, round(strip.shape[0] * zoom)))
    method = cv2.INTER_AREA if zoom < 1 else cv2.INTER_LINEAR
    grey = cv2.resize(strip, size, interpolation=method).astype(np.float32)
    grey = 255 - (255 - grey) * rng.uniform(1 - _SHADES, 1 + _SHADES)
    grey += rng.normal(0, rng.uniform(0, _GRAIN), grey.shape)
    return np.asarray(np.clip(grey, 0, 255), np.uint8)


def middles(words: Sequence[PlacedWord]) -> NDArray[np.float32]:
    """About where each character stands, spaces between words among them."""
    found: list[float] = []
    for k, word in enumerate(words):
        if k:
            found.append((words[k - 1].x1 + word.x0) / 2)
        step = (word.x1 - word.x0) / len(word.text)
        found += [word.x0 + step * (n + 0.5) for n in range(len(word.text))]
    return np.asarray(found, np.float32)
