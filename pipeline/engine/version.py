"""What an engine's readings depend on, told without our own reader's network: the parent of a run reads nothing."""

from __future__ import annotations

from sohoa.pipeline.engine.tesseract import open_tesseract, second_witness
from sohoa.pipeline.recogniser.model_file import model_facts, reader_version
from sohoa.settings import OcrSettings


def engine_version(settings: OcrSettings) -> str:
    """Name and version of the engine, e.g. ``tesserocr 2.13.0, Tesseract 5.5.4, vie``.

    Raises:
        EngineMissing, EngineFailed: see `engine.open_engine`.
    """
    engine, language = settings.engine, settings.language
    if engine in ("tesserocr", "pytesseract"):
        return open_tesseract(engine, language).version()
    own = reader_version(model_facts())
    if engine == "sohoa":
        return own
    second = open_tesseract("auto", language, alternatives=False) if engine == "both" else second_witness(language)
    return of_two(own, second.version(), engine == "both") if second else own


def of_two(own: str, second: str, everything: bool) -> str:
    """The version of two witnesses, the second of which is asked about everything or about what is doubtful."""
    return f"{own}; {'both' if everything else 'doubt'}: {second}"
