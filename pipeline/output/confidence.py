"""Summaries of word confidences that people can sort by: the mean and a low quantile."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from sohoa.nouns.word import Word


@dataclass(frozen=True, slots=True)
class Confidence:
    """`mean` and `p05` (5 % quantile) from 0 to 1; None where no word has a confidence."""

    mean: float | None
    p05: float | None


def summarise(words: Iterable[Word]) -> Confidence:
    """Over the words that have a confidence; words of a sound text layer have none and are left out."""
    values = sorted(w.confidence for w in words if w.confidence is not None)
    if not values:
        return Confidence(None, None)
    return Confidence(math.fsum(values) / len(values), quantile(values, 0.05))


def quantile(ascending: list[float], share: float) -> float:
    """Quantile with linear interpolation between neighbours (as numpy's default does)."""
    at = share * (len(ascending) - 1)
    below = math.floor(at)
    above = min(below + 1, len(ascending) - 1)
    return ascending[below] + (ascending[above] - ascending[below]) * (at - below)
