"""How much of a page's ink lies under the words of its text layer: a layer may cover a part only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from sohoa.nouns.geometry import Box

if TYPE_CHECKING:
    from numpy import bool_, uint8
    from numpy.typing import NDArray

COVERAGE_DPI = 40.0
"""At this resolution a line of text is a grey band some five pixels high, and a page is looked at in no time."""
_INK_CONTRAST = 0.3
"""Ink is darker than paper by at least this share of the page's own contrast. A guess."""
_BLANK = 30
"""Grey levels between paper and darkest ink under which a page is blank. A guess."""
_DARK_PERCENTILES = (0.5, 75)
"""Of the page's greys, in per cent: how dark its ink is, and its paper."""
_LONG_RUN = 36
"""A run of ink this many pixels long (0.9 inch, unbroken) is a rule or an edge, no text."""
_FEWEST_INK = 20
"""With fewer pixels of ink the page is taken for empty. A guess."""


def ink_coverage(grey: NDArray[uint8], boxes: Sequence[Box], leave_out: Sequence[Box] = ()) -> float | None:
    """Share of the ink that lies under `boxes`, 0-1; None if there is hardly any ink.

    Args:
        grey: the page at `COVERAGE_DPI`, uint8 (height, width).
        boxes: of the words, in pixels of `grey`.
        leave_out: parts of the page that do not count (pictures), in pixels of `grey`.

    Rule: A text layer that covers only a part of the printed words is not trusted.
    Test: pipeline/source/pdf/test_pages.py::test_a_layer_on_a_part_of_a_scan_is_broken
    """
    ink = text_ink(grey)
    for box in leave_out:
        _fill(ink, box, False)
    total = int(ink.sum())
    if total < _FEWEST_INK:
        return None
    under = np.zeros_like(ink)
    for box in boxes:
        _fill(under, box.grown(1.0), True)
    return float((ink & under).sum()) / total


def text_ink(grey: NDArray[uint8]) -> NDArray[bool_]:
    """The dark pixels, without long unbroken runs: bool, of the shape of `grey` (uint8, (height, width))."""
    low, paper = np.percentile(grey, _DARK_PERCENTILES)
    if paper - low < _BLANK:
        return np.zeros(grey.shape, bool)
    ink: NDArray[bool_] = grey < paper - _INK_CONTRAST * (paper - low)
    return ink & ~_long_runs(ink) & ~_long_runs(ink.T).T


def _long_runs(ink: NDArray[bool_]) -> NDArray[bool_]:
    """Pixels in horizontal runs of at least `_LONG_RUN`."""
    height, width = ink.shape
    if width < _LONG_RUN:
        return np.zeros_like(ink)
    sums = np.zeros((height, width + 1), np.int32)
    np.cumsum(ink, axis=1, out=sums[:, 1:])
    starts = (sums[:, _LONG_RUN:] - sums[:, :-_LONG_RUN]) == _LONG_RUN
    found = np.zeros((height, width + 1), np.int32)
    found[:, : starts.shape[1]] += starts
    found[:, _LONG_RUN:] -= starts
    return np.cumsum(found, axis=1)[:, :width] > 0


def _fill(mask: NDArray[bool_], box: Box, value: bool) -> None:
    x0, y0 = max(0, int(box.x0)), max(0, int(box.y0))
    mask[y0 : max(0, int(np.ceil(box.y1))), x0 : max(0, int(np.ceil(box.x1)))] = value
