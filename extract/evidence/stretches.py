"""Sums, maxima and medians over many stretches of a row of values at once: a call for all, not one for each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int_]
Grey = NDArray[np.uint8]
Bools = NDArray[np.bool_]

_GREY_LEVELS = 256


@dataclass(frozen=True, slots=True, eq=False)
class Stretches:
    """Stretches of a row: where each starts and ends (exclusive), shape (n,); they may share places, and be empty."""

    start: Ints
    end: Ints

    @property
    def lengths(self) -> Ints:
        """Places of each, shape (n,)."""
        return np.asarray(np.maximum(self.end - self.start, 0))

    def trimmed(self, by: int) -> Stretches:
        """The same, so many places shorter at both ends; empty where they are not as long."""
        long = self.lengths >= 2 * by
        return Stretches(np.where(long, self.start + by, self.start), np.where(long, self.end - by, self.start))

    def sums(self, values: Bools) -> Ints:
        """How often each is true; `values` (…, places), the result (…, n)."""
        upto = np.zeros((*values.shape[:-1], values.shape[-1] + 1), np.int32)
        np.cumsum(values, axis=-1, dtype=np.int32, out=upto[..., 1:])
        end = np.maximum(self.end, self.start)
        return np.asarray(upto[..., end] - upto[..., self.start], np.int_)

    def shares(self, values: Bools) -> Floats:
        """Share of the places of each that are true, 0 of an empty one; shapes as for `sums`."""
        return np.asarray(self.sums(values) / np.maximum(self.lengths, 1))

    def longest(self, values: Bools) -> Ints:
        """Length of the longest run of true places within each; `values` (places,), the result (n,)."""
        if not len(values):
            return np.zeros(len(self.start), np.int_)
        at, owner = self._places()
        here = values[at]
        first = np.append(True, owner[1:] != owner[:-1])
        before = np.where(~here, np.arange(len(at)), np.where(first, np.arange(len(at)) - 1, -1))
        runs = np.arange(len(at)) - np.maximum.accumulate(before) if len(at) else at
        out = np.zeros(len(self.start), np.int_)
        np.maximum.at(out, owner, runs)
        return out

    def medians(self, values: Grey) -> Floats:
        """Median of the values of each that are above 0; 0 where none is. `values` (places,), the result (n,)."""
        at, owner = self._places()
        return medians(values[at], owner, len(self.start))

    def _places(self) -> tuple[Ints, Ints]:
        """All places of all stretches, one after the other, and of which stretch each is."""
        lengths = self.lengths
        owner = np.repeat(np.arange(len(lengths)), lengths)
        ends = np.cumsum(lengths)
        return np.arange(len(owner)) + (self.start - ends + lengths)[owner], owner


def medians(values: Grey, owner: Ints, n: int) -> Floats:
    """Median of the values above 0 of each of `n` owners, 0 of those without any; `values`, `owner` of one shape."""
    there = values > 0
    keys = np.sort(owner[there] * _GREY_LEVELS + values[there])
    counts = np.bincount(owner[there], minlength=n)
    if not len(keys):
        return np.zeros(n)
    first = np.cumsum(counts) - counts
    low, high = (keys[np.minimum(first + k, len(keys) - 1)] % _GREY_LEVELS for k in ((counts - 1) // 2, counts // 2))
    return np.where(counts > 0, (low + high) / 2, 0.0)
