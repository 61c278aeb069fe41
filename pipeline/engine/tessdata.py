"""Where Tesseract's models are."""

from __future__ import annotations

import os
from pathlib import Path

from sohoa.errors import EngineMissing
from sohoa.nouns.doubt import DoubtKind

_TESSDATA_PLACES = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
)


def tessdata(language: str) -> Path:
    """The folder that holds the models of `language` (parts joined by ``+``).

    Raises:
        EngineMissing: no known folder has them.
    """
    named = os.environ.get("TESSDATA_PREFIX")
    places = [Path(named), Path(named) / "tessdata"] if named else []
    for place in [*places, *map(Path, _TESSDATA_PLACES)]:
        if all((place / f"{part}.traineddata").is_file() for part in language.split("+")):
            return place
    raise EngineMissing(language, kind=DoubtKind.NO_MODEL)
