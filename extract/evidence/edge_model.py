"""Log-odds from features: boosted oblivious trees, as plain arrays in `extract/models/edges.json` (card beside it).

A tree asks the same few questions on every path ("is feature f at least t?"); its answers together number a leaf,
whose value is added to the sum. Fitted by gradient boosting on logistic loss (Friedman, Greedy function
approximation: a gradient boosting machine, Annals of Statistics 29, 2001), with oblivious trees as in Kohavi (1994)
and CatBoost (2018).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int_]

MODEL = Path(__file__).parent.parent / "models" / "edges.json"

_ROWS_AT_ONCE = 512
"""Rows of features that all trees are asked in one go: some 3 MB."""


@dataclass(frozen=True, slots=True, eq=False)
class Trees:
    """Boosted trees: `base` log-odds; `features`, `thresholds` (trees, depth) and `leaves` (trees, 2 ** depth)."""

    base: float
    features: Ints
    thresholds: Floats
    leaves: Floats

    def log_odds(self, features: Floats) -> Floats:
        """Of each row of features; any shape but for the last axis, which holds the features."""
        rows = features.reshape(-1, features.shape[-1])
        total = np.zeros(len(rows))
        for first in range(0, len(rows), _ROWS_AT_ONCE):
            total[first : first + _ROWS_AT_ONCE] = self._summed(rows[first : first + _ROWS_AT_ONCE])
        return np.asarray(total.reshape(features.shape[:-1]))

    def _summed(self, rows: Floats) -> Floats:
        """All trees at once; their values are added one after the other, so that sums are the same at any size."""
        answers = rows.T[self.features] >= self.thresholds[:, :, None]
        leaf = np.zeros((len(answers), len(rows)), np.int_)
        for answer in answers.transpose(1, 0, 2):
            leaf = 2 * leaf + answer
        values = np.take_along_axis(self.leaves, leaf, axis=1)
        values[0] += self.base
        return np.asarray(np.add.accumulate(values, axis=0, out=values)[-1])


@dataclass(frozen=True, slots=True, eq=False)
class EdgeModel:
    """Trees of both stages for edges, those for boundaries, for gaps in which one was missed, and for cells."""

    first: Trees
    second: Trees
    boundary: Trees
    gap: Trees
    cell: Trees


@cache
def edge_model() -> EdgeModel:
    """The model that is shipped.

    Raises:
        OSError: the file is not there.
    """
    held = json.loads(MODEL.read_text("utf-8"))
    return EdgeModel(*(_trees(held[name]) for name in ("first", "second", "boundary", "gap", "cell")))


def _trees(held: dict[str, list[list[float]]]) -> Trees:
    return Trees(
        float(np.asarray(held["base"])),
        np.array(held["features"], np.int_),
        np.array(held["thresholds"]),
        np.array(held["leaves"]),
    )
