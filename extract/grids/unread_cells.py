"""Cells that hold print of which nothing was read: an empty cell is said to be empty only if it is.

Looked for are pieces of ink of the height of letters, be they worn apart, that stand free of the cell's rules. What
they say is not guessed: the cell stays without text, and its confidence is 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

from sohoa.extract.grids.cells import fill_cells
from sohoa.nouns.geometry import Box
from sohoa.nouns.table import Grid
from sohoa.nouns.word import Word

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray
_HEIGHT = (0.8, 2.2)
"""Heights of a letter or figure, in letter heights; specks are lower, pieces of rules higher."""
_WIDTH = (0.12, 3.0)
"""Its width: at least this share of its height, at most so many letter heights."""
_APART, _PIECE = 0.35, 0.4
"""Pieces one over the other that wear has parted are one letter where no more than the first is between them, and one
of them is larger than the second (letter heights); specks are up to 0.3. Guesses."""


def with_unread(
    grids: Sequence[Grid], words: Sequence[Word], pixels: NDArray[uint8], letter_height: float
) -> tuple[Grid, ...]:
    """The grids with `unread` set on cells that hold print and no words.

    Args:
        grids: of the page, in its pixels.
        words: that were read, with boxes.
        pixels: uint8 (height, width), cleaned.
        letter_height: of the page, pixels.

    Rule: A cell that holds print of which nothing was read is not empty: it has the confidence 0, and its record is to
        be reviewed.
    Test: extract/grids/test_unread_cells.py::test_an_unread_cell_has_the_confidence_0_and_its_record_is_reviewed
    """
    if not grids or letter_height <= 0:
        return tuple(grids)
    all_filled = [fill_cells(grid, words) for grid in grids]
    if all(f.lines for filled in all_filled for f in filled):
        return tuple(grids)
    level, _ = cv2.threshold(pixels, 0, 255, cv2.THRESH_OTSU)
    out = []
    for grid, filled in zip(grids, all_filled, strict=True):
        cells = tuple(
            replace(c, unread=True) if not f.lines and _holds_print(pixels, c.box, level, letter_height) else c
            for c, f in zip(grid.cells, filled, strict=True)
        )
        out.append(replace(grid, cells=cells) if cells != grid.cells else grid)
    return tuple(out)


def _holds_print(pixels: NDArray[uint8], box: Box, level: float, h: float) -> bool:
    """Is ink in it that is free of its sides, no speck, and as high as a letter, pieces over each other together?"""
    y0, y1, x0, x1 = (max(0, round(v)) for v in (box.y0, box.y1, box.x0, box.x1))
    inside = pixels[y0:y1, x0:x1]
    if min(inside.shape) < _HEIGHT[0] * h:
        return False
    ink = (inside <= level).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    is_piece = stats[:, 2:4].max(axis=1) >= _PIECE * h
    is_piece[0] = False
    if not is_piece.any():
        return False
    whole = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((round(_APART * h) | 1, 1), np.uint8))
    _, glyphs, stats, _ = cv2.connectedComponentsWithStats(whole, connectivity=8)
    x, y, wide, tall = (stats[:, k] for k in range(4))
    high, broad = inside.shape
    letter = (x > 0) & (y > 0) & (x + wide < broad) & (y + tall < high)
    letter &= (tall >= _HEIGHT[0] * h) & (tall <= _HEIGHT[1] * h)
    letter &= (wide >= _WIDTH[0] * tall) & (wide <= _WIDTH[1] * h)
    return bool(letter[np.unique(glyphs[is_piece[labels]])].any())
