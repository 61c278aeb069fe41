"""What an OCR engine is to the rest of the house: strips of a page in, words with boxes and confidences out.

Whatever reads lines can stand behind it: Tesseract through either of its doors, or a network of one's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray

    from sohoa.pipeline.engine.words import EngineWord

    Strip = NDArray[uint8]


_OF_ONE_MODE = 100
"""Kinds that are one to Tesseract differ by whole hundreds."""


class StripKind(IntEnum):
    """What stands on a strip; `psm` is Tesseract's page segmentation mode for it."""

    BLOCK = 6
    """Several lines, which the engine parts (line segmentation) before it reads them."""
    LINE = 7
    """One text line."""
    WORD = 8
    """One word, or one letter or figure alone."""
    RAW_LINE = 13
    """One text line, to be read as it is, without a search for its words first."""
    FIGURES = 207
    """One figure or two alone, or that again and again, drawn for the look (`figure_strips`)."""
    CELL = 307
    """One text line in a cell of a table: printed, while elsewhere numbers may be written by hand."""
    COVERED = 107
    """One text line over which a seal, a stroke of the pen or a stamp lies."""

    @property
    def psm(self) -> int:
        """Tesseract's page segmentation mode."""
        return int(self) % _OF_ONE_MODE


class Engine(Protocol):
    """What reads strips. One engine serves one thread."""

    name: str
    """As the settings name it."""
    scale_matters: bool
    """Does the same line at another size give another reading? Then a doubtful line is worth reading twice."""
    needless: frozenset[str]
    """Glyph passes (keys of `GlyphSettings`) that spoil more of its readings than they mend."""

    def version(self) -> str:
        """All that its readings depend on, its model too, e.g. ``tesserocr 2.13.0, Tesseract 5.5.4, vie``.

        Raises:
            EngineMissing: a part of it is not installed.
        """
        ...

    def read(self, strips: Sequence[Strip], kind: StripKind, seconds: float) -> list[list[EngineWord]]:
        """Words of each strip in reading order; none where nothing is read.

        Args:
            strips: pieces of a page, each uint8 grey (height, width), ink dark on light paper, of any size and
                contiguous; may be empty.
            kind: what stands on all of them. An engine that makes no difference between a line, a raw or
                covered line and a word reads each as a line.
            seconds: time left for the whole call.

        Returns:
            As many lists as strips. Boxes are in pixels of the strip, confidences from 0 to 1. The thresholds of
            `reading` and of the settings were measured with Tesseract's: an engine that is surer or less sure
            than it of words that are as often right is to bring its confidences to that scale.

        Raises:
            PageTimeout: the time is up.
            EngineFailed: the engine stopped.
            EngineMissing: a part of it is not installed.
        """
        ...
