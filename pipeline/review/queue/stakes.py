"""What hangs on a place, and in what order places are looked at: how likely one is wrong, times what hangs on it.

`sohoa status --worst` and `sohoa review` share it.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Iterable
from enum import StrEnum


class Stake(StrEnum):
    """What a reading is worth to those who use it."""

    IDENTITY = "identity"
    """A formal part by which a document is found and cited: number, symbol, code, date of issue."""
    FIELD = "field"
    """Any other formal part."""
    CODE = "code"
    DATE = "date"
    AMOUNT = "amount"
    VALUE = "value"
    """The value of an indicator."""
    FIGURE = "figure"
    """Anything else with a digit in it."""
    TEXT = "text"
    ROW_NUMBER = "row_number"


WEIGHTS: dict[Stake, float] = {
    Stake.IDENTITY: 3.0,
    Stake.FIELD: 2.0,
    Stake.CODE: 2.0,
    Stake.DATE: 2.0,
    Stake.AMOUNT: 2.0,
    Stake.VALUE: 2.0,
    Stake.FIGURE: 1.5,
    Stake.TEXT: 1.0,
    Stake.ROW_NUMBER: 1.0,
}
"""So many words of body text is each worth. Guesses; benchmarks/review_queue.py tells what they cost."""

_CODE = re.compile(r"\d+\s*/\s*(?:\d{4}\s*/\s*)?[A-ZĐ]{2,}")
"""Number and symbol: 126/KH-UBND, 45/2024/NĐ-CP."""
_DATE = re.compile(r"\b\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}\b|\bngày\s+\d|\b[Qq]uý\s+[IVX\d]|\b(?:19|20)\d\d\b")
_AMOUNT = re.compile(r"^[-(]?\d{1,3}(?:[.,]\d{3})+(?:[.,]\d+)?\)?(?:\s*(?:đồng|triệu|tỷ|đ).*)?$")
_ROW_NUMBER = re.compile(r"^(?:\d{1,3}|[IVXLC]{1,6}|[A-Za-z])(?:\.\d{1,2})*[.)]?$")


_MEASURED: tuple[tuple[float, float], ...] = (
    *((0.0, 0.9), (0.3, 0.4), (0.5, 0.3), (0.6, 0.12), (0.69, 0.05), (0.7001, 0.04)),
    *((0.7101, 0.3), (0.85, 0.25), (0.93, 0.12), (0.96, 0.03), (0.985, 0.015), (0.99, 0.006), (1.0, 0.0002)),
)
"""Confidence and share of wrong words of running text, rounded, as measured by benchmarks/review_queue.py on worn and
real scans, 10,000 words. At 0.7 stand words that another engine reads otherwise (`engine/agreement.py`)."""
SURE = 0.97
"""What is surer than this is not looked at, whatever hangs on it."""


def stake_of_text(text: str) -> Stake:
    """What hangs on a word, or on a cell of a table of which nothing more is known.

    Rule: In the queue of `sohoa review` and `sohoa status --worst` a code, a date or an amount comes before other
        figures, and these before text that is as likely wrong.
    Test: pipeline/review/queue/test_stakes.py::test_what_hangs_on_a_text
    """
    for stake, pattern in ((Stake.CODE, _CODE), (Stake.AMOUNT, _AMOUNT), (Stake.DATE, _DATE)):
        if pattern.search(text):
            return stake
    return Stake.FIGURE if any(c.isdigit() for c in text) else Stake.TEXT


def stake_of_cell(text: str, col: int, in_indicators: bool) -> Stake:
    """What hangs on a cell: `in_indicators`, is it one of a table that gave indicators? Columns count from 0."""
    if col == 0 and _ROW_NUMBER.fullmatch(text.strip()):
        return Stake.ROW_NUMBER
    stake = stake_of_text(text)
    return Stake.VALUE if in_indicators and col > 0 and stake is Stake.FIGURE else stake


def risk_of(confidence: float | None) -> float:
    """How likely a reading is wrong, 0 to 1; one without a confidence (a sound text layer) is taken for right.

    For places of which no more is known than a confidence; words have a risk of their own (`risks`).

    Rule: A cell or formal part that one witness alone contests (confidence 0.7) is looked at after those of which our
        reader itself is not sure: it is wrong once in thirty times.
    Test: pipeline/review/queue/test_stakes.py::test_contested_words_come_late
    """
    if confidence is None:
        return 0.0
    at = bisect_right(_MEASURED, (confidence, 1.0))
    if at in (0, len(_MEASURED)):
        return _MEASURED[min(at, len(_MEASURED) - 1)][1]
    (x0, y0), (x1, y1) = _MEASURED[at - 1], _MEASURED[at]
    return y0 + (y1 - y0) * (confidence - x0) / (x1 - x0)


def risk_of_several(risks: Iterable[float]) -> float:
    """How likely one of several readings at least is wrong, as if they were independent."""
    return 1.0 - math.prod(1.0 - r for r in risks)


def urgency(risk: float, stake: Stake) -> float:
    """What a place is sorted by, the largest first."""
    return risk * WEIGHTS[stake]
