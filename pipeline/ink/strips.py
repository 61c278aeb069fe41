"""Lines cut out of the page for the engine, scaled to one letter height, the ink of others painted over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from sohoa.pipeline.ink.components import BESIDE_RULE, Components, around
from sohoa.pipeline.ink.medians import median_of
from sohoa.pipeline.ink.text_lines import TextLine

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

SMALLEST_TYPE = 0.6
"""Type size of notes beside body text, at least; smaller is taken for noise and not enlarged further. A guess."""
SOFT = 0.05
"""Standard deviation of the blur, in letter heights. A guess: it closes pinholes and keeps marks apart."""
_PAD, _LEAST_PAD = 0.25, 2
"""Paper around a line that comes from the page: in letter heights, and in pixels at least. Guesses."""
_RIM = 8
"""Paper around that which is painted, in pixels of the page: Tesseract reads worse what touches the edge. A guess."""
_PALE_STOP = 0.12
"""Free ink no larger than this, in letter heights, is left to the reader where it stands in the line's band: of a pale
stop or dot one pixel may be dark enough for ink, and to paint over that takes all of it. Of worn tables (90 cells, 200
dpi) 6.6 % of words were wrong without, 5.7 with; with 0.3 it is the same."""
_STOP_ASIDE = 0.6
"""A line goes on so far behind its last letter, in letter heights, where nothing else stands: a stop may be too pale
for ink. In Times it ends 0.45 behind its letter."""
_SEEN = 0.9
"""What is paler than this share of the paper is paper, not a stop: bare paper is not added to a strip. A guess."""
_RULED = 0.9
"""A column that is darker on average than this share of the paper is of a rule, however pale. A guess: a stop takes a
sixth of a line's height."""
_SAME_SIZE = 0.05
"""A strip whose scale is so near to 1 is not resampled. A guess."""
_PAPER_SAMPLES = 200
"""The paper's brightness is the median of so many rows and columns."""


@dataclass(frozen=True, slots=True, eq=False)
class Strip:
    """One line cut out of the page: page coordinate = strip coordinate / `scale` + (`x`, `y`).

    `pixels` is uint8 grey (height, width), contiguous.
    """

    pixels: Grey
    x: float
    y: float
    scale: float


def line_strips(
    grey: Grey, parts: Components, lines: Sequence[TextLine], letter_height: float | None = None, soften: bool = False
) -> list[Strip]:
    """Each line cut out of the page, the ink of other lines and of rules painted over.

    Rule: What may be a pale stop is not painted over: specks in the band of a line, and the paper right behind its last
        letter up to the next letter or rule, are left to the reader.
    Test: pipeline/ink/test_strips.py::test_a_pale_stop_between_words_is_left_to_the_reader

    Rule: What is left of a worn or bent rule of a table beside its place is not shown to the reader with the line above
        or below it.
    Test: pipeline/ink/test_strips.py::test_what_is_left_of_a_rule_is_painted_over

    Args:
        grey: the page the components came from, uint8 (height, width).
        parts: its components.
        lines: the lines to cut.
        letter_height: scale strips so that letters are this high in pixels; None keeps them.
        soften: blur the strips a little.
    """
    owner = np.zeros(len(parts.x0), np.int32)
    for k, line in enumerate(lines, 1):
        owner[line.members] = k
    pale = (owner == 0) & (np.maximum(parts.heights, parts.widths) <= _PALE_STOP * parts.letter_height)
    pale[0] = False
    rows, cols = (max(1, n // _PAPER_SAMPLES) for n in grey.shape)
    paper = int(np.median(grey[::rows, ::cols]))
    strips = []
    for k, line in enumerate(lines, 1):
        in_band = pale & (parts.y0 >= line.box.y0) & (parts.y1 <= line.box.y1)
        alone, x, y = _cut_out(grey, parts, line, (owner == k) | in_band, paper)
        size = _type_size(parts, line)
        scale = letter_height / size if letter_height else 1.0
        scaled = _scaled(alone, scale)
        if soften:
            scaled = np.asarray(cv2.GaussianBlur(scaled, (0, 0), SOFT * size * scale), np.uint8)
        used = 1.0 if scaled is alone else scale
        strips.append(Strip(np.ascontiguousarray(scaled), x, y, used))
    return strips


def inked_pixels(strip: Grey) -> NDArray[np.bool_]:
    """Where a strip is darker than the middle between its darkest and its lightest pixel.

    Args:
        strip: uint8 grey (height, width), not empty.

    Returns:
        Bool (height, width).
    """
    return np.asarray(strip < (int(strip.min()) + int(strip.max())) / 2)


def ink_extent(inked: NDArray[np.bool_]) -> tuple[slice, slice]:
    """Rows and columns from the first to the last that are inked; none where nothing is.

    Args:
        inked: bool (height, width).
    """
    rows, columns = np.flatnonzero(inked.any(axis=1)), np.flatnonzero(inked.any(axis=0))
    if not len(rows):
        return slice(0), slice(0)
    return slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)


def _type_size(parts: Components, line: TextLine) -> float:
    """Median height of the letters of a line in pixels, within what a page has beside its body text."""
    own = median_of(parts.heights[line.members[parts.letters[line.members]]])
    return min(parts.letter_height, max(own, SMALLEST_TYPE * parts.letter_height))


def _cut_out(
    grey: Grey, parts: Components, line: TextLine, own: NDArray[np.bool_], paper: int
) -> tuple[Grey, float, float]:
    """The line on paper of its own, and where its left top lies on the page; `own`: which components are its."""
    pad = max(_LEAST_PAD, round(_PAD * parts.letter_height))
    x0, y0 = max(0, int(line.box.x0) - pad), max(0, int(line.box.y0) - pad)
    x1 = _clear_to(grey, parts, line, int(line.box.x1) + pad, paper)
    area = slice(y0, int(line.box.y1) + pad), slice(x0, x1)
    strip, labels = grey[area].copy(), parts.labels[area]
    its = own.take(labels)
    foreign = ((labels > 0) > its) | parts.rules[area]  # of truths the greater: one, and not the other
    strip[around(foreign, 1) > its] = paper
    if parts.ruled[area].any():  # what is left of a rule reads as an underline, and a stop above it is passed over
        beside = around(parts.ruled[area], BESIDE_RULE * parts.letter_height)
        strip[beside > around(its, 1)] = paper
    framed = cv2.copyMakeBorder(strip, *(_RIM,) * 4, cv2.BORDER_CONSTANT, value=paper)
    return np.asarray(framed, np.uint8), x0 - _RIM, y0 - _RIM


def _scaled(strip: Grey, scale: float) -> Grey:
    """The strip at another size; the same array if the scale is close to 1."""
    if abs(scale - 1) <= _SAME_SIZE:
        return strip
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(strip, None, fx=scale, fy=scale, interpolation=method), np.uint8)


def _clear_to(grey: Grey, parts: Components, line: TextLine, x: int, paper: int) -> int:
    """The column up to which a pale stop may stand behind a line, from `x` on: `x` where there is paper alone."""
    far = max(x, round(line.box.x1 + _STOP_ASIDE * parts.letter_height))
    area = slice(int(line.box.y0), int(line.box.y1) + 1), slice(x, far)
    band = parts.labels[area]
    large = np.maximum(parts.heights, parts.widths) > _PALE_STOP * parts.letter_height
    large[0] = False
    taken = large[band].any(axis=0) | (grey[area].mean(axis=0) < _RULED * paper)
    free = int(np.argmax(taken)) if taken.any() else band.shape[1]
    seen = np.flatnonzero((grey[area][:, :free] < _SEEN * paper).any(axis=0))
    return x + int(seen[-1]) + 1 if len(seen) else x
