"""Least squares for many pieces at once: where each lies, how it slants, how it bows.

Sums over the pixels of all pieces are taken together, so that a thousand pieces cost hardly
more than one. The bow tells a straight rule from the ring of a seal: a chord of c in a
circle of radius r bows by c² / 8r.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from sohoa.nouns.geometry import Rule

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
_CHORDS = 4
"""A bent rule is followed in so many straight parts: the rest of its bow is a sixteenth."""
_CUBIC = 3


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """For each piece its middle (`x`, `y`), its `slope`, and half its curvature, `curve`; shape (pieces,)."""

    x: Floats
    y: Floats
    slope: Floats
    curve: Floats


def fit_pieces(labels: Ints, xs: Ints, ys: Ints, count: int, *, straight: bool = False) -> Fit:
    """Parabolas, or `straight` lines, through the pixels (`xs`, `ys`) of each label from 0 to `count` - 1.

    The slope is that of the straight line; pieces of fewer than three columns have no curve.

    Rule: An arc (the ring of a seal) is no rule of a table, a slightly bent rule is one.
    Test: extract/rules/test_rules.py::test_bow
    """

    def total(weights: Floats | None) -> Floats:
        return np.asarray(np.bincount(labels, weights=weights, minlength=count), np.float64)

    n = np.maximum(total(None), 1.0)
    x, y = total(xs.astype(np.float64)) / n, total(ys.astype(np.float64)) / n
    u = xs - x[labels]
    square = u * u
    s2, t1 = total(square), total(u * ys)
    spread = np.maximum(s2, 1e-9)
    slope = np.where(s2 > 0, t1 / spread, 0.0)
    if straight:
        return Fit(x, y, slope, np.zeros(count))
    s3, s4, t2 = total(square * u), total(square * square), total(square * ys) - y * s2
    rest = s4 - s3**2 / spread - s2**2 / n
    curve = np.where(rest > 1.0, (t2 - s3 / spread * t1) / np.maximum(rest, 1.0), 0.0)
    return Fit(x, y, slope, curve)


def chords(rule: Rule, xs: Ints, ys: Ints) -> tuple[Rule, ...]:
    """A bent horizontal rule as straight parts, end to end, along the cubic through its pixels (`xs`, `ys`).

    Rule: A rule that bends one way and then the other, as on a page that lies in waves, is followed to its ends.
    Test: extract/rules/test_rules.py::test_a_bent_rule_is_followed
    """
    middle, half = (rule.x0 + rule.x1) / 2, max((rule.x1 - rule.x0) / 2, 1e-9)
    curve = np.polynomial.Polynomial.fit((xs + 0.5 - middle) / half, ys + 0.5, _CUBIC, domain=[-1, 1])
    at = np.linspace(-1, 1, _CHORDS + 1)
    ends = [(float(x), float(y)) for x, y in zip(middle + half * at, curve(at), strict=True)]
    return tuple(Rule(*a, *b) for a, b in pairwise(ends))
