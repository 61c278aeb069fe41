"""Print apart from a paler stamp over it, by how dark their ink is.

In a grey scan the red or blue ink of a stamp of incoming mail is paler than print, and so is worn black one. Where both
lie over each other, their letters are one piece of ink with the other's and neither is read. Strokes of print are dark
in their middle; what has no dark ink near it is the stamp's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from sohoa.nouns.geometry import Box
from sohoa.pipeline.ink.components import Components

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]
    Mask = NDArray[np.bool_]
    Ints = NDArray[np.intp]

_PAPER = 255
"""Grey of cleaned paper."""
_LEVELS = 256
"""Levels of grey."""
_PRINT_PERCENTILE = 8
"""Print is as dark as this share (per cent) of the middles of letters around, at least."""
_CELL, _FEWEST_AROUND = 4.0, 400
"""How dark print is, is told from three by three cells of this side, in letter heights, with so many pixels of middles
at least, else from the page. Guesses."""
_DARKER = 0.2
"""Ink is print up to this share of the way from there to white. Between a worn stamp and print, on invented scans of
200 and 300 dpi: their middles are 0.2 to 0.3 apart."""
_REACH = 1 / 10
"""Edges of print reach so far from its dark middle, in letter heights."""
_LOOKS = ((_DARKER, _REACH), (0.28, _REACH), (_DARKER, 1 / 6))
"""Other limits, under which less of fine strokes is lost and more of the stamp is left."""
_PALE = 0.2
"""A piece of ink of the stamp has this share of print in the middle of its strokes, at most."""
_FEWEST_MIDDLES = 4
"""Pixels in the middle of strokes that tell how dark a piece is, at least."""
_FEWEST_LETTERS, _FEWEST_UNDER = 6, 2
"""Pale letters of a stamp, and letters of print in its place, at least. On 14 invented scans stamps had 6 to 21 that
stood apart from print, other places 4 at most."""
_NEAR = 1.5
"""Pieces of one stamp stand no farther apart, in letter heights."""
_SIZE = (4.5, 2.0), (30.0, 20.0)
"""A stamp is at least and at most so wide and high, in letter heights: up to 60 by 40 mm. Guesses."""
_AROUND = 6.0
"""Its letters and its frame that are one piece with print reach so far beyond those that stand apart, in letter
heights. A guess."""
_BESIDE = 1.5
"""So far beyond them a line is under the stamp, in letter heights. A guess."""
_MOST_PALE = 0.25
"""Where more of a page's letters are pale, its print is uneven."""


@dataclass(frozen=True, slots=True, eq=False)
class InkLayers:
    """A page without paler stamps, uint8 grey (height, width), once for each of several limits between the inks.

    `zones` are the places of the stamps; they are taken off somewhat beyond these.
    """

    printed: tuple[Grey, ...]
    zones: tuple[Box, ...]


def part_layers(grey: Grey, parts: Components) -> InkLayers | None:
    """Print without paler stamps over it; None where no stamp lies over print.

    Args:
        grey: of the cleaned page, uint8 (height, width).
        parts: its components.

    Rule: Where the ink of a stamp is clearly paler than the print it lies over (a grey scan of a red one), it is told
        from it by that.
    Test: pipeline/ink/test_ink_layers.py::test_a_pale_stamp_is_taken_off_the_print_under_it
    """
    if not parts.letters.any():
        return None
    middles = _middles(parts)
    of, h = parts.labels.ravel()[middles], parts.letter_height
    lettered = parts.letters[of]
    if not lettered.any():
        return None
    letters = parts.letters & (parts.zone == 0)
    values, cells = grey.ravel()[middles], _cells(middles, grey.shape, h)
    level = _print_level(values[lettered], cells[lettered], [n // _side(h) + 1 for n in grey.shape])
    dark = values < _limits(level, _LOOKS[0][0])[cells]
    if (_pale_pieces(len(parts.x0), of, dark) & letters).sum() < _FEWEST_LETTERS:
        return None  # what is dark itself is near what is dark: no more letters are pale
    first = _print_near(grey, level, _LOOKS[0], h)
    pale = _pale_pieces(len(parts.x0), of, first.ravel()[middles])
    if (pale & letters).sum() > _MOST_PALE * letters.sum():
        return None
    stamps = _stamps(parts, pale, letters)
    around = [z.grown(_AROUND * h) for z in stamps]
    if not stamps:
        return None
    looks = [first, *(_print_near(grey, level, look, h) for look in _LOOKS[1:])]
    return InkLayers(tuple(_without(grey, near, around) for near in looks), tuple(z.grown(_BESIDE * h) for z in stamps))


def _without(grey: Grey, near: Mask, zones: Sequence[Box]) -> Grey:
    """The page, in these places nothing but print and its edges."""
    printed = grey.copy()
    for box in zones:
        y0, y1, x0, x1 = (max(0, round(v)) for v in (box.y0, box.y1, box.x0, box.x1))
        printed[y0:y1, x0:x1][~near[y0:y1, x0:x1]] = _PAPER
    return printed


def _print_near(grey: Grey, level: NDArray[np.float32], look: tuple[float, float], letter_height: float) -> Mask:
    """Ink as dark as print, and what is near it, two pixels at least.

    Args:
        grey: of the page.
        level: see `_print_level`.
        look: one of `_LOOKS`.
        letter_height: in pixels.
    """
    darker, reach = look[0], max(2, round(look[1] * letter_height))
    side, (height, width) = _side(letter_height), grey.shape
    limits = _limits(level, darker).reshape(level.shape)
    dark = (grey < np.repeat(np.repeat(limits, side, axis=0), side, axis=1)[:height, :width]).view(np.uint8)
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1, 2 * reach + 1))
    return cv2.dilate(dark, disc).view(np.bool_)


def _middles(parts: Components) -> Ints:
    """Pixels amid strokes, all around which is ink: their places, counted row by row, (pixels,)."""
    inner = cv2.erode((parts.labels > 0).view(np.uint8), np.ones((3, 3), np.uint8))
    return np.flatnonzero(inner.view(np.bool_))


def _limits(level: NDArray[np.float32], darker: float) -> Grey:
    """What is darker is print, by how dark print is and a share of the way from there to white; uint8 (cells,)."""
    return np.ceil(level + darker * (_PAPER - level)).astype(np.uint8).ravel()


def _side(letter_height: float) -> int:
    """Of a cell in which it is told how dark print is, in pixels."""
    return max(1, round(_CELL * letter_height))


def _cells(places: Ints, shape: tuple[int, ...], letter_height: float) -> NDArray[np.int32]:
    """In which cell of `_side` pixels each place stands, both counted row by row, (places,)."""
    side, (height, width) = _side(letter_height), shape
    upto = np.searchsorted(places, np.arange(1, height + 1) * width)  # a row's places follow one another
    rows = np.repeat(np.arange(height, dtype=np.int32), np.diff(upto, prepend=0))
    of_row, of_col = (np.arange(n, dtype=np.int32) // side for n in shape)
    cols = (places - rows.astype(np.int64) * width).astype(np.int32)
    return of_row[rows] * np.int32(width // side + 1) + of_col[cols]


def _print_level(values: Grey, cells: NDArray[np.int32], shape: Sequence[int]) -> NDArray[np.float32]:
    """How dark print is around each cell of `_side` pixels, float32 (rows, columns of cells).

    Worn pages are darker here than there.

    Args:
        values: of the pixels amid strokes of letters.
        cells: in which each of these stands.
        shape: rows and columns of cells.
    """
    rows, cols = shape
    at = cells * _LEVELS + values
    counts = np.bincount(at, minlength=rows * cols * _LEVELS).reshape(rows, cols, _LEVELS)
    padded = np.pad(counts, ((1, 1), (1, 1), (0, 0)))
    around = np.sum([padded[y : y + rows, x : x + cols] for y in range(3) for x in range(3)], axis=0)
    whole = counts.sum(axis=(0, 1))
    around = np.where(around.sum(axis=2, keepdims=True) >= _FEWEST_AROUND, around, whole)
    below = np.cumsum(around, axis=2)
    return np.asarray(np.argmax(below * 100 >= _PRINT_PERCENTILE * below[..., -1:], axis=2).astype(np.float32))


def _pale_pieces(n: int, of: NDArray[np.int32], near: Mask) -> Mask:
    """Which of `n` components are hardly anywhere dark, bool (n,).

    Args:
        n: number of components.
        of: number of the component of each pixel amid a stroke, (pixels,).
        near: which of these are as dark as print, or near what is, bool (pixels,).
    """
    whole = np.bincount(of, minlength=n)
    dark = np.bincount(of[near], minlength=n)
    pale = (whole >= _FEWEST_MIDDLES) & (dark <= _PALE * whole)
    pale[0] = False
    return np.asarray(pale)


def _stamps(parts: Components, pale: Mask, letters: Mask) -> list[Box]:
    """Where stamps lie over print: pale pieces near each other, letters among them, and print beside these."""
    h, outside = parts.letter_height, pale & (parts.zone == 0)
    boxes = Box.joined((parts.box(int(k)) for k in np.flatnonzero(outside)), _NEAR * h)
    sized = (b for b in boxes if _has_size(b, h))
    return [
        b
        for b in sized
        if _inside(b, parts, pale & letters) >= _FEWEST_LETTERS
        and _inside(b.grown(h / 2), parts, letters & ~pale) >= _FEWEST_UNDER
    ]


def _has_size(box: Box, letter_height: float) -> bool:
    least, most = _SIZE
    width, height = box.width / letter_height, box.height / letter_height
    return least[0] <= width <= most[0] and least[1] <= height <= most[1]


def _inside(zone: Box, parts: Components, some: Mask) -> int:
    """How many of some components have their middle in a box."""
    x, y = (parts.x0 + parts.x1) / 2, (parts.y0 + parts.y1) / 2
    return int((some & (x > zone.x0) & (x < zone.x1) & (y > zone.y0) & (y < zone.y1)).sum())
