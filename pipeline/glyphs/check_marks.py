"""Marks that stand alone in a cell: ✓ ✗ x ☐ ☑ ☒, told by the shape of their ink.

Engines know letters; of a mark they make nothing, or a letter like it. A figure is never made a mark.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

from sohoa.nouns.text_run import TextRun
from sohoa.nouns.word import Word
from sohoa.pipeline.ink.line_ink import LineInk
from sohoa.pipeline.ink.strips import ink_extent, inked_pixels

if TYPE_CHECKING:
    from numpy import bool_, float64
    from numpy.typing import NDArray

    Shape = NDArray[bool_]

TICK, CROSS, BOX, TICKED, CROSSED = "✓", "✗", "☐", "☑", "☒"
CONFIDENCE = 0.8
"""Of a mark told by its shape: a person should look at some of them."""
_HEIGHT, _WIDTH = (0.7, 2.4), (0.5, 2.6)
"""Of a mark, in letter heights."""
_LIKE_A_TICK = frozenset("vV/√yYJ✓✔")
_LIKE_A_CROSS = frozenset("xX×✗✘")
_LIKE_A_BOX = frozenset("oO0D□☐☑☒nuU[]")
_SMALL = 1.22
"""An x is lower than this, in letter heights, an X higher: in Times they have 1.0 and 1.45."""
_SIDE = 32
_SIDE_INKED = 0.85
"""Share of each side of a box that is inked; of the letter O hardly a third."""
_EMPTY, _ENOUGH = 0.04, 0.05
"""Share of the inside of a box that dirt covers at most, and a mark at least."""
_INSIDE = 0.22
"""The sides and a margin, left out of a box's inside."""
_TURN = (0.12, 0.58)
_LEFT_ARM, _RIGHT_ARM = (0.3, 0.9), 0.3
_STRAIGHT = -0.9
"""Where a tick turns (share of its width), how low its left arm begins and how high its right arm ends (shares of its
height from above), and the correlation of place and height along the right arm. Guesses."""
_THIN = 0.45
_CROSS_INK, _CENTRE_INK = 0.55, 0.3
_RING, _ARMS, _ASKEW = 0.34, (45, 135, 225, 315), 30
"""A circle of that radius (share of the side) meets four arms of a cross, so many degrees from the diagonals."""


def with_check_mark(run: TextRun, ink: LineInk) -> TextRun:
    """The run of a cell that is one mark as that mark; any other run as it is.

    Rule: A mark that stands alone in a cell (✓ ✗ x ☐ ☑ ☒) is told by its shape; a figure is never made a mark.
    Test: pipeline/glyphs/test_check_marks.py::test_marks_alone_in_a_cell
    """
    text = run.text.replace(" ", "")
    box, h = ink.line.box, ink.letter_height
    if ink.column is None or len(text) > 2 or not h or not _HEIGHT[0] * h <= box.height <= _HEIGHT[1] * h:
        return run
    if not _WIDTH[0] * h <= box.width <= _WIDTH[1] * h or (text and not set(text) <= _LIKE_A_MARK):
        return run
    mark = _mark(_shape(ink), text, box.height / h)
    if mark is None or mark == text:
        return run
    sure = CONFIDENCE if mark not in "xX" else min((w.confidence or 0.0 for w in run.words), default=0.0)
    word = replace(run.words[0], text=mark, box=box) if run.words else Word(mark, "", box, sure)
    return TextRun((replace(word, confidence=sure),), box, box.height)


_LIKE_A_MARK = _LIKE_A_TICK | _LIKE_A_CROSS | _LIKE_A_BOX


def _mark(shape: Shape, text: str, height: float) -> str | None:
    """The mark that a shape is, None if it is none.

    Args:
        shape: its ink, cut to its edges.
        text: what was read: one or two letters like a mark, or nothing.
        height: in letter heights.
    """
    letters = set(text)
    if letters <= _LIKE_A_BOX and _is_box(shape):
        return _in_box(shape)
    if text in ("x", "X") and is_cross(shape):
        return "x" if height < _SMALL else "X"
    if letters <= _LIKE_A_CROSS and is_cross(shape):
        return CROSS
    return TICK if letters <= _LIKE_A_TICK and is_tick(shape) else None


def _shape(ink: LineInk) -> Shape:
    """The ink of a line without paper around it."""
    inked = inked_pixels(ink.strip())
    return inked[ink_extent(inked)]


def is_tick(shape: Shape) -> bool:
    """A short stroke down to the right and a long one up? `shape`: bool (height, width), cut to its edges."""
    if min(shape.shape, default=0) < 6 or shape.mean() > _THIN or not 0.6 <= shape.shape[1] / shape.shape[0] <= 1.6:
        return False
    fitted = _fitted(shape)
    middle = _middles(fitted)
    turn = int(np.nanargmax(middle))
    arm = middle[turn:]
    if not _TURN[0] <= turn / _SIDE <= _TURN[1] or _parts(shape) != 1:
        return False
    left, right = float(np.nanmean(middle[:3])), float(np.nanmin(middle[-4:]))
    straight = float(np.corrcoef(np.arange(len(arm)), arm)[0, 1]) if float(np.std(arm)) > 0 else 0.0
    return _LEFT_ARM[0] <= left <= _LEFT_ARM[1] and right <= _RIGHT_ARM and straight <= _STRAIGHT


def is_cross(shape: Shape) -> bool:
    """Two strokes that cross in the middle, four arms between the axes? `shape`: as for a tick."""
    if min(shape.shape, default=0) < 6 or shape.mean() > _CROSS_INK:
        return False
    if not 0.55 <= shape.shape[1] / shape.shape[0] <= 1.7:
        return False
    fitted = _fitted(shape)
    middle = slice(_SIDE // 2 - 4, _SIDE // 2 + 4)
    if _parts(shape) != 1 or fitted[middle, middle].mean() < _CENTRE_INK:
        return False
    angles = np.arange(360)
    at = (_SIDE - 1) / 2 + _RING * _SIDE * np.array([np.sin(np.radians(angles)), np.cos(np.radians(angles))])
    ring = fitted[at[0].round().astype(int), at[1].round().astype(int)]
    starts = np.flatnonzero(ring & ~np.roll(ring, 1))
    if len(starts) != len(_ARMS):
        return False
    ends = [k + int(np.argmin(np.roll(ring, -k))) for k in starts]
    arms = sorted(((k + e) / 2) % 360 for k, e in zip(starts, ends, strict=True))
    return all(abs(arm - wanted) <= _ASKEW for arm, wanted in zip(arms, _ARMS, strict=True))


def _is_box(shape: Shape) -> bool:
    if min(shape.shape, default=0) < 8 or not 0.8 <= shape.shape[1] / shape.shape[0] <= 1.25:
        return False
    rim = max(2, round(0.14 * min(shape.shape)))
    sides = (shape[:rim].any(0), shape[-rim:].any(0), shape[:, :rim].any(1), shape[:, -rim:].any(1))
    corner = max(1, round(0.1 * min(shape.shape)))
    corners = [shape[:corner, :corner], shape[:corner, -corner:], shape[-corner:, :corner], shape[-corner:, -corner:]]
    return min(float(s.mean()) for s in sides) >= _SIDE_INKED and all(c.any() for c in corners)


def _in_box(shape: Shape) -> str | None:
    """The box with what stands inside it; None if that is no mark."""
    y, x = (round(_INSIDE * n) for n in shape.shape)
    inside = shape[y : shape.shape[0] - y, x : shape.shape[1] - x]
    share = float(inside.mean())
    if share <= _EMPTY:
        return BOX
    own = inside[ink_extent(inside)]
    if share < _ENOUGH:
        return None
    if is_cross(own):
        return CROSSED
    return TICKED if is_tick(own) else None


def _fitted(shape: Shape) -> Shape:
    grey = cv2.resize(shape.astype(np.float32), (_SIDE, _SIDE), interpolation=cv2.INTER_AREA)
    return np.asarray(grey >= 0.4)


def _middles(fitted: Shape) -> NDArray[float64]:
    """Middle of the ink of each column, share of the height from above; NaN where there is none."""
    y = np.arange(_SIDE)[:, None] / (_SIDE - 1)
    amount = fitted.sum(0).astype(np.float64)
    return np.asarray(np.where(amount > 0, (fitted * y).sum(0) / np.maximum(amount, 1), np.nan))


def _parts(shape: Shape) -> int:
    count, _, stats, _ = cv2.connectedComponentsWithStats(shape.astype(np.uint8), connectivity=8)
    return int((stats[1:count, cv2.CC_STAT_AREA] >= 0.05 * shape.sum()).sum())
