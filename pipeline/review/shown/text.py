"""The text of a page: blocks of lines of words, each with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sohoa.nouns.geometry import Box
from sohoa.nouns.word import RegionKind
from sohoa.pipeline.review.queue.places import PlaceKind
from sohoa.pipeline.review.queue.words import box_of
from sohoa.pipeline.review.shown.cards import element_id
from sohoa.pipeline.review.shown.marks import mark_of

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class WordView:
    """A word as it stands in HTML."""

    id: str
    key: str
    text: str
    text_ocr: str
    mark: str
    struck: bool
    box: Box | None
    confidence: float | None
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class BlockView:
    """Lines of a region that follow each other."""

    region: str
    lines: tuple[tuple[WordView, ...], ...]

    @property
    def is_table(self) -> bool:
        """Do its words stand in a table?"""
        return self.region == RegionKind.TABLE


def blocks_of(rows: Iterable[Row]) -> Iterator[BlockView]:
    """The words of a page, in blocks and lines, in reading order."""
    for region, some in groupby(rows, key=lambda w: w["region"]):
        lines = tuple(tuple(map(_word, line)) for _, line in groupby(some, key=lambda w: w["line"]))
        yield BlockView(region, lines)


def without(block: BlockView, boxes: Iterable[Box]) -> BlockView | None:
    """The block without words that stand in one of some boxes; None if none is left."""
    some = list(boxes)
    lines = tuple(tuple(w for w in line if not _in_one(w, some)) for line in block.lines)
    left = tuple(line for line in lines if line)
    return BlockView(block.region, left) if left else None


def _in_one(word: WordView, boxes: list[Box]) -> bool:
    at = word.box
    return at is not None and any(b.x0 <= at.cx <= b.x1 and b.y0 <= at.cy <= b.y1 for b in boxes)


def _word(row: Row) -> WordView:
    key = f"{row['page']}/{row['word']}"
    return WordView(
        element_id(PlaceKind.WORD, key),
        key,
        row["text"],
        row["text_ocr"],
        mark_of(row["confidence"]),
        bool(row["struck"]),
        box_of(row),
        row["confidence"],
        bool(row["checked"]),
    )
