"""Dewarping: a page that lay bent, or was photographed askew, is made flat again.

Text lines and rules across are level on the flattened page, rules down are upright (as in Ulges, Lampert and Breuel,
Document image dewarping using robust estimation of curled text lines, ICDAR 2005, and Tian and Narasimhan,
Rectification and 3D reconstruction of curved document images, CVPR 2011). A page of straight lines is not touched.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import cv2
import numpy as np

from sohoa.nouns.bend import Bend
from sohoa.pipeline.cleanup.line_courses import Courses, slopes_to_courses
from sohoa.pipeline.cleanup.line_slopes import Level, levelness, local_slopes, profile_sharpness
from sohoa.pipeline.cleanup.paper import estimate_paper, ink_map, thumbnail
from sohoa.pipeline.cleanup.pixels import as_grey
from sohoa.pipeline.cleanup.skew import estimate_skew, lower_edges

if TYPE_CHECKING:
    from numpy import float64, uint8
    from numpy.typing import NDArray

    Floats = NDArray[float64]
    Points = tuple[Floats, Floats]

_LEVELS = (
    (Level(1 / 2.5, 1 / 4, 9.0, 0.5), 3.0),
    (Level(1 / 4, 1 / 8, 6.0, 0.25), 0.6),
    (Level(1 / 6, 1 / 12, 4.0, 0.25), 0.2),
    (Level(1 / 8, 1 / 16, 2.0, 0.125), 0.1),
)
"""From coarse to fine, each with the stiffness of its surface: a fold shows in the fine ones only."""
_FEWEST_WINDOWS = 6
_GLANCE = Level(1 / 5, 1 / 8, 4.0, 0.5, points=700)
_LEVEL = 0.85
"""A first glance: in three quarters of the windows of a flat scan level lines are the sharpest, or nearly (0.88 to 1 on
29 pages), of bent ones 0.58 to 0.8. It takes a fiftieth of a page's time."""
_SHARPER = 1.5
"""A page is bent if its lines, along their courses, stack so many times as sharply as along rows: of flat scans 0.9 to
2.2, of bent ones 1.7 to 17 ..."""
_LEAST_BEND = 0.35
"""... and if the thirtieth of its ink that moves most moves by so many letter heights: of flat scans 0.07 to 0.28, of
bent ones 0.4 and more."""
_KNOTS = 33, 45
"""Of the way back, along and down."""
_BAND = 256
"""Rows that are pulled flat at a time: the way of each pixel takes sixteen times its memory."""
_LONGEST = 32767
"""Pixels that `cv2.remap` can take."""
_WHITE = 255
_RULE = 2.5
"""Of rules down only runs of so many letter heights are looked at: stems of letters are shorter."""
_LEAST_RULES = 0.15
"""Rules down tell of the page if their length together is this share of the page's height; else x stays as it is."""


def flattened(grey: NDArray[uint8], lettering: NDArray[uint8], letter: float) -> tuple[NDArray[uint8], Bend | None]:
    """The page with its lines level and its rules upright, and the way back; as it is, and None, if it is flat.

    Args:
        grey: uint8 (height, width), upright and straight on the whole, paper near white.
        lettering: of a small picture of it, uint8 (height, width), 1 where letters are.
        letter: size of a letter there, pixels.

    Rule: A page whose lines are bent, as on a photograph, is flattened; one that is straight is not touched.
    Test: pipeline/cleanup/test_dewarping.py::test_bent_pages_become_flat
    """
    height, width = lettering.shape
    if (
        not letter
        or max(grey.shape) >= _LONGEST
        or levelness(*lower_edges(lettering), (width, height), letter, _GLANCE) > _LEVEL
    ):
        return grey, None
    small, scale = thumbnail(grey)
    ink = ink_map(small, estimate_paper(small))
    size = (ink.shape[1], ink.shape[0])
    across = _courses_if_bent(_edges(ink), size, letter)
    if across is None:
        return grey, None
    us, vs = _knots(ink.shape)
    down = _upright_courses(_levelled(ink, across), letter)
    xs = us if down is None else down.rows(vs, us)
    ys = across.rows(xs, vs)
    bend = _as_bend(xs / scale, ys / scale, grey.shape[1], grey.shape[0])
    return pulled_flat(grey, bend), bend


def pulled_flat(picture: NDArray[uint8], bend: Bend) -> NDArray[uint8]:
    """The picture of a bent sheet, uint8 (height, width[, 3]), as `bend` flattens it; white where the sheet ends."""
    return _pulled(picture, np.array(bend.x), np.array(bend.y), cv2.INTER_CUBIC, _WHITE)


def _knots(shape: tuple[int, ...]) -> tuple[Floats, Floats]:
    x, y = (np.linspace(0, side, n) for side, n in zip((shape[1], shape[0]), _KNOTS, strict=True))
    us, vs = np.meshgrid(x, y)
    return us, vs


def _edges(ink: NDArray[uint8]) -> Points:
    """Lower edges of ink, each row with a share of a pixel at random, so that level lines are not favoured."""
    xs, ys = lower_edges(ink)
    return xs, ys + np.random.default_rng(0).random(len(ys)) - 0.5


def _courses_if_bent(points: Points, size: tuple[int, int], letter: float) -> Courses | None:
    """The courses of the lines; None if they are no sharper along them, or hardly move."""
    courses = _courses(points, size, letter)
    if courses is None:
        return None
    xs, ys = points
    flat = courses.level_of(xs, ys)
    before, after = (float(profile_sharpness(xs, y, np.zeros(1))[0]) for y in (ys, flat))
    moved = float(np.percentile(np.abs(flat - ys), 97))
    return courses if after >= _SHARPER * before and moved >= _LEAST_BEND * letter else None


def _courses(points: Points, size: tuple[int, int], letter: float) -> Courses | None:
    """The courses by all levels, each on the page that those before have flattened."""
    xs, ys = points
    total: Courses | None = None
    for level, stiffness in _LEVELS:
        flat = total.level_of(xs, ys) if total else ys
        slopes = local_slopes(xs, flat, size, letter, level)
        if len(slopes) >= _FEWEST_WINDOWS:
            total = slopes_to_courses(slopes, size, stiffness).after(total)
    return total


def _levelled(ink: NDArray[uint8], across: Courses) -> NDArray[uint8]:
    """The small picture's ink with its lines level."""
    us, vs = _knots(ink.shape)
    return _pulled(ink, us, across.rows(us, vs), cv2.INTER_NEAREST, 0)


def _upright_courses(ink: NDArray[uint8], letter: float) -> Courses | None:
    """The courses of the rules down, on the turned picture (x down, y along); None if there are hardly any."""
    run = max(3, round(_RULE * letter))
    lean = math.tan(math.radians(estimate_skew(np.ascontiguousarray(ink.T)).degrees))
    turned = np.ascontiguousarray(cv2.morphologyEx(ink, cv2.MORPH_OPEN, _stroke(run, round(lean * run))).T)
    points = _edges(as_grey(turned))
    if len(points[0]) < _LEAST_RULES * turned.shape[1]:
        return None
    return _courses(points, (turned.shape[1], turned.shape[0]), letter)


def _stroke(down: int, across: int) -> NDArray[uint8]:
    """A straight stroke of so many pixels down, and to the right (negative: to the left), as a structuring element."""
    element = np.zeros((down, abs(across) + 1), np.uint8)
    ends = ((0, 0), (abs(across), down - 1)) if across >= 0 else ((abs(across), 0), (0, down - 1))
    return as_grey(cv2.line(element, *ends, 1))


def _pulled(picture: NDArray[uint8], xs: Floats, ys: Floats, flags: int, border: int) -> NDArray[uint8]:
    """The picture of which each knot, evenly spread, is taken from (x, y) of `picture`; the same size, band by band."""
    height, width = picture.shape[:2]
    out = np.empty_like(picture)
    for top in range(0, height, _BAND):
        rows = slice(top, min(height, top + _BAND))
        x, y = (_spread(knots, rows, height, width) for knots in (xs, ys))
        out[rows] = cv2.remap(
            picture, x, y, flags, borderMode=cv2.BORDER_CONSTANT, borderValue=(border, border, border)
        )
    return out


def _spread(knots: Floats, rows: slice, height: int, width: int) -> NDArray[np.float32]:
    """Knots over some rows of a picture, a value a pixel; pixel middles on whole numbers, as `cv2.remap` has them."""
    along = ((np.arange(width) + 0.5) / width * (knots.shape[1] - 1)).astype(np.float32)
    down = ((np.arange(rows.start, rows.stop) + 0.5) / height * (knots.shape[0] - 1)).astype(np.float32)
    u, v = np.meshgrid(along, down)
    return np.asarray(cv2.remap(knots.astype(np.float32), u, v, cv2.INTER_LINEAR) - np.float32(0.5), np.float32)


def _as_bend(xs: Floats, ys: Floats, width: int, height: int) -> Bend:
    x, y = (tuple(tuple(row) for row in knots.round(2).tolist()) for knots in (xs, ys))
    return Bend(float(width), float(height), x, y)
