"""Shaded fields of a page, as headings of tables are: light or dark print on them becomes dark print on paper.

A field is told from a picture, a border or bold print by its shape and evenness: a filled rectangle away from the
edges, as dark all over but for the print on it. What departs from its own level, to either side, is print (a local
form of contrast normalisation; the field's level is its median). Its outline is drawn: it parts cells as a rule does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from sohoa.extract.rules.connected import ink_to_connected
from sohoa.extract.rules.levels import below
from sohoa.pipeline.cleanup.pixels import as_grey

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray

_PAPER_PERCENTILE, _INK_PERCENTILE = 80, 0.5
"""Brightness that these shares (per cent) of a page do not reach: its paper, its ink. Guesses."""
_SMALLEST = 26
"""Pixels of the shorter side; smaller pictures are left as they are. A guess: a tenth of an inch at 250 dpi."""
_DARK = 0.75
"""A field is darker than this share of the paper: shadows are not, tints of rows are left to the evening of paper."""
_STROKE_MM, _LINE_MM = 0.9, 3.4
"""Strokes of print on a field are thinner, its least height is more: a line of 9 points with its margins."""
_LEAST_WIDTH_MM = 12.0
"""A guess: the heading of a column of row numbers."""
_FILLED, _SHARP = 0.88, 0.7
"""A field fills this share of the rectangle around it, and this share of its pixels is dark before print is closed: of
bold capitals it is half, of a field full of print three quarters."""
_EVEN = 22.0
"""Grey levels by which the dark of a field varies (median of departures, times `_MAD`): a photograph varies more."""
_PRINTED = (0.01, 0.3)
"""Share of a field that print on it covers: a bar without any is left as it is."""
_LARGEST = 0.35
"""Share of the page; a page in negative is none of our fields."""
_EDGE_MM = 4.0
"""What is nearer to the edge of the page is the scanner's. A guess."""
_GRAIN = 0.25
"""Departures below this share of those of ink or paper are the grain of the field."""
_SEEN = 0.4
"""Darkness (0 to 1) of print on a field from which a pixel counts as its ink. A guess."""
_FULL = 1.3
"""Print this much paler than ink or paper (one over it) is drawn in full black. A guess: smoothed strokes are."""
_MAD = 1.48
"""A median of departures times this is a standard deviation, where they are normal."""
_WITHIN = 0.15
"""Share of the lower side of a field that is left out at its edges where its print is measured. A guess."""
_BLACK = 30
"""Grey of the outline that is drawn: that of a scanned rule. A guess."""
_DARKER = 40.0
"""Grey levels below a field's own at least that black print on it has."""
_OUTLINE_MM = 0.3
"""Width of the outline: that of a printed rule."""
_STEP = 8
"""Levels of the page are measured on every eighth row and column."""
_SMALL_DPI = 100.0
"""Fields are sought on a picture of this resolution. A guess: a stroke of print has 2 pixels there."""
_MM = 25.4
"""Of an inch."""


@dataclass(frozen=True, slots=True, eq=False)
class _Field:
    """A field on the page: `box` (x0, y0, x1, y1), `mask` (uint8, 1 inside) of the box's shape, `corners` (4, 2)."""

    box: tuple[int, int, int, int]
    mask: NDArray[uint8]
    corners: NDArray[np.float32]


def without_shades(grey: NDArray[uint8], light: NDArray[uint8], dpi: float) -> NDArray[uint8]:
    """`grey` with shaded fields as paper, and what is printed on them dark.

    Args:
        grey: uint8 (height, width), black print without coloured inks.
        light: uint8 (height, width), the brightness of the page with all its inks; fields are seen on it.
        dpi: resolution.

    Returns:
        `grey` itself if there is no such field.

    Rule: White print on a dark field, as in headings of tables, is read; so is black print on a grey or coloured one.
    Test: pipeline/cleanup/test_shaded_panels.py::test_print_on_a_field_becomes_dark_print_on_paper
    """
    if min(grey.shape) < _SMALLEST:
        return grey
    sample = light[::_STEP, ::_STEP]
    paper, ink = (float(np.percentile(sample, p)) for p in (_PAPER_PERCENTILE, _INK_PERCENTILE))
    if not below(sample, _DARK * paper).any():
        return grey
    out, level = grey, float(np.percentile(grey[::_STEP, ::_STEP], _PAPER_PERCENTILE))
    for field in _fields(light, paper, dpi):
        x0, y0, x1, y1 = field.box
        print_ = _print_on(light[y0:y1, x0:x1], field.mask, paper, ink)
        if print_ is None:
            continue
        out = out.copy() if out is grey else out
        inside = field.mask > 0
        out[y0:y1, x0:x1][inside] = ((1 - print_[inside]) * level).astype(np.uint8)
        outline = np.rint(field.corners).astype(np.int32).reshape(-1, 1, 2)
        cv2.polylines(out, [outline], True, _BLACK, max(1, round(_OUTLINE_MM * dpi / _MM)), cv2.LINE_AA)
    return out


def _fields(light: NDArray[uint8], paper: float, dpi: float) -> list[_Field]:
    scale = min(1.0, _SMALL_DPI / dpi)
    small = as_grey(cv2.resize(light, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))
    mm = scale * dpi / _MM
    dark = below(small, _DARK * paper).view(np.uint8)
    shut = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, _square(_STROKE_MM * mm))
    opened = cv2.morphologyEx(shut, cv2.MORPH_OPEN, _square(_LINE_MM * mm))
    labels, stats, _ = ink_to_connected(opened, connectivity=4)
    out = []
    for k in range(1, len(stats)):
        x, y, wide, tall, area = (int(v) for v in stats[k])
        edge = _EDGE_MM * mm
        outside = x < edge or y < edge or x + wide > small.shape[1] - edge or y + tall > small.shape[0] - edge
        if outside or wide < _LEAST_WIDTH_MM * mm or area > _LARGEST * small.size:
            continue
        mask = (labels[y : y + tall, x : x + wide] == k).astype(np.uint8)
        if float(dark[y : y + tall, x : x + wide][mask > 0].mean()) < _SHARP:
            continue
        contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
        around = cv2.minAreaRect(np.concatenate([c.reshape(-1, 2) for c in contours]).astype(np.float32))
        if area < _FILLED * max(1.0, (around[1][0] + 1) * (around[1][1] + 1)):
            continue
        corners = (cv2.boxPoints(around) + np.array([x, y], np.float32) + np.float32(0.5)) / np.float32(scale)
        out.append(_on_page(corners, light.shape))
    return out


def _on_page(corners: NDArray[np.float32], shape: tuple[int, ...]) -> _Field:
    (x0, y0), (x1, y1) = np.floor(corners.min(0)).astype(int), np.ceil(corners.max(0)).astype(int) + 1
    box = max(0, int(x0)), max(0, int(y0)), min(shape[1], int(x1)), min(shape[0], int(y1))
    mask = np.zeros((box[3] - box[1], box[2] - box[0]), np.uint8)
    cv2.fillConvexPoly(mask, np.rint(corners - np.array([box[0], box[1]], np.float32)).astype(np.int32), 1)
    return _Field(box, mask, corners)


def _print_on(part: NDArray[uint8], mask: NDArray[uint8], paper: float, ink: float) -> NDArray[np.float32] | None:
    """Darkness of the print on a field, 0 to 1; None if there is none, or the field is a picture."""
    inside = part[mask > 0].astype(np.float32)
    level = float(np.median(inside))
    near = np.abs(inside - level)
    if _MAD * float(np.median(near)) > _EVEN:
        return None
    lighter = (part.astype(np.float32) - level) / max(1.0, paper - level)
    darker = (level - part.astype(np.float32)) / max(_DARKER, level - ink)
    departs = (np.maximum(lighter, darker) - _GRAIN) / (1 - _GRAIN)
    print_ = np.clip(_FULL * departs, 0, 1).astype(np.float32)
    inner = cv2.erode(mask, _square(_WITHIN * min(mask.shape)), borderType=cv2.BORDER_CONSTANT, borderValue=0)
    share = float((print_[inner > 0] > _SEEN).mean()) if inner.any() else 0.0
    return print_ if _PRINTED[0] <= share <= _PRINTED[1] else None


def _square(side: float) -> NDArray[uint8]:
    size = max(3, round(side) | 1)
    return np.ones((size, size), np.uint8)
