"""Opens the OCR engine that the settings ask for, and asks it how sure it is of a strip.

Our own line reader reads first. Tesseract 5 with its Vietnamese model is the second witness of what is doubtful, or
reads alone where it is chosen; it has two doors: `tesserocr` runs it in this process (no start-up a call),
`pytesseract` runs the command. Each door is the one module that imports its binding.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from sohoa.pipeline.engine.checked_words import checked
from sohoa.pipeline.engine.protocol import Engine, StripKind
from sohoa.pipeline.engine.tesseract import open_tesseract, second_witness
from sohoa.settings import OcrSettings

if TYPE_CHECKING:
    from sohoa.pipeline.engine.protocol import Strip


def open_engine(settings: OcrSettings) -> Engine:
    """The engine that `settings.engine` asks for, kept open.

    `auto` is our reader, with Tesseract as its second witness where that is installed (tesserocr before the command).

    Raises:
        EngineMissing: what was asked for by name is not there, be it Tesseract, a binding or a model.
    """
    return _open(settings.engine, settings.language)


@lru_cache(maxsize=4)
def _open(engine: str, language: str) -> Engine:
    if engine in ("tesserocr", "pytesseract"):
        return open_tesseract(engine, language)
    from sohoa.pipeline.engine.own_door import OwnEngine
    from sohoa.pipeline.engine.two_witnesses import TwoWitnesses

    if engine == "sohoa":
        return OwnEngine()
    if engine == "both":
        return TwoWitnesses(OwnEngine(), open_tesseract("auto", language, alternatives=False), everything=True)
    own, second = OwnEngine(), second_witness(language)
    return TwoWitnesses(own, second) if second else own


def confidence_of(strip: Strip, engine: Engine, seconds: float) -> float:
    """How sure an engine is of a strip, 0 to 1: the mean over its letters, 0 where it reads nothing.

    Args:
        strip: uint8 grey (height, width), several lines of text, ink dark.
        engine: what reads it.
        seconds: time it may take.

    Raises:
        PageTimeout, EngineFailed, EngineMissing: see `Engine.read`.
    """
    words = checked(engine.read([strip], StripKind.BLOCK, seconds), [strip])[0]
    letters = sum(len(w.text) for w in words)
    return sum(len(w.text) * w.confidence for w in words) / letters if letters else 0.0


def strip_confidence(settings: OcrSettings) -> Callable[[Strip], float]:
    """`confidence_of` with the engine of the settings, which is opened when it is first asked.

    Our own reader looks once, and alone: it tells print the wrong way up more clearly than Tesseract.
    """
    return lambda strip: confidence_of(strip, _glancing(settings.engine, settings.language), settings.timeout_s)


@lru_cache(maxsize=4)
def _glancing(engine: str, language: str) -> Engine:
    if engine in ("tesserocr", "pytesseract"):
        return _open(engine, language)
    from sohoa.pipeline.engine.own_door import OwnEngine

    return OwnEngine(looks_again=False)
