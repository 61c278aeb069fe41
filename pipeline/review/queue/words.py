"""Words as places: those of running text by themselves, those of tables as what a cell's doubt is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sohoa.nouns.geometry import Box
from sohoa.nouns.word import Alternative, RegionKind
from sohoa.pipeline.review.queue.places import DoubtfulWord, Place, PlaceKind
from sohoa.pipeline.review.queue.stakes import risk_of_word, stake_of_text

COLUMNS = [
    *(
        "page",
        "word",
        "text",
        "text_ocr",
        "confidence",
        "alternatives",
        "x0",
        "y0",
        "x1",
        "y1",
        "region",
        "struck",
        "checked",
    ),
]
"""Columns of `words` that are asked for."""

Row = dict[str, Any]


def box_of(row: Row) -> Box | None:
    """The box of a row of any dataset."""
    return None if row["x0"] is None else Box(row["x0"], row["y0"], row["x1"], row["y1"])


def doubtful_word(row: Row) -> DoubtfulWord:
    """A row of `words` as a word; readings that are the word itself are no alternatives."""
    others = tuple(
        Alternative(a["text"], a["score"]) for a in row["alternatives"] or () if a["text"] not in ("", row["text"])
    )
    return DoubtfulWord(row["page"], row["word"], row["text"], row["text_ocr"], row["confidence"], box_of(row), others)


def is_text(row: Row) -> bool:
    """Is it part of what the page says?"""
    return not row["struck"] and row["region"] != RegionKind.WATERMARK


def in_table(row: Row) -> bool:
    """Does it stand in a table?"""
    return bool(row["region"] == RegionKind.TABLE)


def word_places(document: str, rows: Iterable[Row]) -> Iterator[Place]:
    """Words of running text; page numbers and what stands in the margin belong to no text that people use.

    Rule: The queue of `sohoa review` leaves out struck words, watermarks, page numbers and stamps in the margin.
    Test: pipeline/review/queue/test_queue.py::test_words_that_say_nothing_are_left_out
    """
    left_out = (RegionKind.TABLE, RegionKind.PAGE_NUMBER, RegionKind.MARGIN)
    for row in rows:
        if not is_text(row) or row["region"] in left_out:
            continue
        word = doubtful_word(row)
        yield Place(
            document,
            PlaceKind.WORD,
            f"{word.page}/{word.word}",
            word.page,
            word.box,
            word.text,
            word.text_ocr,
            word.confidence,
            risk_of_word(word.text, word.confidence),
            stake_of_text(word.text),
            words=(word,),
        )
