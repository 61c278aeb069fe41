"""Squared paper under writing: its lines are taken out of a scan, being neither rules nor strokes of letters.

It is told from a table by its lines: at one distance both ways, from edge to edge of what they cover, and that is
most of the page; and by ink that stands across them, which in a table is kept apart by the padding of cells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import cv2
import numpy as np

from sohoa.pipeline.cleanup.pixels import as_grey

if TYPE_CHECKING:
    from numpy import bool_, float64, intp, uint8
    from numpy.typing import NDArray

_LOOK = 16
_LOOKED = 0.25
"""A first look at every sixteenth column: rows with so much ink, which a line that is not quite level leaves too."""
_STEP = 3
"""The page is looked at in tiles of so many pixels a side, each as dark as its darkest pixel."""
_CONTRAST = 0.12
"""Lines may be pale: ink is darker than paper by this share of the page's contrast at least."""
_LEAST_CONTRAST = 40
_FULL = (0.5, 0.88)
"""Ink is seen on the first share of the page's width at least, and on the second of what the clearest lines have;
lines of text have less."""
_FEWEST = 12
"""Lines each way."""
_REGULAR = 0.12
_MOSTLY = 0.9
"""So many of the distances differ by less than this share from the usual one."""
_COVERED = 0.6
"""Share of the page's width and height that the lines cover."""
_BESIDE = 0.12
"""Of the distance: how near to a line a cell keeps its ink."""
_TOUCHED = 0.25
"""Share of the squares with ink of their own in which some of it comes so near to a line."""
_THICKEST = 0.15
"""Of the distance: a line is no thicker."""


class _Lines(NamedTuple):
    """Where lines of one direction lie, in tiles, and how far apart."""

    at: NDArray[intp]
    pitch: float


def without_squares(grey: NDArray[uint8]) -> NDArray[uint8]:
    """The page without the lines of squared paper; any other page as it is.

    Args:
        grey: (height, width), upright and straight.

    Rule: The lines of squared paper under writing are taken out of a scan; a ruled table stays.
    Test: pipeline/cleanup/test_squared_paper.py::test_the_lines_go_and_the_writing_stays
    """
    low, paper = (float(x) for x in np.percentile(grey[::16, ::16], (1, 75)))
    if paper - low < _LEAST_CONTRAST:
        return grey
    dark = paper - _CONTRAST * (paper - low)
    if np.count_nonzero((grey[:, ::_LOOK] < dark).mean(axis=1) >= _LOOKED) < _FEWEST:
        return grey
    ink = grey < dark
    small = _tiles(ink)
    rows, cols = _lines(small), _lines(small.T)
    if rows is None or cols is None or abs(rows.pitch - cols.pitch) > _REGULAR * rows.pitch:
        return grey
    thick = max(3, round(_THICKEST * rows.pitch * _STEP))
    across, down = _drawn(ink, rows, thick), _drawn(ink.T, cols, thick).T
    own = ink & ~across & ~down
    if not _crossed(own, rows, cols):
        return grey
    darker = grey < min(_core(grey, rows, thick), _core(grey.T, cols, thick)) - _CONTRAST * (paper - low)
    kept = darker | _bridged(own, across, rows) | _bridged(own.T, down.T, cols).T
    gone = (across | down) & ~kept
    wider = cv2.dilate(gone.astype(np.uint8), np.ones((3, 3), np.uint8)).astype(np.bool_) & ~own & ~kept
    result = grey.copy()
    result[wider] = round(paper)
    return as_grey(result)


def _tiles(ink: NDArray[bool_]) -> NDArray[bool_]:
    spread = cv2.dilate(ink.astype(np.uint8), np.ones((_STEP, _STEP), np.uint8))
    found: NDArray[bool_] = spread[_STEP // 2 :: _STEP, _STEP // 2 :: _STEP] > 0
    return found


def _lines(small: NDArray[bool_]) -> _Lines | None:
    """Lines across at one distance over most of the page, None if there are none."""
    share: NDArray[float64] = small.mean(axis=1)
    if len(share) < _FEWEST:
        return None
    clear = float(np.partition(share, -_FEWEST)[-_FEWEST])
    dark = np.flatnonzero(share >= max(_FULL[0], _FULL[1] * clear))
    if not len(dark):
        return None
    groups = np.split(dark, np.flatnonzero(np.diff(dark) > 1) + 1)
    at = np.array([round(float(g.mean())) for g in groups])
    if len(at) < _FEWEST:
        return None
    steps = np.diff(at)
    pitch = float(np.median(steps))
    regular = np.abs(steps - pitch) <= max(1.0, _REGULAR * pitch)
    if regular.mean() < _MOSTLY or at[-1] - at[0] < _COVERED * len(share):
        return None
    return _Lines(at, float(steps[regular].mean()))


def _drawn(ink: NDArray[bool_], lines: _Lines, thick: int) -> NDArray[bool_]:
    """The ink of lines across: runs longer than two squares near a line's place."""
    long = round(2 * lines.pitch * _STEP)
    near = np.zeros(ink.shape[0], np.bool_)
    for y in lines.at * _STEP + _STEP // 2:
        near[max(0, y - thick) : y + thick + 1] = True
    band = np.where(near[:, None], ink, False).astype(np.uint8)
    found: NDArray[bool_] = cv2.morphologyEx(band, cv2.MORPH_OPEN, np.ones((1, long), np.uint8)).astype(np.bool_)
    return found


def _core(grey: NDArray[uint8], lines: _Lines, thick: int) -> float:
    """How dark lines across are at their darkest, as most of their length is."""
    bands = (grey[max(0, y - thick) : y + thick + 1] for y in lines.at * _STEP + _STEP // 2)
    return float(np.median([np.median(b.min(axis=0)) for b in bands]))


def _crossed(own: NDArray[bool_], rows: _Lines, cols: _Lines) -> bool:
    """Does much of the ink stand near to the lines, where cells of a table have none?"""
    pitch, inked, touched = rows.pitch * _STEP, 0, 0
    edge = max(2, round(_BESIDE * pitch))
    for y in rows.at[:-1] * _STEP:
        for x in cols.at[:-1] * _STEP:
            square = own[y + 2 * _STEP : round(y + pitch) - _STEP, x + 2 * _STEP : round(x + pitch) - _STEP]
            if square.size and square.mean() > 0.02:
                inked += 1
                touched += bool(square[:, :edge].any() or square[:, -edge:].any())
    return inked > 0 and touched >= _TOUCHED * inked


def _bridged(own: NDArray[bool_], across: NDArray[bool_], lines: _Lines) -> NDArray[bool_]:
    """Ink of lines across that has ink of letters right above and below."""
    thick = int(np.ceil(np.median(across.sum(axis=0)) / len(lines.at)))
    reach = np.ones((thick + 1, 1), np.uint8)
    ink = own.astype(np.uint8)
    above = cv2.dilate(ink, reach, anchor=(0, thick)).astype(np.bool_)
    below = cv2.dilate(ink, reach, anchor=(0, 0)).astype(np.bool_)
    return across & above & below
