"""The OCR engine: strips of a page in, words with boxes and confidences out.

Tesseract 5 with its Vietnamese model, behind one function and two doors: `tesserocr` runs
it in this process (no start-up per call), `pytesseract` runs the command. Both read the
same strips with the same settings. Each door is the one module that imports its binding.

A strip is a piece of a page, uint8 grey, (height, width), ink dark on light paper.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from sohoa.errors import EngineMissing
from sohoa.pipeline.engine.pytesseract_door import CommandEngine
from sohoa.pipeline.engine.tesserocr_door import InProcessEngine
from sohoa.pipeline.engine.words import EngineWord
from sohoa.settings import OcrSettings

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray

    Strip = NDArray[uint8]

PSM_BLOCK = 6
"""Tesseract's page segmentation mode for one uniform block of text."""
PSM_LINE = 7
"""... and for a single text line."""
PSM_WORD = 8
"""... and for a single word."""
PSM_RAW_LINE = 13
"""... and for a line that is given to the network as it is, without a search for its words first."""


class Engine(Protocol):
    """What reads strips."""

    name: str

    def library_version(self) -> str:
        """Version of Tesseract behind it."""
        ...

    def read(self, strips: Sequence[Strip], psm: int, seconds: float) -> list[list[EngineWord]]:
        """Words of each strip in reading order.

        Args:
            strips: uint8 grey images; may be empty.
            psm: Tesseract's page segmentation mode (6 block, 7 line …).
            seconds: time left for the whole call.

        Raises:
            PageTimeout: the time is up.
            EngineFailed: the engine stopped.
        """
        ...


def open_engine(settings: OcrSettings) -> Engine:
    """The engine that `settings.engine` asks for; `auto` takes tesserocr where it is installed.

    Raises:
        EngineMissing: Tesseract, the binding or the model is not there.
    """
    return _open(settings.engine, settings.language)


@lru_cache(maxsize=4)
def _open(engine: str, language: str) -> Engine:
    if engine in ("auto", "tesserocr"):
        try:
            return InProcessEngine(language)
        except ImportError as e:
            if engine == "tesserocr":
                raise EngineMissing("the Python package tesserocr is not installed") from e
        except RuntimeError as e:
            raise EngineMissing(f"tesserocr cannot load the model '{language}': {e}") from e
    return CommandEngine(language)


def engine_version(settings: OcrSettings) -> str:
    """Name and version of the engine, e.g. ``tesserocr 2.13.0, Tesseract 5.5.4, vie``."""
    from importlib.metadata import version

    engine = open_engine(settings)
    return f"{engine.name} {version(engine.name)}, Tesseract {engine.library_version()}, {settings.language}"


def strip_confidence(settings: OcrSettings) -> Callable[[Strip], float]:
    """A function that tells how sure the engine is of a strip, 0 to 1 (0 where it reads nothing)."""

    def ask(strip: Strip) -> float:
        words = open_engine(settings).read([strip], PSM_BLOCK, settings.timeout_s)[0]
        letters = sum(len(w.text) for w in words)
        return sum(len(w.text) * w.confidence for w in words) / letters if letters else 0.0

    return ask
