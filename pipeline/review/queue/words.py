"""Words as places: those of running text by themselves, those of tables as what a cell's doubt is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from sohoa.nouns.geometry import Box
from sohoa.nouns.word import Alternative, RegionKind
from sohoa.pipeline.review.queue.places import DoubtfulWord, Place, PlaceKind
from sohoa.pipeline.review.queue.risks import UNSURE, risk_of_signs, signs_of
from sohoa.pipeline.review.queue.stakes import stake_of_text

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
_NEAR = (-2, -1, 1, 2)


def box_of(row: Row) -> Box | None:
    """The box of a row of any dataset."""
    return None if row["x0"] is None else Box(row["x0"], row["y0"], row["x1"], row["y1"])


def doubtful_word(row: Row) -> DoubtfulWord:
    """A row of `words` as a word; readings that are the word itself are no alternatives."""
    others = tuple(
        Alternative(a["text"], a["score"]) for a in row["alternatives"] or () if a["text"] not in ("", row["text"])
    )
    return DoubtfulWord(row["page"], row["word"], row["text"], row["text_ocr"], row["confidence"], box_of(row), others)


def doubtful_words(rows: Iterable[Row]) -> list[DoubtfulWord]:
    """Rows of `words` as words with their risk, in order; of a document, at least all that are unsure."""
    some = [doubtful_word(row) for row in rows]
    return [replace(word, risk=_risk(word, near)) for word, near in zip(some, unsure_near(some), strict=True)]


def unsure_near(words: Sequence[DoubtfulWord]) -> list[int]:
    """How many of the two words before and the two behind each of some words are unsure."""
    unsure = {(w.page, w.word) for w in words if w.confidence is not None and w.confidence < UNSURE}
    return [sum((w.page, w.word + k) in unsure for k in _NEAR) for w in words]


def _risk(word: DoubtfulWord, near: int) -> float:
    """How likely it is wrong; a word without a confidence (a sound text layer) is taken for right."""
    if word.confidence is None:
        return 0.0
    signs = signs_of(word.text, word.text_ocr, word.confidence, word.alternatives, near)
    return risk_of_signs(word.confidence, signs)


def is_text(row: Row) -> bool:
    """Is it part of what the page says?"""
    return not row["struck"] and row["region"] != RegionKind.WATERMARK


def of_tables(rows: Sequence[Row], some: Sequence[DoubtfulWord]) -> Iterator[DoubtfulWord]:
    """Words of tables, of rows and the words that they are."""
    for row, word in zip(rows, some, strict=True):
        if row["region"] == RegionKind.TABLE and is_text(row):
            yield word


def word_places(document: str, rows: Sequence[Row], some: Sequence[DoubtfulWord]) -> Iterator[Place]:
    """Words of running text; page numbers and what stands in the margin belong to no text that people use.

    Args:
        document: its name.
        rows: of the dataset `words`.
        some: the words that these rows are.

    Rule: The queue of `sohoa review` leaves out struck words, watermarks, page numbers and stamps in the margin.
    Test: pipeline/review/queue/test_queue.py::test_words_that_say_nothing_are_left_out
    """
    left_out = (RegionKind.TABLE, RegionKind.PAGE_NUMBER, RegionKind.MARGIN)
    for row, word in zip(rows, some, strict=True):
        if not is_text(row) or row["region"] in left_out:
            continue
        yield Place(
            document,
            PlaceKind.WORD,
            f"{word.page}/{word.word}",
            word.page,
            word.box,
            word.text,
            word.text_ocr,
            word.confidence,
            word.risk,
            stake_of_text(word.text),
            words=(word,),
        )
