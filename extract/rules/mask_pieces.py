"""From a mask of pixels to pieces of rules: its components as straight lines, bent ones as chords, arcs left out."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from sohoa.extract.rules.rule_fit import chords, fit_pieces
from sohoa.nouns.geometry import Rule

_STEEPEST = 0.03
_LONGEST_ARC, _STRAIGHT = 9.0, 0.11
"""A shorter piece (letter heights) bowed by more is the arc of a seal (0.12 to 0.3); pieces of rules stay below 0.1."""


def mask_to_rules(mask: NDArray[np.bool_], sure: NDArray[np.bool_], letter: float) -> tuple[Rule, ...]:
    """A connected piece of `mask` that is `sure` somewhere as a straight rule, or several if bent; no arcs."""
    rules, labels, found, curves = mask_to_pieces(mask, sure)
    long, straight = _LONGEST_ARC * letter, _STRAIGHT * letter
    bent = [abs(c) * (r.x1 - r.x0) ** 2 / 4 > straight for r, c in zip(rules, curves, strict=True)]
    kept = ((r, k, b) for r, k, b in zip(rules, found.tolist(), bent, strict=True) if not b or r.x1 - r.x0 >= long)
    return tuple(part for r, k, b in kept for part in (chords(r, *_pixels(labels, r, k)) if b else (r,)))


def _pixels(labels: NDArray[np.int32], rule: Rule, label: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where the pixels of a piece lie, x and y."""
    first = int(rule.x0)
    ys, xs = np.nonzero(labels[:, first : int(rule.x1) + 1] == label)
    return xs + first, ys


def mask_to_pieces(
    mask: NDArray[np.bool_], sure: NDArray[np.bool_]
) -> tuple[tuple[Rule, ...], NDArray[np.int32], NDArray[np.int_], NDArray[np.float64]]:
    """The rules, the labels of the connected pieces of `mask`; for each rule its label and half its curvature."""
    places = cv2.findNonZero(mask.view(np.uint8))
    if places is None:
        return (), np.zeros(mask.shape, np.int32), np.zeros(0, np.int_), np.zeros(0)
    xs, ys = places.reshape(-1, 2).astype(np.int64).T  # OpenCV 4 gives (n, 1, 2), OpenCV 5 (n, 2)
    count, labels = cv2.connectedComponents(mask.view(np.uint8), connectivity=8, ltype=cv2.CV_32S)
    at = labels[ys, xs].astype(np.int64)
    found = np.flatnonzero(np.bincount(at, weights=sure[ys, xs], minlength=count) > 0)
    fit = fit_pieces(at, xs, ys, count)
    left, right = np.full(count, mask.shape[1]), np.zeros(count, np.int64)
    np.minimum.at(left, at, xs)
    np.maximum.at(right, at, xs + 1)
    slope = np.clip(fit.slope, -_STEEPEST, _STEEPEST)
    y0, y1 = (fit.y + slope * (x - fit.x) + 0.5 for x in (left, right))
    rules = tuple(Rule(*ends) for ends in np.stack([left, y0, right, y1], axis=1)[found].tolist())
    return rules, np.asarray(labels, np.int32), found, fit.curve[found]
