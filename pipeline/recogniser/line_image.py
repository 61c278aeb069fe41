"""A line of print brought to the height, the polarity and the contrast that the network was trained on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]
    Ink = NDArray[np.float32]

HEIGHT = 40
"""Height of the network's picture in pixels."""
MARGIN = 0.08
"""Paper above and below the ink, in heights of the ink."""
_LEAST_CORE, _MOST_CORE = 1.9, 3.0
"""Height of the picture in heights of the line's core, the zone of small letters or that of capitals: ascent, stacked
mark and descent are 1.27 em, small letters 0.45 em (2.8, and a little more), capitals and figures 0.66 em (1.9)."""
_BASE = 0.76
"""Place of the base line in the picture, from the top, where the core sets its height."""
_LEAST_BAND = 0.3
"""The picture is at least this high, in heights of the strip: a dash is not blown up to a beam."""
_DARK, _PAPER = 0.01, 0.7
"""Shares of the pixels that are as dark as ink and as dark as paper, or darker."""
_LEAST_CONTRAST = 48.0
"""Grey levels from paper to ink, at least: what is fainter is not stretched to look like print."""
_INTRUDER = 0.25
"""Ink at the strip's edge with a gap to the rest is the next line's if it is lower than this share of the rest."""
_MANY = 0.45
"""Rows of the core have at least this share of the changes of its best row."""
_FEW_CHANGES = 24
"""With fewer changes from ink to paper in the best row, about six letters, the core does not bound the height: the rows
of the serifs of `STT` or the stop of `1.` have more changes than the rest."""
_THIN_CORE, _TRUE_CORE = 0.3, 2.0
"""A core of a smaller share of the ink's height may be that of dots to be filled in (`năm .......`); it is, if what is
higher than they are has a core so many times as high. Dots of Times are 0.12 em, small letters 0.45 em."""
_DOT, _FILLED = 1.5, 0.6
"""Height and width of a dot at most, in heights of such a core, and share of its box that it fills at least: letters
fill less. Dots make half of the changes of that core: each makes two. Guesses."""
_MARKED = 0.4
"""Softened ink darker than this is a mark of the line. A guess."""
BEHIND = 8
"""Paper behind the line, in pixels of the picture: at its very end the network passes over a dash or a stop."""
_LONGEST = 4096
"""Widest picture in pixels; longer lines are squeezed. A page's width holds about 1,500."""


@dataclass(frozen=True, slots=True, eq=False)
class LineImage:
    """A line for the network: ink 0 (paper) to about 1, float32, (`HEIGHT`, width).

    Column x of the strip is column x * `scale` of the picture.
    """

    ink: Ink
    scale: float


@dataclass(frozen=True, slots=True, eq=False)
class LineInStrip:
    """Where the line lies in its strip and how its greys are to be taken, found once for all looks at it.

    `strip` is uint8 grey (height, width); `shades` the ink of each grey, float32 (256,); `rows` the first row of the
    line and the row after its last, which may lie outside of the strip.
    """

    strip: Grey
    shades: Ink
    rows: tuple[int, int]


def find_line(strip: Grey) -> LineInStrip:
    """The line in a strip of a page, dark ink on light paper.

    Args:
        strip: uint8 grey, (height, width), at least one pixel.
    """
    shades = _shades(strip)
    return LineInStrip(strip, shades, line_rows(_shaded(strip, shades)))


def line_to_image(line: LineInStrip, zoom: float = 1.0, stretch: float = 1.0) -> LineImage:
    """The picture of a line for the network.

    Args:
        line: in its strip.
        zoom: how much larger than usual the print is to be; a little paper above and below is lost then.
        stretch: how much wider it is to be beside that.
    """
    band = _band(line, *_zoomed(*line.rows, zoom))
    scale = HEIGHT / band.shape[0]
    width = min(_LONGEST - BEHIND, max(4, round(band.shape[1] * scale * stretch)))
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    picture = np.zeros((HEIGHT, width + BEHIND), np.float32)
    picture[:, :width] = cv2.resize(band, (width, HEIGHT), interpolation=method)
    return LineImage(picture, width / band.shape[1])


def strip_to_line_image(strip: Grey, zoom: float = 1.0, stretch: float = 1.0) -> LineImage:
    """The line in a strip as a picture for the network: `find_line`, `line_to_image`."""
    return line_to_image(find_line(strip), zoom, stretch)


def line_rows(ink: Ink) -> tuple[int, int]:
    """First row of the line and the row after its last, which may lie outside of the strip.

    The extent of the ink decides, unless what else is in the strip (feet and heads of other lines, a seal) makes it
    too high for the line's core, or a line without ascenders makes it too low.
    """
    marked = np.asarray(cv2.blur(ink, (3, 3)) > _MARKED, np.int8)
    top, bottom = ink_rows(marked)
    core_top, core_bottom, changes = _core_rows(marked)
    if core_bottom - core_top < _THIN_CORE * (bottom - top):
        core_top, core_bottom, changes = _core_without_dots(marked, (core_top, core_bottom, changes))
    core = core_bottom - core_top
    extent = (bottom - top) * (1 + 2 * MARGIN)
    most = _MOST_CORE * core if changes >= _FEW_CHANGES else extent + _LEAST_CORE * core
    tall = max(min(max(extent, _LEAST_CORE * core), most), _LEAST_BAND * ink.shape[0], 4.0)
    y0 = core_bottom - _BASE * tall if extent > most >= tall else (top + bottom - tall) / 2
    return round(y0), round(y0) + round(tall)


def core_rows(ink: Ink) -> tuple[int, int]:
    """First row of the line's core, the zone of small letters or that of capitals, and the row after its last."""
    top, bottom, _ = _core_rows(np.asarray(cv2.blur(ink, (3, 3)) > _MARKED, np.int8))
    return top, bottom


def _zoomed(y0: int, y1: int, zoom: float) -> tuple[int, int]:
    """The rows about the same middle, fewer by the zoom."""
    less = (y1 - y0) * (1 - 1 / zoom) / 2
    return round(y0 + less), max(round(y0 + less) + 1, round(y1 - less))


def ink_rows(marked: NDArray[np.int8]) -> tuple[int, int]:
    """First row with ink and the row after the last, scraps of neighbouring lines left out."""
    rows = np.concatenate(([False], marked.sum(axis=1) >= 2, [False]))
    runs = np.flatnonzero(np.diff(rows.astype(np.int8))).reshape(-1, 2).tolist()
    if not runs:
        return 0, marked.shape[0]
    most = max(b - a for a, b in runs)
    if len(runs) > 1 and runs[0][0] == 0 and runs[0][1] < _INTRUDER * most:
        runs = runs[1:]
    if len(runs) > 1 and runs[-1][1] == marked.shape[0] and runs[-1][1] - runs[-1][0] < _INTRUDER * most:
        runs = runs[:-1]
    return int(runs[0][0]), int(runs[-1][1])


def _core_rows(marked: NDArray[np.int8]) -> tuple[int, int, float]:
    """The rows in which ink and paper change most often: small letters' height, or that of capitals; the most changes.

    Changes are counted, not ink: a rule or a blot has much ink and few changes.
    """
    height = marked.shape[0]
    changes = np.abs(np.diff(marked, axis=1)).sum(axis=1).astype(np.float32)
    changes = np.convolve(changes, np.full(3, 1 / 3, np.float32), "same")
    middle = 1 - 0.6 * np.abs(np.linspace(-1, 1, height, dtype=np.float32))
    peak = int(np.argmax(changes * middle))
    many = (changes >= _MANY * changes[peak]).tolist()
    top = bottom = peak
    gap = max(1, height // 16)
    while top > 0 and any(many[max(0, top - gap) : top]):
        top -= 1
    while bottom < height and any(many[bottom : bottom + gap]):
        bottom += 1
    return top, max(bottom, top + 1), float(changes[peak])


def _core_without_dots(marked: NDArray[np.int8], core: tuple[int, int, float]) -> tuple[int, int, float]:
    """The core of what is higher than the dots in it, if that is much higher; else the core as it is.

    Rule: Dots to be filled in do not tell how high the print of a line is, however many they are.
    Test: pipeline/recogniser/test_line_image.py::test_dots_do_not_tell_the_height_of_a_line
    """
    high = core[1] - core[0]
    _, labels, stats, _ = cv2.connectedComponentsWithStats(marked.astype(np.uint8), connectivity=8)
    tall, wide, area = (stats[1:, k] for k in (cv2.CC_STAT_HEIGHT, cv2.CC_STAT_WIDTH, cv2.CC_STAT_AREA))
    dots = (np.maximum(tall, wide) <= _DOT * high) & (area >= _FILLED * tall * wide)
    if 2 * dots.sum() < core[2] / 2:
        return core
    letters = np.concatenate([[False], tall > _DOT * high])
    if not letters.any():
        return core
    other = _core_rows(letters[labels].astype(np.int8))
    return other if other[1] - other[0] >= _TRUE_CORE * high else core


def strip_to_ink(strip: Grey) -> Ink:
    """Ink 0 (paper) to 1.25, (height, width), by how dark the line's darkest pixels are."""
    return _shaded(strip, _shades(strip))


def _shades(strip: Grey) -> Ink:
    """The ink of each grey, (256,)."""
    counts = np.cumsum(cv2.calcHist([strip], [0], None, [256], [0, 256]).ravel().astype(np.int64))
    dark, paper = np.searchsorted(counts, (_DARK * strip.size, _PAPER * strip.size))
    contrast = max(_LEAST_CONTRAST, float(paper - dark))
    shades = np.clip((float(paper) - np.arange(256, dtype=np.float32)) / contrast, 0, 1.25)
    return np.asarray(shades, np.float32)


def _shaded(strip: Grey, shades: Ink) -> Ink:
    return np.asarray(cv2.LUT(strip, shades), np.float32)


def _band(line: LineInStrip, y0: int, y1: int) -> Ink:
    """The ink of rows y0 to y1, with paper where they lie outside."""
    height, width = line.strip.shape
    band = np.zeros((y1 - y0, width), np.float32)
    first, last = max(0, y0), min(y1, height)
    if first < last:
        band[first - y0 : last - y0] = _shaded(line.strip[first:last], line.shades)
    return band
