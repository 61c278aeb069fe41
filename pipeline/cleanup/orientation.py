"""Which way up a page is (orientation detection): the direction of its lines first, then which side of them is up.

Lines run along the axis on which ink stacks more sharply (see `skew`). Up is told from the lines
themselves: in Latin script, and much more so in Vietnamese, more ink stands above the small letters (ascenders,
capitals, tone and vowel marks) than hangs below (descenders, the dot of nặng); D. Bloomberg's ascender count
(Leptonica, flipdetect.c) does the same for English. Where the count is not clear, a strip is read both ways
by our own reader (by Tesseract where that was chosen, whose own detection was wrong on four of 12 worn pages).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from sohoa.nouns.homography import sampling_matrix, straightening
from sohoa.pipeline.cleanup.line_slopes import Level, usual_skew
from sohoa.pipeline.cleanup.pixels import turned
from sohoa.pipeline.cleanup.skew import MAX_SKEW, NO_SKEW, Skew, estimate_skew, lower_edges

if TYPE_CHECKING:
    from numpy import float64, uint8
    from numpy.typing import NDArray

ReadStrip = Callable[["NDArray[uint8]"], float]
"""Reads a strip of text (uint8 grey, (height, width)) and tells how sure the engine is, 0 to 1."""

_COLUMN_WIDTH = 14.0
"""Width of a column in which lines are looked at, in letter sizes: table cells agree no further. A guess."""
_NARROWEST_COLUMN = 8
"""The same in pixels, for tiny print. A guess."""
_CLEARLY_UP = 3.5
"""Standard errors by which ink above must exceed ink below (or the reverse) to count as clear; with it 197 of 200
generated pages are clear and all are right (`benchmarks/orientation_skew.py`)."""
_ONE_AXIS = 3.0
"""Strength of the one axis over the other from which lines run along it: 6 and more on generated pages of text."""
_ONE_LOCAL = 2.0
"""Where lines seem to run down, windows must say so by this; else the engine is asked, as of a bent table (1.5)."""
_LOOK = Level(1 / 5, 1 / 8, MAX_SKEW, 0.5, points=700)
_WIDEST_STRIP = 150.0
"""Of the strip that the engine is asked about, in letter sizes. A guess."""
_SURELY_READ = 0.75
"""Confidence from which a strip stands upright, so that no other way is tried: our reader gave 0.30 to 0.69 the wrong
way and 0.65 to 0.99 the right way (50 pages, half of them worn), Tesseract at most 0.40 and 0.25 to 0.89."""
_READ_BETTER = 0.15
"""Confidence by which the engine must read one way better than another: 0.15 to 0.5 on those pages; on a photograph
with little print a few strokes that were taken for letters had 0.09 more."""
_STRIP_HEIGHT = 16.0
"""Height of that strip in letter sizes: about five lines."""
_FEWEST_VOTES = 12
"""Lines in columns that a mean needs to be told from chance. A guess."""
_FEWEST_LETTERS_SEEN = 15
"""With fewer letters a page has no lines to turn by. A guess."""
_LEAST_SHARPNESS = 1.8
"""Peak of the line profile over its median; a seal, a photograph or noise was seen to give 1.1 to 1.6."""
_LEAST_LOCAL_SHARPNESS = 2.2
"""The same of windows, in the median: 3.1 to 3.9 on bent pages of text, 1.4 to 1.5 on noise and dots."""
_CORE_OF_LINE, _CORE_OF_COLUMN = 0.45, 0.12
"""Rows with so much of the ink that the rows around have at most, and of the column's width, are those of small
letters. Guesses."""
_LINE_HEIGHT = (0.5, 2.5)
"""Height of such a core, in letter sizes. A guess."""
_ROUND_LINE = 2.5
"""How far around a row its most inked neighbour is looked for, in letter sizes. A guess: within one line pitch."""
_NEAR_LINE = 0.7
"""How far above and below the core marks and descenders are counted, in heights of the core. A guess."""


@dataclass(frozen=True, slots=True)
class Orientation:
    """How a page is to be turned, and what is not sure of it.

    Attributes:
        turn: degrees clockwise that bring the page upright.
        skew: of the page so turned.
        clear: False if up and down could not be told apart.
        lines: False if there are no text lines.
        other: the skew along the other axis if lines may as well run there: columns of figures stack like lines.
    """

    turn: int
    skew: Skew
    clear: bool
    lines: bool
    other: Skew | None = None


def find_orientation(ink: NDArray[uint8], size: float, count: int) -> Orientation:
    """How to turn a page, from the lettering of its small ink map.

    Args:
        ink: uint8 (height, width), 1 where a letter is.
        size: median letter size in pixels.
        count: letters on the page.

    Rule: A page scanned upside down or on its side is turned upright by its letters: more ink stands above them than
        hangs below.
    Test: pipeline/cleanup/test_orientation.py::test_upright_and_straight_from_any_turn
    """
    across = estimate_skew(ink)
    upright = turned(ink, 90)
    down = estimate_skew(upright)
    vertical, lines, doubtful = _axis(across, down, (ink, upright), size)
    skew, weaker = (down, across) if vertical else (across, down)
    if count < _FEWEST_LETTERS_SEEN or not lines:
        return Orientation(0, NO_SKEW, clear=count < _FEWEST_LETTERS_SEEN, lines=False)
    excess = ink_above_below(upright if vertical else ink, skew.degrees, size)
    turn = (90 if vertical else 0) + (180 if excess < -_CLEARLY_UP else 0)
    other = weaker if doubtful else None
    return Orientation(turn % 360, skew, clear=abs(excess) >= _CLEARLY_UP, lines=True, other=other)


def _axis(
    across: Skew, down: Skew, inks: tuple[NDArray[uint8], NDArray[uint8]], size: float
) -> tuple[bool, bool, bool]:
    """Do lines run down, are there any, and may they as well run along the other axis?

    Bent lines stack badly over a whole page, so its windows are asked where the page shows no lines, and where lines
    seem to run down: columns of a bent table stack more sharply than its lines. `inks`: as scanned, and turned.
    """
    vertical = down.strength > across.strength
    best, weaker = (down, across) if vertical else (across, down)
    if best.sharpness >= _LEAST_SHARPNESS and not vertical:
        return False, True, best.strength < _ONE_AXIS * weaker.strength
    usual = [_usual_skew(ink, size) for ink in inks]
    if best.sharpness < _LEAST_SHARPNESS:
        vertical = usual[1].strength > usual[0].strength
        return vertical, usual[vertical].sharpness >= _LEAST_LOCAL_SHARPNESS, True
    disagree = usual[1].strength < _ONE_LOCAL * usual[0].strength
    return True, True, disagree or best.strength < _ONE_AXIS * weaker.strength


def _usual_skew(ink: NDArray[uint8], size: float) -> Skew:
    return usual_skew(*lower_edges(ink), (ink.shape[1], ink.shape[0]), size, _LOOK)


def ink_above_below(ink: NDArray[uint8], skew_deg: float, size: float) -> float:
    """How surely more ink stands above the small letters than below, in standard errors; negative: below.

    Args:
        ink: uint8 (height, width): lettering whose lines run across, 1 where ink is.
        skew_deg: clockwise angle of the lines.
        size: letter size in pixels.
    """
    move, width, height = straightening(skew_deg, ink.shape[1], ink.shape[0])
    level = cv2.warpAffine(ink * np.uint8(255), sampling_matrix(move), (width, height)) > 127
    step = max(_NARROWEST_COLUMN, round(_COLUMN_WIDTH * size))
    votes = [v for x in range(0, width - step // 2, step) for v in _line_votes(level[:, x : x + step], size)]
    if len(votes) < _FEWEST_VOTES:
        return 0.0
    values = np.array(votes)
    return float(values.mean() / (values.std() / np.sqrt(len(values)) + 1e-9))


def _line_votes(tile: NDArray[np.bool_], size: float) -> list[float]:
    """For each line of a column: ink above its small letters minus ink below, as a share of theirs."""
    profile: NDArray[float64] = np.convolve(tile.sum(axis=1), [0.25, 0.5, 0.25], "same")
    reach = max(3, round(_ROUND_LINE * size)) * 2 + 1
    local = cv2.dilate(profile.reshape(-1, 1), np.ones((reach, 1), np.uint8)).ravel()
    core = (profile > _CORE_OF_LINE * local) & (local > _CORE_OF_COLUMN * tile.shape[1])
    edges = np.diff(np.concatenate(([0], core.astype(np.int8), [0])))
    votes = []
    for top, bottom in zip(np.flatnonzero(edges == 1), np.flatnonzero(edges == -1), strict=True):
        if not _LINE_HEIGHT[0] * size <= bottom - top <= _LINE_HEIGHT[1] * size:
            continue
        near = max(2, round(_NEAR_LINE * (bottom - top)))
        above, below = profile[max(0, top - near) : top].sum(), profile[bottom : bottom + near].sum()
        if above + below > 0:
            votes.append(float((above - below) / profile[top:bottom].sum()))
    return votes


def densest_strip(page: NDArray[uint8], ink: NDArray[uint8], size: float) -> NDArray[uint8]:
    """About five lines of the page where most text stands, as wide as two thirds of it or 150 letters.

    Args:
        page: uint8 grey (height, width), straight.
        ink: uint8, a smaller map of its lettering, 1 where ink is, same turn (a slight skew does not matter).
        size: letter size in pixels of `ink`.
    """
    high = min(ink.shape[0], max(1, round(_STRIP_HEIGHT * size)))
    wide = max(1, min(2 * ink.shape[1] // 3, round(_WIDEST_STRIP * size)))
    sums = cv2.integral(ink)
    window = sums[high:, wide:] - sums[:-high, wide:] - sums[high:, :-wide] + sums[:-high, :-wide]
    y, x = np.unravel_index(int(np.argmax(window)), window.shape)
    fx, fy = page.shape[1] / ink.shape[1], page.shape[0] / ink.shape[0]
    return np.ascontiguousarray(page[int(y * fy) : int((y + high) * fy), int(x * fx) : int((x + wide) * fx)])


def is_upside_down(strip: NDArray[uint8], read_strip: ReadStrip) -> bool | None:
    """Does the engine read the strip better the other way up? None if neither way is better by far.

    Args:
        strip: uint8 grey (height, width).
        read_strip: how sure the engine is of a strip.

    Rule: Where the letters do not tell which way up a page is, the engine is asked which way it reads better.
    Test: pipeline/cleanup/test_orientation.py::test_the_engine_decides_where_letters_do_not
    """
    as_is = read_strip(strip)
    if as_is >= _SURELY_READ:
        return False
    other = read_strip(turned(strip, 180))
    if abs(as_is - other) < _READ_BETTER:
        return None
    return other > as_is


def along_the_better_axis(
    page: NDArray[uint8], ink: NDArray[uint8], size: float, way: Orientation, read_strip: ReadStrip
) -> Orientation:
    """The way to turn a page whose lines may run along either axis: the one that the engine reads better.

    Args:
        page: uint8 grey (height, width), as scanned.
        ink: uint8, a smaller map of its lettering, 1 where ink is.
        size: letter size in pixels of `ink`.
        way: what the ink tells.
        read_strip: how sure the engine is of a grey strip.
    """
    if way.other is None:
        return way
    this, other = (_strips_along(page, ink, size, turn) for turn in (way.turn, (way.turn + 90) % 360))
    sure = 0.0
    for strip in this:
        sure = max(sure, read_strip(strip))
        if sure >= _SURELY_READ:
            return way
    if max(map(read_strip, other)) < sure + _READ_BETTER:
        return way
    return Orientation((way.turn + 90) % 360, way.other, clear=False, lines=True)


def _strips_along(
    page: NDArray[uint8], ink: NDArray[uint8], size: float, turn: int
) -> tuple[NDArray[uint8], NDArray[uint8]]:
    """The densest strip of the page so turned, and the same upside down."""
    strip = densest_strip(turned(page, turn), turned(ink, turn), size)
    return strip, turned(strip, 180)
