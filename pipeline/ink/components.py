"""From ink to connected components: the pieces of ink of a cleaned page, with their zone and the letter height.

Ink is told from paper by one threshold for the page (binarisation by Otsu's method): cleanup has made the paper even.
The page is cut into *zones* (0 is everything outside tables, each table cell is one more);
every tolerance of the modules that build on this is a multiple of the page's own letter height.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import cv2
import numpy as np

from sohoa.extract.rules.connected import ink_to_connected
from sohoa.extract.rules.levels import below
from sohoa.nouns.geometry import Box

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]
    Ints = NDArray[np.int64]
    Zones = NDArray[np.int16] | NDArray[np.int32]

INK_MARGIN = 10
"""Grey levels above Otsu's threshold that still count as ink: thin strokes are paler than thick ones. A guess."""
_PALEST_INK = 200
"""Grey from which on nothing is ink, however pale the page: cleaned paper is at 255 less its grain. A guess."""
LETTER = (0.55, 2.6)
"""Heights of a letter, in letter heights: from a worn x to a capital with two marks or a bracket. Guesses; in Times an
x has 1.0, a capital 1.4."""
WIDEST_LETTER = 12.0
"""Letters may touch; a component wider than this (in letter heights) is a rule or a picture. A guess."""
UNDERLINE = 0.04
"""Level ink at least this long, as a share of the page's width, is a rule: 8 mm of A4, and no letter is as wide."""
_SHORTEST_UNDERLINE = 15
"""The same in pixels, for small pages. A guess."""
_CROSSING = 8
"""A stroke that reaches this share (one in so many) of that length above and below a line crosses it. A guess."""
_ROOM = 2
"""Rows above and below level ink that are looked at with it."""
_GROUP, _GROUP_OF_INK = 8, np.uint64(0x0101010101010101)
"""Pixels of one byte that are compared at once, and what they are where all are ink (1)."""
BESIDE_RULE, _OUTSIDE, _AS_LONG_AS_A_LETTER = 0.2, 0.4, 0.6
"""Of pieces of rules, in letter heights: none of their ink is further from the zone of the rules, which is a third of a
letter's height wide, in a cell and outside of the table; and they are this long at least (stops and marks are not).
Guesses; the narrowest letter is wider."""
_LETTER_PIXELS, _LETTER_OF_PAGE, _WORD_OF_PAGE = 5, 0.05, 0.1
"""What may be a letter before the letter height is known: higher than so many pixels, lower than this share of the
page's longer side, and narrower than this share of its width. Guesses."""
_SAMPLES = 200
"""So many rows of a page tell how bright its paper is."""
_ROWS_AT_ONCE = 128
"""Rows of a page that are numbered anew in one go."""
_LETTER_SPREAD = (0.5, 3.0)
"""Heights that count for the second median, in those of the first: marks and rules lie outside. Guesses."""


@dataclass(frozen=True, eq=False)
class Components:
    """Connected components of the ink; index 0 is the paper.

    Attributes:
        labels: int32 (height, width): the component of each pixel.
        rules: bool (height, width): the ink of underlines, which belongs to no component.
        ruled: bool (height, width): where the rules of tables run, on which no component stands.
        x0, y0, x1, y1: int64 (components,): boxes in pixels, right and bottom edge exclusive.
        zone: int64 (components,): 0 outside of tables, else the number of the cell from 1.
        letter_height: median height of letters in pixels, 0 on a page without any.
    """

    labels: NDArray[np.int32]
    rules: NDArray[np.bool_]
    ruled: NDArray[np.bool_]
    x0: Ints
    y0: Ints
    x1: Ints
    y1: Ints
    zone: Ints
    letter_height: float

    @property
    def heights(self) -> Ints:
        """Pixels: int64 (components,)."""
        return self.y1 - self.y0

    @property
    def widths(self) -> Ints:
        """Pixels: int64 (components,)."""
        return self.x1 - self.x0

    def box(self, k: int) -> Box:
        """Of component `k`."""
        return Box(float(self.x0[k]), float(self.y0[k]), float(self.x1[k]), float(self.y1[k]))

    @cached_property
    def letters(self) -> NDArray[np.bool_]:
        """Which components may be letters (and not marks, rules, specks or pictures): bool (components,)."""
        h, tall = self.letter_height, self.heights
        ok = (tall >= LETTER[0] * h) & (tall <= LETTER[1] * h) & (self.widths <= WIDEST_LETTER * h)
        ok[0] = False
        return np.asarray(ok)


def page_to_components(grey: Grey, zones: Zones | None = None) -> Components:
    """Connected components of the ink of a cleaned page.

    Args:
        grey: uint8 (height, width), ink dark on even paper.
        zones: int16 or int32 (height, width): 0 outside tables, k inside the k-th cell, -1 on rules,
            which count as paper. None means one zone.
    """
    level, _ = cv2.threshold(grey, 0, 255, cv2.THRESH_OTSU)
    ink = below(grey, min(_PALEST_INK, level + INK_MARGIN)).view(np.uint8)
    rules = _underlines(ink)
    cv2.subtract(ink, rules.view(np.uint8), dst=ink)
    ruled = np.zeros(grey.shape, np.bool_) if zones is None else zones < 0
    if zones is not None:
        cv2.subtract(ink, ruled.view(np.uint8), dst=ink)
    labels, stats, centres = ink_to_connected(ink)
    if zones is not None and ruled.any():
        labels, kept = _without(labels, _pieces_of_rules(labels, stats, zones, ruled))
        stats, centres = stats[kept], centres[kept]
    x0, y0, w, h = (stats[:, i].astype(np.int64) for i in range(4))
    zone = np.zeros(len(stats), np.int64)
    if zones is not None:
        rows = np.clip(centres[:, 1].round().astype(int), 0, grey.shape[0] - 1)
        cols = np.clip(centres[:, 0].round().astype(int), 0, grey.shape[1] - 1)
        zone = np.maximum(0, zones[rows, cols]).astype(np.int64)
    letter = _letter_height(h, w, grey.shape)
    return Components(labels, rules, ruled, x0, y0, x0 + w, y0 + h, zone, letter)


def _without(labels: NDArray[np.int32], gone: NDArray[np.bool_]) -> tuple[NDArray[np.int32], NDArray[np.bool_]]:
    """The labels without some components, numbered anew in place; and which components are left."""
    if not gone.any():
        return labels, ~gone
    numbers = np.where(gone, 0, np.cumsum(~gone) - 1).astype(np.int32)
    for top in range(0, len(labels), _ROWS_AT_ONCE):  # a page of labels takes 35 MB, as indices twice that
        band = labels[top : top + _ROWS_AT_ONCE]
        np.take(numbers, band, out=band, mode="clip")  # none is out of bounds: "clip" spares a copy
    return labels, ~gone


def dropped(parts: Components, gone: NDArray[np.bool_]) -> Components:
    """Components without some, `gone`, bool (components,), numbered anew; their labels are changed in place."""
    labels, kept = _without(parts.labels, gone)
    x0, y0, x1, y1, zone = (side[kept] for side in (parts.x0, parts.y0, parts.x1, parts.y1, parts.zone))
    return replace(parts, labels=labels, x0=x0, y0=y0, x1=x1, y1=y1, zone=zone)


def paper_brightness(grey: Grey) -> float:
    """Grey level of the paper, 0 to 255: the median of some rows, as most of a page is bare."""
    return float(np.median(grey[:: max(1, len(grey) // _SAMPLES)]))


def _pieces_of_rules(
    labels: NDArray[np.int32], stats: NDArray[np.int32], zones: Zones, ruled: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Components as long as a letter or longer, all of which lie beside the rules of a table: what is left of them.

    Rule: A piece of a worn or bent rule that lies beside its place in the grid is no letter (a corner no `L`, a stroke
        no `1`): its ink is no further from there than a fifth of a letter's height, outside of tables two fifths.
    Test: pipeline/ink/test_components.py::test_a_piece_of_a_rule_is_no_letter
    """
    letter = _letter_height(stats[:, 3].astype(np.int64), stats[:, 2].astype(np.int64), labels.shape)
    long = stats[:, cv2.CC_STAT_WIDTH : cv2.CC_STAT_AREA].max(axis=1) >= _AS_LONG_AS_A_LETTER * letter
    tables = _where(ruled, round(_OUTSIDE * letter))
    ruled, labels, zones = ruled[tables], labels[tables], zones[tables]
    near = around(ruled, _OUTSIDE * letter)
    near &= zones == 0
    near |= around(ruled, BESIDE_RULE * letter)
    long &= np.bincount(labels[near], minlength=len(stats)) == stats[:, cv2.CC_STAT_AREA]
    long[0] = False
    return np.asarray(long)


def _where(mask: NDArray[np.bool_], beside: int) -> tuple[slice, slice]:
    """Rows and columns of a mask that hold all that is true, and so many pixels more on each side."""
    rows, cols = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    down, along = (slice(max(0, int(x[0]) - beside), int(x[-1]) + beside + 1) for x in (rows, cols))
    return down, along


def around(mask: NDArray[np.bool_], reach: float) -> NDArray[np.bool_]:
    """The mask and all within so many pixels of it."""
    square = np.ones([2 * round(reach) + 1] * 2, np.uint8)
    return cv2.dilate(mask.view(np.uint8), square).view(np.bool_)


def _underlines(ink: Grey) -> NDArray[np.bool_]:
    """Pixels of thin level lines (underlines, rules under a title), which would tie letters together.

    A stroke that crosses a line keeps its pixels: there the ink goes on above and below.
    """
    length = max(_SHORTEST_UNDERLINE, round(UNDERLINE * ink.shape[1]))
    found = np.zeros(ink.shape, np.bool_)
    reach = max(3, length // _CROSSING)
    rows = np.flatnonzero(_may_hold_runs(ink, length))
    for band in np.split(rows, np.flatnonzero(np.diff(rows) > 2 * _ROOM) + 1) if len(rows) else []:
        top, bottom = max(0, band[0] - _ROOM), band[-1] + 1 + _ROOM
        level = cv2.morphologyEx(ink[top:bottom], cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
        if not level.any():
            continue
        above = max(0, top - 2 * reach)  # ink that far away decides what crosses
        near = ink[above : bottom + 2 * reach]
        crossing = cv2.morphologyEx(near, cv2.MORPH_OPEN, np.ones((2 * reach + 1, 1), np.uint8))[top - above :]
        drawn = cv2.dilate(level, np.ones((3, 1), np.uint8)) > 0
        found[top:bottom] = drawn & (ink[top:bottom] > 0) & (crossing[: len(level)] == 0)
    return found


def _may_hold_runs(ink: Grey, length: int) -> NDArray[np.bool_]:
    """Which rows may hold `length` pixels of ink (0 or 1) in a row, bool (height,); it costs little.

    Such a run covers some whole groups of eight pixels that begin at a multiple of eight. As in OpenCV's opening, what
    lies beyond the page's edges counts as ink; a number of groups that is odd reaches as far out at both.
    """
    n = (length - _GROUP + 1) // _GROUP
    filled = np.pad(ink, ((0, 0), (0, -ink.shape[1] % _GROUP)), constant_values=1)
    whole = (filled.view(np.uint64) == _GROUP_OF_INK).view(np.uint8)
    return np.asarray(cv2.erode(whole, np.ones((1, n - (n % 2 == 0)), np.uint8)).any(axis=1))


def _letter_height(heights: Ints, widths: Ints, shape: tuple[int, ...]) -> float:
    """Median height of what may be letters, taken twice so that specks and rules drop out."""
    plausible = (
        (heights > _LETTER_PIXELS) & (heights < _LETTER_OF_PAGE * max(shape)) & (widths < _WORD_OF_PAGE * shape[1])
    )
    plausible[0] = False
    if not plausible.any():
        return 0.0
    first = float(np.median(heights[plausible]))
    again = plausible & (heights > _LETTER_SPREAD[0] * first) & (heights < _LETTER_SPREAD[1] * first)
    return float(np.median(heights[again])) if again.any() else first
