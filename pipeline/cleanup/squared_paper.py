"""Squared paper under writing: its lines are taken out of a scan, being neither rules nor strokes of letters.

It is told from a table by its lines: at one distance both ways, from edge to edge of what they cover, and that is
most of the page; and by ink that stands across them, which in a table is kept apart by the padding of cells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import cv2
import numpy as np

from sohoa.extract.rules.levels import below
from sohoa.pipeline.cleanup.pixels import as_grey

if TYPE_CHECKING:
    from numpy import bool_, float64, intp, uint8
    from numpy.typing import NDArray

_LOOK_EVERY, _SEEN_AT_ONCE = 16, 0.25
"""A first look at every sixteenth column, which costs next to nothing: rows with so much ink, which a line that is not
quite level leaves too. Guesses."""
_GREY_PERCENTILES = (1, 75)
"""Of the page's greys, in per cent: how dark its ink is, and its paper."""
_TILE = 3
"""The page is looked at in tiles of so many pixels a side, each as dark as its darkest pixel: a line that
leans by a pixel or two stays in its row. A guess."""
_PALE_LINE = 0.12
"""Lines may be pale: ink is darker than paper by this share of the page's contrast at least. A guess."""
_BLANK_CONTRAST = 40
"""Grey levels between ink and paper under which a page is blank. A guess."""
_FULL_LINE = (0.5, 0.88)
"""Ink is seen on the first share of the page's width at least, and on the second of what the clearest lines have;
lines of text have less. Guesses."""
_FEWEST_SCANNED = 12
"""Lines each way, at least. A guess: 12 cm of squares of 10 mm."""
_PITCH_VARIES, _REGULAR_SHARE = 0.12, 0.9
"""The distances differ by less than the first share from the usual one, in at least the second share of them: a scan
loses lines. Guesses."""
_PAGE_COVERED = 0.6
"""Share of the page's width and height that the lines cover. A guess."""
_CELL_PADDING = 0.12
"""Of the distance: nearer to a line no cell has its ink. A guess."""
_SQUARES_TOUCHED = 0.25
"""Share of the squares with ink of their own in which some of it comes so near to a line. A guess."""
_INKED = 0.02
"""Share of a square that its own ink covers. A guess: less is dirt."""
_THICKEST_SQUARE_LINE = 0.15
"""Of the distance: a line is no thicker. A guess."""
_LEAST_THICKNESS = 3
"""The same in pixels, for thin lines that lean."""
_LONGEST_STROKE = 2
"""Ink longer than so many squares is a line's, not a letter's."""


class _Lines(NamedTuple):
    """Where lines of one direction lie, in tiles, and how far apart."""

    at: NDArray[intp]
    pitch: float


def without_squares(grey: NDArray[uint8]) -> NDArray[uint8]:
    """The page without the lines of squared paper; any other page as it is.

    Args:
        grey: uint8 (height, width), upright and straight.

    Rule: The lines of squared paper (giấy kẻ ô) under writing are taken out of a scan.
    Test: pipeline/cleanup/test_squared_paper.py::test_the_lines_go_and_the_writing_stays

    Rule: A ruled table, of square cells too, is no squared paper: its lines stay.
    Test: pipeline/cleanup/test_squared_paper.py::test_other_pages_stay
    """
    low, paper = (float(x) for x in np.percentile(grey[::_LOOK_EVERY, ::_LOOK_EVERY], _GREY_PERCENTILES))
    if paper - low < _BLANK_CONTRAST:
        return grey
    dark = paper - _PALE_LINE * (paper - low)
    if np.count_nonzero(below(grey[:, ::_LOOK_EVERY], dark).mean(axis=1) >= _SEEN_AT_ONCE) < _FEWEST_SCANNED:
        return grey
    ink = below(grey, dark)
    small = _tiles(ink)
    rows = _lines(small)
    cols = None if rows is None else _lines(small.T)
    if rows is None or cols is None or abs(rows.pitch - cols.pitch) > _PITCH_VARIES * rows.pitch:
        return grey
    thick = max(_LEAST_THICKNESS, round(_THICKEST_SQUARE_LINE * rows.pitch * _TILE))
    across, down = _drawn(ink, rows, thick), _drawn(ink.T, cols, thick).T
    own = ink & ~across & ~down
    if not _crossed(own, rows, cols):
        return grey
    darker = grey < min(_core(grey, rows, thick), _core(grey.T, cols, thick)) - _PALE_LINE * (paper - low)
    kept = darker | _bridged(own, across, rows) | _bridged(own.T, down.T, cols).T
    gone = (across | down) & ~kept
    wider = cv2.dilate(gone.astype(np.uint8), np.ones((3, 3), np.uint8)).astype(np.bool_) & ~own & ~kept
    result = grey.copy()
    result[wider] = round(paper)
    return as_grey(result)


def _tiles(ink: NDArray[bool_]) -> NDArray[bool_]:
    spread = cv2.dilate(ink.view(np.uint8), np.ones((_TILE, _TILE), np.uint8))
    found: NDArray[bool_] = spread.view(np.bool_)[_TILE // 2 :: _TILE, _TILE // 2 :: _TILE]
    return found


def _lines(small: NDArray[bool_]) -> _Lines | None:
    """Lines across at one distance over most of the page, None if there are none."""
    share: NDArray[float64] = small.mean(axis=1)
    if len(share) < _FEWEST_SCANNED:
        return None
    clear = float(np.partition(share, -_FEWEST_SCANNED)[-_FEWEST_SCANNED])
    dark = np.flatnonzero(share >= max(_FULL_LINE[0], _FULL_LINE[1] * clear))
    if not len(dark):
        return None
    groups = np.split(dark, np.flatnonzero(np.diff(dark) > 1) + 1)
    at = np.array([round(float(g.mean())) for g in groups])
    if len(at) < _FEWEST_SCANNED:
        return None
    steps = np.diff(at)
    pitch = float(np.median(steps))
    regular = np.abs(steps - pitch) <= max(1.0, _PITCH_VARIES * pitch)
    if regular.mean() < _REGULAR_SHARE or at[-1] - at[0] < _PAGE_COVERED * len(share):
        return None
    return _Lines(at, float(steps[regular].mean()))


def _drawn(ink: NDArray[bool_], lines: _Lines, thick: int) -> NDArray[bool_]:
    """The ink of lines across: runs longer than two squares near a line's place."""
    long = round(_LONGEST_STROKE * lines.pitch * _TILE)
    near = np.zeros(ink.shape[0], np.bool_)
    for y in lines.at * _TILE + _TILE // 2:
        near[max(0, y - thick) : y + thick + 1] = True
    band = np.where(near[:, None], ink, False).astype(np.uint8)
    found: NDArray[bool_] = cv2.morphologyEx(band, cv2.MORPH_OPEN, np.ones((1, long), np.uint8)).astype(np.bool_)
    return found


def _core(grey: NDArray[uint8], lines: _Lines, thick: int) -> float:
    """How dark lines across are at their darkest, as most of their length is."""
    bands = (grey[max(0, y - thick) : y + thick + 1] for y in lines.at * _TILE + _TILE // 2)
    return float(np.median([np.median(b.min(axis=0)) for b in bands]))


def _crossed(own: NDArray[bool_], rows: _Lines, cols: _Lines) -> bool:
    """Does much of the ink stand near to the lines, where cells of a table have none?"""
    pitch, inked, touched = rows.pitch * _TILE, 0, 0
    edge = max(2, round(_CELL_PADDING * pitch))
    for y in rows.at[:-1] * _TILE:
        for x in cols.at[:-1] * _TILE:
            square = own[y + 2 * _TILE : round(y + pitch) - _TILE, x + 2 * _TILE : round(x + pitch) - _TILE]
            if square.size and square.mean() > _INKED:
                inked += 1
                touched += bool(square[:, :edge].any() or square[:, -edge:].any())
    return inked > 0 and touched >= _SQUARES_TOUCHED * inked


def _bridged(own: NDArray[bool_], across: NDArray[bool_], lines: _Lines) -> NDArray[bool_]:
    """Ink of lines across that has ink of letters right above and below."""
    thick = int(np.ceil(np.median(across.sum(axis=0)) / len(lines.at)))
    reach = np.ones((thick + 1, 1), np.uint8)
    ink = own.astype(np.uint8)
    above = cv2.dilate(ink, reach, anchor=(0, thick)).astype(np.bool_)
    below = cv2.dilate(ink, reach, anchor=(0, 0)).astype(np.bool_)
    return across & above & below
