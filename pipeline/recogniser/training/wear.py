"""Wears a set line as printers, paper, stamps, scanners and fax machines do.

After Kanungo et al., "Document degradation models" (ICDAR 1993), and Baird, "Document image defect models" (1992):
blur and threshold of the ink, uneven ground, noise of several grains, strokes lost, compression.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ink = NDArray[np.float32]
    Grey = NDArray[np.uint8]

    Rng = np.random.Generator

_FIELD = (320, 2600)
"""Height and width of a field of noise, pixels; larger pictures repeat it."""


class Wear:
    """Noise fields made once, and the wear of one line after the other."""

    def __init__(self, rng: np.random.Generator) -> None:
        """Makes the fields."""
        white = rng.standard_normal(_FIELD).astype(np.float32)
        self._grains = [white, *(_unit(cv2.GaussianBlur(white, (0, 0), s)) for s in (0.6, 1.0, 1.8, 3.5))]
        self._ground = [_unit(cv2.GaussianBlur(white, (0, 0), s)) for s in (12.0, 30.0)]

    def wear(self, ink: Ink, size: int, rng: Rng) -> Grey:
        """Coverage 0 to 1 as a worn grey picture of the same size.

        Args:
            ink: coverage, (height, width).
            size: pixels an em.
            rng: draws the wear.
        """
        level = rng.random() ** 1.5
        ink = self._printed(ink, size, level, rng)
        paper = rng.uniform(200, 255) if rng.random() < 0.7 else rng.uniform(130, 220)
        dark = rng.uniform(0, 70) if rng.random() < 0.7 else rng.uniform(40, 0.62 * paper)
        grey = paper - (paper - dark) * ink
        if rng.random() < 0.5:
            grey += self._cut(self._ground, ink.shape, rng) * rng.uniform(0, 9) * (0.4 + level)
        if rng.random() < 0.85:
            grey += self._cut(self._grains, ink.shape, rng) * rng.uniform(0, 26) * level * (paper - dark) / 200
        return _scanned(grey, paper, dark, level, rng)

    def _printed(self, ink: Ink, size: int, level: float, rng: Rng) -> Ink:
        """Strokes grown, thinned, broken and blurred."""
        if rng.random() < 0.85:
            ink = np.asarray(cv2.GaussianBlur(ink, (0, 0), 0.25 + rng.uniform(0, 0.034) * size * (0.35 + level)))
        if rng.random() < 0.45:
            ink = ink + self._cut(self._grains[1:], ink.shape, rng) * rng.uniform(0, 0.14) * (0.3 + level)
        if rng.random() < 0.65:
            gain = rng.uniform(1.2, 4.5)
            edge = rng.uniform(0.3, 0.5 + 0.12 * level)
            ink = (ink - edge) * gain + 0.5
        ink = np.clip(ink, 0, 1)
        if rng.random() < 0.15:
            gaps = self._cut([self._grains[3], self._grains[4], *self._ground], ink.shape, rng)
            ink = ink * np.clip(1.0 + 0.5 * (gaps + rng.uniform(0.4, 1.6)), 0.15, 1.0)
        return ink.astype(np.float32)

    def _cut(self, fields: list[Ink], shape: tuple[int, ...], rng: Rng) -> Ink:
        field = fields[int(rng.integers(len(fields)))]
        h, w = shape
        if h > _FIELD[0] or w > _FIELD[1]:
            field = np.tile(field, (h // _FIELD[0] + 1, w // _FIELD[1] + 1))
        y = int(rng.integers(field.shape[0] - h + 1))
        x = int(rng.integers(field.shape[1] - w + 1))
        return field[y : y + h, x : x + w]


def _unit(field: NDArray[Any]) -> Ink:
    return np.asarray(field / field.std(), np.float32)


def _scanned(grey: Ink, paper: float, dark: float, level: float, rng: Rng) -> Grey:
    """What the scanner makes of it: focus, two levels only, specks, compression."""
    if rng.random() < 0.3:
        grey = np.asarray(cv2.GaussianBlur(grey, (0, 0), rng.uniform(0.3, 0.9)))
    kind = rng.random()
    if kind < 0.16:
        cut = dark + (paper - dark) * rng.uniform(0.35, 0.75)
        grey = np.where(grey < cut, 0.0, 255.0).astype(np.float32)
    elif kind < 0.24:
        grey = grey + rng.uniform(0.2, 1.2) * (grey - cv2.GaussianBlur(grey, (0, 0), 1.5))
    if rng.random() < 0.25:
        _speck(grey, rng.uniform(0.0001, 0.003), rng)
    worn = np.clip(grey, 0, 255).astype(np.uint8)
    if rng.random() < 0.35:
        quality = int(rng.uniform(90 - 65 * level, 95))
        packed = cv2.imencode(".jpg", worn, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
        worn = np.asarray(cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE), np.uint8)
    return worn


def _speck(grey: Ink, share: float, rng: Rng) -> None:
    """Specks of one to three pixels, among them such as could be stops."""
    n = int(share * grey.size) + 1
    ys, xs = rng.integers(0, grey.shape[0], n), rng.integers(0, grey.shape[1], n)
    tone = rng.uniform(0, 255, n)
    large = rng.random(n) < rng.uniform(0, 0.5)
    for dy in range(3):
        for dx in range(3):
            drawn = (dy == 0) & (dx < 2) | large
            y, x = np.minimum(ys + dy, grey.shape[0] - 1), np.minimum(xs + dx, grey.shape[1] - 1)
            grey[y[drawn], x[drawn]] = tone[drawn]
