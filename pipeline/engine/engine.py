"""Opens the OCR engine that the settings ask for, and asks it how sure it is of a strip.

Our own line reader reads first. Tesseract 5 with its Vietnamese model is the second witness of what is doubtful, or
reads alone where it is chosen; it has two doors: `tesserocr` runs it in this process (no start-up a call),
`pytesseract` runs the command. Each door is the one module that imports its binding.
"""

from __future__ import annotations

import logging
import multiprocessing
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from sohoa.errors import EngineMissing
from sohoa.messages import advised
from sohoa.nouns.doubt import Doubt, DoubtKind
from sohoa.pipeline.engine.checked_words import checked
from sohoa.pipeline.engine.protocol import Engine, StripKind
from sohoa.pipeline.engine.pytesseract_door import CommandEngine
from sohoa.pipeline.engine.tesserocr_door import InProcessEngine
from sohoa.settings import OcrSettings

if TYPE_CHECKING:
    from sohoa.pipeline.engine.protocol import Strip

logger = logging.getLogger(__name__)


def open_engine(settings: OcrSettings) -> Engine:
    """The engine that `settings.engine` asks for, kept open.

    `auto` is our reader, with Tesseract as its second witness where that is installed (tesserocr before the command).

    Raises:
        EngineMissing: what was asked for by name is not there, be it Tesseract, a binding or a model.
    """
    return _open(settings.engine, settings.language)


@lru_cache(maxsize=4)
def _open(engine: str, language: str) -> Engine:
    match engine:
        case "sohoa":
            return _own()
        case "tesserocr" | "pytesseract":
            return _tesseract(engine, language)
        case "both":
            return _with_witness(_own(), _tesseract("auto", language), everything=True)
    own = _own()
    try:
        return _with_witness(own, _tesseract("auto", language), everything=False)
    except EngineMissing:
        if multiprocessing.parent_process() is None:  # a run says it once, not once a worker
            logger.warning("%s", advised(Doubt.of(DoubtKind.NO_SECOND_WITNESS)))
        return own


def _own() -> Engine:
    from sohoa.pipeline.engine.own_door import OwnEngine

    return OwnEngine()


def _with_witness(first: Engine, second: Engine, everything: bool) -> Engine:
    from sohoa.pipeline.engine.two_witnesses import TwoWitnesses

    return TwoWitnesses(first, second, everything)


def _tesseract(door: str, language: str) -> Engine:
    """Tesseract through one of its doors; `auto` takes tesserocr where it is installed."""
    if door in ("auto", "tesserocr"):
        try:
            return InProcessEngine(language)
        except ImportError as e:
            if door == "tesserocr":
                raise EngineMissing(kind=DoubtKind.NO_TESSEROCR) from e
        except RuntimeError as e:
            raise EngineMissing(language, e, kind=DoubtKind.MODEL_UNLOADABLE) from e
    return CommandEngine(language)


def engine_version(settings: OcrSettings) -> str:
    """Name and version of the engine, e.g. ``tesserocr 2.13.0, Tesseract 5.5.4, vie``.

    Raises:
        EngineMissing: see `open_engine`.
    """
    return open_engine(settings).version()


def tesseract_version(language: str) -> str:
    """Name and version of Tesseract alone, through the door that `auto` takes.

    Raises:
        EngineMissing: it is not there, or its model is not.
    """
    return _tesseract("auto", language).version()


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
    """`confidence_of` with the engine of the settings, which is opened when it is first asked."""
    return lambda strip: confidence_of(strip, open_engine(settings), settings.timeout_s)
