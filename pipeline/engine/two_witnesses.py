"""Our own reader, and Tesseract as a second witness for the lines of which there is doubt."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sohoa.diacritics.language.syllable import is_well_formed
from sohoa.pipeline.engine.agreement import OUTER, confirmed
from sohoa.pipeline.engine.doubtful_windows import Window, whole_line, windows
from sohoa.pipeline.engine.known_pairs import known_beside
from sohoa.pipeline.engine.protocol import Engine, StripKind
from sohoa.pipeline.engine.version import of_two
from sohoa.pipeline.engine.words import EngineWord

if TYPE_CHECKING:
    from sohoa.pipeline.engine.protocol import Strip

SURE_WORD, KNOWN_WORD = 0.97, 0.9
"""A word of letters at least as sure as the first, and well formed, needs no second witness; nor does one as sure as
the second that the language knows beside its neighbours, and that is no name: of 948 from there to the first on
seventeen real scans Tesseract read 113 otherwise, and three of these were wrong as we read them."""
_LEFT = 0.2
"""What is left of the doubt of such a word: 0.004 to 0.02; of the 948 three were wrong."""
SURE_FIGURE = 0.995
"""The same for a word with a figure, which no language confirms."""


class TwoWitnesses:
    """Reads with `first`; asks `second` about the words of which there is doubt, or about all."""

    def __init__(self, first: Engine, second: Engine, everything: bool = False) -> None:
        self._first, self._second, self._everything = first, second, everything
        self.name, self.scale_matters, self.needless = first.name, first.scale_matters, first.needless

    def version(self) -> str:
        """See `Engine.version`."""
        return of_two(self._first.version(), self._second.version(), self._everything)

    def read(self, strips: Sequence[Strip], kind: StripKind, seconds: float) -> list[list[EngineWord]]:
        """See `Engine.read`."""
        if kind is StripKind.BLOCK:  # what our own reader has lost is tried by the other
            return self._second.read(strips, kind, seconds)
        if kind is StripKind.COVERED:  # what lies over a line misleads Tesseract
            return self._first.read(strips, kind, seconds)
        end, printed = time.monotonic() + seconds, kind is StripKind.CELL
        read = self._first.read(strips, kind, seconds)
        looks: list[tuple[int, Window]] = []
        for k, (strip, words) in enumerate(zip(strips, read, strict=True)):
            if self._everything or not words:
                looks.append((k, whole_line(strip, words)))
                continue
            doubtful = doubts(words)
            read[k] = borne_out(words, doubtful)
            looks += [(k, window) for window in windows(strip, read[k], doubtful)]
        second = self._second.read([w.strip for _, w in looks], kind, end - time.monotonic())
        for (k, window), words in reversed(list(zip(looks, second, strict=True))):  # what stands before keeps its place
            here = slice(window.start, window.end)
            read[k][here] = confirmed(read[k][here], window.on_line(words), printed)
        return read


def doubts(words: Sequence[EngineWord]) -> list[bool]:
    """Which words of a line are worth a second look; what the language knows beside its neighbours is so later."""
    cores = [w.text.strip(OUTER) for w in words]
    known = known_beside(cores)
    names = [k > 0 and core.istitle() for k, core in enumerate(cores)]
    return [is_doubtful(w, k and not n) for w, k, n in zip(words, known, names, strict=True)]


def borne_out(words: Sequence[EngineWord], doubtful: Sequence[bool]) -> list[EngineWord]:
    """The words of a line, those surer that are not doubtful since the language bears them out (see `doubts`).

    Rule: A word of letters from 0.9 to 0.97 that the language knows beside both its neighbours, and that is no name,
        keeps a fifth of its doubt.
    Test: pipeline/engine/test_two_witnesses.py::test_what_the_language_bears_out_is_surer
    """
    known = (KNOWN_WORD <= w.confidence < SURE_WORD and not doubt for w, doubt in zip(words, doubtful, strict=True))
    return [
        replace(w, confidence=1 - _LEFT * (1 - w.confidence)) if k else w for w, k in zip(words, known, strict=True)
    ]


def is_doubtful(word: EngineWord, known: bool = False) -> bool:
    """Is a word worth a second look?

    Rule: Tesseract is asked, as second witness, about a line of which nothing was read, and about words of which our
        own reader is in doubt, with the word on either side: those under 0.97, under 0.9 where the language knows the
        word beside its neighbours and it is no name, with a figure under 0.995, or not in capitals and no Vietnamese
        syllable.
    Test: pipeline/engine/test_two_witnesses.py::test_what_is_doubtful

    Args:
        word: as our own reader has it.
        known: is it a word, and no name, that the language knows beside its neighbours?
    """
    core = word.text.strip(OUTER)
    if any(c.isdigit() for c in core):
        return word.confidence < SURE_FIGURE
    formed = not core or core.isupper() or is_well_formed(core)
    return word.confidence < (KNOWN_WORD if known else SURE_WORD) or not formed
