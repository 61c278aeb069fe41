"""Lines cut out of the page for the engine, scaled to one letter height, the ink of others painted over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from sohoa.pipeline.ink.components import Components
from sohoa.pipeline.ink.text_lines import TextLine

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

SMALLEST_TYPE = 0.6
"""Type size of notes beside body text, at least; smaller is taken for noise and not enlarged further."""
SOFT = 0.05
"""Standard deviation of the blur, in letter heights."""


@dataclass(frozen=True, slots=True, eq=False)
class Strip:
    """One line cut out of the page: page coordinate = strip coordinate / `scale` + (`x`, `y`)."""

    pixels: Grey
    x: float
    y: float
    scale: float


def line_strips(
    grey: Grey, parts: Components, lines: Sequence[TextLine], letter_height: float | None = None, soften: bool = False
) -> list[Strip]:
    """Each line cut out of the page, the ink of other lines painted over.

    Args:
        grey: the page the components came from.
        parts: its components.
        lines: the lines to cut.
        letter_height: scale strips so that letters are this high in pixels; None keeps them.
        soften: blur the strips a little.
    """
    owner = np.zeros(len(parts.x0), np.int32)
    for k, line in enumerate(lines, 1):
        owner[line.members] = k
    paper = int(np.median(grey[:: max(1, grey.shape[0] // 200), :: max(1, grey.shape[1] // 200)]))
    pad, rim = max(2, round(0.25 * parts.letter_height)), 8
    letters = parts.letters
    strips = []
    for k, line in enumerate(lines, 1):
        own = float(np.median(parts.heights[line.members[letters[line.members]]]))
        size = min(parts.letter_height, max(own, SMALLEST_TYPE * parts.letter_height))
        scale = letter_height / size if letter_height else 1.0
        x0, y0 = max(0, int(line.box.x0) - pad), max(0, int(line.box.y0) - pad)
        x1, y1 = int(line.box.x1) + pad, int(line.box.y1) + pad
        strip = grey[y0:y1, x0:x1].copy()
        whose = owner[parts.labels[y0:y1, x0:x1]]
        other = (parts.labels[y0:y1, x0:x1] > 0) & (whose != k)
        foreign = (other | parts.rules[y0:y1, x0:x1]).astype(np.uint8)
        if foreign.any():
            halo = cv2.dilate(foreign, np.ones((3, 3), np.uint8)) > 0
            strip[halo & (whose != k)] = paper
        strip = np.pad(strip, rim, constant_values=paper)
        if abs(scale - 1) > 0.05:
            method = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
            strip = np.asarray(cv2.resize(strip, None, fx=scale, fy=scale, interpolation=method), np.uint8)
        if soften:
            strip = np.asarray(cv2.GaussianBlur(strip, (0, 0), SOFT * size * scale), np.uint8)
        used = scale if abs(scale - 1) > 0.05 else 1.0
        strips.append(Strip(np.ascontiguousarray(strip), x0 - rim, y0 - rim, used))
    return strips
