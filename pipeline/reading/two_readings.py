"""Two readings of one line by Tesseract, made at two sizes: which is believed, and how sure it is then.

A line of text is judged by the engine's confidence. A lone value (a number in a cell) has no context that would show
a lost comma: where its two readings differ, neither is trusted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from sohoa.nouns.word import Word
from sohoa.pipeline.glyphs.noise import LEAST_SURE

_NUMBER = regex.compile(r"[<>≤≥]?\d+(?:[.,]\d+)*(?:[-–/]\d+(?:[.,]\d+)*)*[%‰.]?|\(\d+%\)")
DISPUTED = 0.5
"""Most confidence that a value may have whose two readings differ: under `records.review_below`, so that a person
looks at it."""

_WEAKEST = 0.25
"""Weight of the weakest word beside the mean: a line is as good as a chain. A guess."""


def better_line(first: list[Word], second: list[Word]) -> list[Word]:
    """The reading of a text line that is worth more; the first if both are worth the same.

    Rule: Where Tesseract reads alone, a line of which it is unsure (`ocr.second_reading_below`) is read again at
        another size; the surer reading is kept.
    Test: pipeline/reading/test_reading.py::test_a_doubtful_line_is_read_again_and_the_surer_reading_kept
    """
    return max((first, second), key=_merit)


def settled_value(larger: list[Word], smaller: list[Word]) -> list[Word]:
    """The better of two readings of a value; its confidence falls where they differ."""
    best = _better_value(larger, smaller)
    return best if spelled(larger) == spelled(smaller) else disputed(best)


def disputed(words: Sequence[Word]) -> list[Word]:
    """The words with no more confidence than a value in dispute has.

    Rule: Where Tesseract reads alone, a number alone in its cell of which two readings differ has a confidence of 0.5
        at most.
    Test: pipeline/reading/test_two_readings.py::test_a_dispute_raises_no_confidence
    """
    return [replace(w, confidence=min(w.confidence or 0.0, DISPUTED)) for w in words]


def are_two_numbers(first: Sequence[Word], second: Sequence[Word]) -> bool:
    """Are both readings numbers, and not the same one?"""
    return _is_number(first) and _is_number(second) and spelled(first) != spelled(second)


def spelled(words: Sequence[Word]) -> str:
    """The letters of all words."""
    return "".join(w.text for w in words)


def surety(words: Sequence[Word]) -> float:
    """Confidence of the weakest word, 0 where nothing was read."""
    return min((w.confidence or 0.0 for w in words), default=0.0)


def _better_value(larger: list[Word], smaller: list[Word]) -> list[Word]:
    """Of two readings of a lone value: the one that is a number, then the larger picture, which keeps commas."""
    numeric = [_is_number(words) for words in (larger, smaller)]
    if numeric[0] != numeric[1]:
        return larger if numeric[0] else smaller
    if numeric[0] and surety(larger) >= LEAST_SURE:
        return larger
    return max((larger, smaller), key=_merit)


def _is_number(words: Sequence[Word]) -> bool:
    return bool(_NUMBER.fullmatch(spelled(words)))


def _merit(words: Sequence[Word]) -> float:
    """How much a reading is worth beside another of the same line: mean confidence a letter, less the doubt."""
    letters = sum(len(w.text) for w in words)
    mean = sum(len(w.text) * (w.confidence or 0.0) for w in words) / letters if letters else 0.0
    return mean + _WEAKEST * surety(words)
