"""Medians and percentiles of a few numbers, as of the letters of a line: NumPy's take ten times as long to begin."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def median_of(values: NDArray[Any]) -> float:
    """Median of numbers, shape (n,), none of them NaN; NaN of none."""
    ranked, n = np.sort(values), len(values)
    if not n:
        return math.nan
    return (float(ranked[(n - 1) // 2]) + float(ranked[n // 2])) / 2


def percentile_of(values: NDArray[Any], share: float) -> float:
    """Percentile (`share` per cent) of numbers, shape (n,), straight between two of them, as NumPy's is."""
    ranked, at = np.sort(values), (len(values) - 1) * (share / 100)
    k = int(at)
    below, above = float(ranked[k]), float(ranked[min(k + 1, len(ranked) - 1)])
    part = at - k
    return below + (above - below) * part if part < 0.5 else above - (above - below) * (1 - part)
