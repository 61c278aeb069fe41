"""Cells that hold print of which nothing was read: an empty cell is said to be empty only if it is.

Looked for are pieces of ink of the height of letters that stand free of the cell's rules. What they say is
not guessed: the cell stays without text, and its confidence is 0.
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
    level, _ = cv2.threshold(pixels, 0, 255, cv2.THRESH_OTSU)
    out = []
    for grid in grids:
        filled = fill_cells(grid, words)
        cells = tuple(
            replace(c, unread=True) if not f.lines and _holds_print(pixels, c.box, level, letter_height) else c
            for c, f in zip(grid.cells, filled, strict=True)
        )
        out.append(replace(grid, cells=cells) if cells != grid.cells else grid)
    return tuple(out)


def _holds_print(pixels: NDArray[uint8], box: Box, level: float, h: float) -> bool:
    y0, y1, x0, x1 = (max(0, round(v)) for v in (box.y0, box.y1, box.x0, box.x1))
    inside = pixels[y0:y1, x0:x1]
    if min(inside.shape) < _HEIGHT[0] * h:
        return False
    _, _, stats, _ = cv2.connectedComponentsWithStats((inside <= level).astype(np.uint8), connectivity=8)
    x, y, wide, tall = (stats[1:, k] for k in range(4))
    high, broad = inside.shape
    free = (x > 0) & (y > 0) & (x + wide < broad) & (y + tall < high)
    letter = (tall >= _HEIGHT[0] * h) & (tall <= _HEIGHT[1] * h)
    return bool((free & letter & (wide >= _WIDTH[0] * tall) & (wide <= _WIDTH[1] * h)).any())
