"""A quality round, its items, and what a person says of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sohoa.nouns.geometry import Box
from sohoa.pipeline.review.queue.places import PlaceKind

EMPTY = "empty"
"""What a cell is that was read as empty."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is drawn: the share of documents in per cent (1 to 100), the seed, values of each besides formal parts."""

    share: int
    seed: int
    values: int

    @property
    def name(self) -> str:
        """Names the round; the same plan is the same round."""
        return f"{self.share}-{self.seed}-{self.values}"


@dataclass(frozen=True, slots=True)
class Item:
    """A place that is to be judged, as it stood when the round was drawn.

    Attributes:
        document: its name in the output folder.
        kind: a formal part, a cell or a word; `key` as in `Place`.
        what: the formal part's name; of a cell or word what hangs on it (`Stake`), or `EMPTY`.
        page: from 1, None for what stands on no page.
        box: in points of the unrotated source page, None where it is not known.
        text: what the datasets said; "" for nothing.
        confidence: 0 to 1; None where nothing was measured.
    """

    document: str
    kind: PlaceKind
    key: str
    what: str
    page: int | None
    box: Box | None
    text: str
    confidence: float | None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person said of an item: what is printed there, and the corrections by which that was kept."""

    item: int
    printed: str
    corrections: tuple[str, ...]
    who: str
    when: datetime


@dataclass(frozen=True, slots=True)
class Round:
    """A round as it was drawn: `of` documents there were, `documents` of them were drawn."""

    plan: Plan
    when: datetime
    of: int
    documents: tuple[str, ...]
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class KeptRound:
    """A round and what was said in it, in order; `bad_lines`: numbers (from 1) of lines that hold no judgement."""

    round: Round
    judgements: tuple[Judgement, ...] = ()
    bad_lines: tuple[int, ...] = ()


def is_right(item: Item, judgement: Judgement) -> bool:
    """Is what was read what is printed? Spaces and line ends do not count."""
    return item.text.split() == judgement.printed.split()
