"""Dark edges that a scanner leaves and punch holes: found on the small picture, filled with paper."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import cv2
import numpy as np

from sohoa.extract.rules.connected import ink_to_connected
from sohoa.pipeline.cleanup.pixels import as_grey

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray

_EDGE_BAND = 0.05
"""Share of the page's width and height within which a dark edge lies. A guess: 10 mm of A4, and margins are wider."""
_EDGE_LENGTH = 50
"""An edge runs along at least this share (one in so many) of the page; shorter bits may be letters that are cut off. A
guess."""
_AT_RIM = 1
"""What begins so many pixels from the rim touches it."""
_PUNCH_BAND = 0.14
"""Share of the short side within which punch holes lie (ISO 838: 12 mm from the edge, 6 mm wide)."""
_PUNCH_WIDTH = (0.014, 0.045)
"""Diameter as a share of the page's short side: 3 to 9.5 mm on A4, around the 6 mm of ISO 838. Guesses."""
_ROUND = 1.35
"""A hole is no longer than so many times its width. A guess, for holes that are torn or cut by the rim."""
_FULL_DISC = 0.9
"""Share of the ellipse in its box that its ink fills, at least. A guess."""
_CORE = 0.5
"""Ink narrower than this share of the smallest hole is taken off first: print that runs into it. A guess."""


def find_borders(ink: NDArray[uint8]) -> NDArray[uint8]:
    """The dark edges and punch holes of a small ink map.

    An edge is ink that touches the picture's rim, stays within a band along it and runs along it for a while.

    Args:
        ink: uint8 (height, width), 1 where ink is.

    Returns:
        uint8 (height, width), 1 where something is to be taken out.

    Rule: Black edges that a scanner leaves, and punch holes, are painted over.
    Test: pipeline/cleanup/test_scanner_edges.py::test_dark_edges_and_punch_holes_go_and_nothing_else
    """
    height, width = ink.shape
    dx, dy = max(2, round(_EDGE_BAND * width)), max(2, round(_EDGE_BAND * height))
    rim = ink.copy()
    rim[dy : height - dy, dx : width - dx] = 0
    labels, stats, _ = ink_to_connected(rim)
    left, top, wide, high = (stats[:, i] for i in range(4))
    along_y = ((left <= _AT_RIM) | (left + wide >= width - _AT_RIM)) & (high >= height // _EDGE_LENGTH)
    along_x = ((top <= _AT_RIM) | (top + high >= height - _AT_RIM)) & (wide >= width // _EDGE_LENGTH)
    edge = along_x | along_y
    edge[0] = False
    mask = edge.astype(np.uint8)[labels] | _punch_holes(ink)
    return as_grey(cv2.dilate(mask, np.ones((5, 5), np.uint8))) if mask.any() else mask


def _punch_holes(ink: NDArray[uint8]) -> NDArray[uint8]:
    """Full dark discs near the rim. A letter or a seal is no full disc."""
    height, width = ink.shape
    short = min(height, width)
    band = round(_PUNCH_BAND * short)
    near = ink.copy()
    near[band : height - band, band : width - band] = 0
    small, large = (share * short for share in _PUNCH_WIDTH)
    square = np.ones((max(2, round(_CORE * small)),) * 2, np.uint8)
    core = as_grey(cv2.morphologyEx(near, cv2.MORPH_OPEN, square))
    if not core.any():
        return core
    labels, stats, _ = ink_to_connected(core)
    wide, high, area = (stats[:, i].astype(np.float64) for i in (2, 3, 4))
    short_side, long_side = np.minimum(wide, high), np.maximum(wide, high)
    disc = (short_side >= small) & (long_side <= large) & (long_side <= _ROUND * short_side)
    disc &= area >= _FULL_DISC * math.pi / 4 * wide * high
    disc[0] = False
    return as_grey(disc[labels])


def painted_over(grey: NDArray[uint8], mask: NDArray[uint8], paper: NDArray[uint8]) -> NDArray[uint8]:
    """`grey` with the masked places as bright as the paper around them.

    Args:
        grey: uint8 (height, width).
        mask: uint8 of a shrunk copy, 1 where paper is to stand.
        paper: uint8, brightness of the paper on the same shrunk copy (255 all over once the page is evened).
    """
    if not mask.any():
        return grey
    size = grey.shape[1::-1]
    full = cv2.resize(mask, size, interpolation=cv2.INTER_NEAREST)
    level = cv2.resize(paper, size, interpolation=cv2.INTER_LINEAR)
    result = grey.copy()
    cv2.copyTo(level, full, result)
    return result
