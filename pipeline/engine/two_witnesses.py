"""Our own reader, and Tesseract as a second witness for the lines of which there is doubt."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sohoa.diacritics.language.syllable import is_well_formed
from sohoa.pipeline.engine.agreement import OUTER, confirmed
from sohoa.pipeline.engine.protocol import Engine, StripKind
from sohoa.pipeline.engine.version import of_two
from sohoa.pipeline.engine.words import EngineWord

if TYPE_CHECKING:
    from sohoa.pipeline.engine.protocol import Strip

SURE_WORD = 0.97
"""A word of letters at least this sure, and well formed, needs no second witness."""
SURE_FIGURE = 0.995
"""The same for a word with a figure, which no language confirms."""


class TwoWitnesses:
    """Reads with `first`; asks `second` about the lines of which there is doubt, or about all."""

    def __init__(self, first: Engine, second: Engine, everything: bool = False) -> None:
        self._first, self._second, self._everything = first, second, everything
        self.name, self.scale_matters, self.needless = first.name, first.scale_matters, first.needless

    def version(self) -> str:
        """See `Engine.version`."""
        return of_two(self._first.version(), self._second.version(), self._everything)

    def read(self, strips: Sequence[Strip], kind: StripKind, seconds: float) -> list[list[EngineWord]]:
        """See `Engine.read`."""
        if kind is StripKind.BLOCK:  # which way up a page is: the thresholds were measured with Tesseract
            return self._second.read(strips, kind, seconds)
        end = time.monotonic() + seconds
        read = self._first.read(strips, kind, seconds)
        asked = [k for k, words in enumerate(read) if self._everything or is_doubtful(words)]
        second = self._second.read([strips[k] for k in asked], kind, end - time.monotonic())
        for k, words in zip(asked, second, strict=True):
            read[k] = confirmed(read[k], words)
        return read


def is_doubtful(words: Sequence[EngineWord]) -> bool:
    """Is a line worth a second look?

    Rule: Tesseract is asked, as second witness, about a line of which our own reader is in doubt: nothing read, a word
        under 0.97, one with a figure under 0.995, or one not in capitals that is no Vietnamese syllable.
    Test: pipeline/engine/test_two_witnesses.py::test_what_is_doubtful
    """
    return not words or any(_is_doubtful(w) for w in words)


def _is_doubtful(word: EngineWord) -> bool:
    core = word.text.strip(OUTER)
    if any(c.isdigit() for c in core):
        return word.confidence < SURE_FIGURE
    formed = not core or core.isupper() or is_well_formed(core)
    return word.confidence < SURE_WORD or not formed
