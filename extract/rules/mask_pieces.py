"""From a mask of pixels to pieces of rules: its components as straight lines, bent ones as chords, arcs left out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from sohoa.extract.rules.connected import ink_to_connected
from sohoa.extract.rules.rule_fit import chords, fit_pieces
from sohoa.nouns.geometry import Rule

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

STEEPEST = 0.03
"""Slope of a rule at most; steeper ones are taken for so steep."""
_LONGEST_ARC, _STRAIGHT = 9.0, 0.11
"""A shorter piece (letter heights) bowed by more is the arc of a seal (0.12 to 0.3); pieces of rules stay below 0.1."""
_MOSTLY = 0.7
"""Of a page of which more rows are inked all are looked at."""


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """Connected pieces of a mask as straight lines: `ends` (pieces, 4), x0, y0, x1, y1, and half their curvature.

    `xs`, `ys` are the places of their pixels, row by row, `of` (pixels,) tells by its `labels` of which piece each is.
    """

    ends: Floats
    curves: Floats
    labels: Ints
    xs: Ints
    ys: Ints
    of: Ints

    def pixels(self, k: int) -> tuple[Ints, Ints]:
        """Where the pixels of piece `k` lie, x and y."""
        own = self.of == self.labels[k]
        return self.xs[own], self.ys[own]


def mask_to_rules(mask: Bools, sure: Bools, letter: float) -> tuple[Rule, ...]:
    """A connected piece of `mask` that is `sure` somewhere as a straight rule, or several if bent; no arcs."""
    pieces = mask_to_pieces(mask, sure)
    lengths = pieces.ends[:, 2] - pieces.ends[:, 0]
    bent = np.abs(pieces.curves) * lengths**2 / 4 > _STRAIGHT * letter
    rules: list[Rule] = []
    for k in np.flatnonzero(~bent | (lengths >= _LONGEST_ARC * letter)).tolist():
        rule = Rule(*pieces.ends[k].tolist())
        rules += chords(rule, *pieces.pixels(k)) if bent[k] else (rule,)
    return tuple(rules)


def mask_to_pieces(mask: Bools, sure: Bools) -> Pieces:
    """The connected pieces of `mask` (corners count) that are `sure` somewhere, both bool (height, width)."""
    rows = _inked_rows(mask)
    if rows is not None and not len(rows):
        none = np.zeros(0, np.int64)
        return Pieces(np.zeros((0, 4)), np.zeros(0), none, none, none, none)
    some = mask[rows] if rows is not None else mask
    count, labels = cv2.connectedComponents(some.view(np.uint8), connectivity=8, ltype=cv2.CV_32S)
    at = np.flatnonzero(some)
    of, (ys, xs) = labels.ravel()[at].astype(np.int64), np.divmod(at, mask.shape[1])
    ys = ys if rows is None else rows[ys]
    is_sure = np.bincount(of[sure[ys, xs]], minlength=count) > 0
    own = is_sure[of]
    return _as_lines(of[own], xs[own], ys[own], is_sure)


def mask_to_some(mask: Bools, chosen: Callable[[NDArray[np.int32], Floats], Bools]) -> Floats:
    """Some of the connected pieces of a mask as straight lines, (pieces, 4): x0, y0, x1, y1.

    Args:
        mask: bool (height, width).
        chosen: tells which, bool (components,), by their measures and centres (see `ink_to_connected`).
    """
    labels, measures, centres = ink_to_connected(mask.view(np.uint8))
    some = chosen(measures, centres)
    at = np.flatnonzero(mask)
    of = labels.ravel()[at]
    own = some[of]
    ys, xs = np.divmod(at[own], mask.shape[1])
    return _as_lines(of[own].astype(np.int64), xs, ys, some, straight=True).ends


def _as_lines(of: Ints, xs: Ints, ys: Ints, some: Bools, *, straight: bool = False) -> Pieces:
    """Lines through the pixels of some labels, of which all are given; `straight`: their curvature is not asked for."""
    fit, found = fit_pieces(of, xs, ys, len(some), straight=straight), np.flatnonzero(some)
    left, right = np.full(len(some), np.iinfo(np.int64).max), np.zeros(len(some), np.int64)
    np.minimum.at(left, of, xs)
    np.maximum.at(right, of, xs + 1)
    slope = np.clip(fit.slope, -STEEPEST, STEEPEST)
    y0, y1 = (fit.y + slope * (x - fit.x) + 0.5 for x in (left, right))
    return Pieces(np.stack([left, y0, right, y1], axis=1)[found], fit.curve[found], found, xs, ys, of)


def _inked_rows(mask: Bools) -> Ints | None:
    """Rows of a sparse mask that hold something, and one or two after each, so that what is apart stays apart.

    They go by twos, as OpenCV labels them, so that labels have the order that they have on the whole. None: all rows.
    """
    twos = np.pad(mask.any(axis=1), (0, len(mask) % 2))
    inked = twos[::2] | twos[1::2]
    kept = inked | np.append(False, inked)[:-1]
    if len(kept) and kept.mean() > _MOSTLY:
        return None
    rows = np.flatnonzero(np.repeat(kept, 2))
    return rows[rows < len(mask)]
