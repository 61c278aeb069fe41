"""Tesseract as a library (tesserocr): no start-up a call. The one module that imports it."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sohoa.errors import PageTimeout
from sohoa.pipeline.engine.tessdata import tessdata
from sohoa.pipeline.engine.words import EngineWord, Letters, parse_tsv, with_alternatives

if TYPE_CHECKING:
    from sohoa.pipeline.engine.protocol import Strip, StripKind

SURE_OF_WORD = 0.93
"""Where all words of a line are at least this sure, none is asked for alternatives: that takes time, and such words are
not mended. A guess."""


class InProcessEngine:
    """Tesseract as a library (tesserocr). One instance serves one thread."""

    name = "tesserocr"
    scale_matters = True
    needless: frozenset[str] = frozenset()

    def __init__(self, language: str, alternatives: bool = True) -> None:
        """Loads the model of a language; without `alternatives` words come alone, which takes a fifth less time."""
        import tesserocr

        self._language = language
        self._api: Any = tesserocr.PyTessBaseAPI(path=str(tessdata(language)), lang=language)
        self._api.SetVariable("debug_file", os.devnull)
        self._alternatives = alternatives
        if alternatives:
            # Keep what the network thought of besides the best letter: the restorer chooses among it.
            self._api.SetVariable("lstm_choice_mode", "2")

    def version(self) -> str:
        """See `Engine.version`."""
        import tesserocr

        library = str(tesserocr.tesseract_version()).split()[1]
        return f"{self.name} {tesserocr.__version__}, Tesseract {library}, {self._language}"

    def read(self, strips: Sequence[Strip], kind: StripKind, seconds: float) -> list[list[EngineWord]]:
        """See `Engine.read`."""
        end = time.monotonic() + seconds
        self._api.SetPageSegMode(kind.psm)
        return [self._read_one(s, end) for s in strips]

    def _read_one(self, strip: Strip, end: float) -> list[EngineWord]:
        left = end - time.monotonic()
        if left <= 0:
            raise PageTimeout
        height, width = strip.shape
        self._api.SetImageBytes(strip.tobytes(), width, height, 1, width)
        # Without a dpi Tesseract guesses one, loudly; the model scales lines itself and does not use it.
        self._api.SetSourceResolution(300)
        if not self._api.Recognize(max(1, int(left * 1000))):
            if time.monotonic() >= end:
                raise PageTimeout
            return []  # Tesseract gives up on a strip in which it finds no line
        words = parse_tsv(self._api.GetTSVText(0), header=False).get(1, [])
        if not self._alternatives or all(w.confidence >= SURE_OF_WORD for w in words):
            return words
        return with_alternatives(words, self._letters())

    def _letters(self) -> list[Letters]:
        """For each word its letters, each with what else it might be and how likely (0 to 1)."""
        import tesserocr

        found: list[Letters] = []
        for symbol in tesserocr.iterate_level(self._api.GetIterator(), tesserocr.RIL.SYMBOL):
            try:
                letter = symbol.GetUTF8Text(tesserocr.RIL.SYMBOL)
            except RuntimeError:  # a line without any letter has no text at this level
                continue
            choices = [(c.GetUTF8Text(), c.Confidence() / 100) for c in symbol.GetChoiceIterator()]
            if symbol.IsAtBeginningOf(tesserocr.RIL.WORD) or not found:
                found.append([])
            found[-1].append((letter, choices))
        return found
