"""Places that a person looks at: a formal part, a cell, a word, a row; each with its box and its doubts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sohoa.nouns.doubt import Doubt
from sohoa.nouns.geometry import Box
from sohoa.nouns.word import Alternative
from sohoa.pipeline.review.queue.stakes import Stake, urgency


class PlaceKind(StrEnum):
    """What a place is."""

    FIELD = "field"
    CELL = "cell"
    WORD = "word"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class DoubtfulWord:
    """A word of a page, with other readings of it and how likely it is wrong, 0 to 1.

    `word` counts on the page from 0, the box is in its pixels.
    """

    page: int
    word: int
    text: str
    text_ocr: str
    confidence: float | None
    box: Box | None
    alternatives: tuple[Alternative, ...] = ()
    risk: float = 0.0


@dataclass(frozen=True, slots=True)
class Place:
    """A place of a document that may be wrong.

    Attributes:
        document: its name in the output folder.
        kind: what it is; `key` names it among those of its kind: the field, `p003-1/4/2` (table, row, column),
            `2/17` (page, word), `p003-1/4` (table, row).
        page: from 1; None for what stands on no page.
        box: in pixels of the cleaned page, None where it is not known.
        text: as it stands in the datasets; None for a formal part that was not read.
        text_ocr: the engine's reading.
        confidence: 0 to 1; None where nothing was measured.
        risk: how likely it is wrong, 0 to 1.
        stake: what hangs on it.
        doubts: what is unsure in particular.
        words: its doubtful words, the least sure first.
        others: other readings of the whole of it; those of a word stand in `words`.
    """

    document: str
    kind: PlaceKind
    key: str
    page: int | None
    box: Box | None
    text: str | None
    text_ocr: str
    confidence: float | None
    risk: float
    stake: Stake
    doubts: tuple[Doubt, ...] = ()
    words: tuple[DoubtfulWord, ...] = ()
    others: tuple[Alternative, ...] = ()

    @property
    def urgency(self) -> float:
        """What the queue is sorted by."""
        return urgency(self.risk, self.stake)

    @property
    def order(self) -> tuple[float, str, int, str, str]:
        """The most urgent first; equal ones in the order of documents and pages."""
        return -self.urgency, self.document, self.page or 0, self.kind.value, self.key
