"""Words: as the engine or a text layer gave them, as mended, and the repairs between.

A confidence is a float from 0 (worst) to 1 (best), or None where nothing was measured (text of a sound
text layer). Text is Unicode NFC. Lines and words count from 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    pass
from sohoa.nouns.geometry import Box


class RegionKind(StrEnum):
    """What a word belongs to on an administrative page (Decree 30/2020/NĐ-CP, Annex I)."""

    MARGIN = "margin"
    PAGE_NUMBER = "page_number"
    LETTERHEAD_LEFT = "letterhead_left"
    LETTERHEAD_RIGHT = "letterhead_right"
    TITLE = "title"
    BODY = "body"
    TABLE = "table"
    FOOTER_LEFT = "footer_left"
    FOOTER_RIGHT = "footer_right"
    FOOTNOTE = "footnote"
    WATERMARK = "watermark"


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another reading of a word, with its score from 0 to 1."""

    text: str
    score: float


@dataclass(frozen=True, slots=True)
class Word:
    """One printed word.

    `text_ocr` is what the engine (or the text layer) gave and never changes; `text` is
    the mended reading. `box` is None only for `.txt` sources. `line` counts the printed
    lines of the page in reading order. `turn`: degrees anticlockwise by which it stands turned; `struck`: a line
    is drawn through it, so that it is no part of the text. `checked`: a person has said what is printed there;
    `corrected`: it was something else than the program read.
    """

    text: str
    text_ocr: str
    box: Box | None
    confidence: float | None
    line: int = 0
    region: RegionKind = RegionKind.BODY
    alternatives: tuple[Alternative, ...] = ()
    turn: int = 0
    struck: bool = False
    checked: bool = False
    corrected: bool = False

    @property
    def is_text(self) -> bool:
        """Is it part of what the page says, not struck out and no watermark?"""
        return not self.struck and self.region is not RegionKind.WATERMARK


class ChangeRule(StrEnum):
    """Why restoration changed a word; `docs/restore.md` explains each."""

    TONELESS = "toneless"
    LIST_MARKER = "list_marker"
    NOISY = "noisy"
    NUMBER = "number"
    SPLIT = "split"
    GLUE = "glue"
    ALTERNATIVE = "alternative"
    COMMA = "comma"
    CONFUSION = "confusion"
    MALFORMED = "malformed"
    SIGN = "sign"
    """By shape alone: of the ink, of a figure, or of a capital inside a syllable."""


@dataclass(frozen=True, slots=True)
class WordChange:
    """One repair: `n_words` words of a line, from `word`, became others.

    `word` indexes the words of the page as read; `char_start` and `char_end` are code points in
    the engine's line (its words joined by single spaces).
    """

    line: int
    word: int
    n_words: int
    char_start: int
    char_end: int
    before: str
    after: str
    rule: ChangeRule
    score: float


@dataclass(frozen=True, slots=True)
class LayerWord:
    """A word of a PDF's own text layer; its box is in pixels of the upright page at `Page.dpi`.

    `turn` and `struck` are those of `Word`; `watermark`: it is printed askew, or large and pale, across other text.
    """

    text: str
    box: Box
    turn: int = 0
    struck: bool = False
    watermark: bool = False
