"""Tesseract through one of its doors, alone or as the second witness beside our own reader."""

from __future__ import annotations

import logging
import multiprocessing
from functools import lru_cache

from sohoa.errors import EngineMissing
from sohoa.messages import advised
from sohoa.nouns.doubt import Doubt, DoubtKind
from sohoa.pipeline.engine.protocol import Engine
from sohoa.pipeline.engine.pytesseract_door import CommandEngine
from sohoa.pipeline.engine.tesserocr_door import InProcessEngine

logger = logging.getLogger(__name__)


@lru_cache(maxsize=4)
def open_tesseract(door: str, language: str, alternatives: bool = True) -> Engine:
    """Tesseract, kept open.

    Args:
        door: `tesserocr`, `pytesseract`, or `auto`, which takes tesserocr where it is installed.
        language: model, such as ``vie``.
        alternatives: of its words are wanted too, where the door gives them.

    Raises:
        EngineMissing: a part of it is not installed.
    """
    if door in ("auto", "tesserocr"):
        try:
            return InProcessEngine(language, alternatives)
        except ImportError as e:
            if door == "tesserocr":
                raise EngineMissing(kind=DoubtKind.NO_TESSEROCR) from e
        except RuntimeError as e:
            raise EngineMissing(language, e, kind=DoubtKind.MODEL_UNLOADABLE) from e
    return CommandEngine(language)


@lru_cache(maxsize=4)
def second_witness(language: str) -> Engine | None:
    """Tesseract where it is installed, else None; then it is said once that there is none.

    What it reads is compared with words that have alternatives of their own.
    """
    try:
        return open_tesseract("auto", language, alternatives=False)
    except EngineMissing:
        if multiprocessing.parent_process() is None:  # a run says it once, not once a worker
            logger.warning("%s", advised(Doubt.of(DoubtKind.NO_SECOND_WITNESS)))
        return None


def tesseract_version(language: str) -> str:
    """Name and version of Tesseract alone, through the door that `auto` takes.

    Raises:
        EngineMissing: it is not there, or its model is not.
    """
    return open_tesseract("auto", language).version()
