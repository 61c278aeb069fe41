"""A stop or a hyphen at the end of a line, by its ink alone: one small piece behind the last letter, nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from sohoa.pipeline.recogniser.line_image import core_rows, strip_to_ink

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Strip = NDArray[np.uint8]

_INKED = 0.3
"""Darker than this share of full ink is looked at: a pale stop of a worn page has 0.45 at its darkest."""
_LEAST_AREA = 0.015
"""What is smaller, in squares of the core, is grain. A guess: stops that were lost have 0.03 and more."""
_BEHIND, _BAND = (0.1, 1.2), 0.6
"""Where nothing else may stand: so far behind the middle of the last letter, with its foot so far from the base line at
most, in heights of the core. Guesses."""
_STOP_SIZE, _STOP_FOOT, _STOP_FAR = (0.12, 0.42), 0.15, 0.9
"""Width and height of a stop, how far its foot is from the base line, and how far behind the middle of the last letter
it begins at most, in heights of the line's core (of small letters in most lines, of capitals in codes). 15 lost stops
of a worn plan: 0.16 to 0.29, 0.12 at most, 0.2 to 0.74; specks behind letters are 0.9 away or 0.2 above it."""
_HYPHEN_WIDTH, _HYPHEN_HEIGHT, _HYPHEN_FOOT = (0.28, 0.6), 0.2, (-0.45, -0.2)
"""The same of a hyphen; its foot is above the base line. Five that were lost: 0.30 to 0.43, 0.11 to 0.18, -0.29 to
-0.25."""
_PALER, _SOFTER = 0.9, 0.4
"""Its darkest pixel has at most this share of the ink of the line's letters, and from pixel to pixel it changes by no
more than this share of full ink: specks are as dark as letters and sharper. 19 lost signs: 0.47 to 0.93, 0.16 to 0.34;
six specks behind lines of worn lists: 0.92 to 1.28, 0.47 to 0.6."""
_DARK = 97
"""Percentile of the ink in a letter's box that is its darkness: half of the box is paper. A guess."""
_LETTER = 0.7
"""What is so high, in heights of the core, is a letter here. A guess."""
_LEVEL = 1.8
"""A hyphen is so many times as long as high. A guess; those five 2 to 3."""


def end_sign(strip: Strip, last: float) -> str:
    """The sign that the ink shows behind the last letter, or "": `.` or `-`, where one piece of ink alone stands there.

    Args:
        strip: of the line, uint8 grey (height, width).
        last: the middle of its last letter, in pixels of the strip.
    """
    ink = strip_to_ink(strip)
    top, bottom = core_rows(ink)
    core = float(max(4, bottom - top))
    _, _, measured, _ = cv2.connectedComponentsWithStats((ink > _INKED).astype(np.uint8), connectivity=8)
    stats = np.asarray(measured, np.int32)
    pieces = stats[1:][stats[1:, cv2.CC_STAT_AREA] >= _LEAST_AREA * core * core]
    x0, foot = pieces[:, cv2.CC_STAT_LEFT] - last, pieces[:, cv2.CC_STAT_TOP] + pieces[:, cv2.CC_STAT_HEIGHT] - bottom
    found = pieces[(x0 > _BEHIND[0] * core) & (x0 <= _BEHIND[1] * core) & (np.abs(foot) <= _BAND * core)]
    if len(found) != 1 or _is_speck(ink, found[0], pieces[pieces[:, cv2.CC_STAT_HEIGHT] > _LETTER * core]):
        return ""
    x, y, wide, high = (found[0, : cv2.CC_STAT_AREA] - np.array([last, bottom, 0, 0])) / core
    return _sign(float(x), float(y + high), float(wide), float(high))


def _is_speck(ink: NDArray[np.float32], piece: NDArray[np.int32], letters: NDArray[np.int32]) -> bool:
    """Is a piece as dark as the line's letters, or sharper than print?

    Args:
        ink: of the strip.
        piece: x, y, width and height.
        letters: the same of the line's letters, a row each.
    """
    x, y, wide, high = (int(v) for v in piece[:4])
    around = ink[max(0, y - 2) : y + high + 2, max(0, x - 2) : x + wide + 2]
    dark = [float(np.percentile(ink[b : b + d, a : a + c], _DARK)) for a, b, c, d in letters[:, :4].tolist()]
    is_dark = float(around.max()) > _PALER * float(np.median(dark or [1.0]))
    return is_dark or float(np.abs(np.diff(around, axis=1)).max()) > _SOFTER


def _sign(x: float, foot: float, wide: float, high: float) -> str:
    """The sign of one piece of ink, its measures in heights of the core."""
    if x > _STOP_FAR:
        return ""
    small, large = _STOP_SIZE
    if small <= min(wide, high) and max(wide, high) <= large and abs(foot) <= _STOP_FOOT:
        return "."
    level = _HYPHEN_WIDTH[0] <= wide <= _HYPHEN_WIDTH[1] and high <= _HYPHEN_HEIGHT and wide >= _LEVEL * high
    return "-" if level and _HYPHEN_FOOT[0] <= foot <= _HYPHEN_FOOT[1] else ""
