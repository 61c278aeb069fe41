"""Glyphs of which wear left pieces: a figure in two or three, a dash too short for one, whole where ink is pale.

What is ink is told by one level for the page. Of a thin figure in a worn copy only its strokes are dark enough: its
pieces are too low for letters, belong to no line and would be painted over. At a paler level they are one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import cv2
import numpy as np

from sohoa.pipeline.ink.components import Components, dropped, paper_brightness
from sohoa.pipeline.ink.text_lines import TextLine, components_to_lines
from sohoa.pipeline.ink.worn_apart import TALLEST_FIGURE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

_PALE = 0.94
"""Share of the paper's brightness under which a pixel is ink here. Of five worn figures and dashes all are one piece at
0.94, two at 0.90; what shines through from the back of the sheet has 0.96."""
_PIECE = 0.24
"""A piece is at least so long, in letter heights: specks have 0.2. A guess."""
_AROUND = 1.5
"""How far around a piece is looked, in letter heights: a figure is 1.5 high."""
_FIGURE_HEIGHT, _FIGURE_WIDTH = (1.1, TALLEST_FIGURE), (0.3, 1.3)
"""Of a figure or a capital at the paler level, in letter heights; in Times 1.4 and 0.7. Guesses."""
_SHOWN = 0.7
"""Its dark pieces reach over this share of its height at least. A guess; of three worn figures 0.83 to 0.93."""
_DASH_LENGTH, _DASH_HEIGHT, _DASH_LEVEL = (0.45, 1.4), 0.34, 1.6
"""Of a dash at the paler level, and how many times as long as high it is. A hyphen of Times 0.7, 0.15; guesses."""
_DASH_SHOWN, _DASH_FILLED = 0.35, 0.7
"""Share of a dash's length that its dark pieces have at least, and share of its box that it fills. Guesses."""
_MOST = 6
"""More pieces of this kind in one cell are of a picture, a seal or dirt. A guess."""


class _Whole(NamedTuple):
    """A glyph at the paler level: its box in pixels of the page, its ink in that box, and its pieces."""

    x0: int
    y0: int
    ink: NDArray[np.bool_]
    pieces: tuple[int, ...]


def mend_worn_glyphs(
    grey: Grey, parts: Components, lines: Sequence[TextLine]
) -> tuple[Components, tuple[TextLine, ...]]:
    """Components and lines with the glyphs of table cells whole that wear left in pieces; the same if there are none.

    Args:
        grey: the page the components came from, uint8 (height, width).
        parts: its components.
        lines: its text lines.

    Rule: A figure in a cell of which wear left pieces, and a dash of which it left the middle, is one where a paler
        level of ink makes it one, of the size of a figure or a dash, and touches nothing else.
    Test: pipeline/ink/test_worn_glyphs.py::test_a_figure_in_pieces_is_one
    """
    owned = np.zeros(len(parts.x0), np.bool_)
    for line in lines:
        owned[line.members] = True
    level = _PALE * paper_brightness(grey)
    found: list[_Whole] = []
    for k in _loose_pieces(parts, owned):
        if not any(k in whole.pieces for whole in found):
            found += _whole(grey, parts, k, level, owned)
    if not found:
        return parts, tuple(lines)
    parts = _joined(parts, found)
    return parts, components_to_lines(parts)


def _loose_pieces(parts: Components, owned: NDArray[np.bool_]) -> list[int]:
    """Components in cells that belong to no line and may be pieces of a figure or a dash, but where they are many."""
    h, long = parts.letter_height, np.maximum(parts.heights, parts.widths)
    loose = ~owned & (parts.zone > 0) & (long >= _PIECE * h) & (long <= _FIGURE_HEIGHT[1] * h)
    loose[0] = False
    many = np.bincount(parts.zone[loose], minlength=int(parts.zone.max()) + 1) > _MOST
    return [int(k) for k in np.flatnonzero(loose) if not many[parts.zone[k]]]


def _whole(grey: Grey, parts: Components, k: int, level: float, owned: NDArray[np.bool_]) -> Iterator[_Whole]:
    """The figure or the dash of which a component is a piece, if that is what is one with it at the paler level."""
    reach = round(_AROUND * parts.letter_height)
    x0, y0 = max(0, int(parts.x0[k]) - reach), max(0, int(parts.y0[k]) - reach)
    area = slice(y0, int(parts.y1[k]) + reach), slice(x0, int(parts.x1[k]) + reach)
    labels = parts.labels[area]
    _, pale, stats, _ = cv2.connectedComponentsWithStats((grey[area] < level).astype(np.uint8), connectivity=8)
    n = int(np.bincount(pale[labels == k]).argmax())
    x, y, wide, high, _ = (int(v) for v in stats[n])
    box = slice(y, y + high), slice(x, x + wide)
    ink, pieces = pale[box] == n, np.unique(labels[box][pale[box] == n])
    pieces = pieces[pieces > 0]
    edge = x == 0 or y == 0 or x + wide == pale.shape[1] or y + high == pale.shape[0]
    letters = (owned & parts.letters)[pieces].any()  # a mark of a line may be the foot of a figure above it
    if n == 0 or edge or letters or (parts.ruled | parts.rules)[area][box][ink].any():
        return
    whole = _Whole(x0 + x, y0 + y, ink, tuple(pieces.tolist()))
    if _is_figure(parts, whole) or _is_dash(parts, whole):
        yield whole


def _is_figure(parts: Components, whole: _Whole) -> bool:
    """Is it as high and wide as a figure, with dark pieces over most of its height?"""
    h, (high, wide), its = parts.letter_height, whole.ink.shape, list(whole.pieces)
    shown = int(parts.y1[its].max() - parts.y0[its].min())
    tall = _FIGURE_HEIGHT[0] * h <= high <= _FIGURE_HEIGHT[1] * h
    return bool(tall and _FIGURE_WIDTH[0] * h <= wide <= _FIGURE_WIDTH[1] * h and shown >= _SHOWN * high)


def _is_dash(parts: Components, whole: _Whole) -> bool:
    """Is it as long and as level as a dash, and does it fill its box?"""
    h, (high, wide), its = parts.letter_height, whole.ink.shape, list(whole.pieces)
    level = _DASH_LENGTH[0] * h <= wide <= _DASH_LENGTH[1] * h and high <= _DASH_HEIGHT * h
    shown = int(parts.widths[its].sum())
    filled = float(whole.ink.mean()) >= _DASH_FILLED
    return level and wide >= _DASH_LEVEL * high and shown >= _DASH_SHOWN * wide and filled


def _joined(parts: Components, found: Sequence[_Whole]) -> Components:
    """The components with each glyph as one, in the place of its first piece."""
    labels, boxes = parts.labels.copy(), np.stack([parts.x0, parts.y0, parts.x1, parts.y1])
    kept = np.ones(len(parts.x0), np.bool_)
    for whole in found:
        high, wide = whole.ink.shape
        labels[whole.y0 : whole.y0 + high, whole.x0 : whole.x0 + wide][whole.ink] = whole.pieces[0]
        boxes[:, whole.pieces[0]] = whole.x0, whole.y0, whole.x0 + wide, whole.y0 + high
        kept[list(whole.pieces[1:])] = False
    x0, y0, x1, y1 = boxes
    return dropped(replace(parts, labels=labels, x0=x0, y0=y0, x1=x1, y1=y1), ~kept)
