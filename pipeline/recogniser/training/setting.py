"""Sets wording in a face: coverage of the line, and where the middle of each character stands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from sohoa.pipeline.recogniser.training.faces import Face, Faces
from sohoa.pipeline.recogniser.training.glyphs import VARIANTS, Glyph, Glyphs

if TYPE_CHECKING:
    from numpy.typing import NDArray

ABOVE, BELOW = 1.7, 0.9
"""Height of the canvas above and below the base line, in ems: room for stacked marks and for parts of other lines."""
SIZES = (17, 20, 22, 24, 26, 28, 31, 34, 37, 40, 44, 48, 54, 60)
"""Pixels an em: 8 points at 150 dpi to 14.5 points at 300 dpi."""
_SIZE_SHARES = np.cumsum([3, 5, 7, 9, 10, 10, 10, 10, 9, 8, 6, 6, 5, 2]) / 100
"""Copies of tables at 200 dpi are the small ones, and the hardest."""
_SMALL_SIGNS = frozenset(".,;:/-'")
_PALE = 0.12
"""Share of the lines whose small signs are paler than their letters, as copies of copies make them."""
_SUNK = dict(zip("₁₂₃₄", "1234", strict=True))
_RAISED = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789", strict=True)) | _SUNK


@dataclass(frozen=True, slots=True, eq=False)
class SetLine:
    """Coverage 0 to 255, (height, width); `middles` in pixels, one a character; `base` is the base line's row."""

    coverage: NDArray[np.uint8]
    middles: NDArray[np.float32]
    size: int
    base: int


@dataclass(frozen=True, slots=True)
class _Style:
    """How a line is spaced; lengths in pixels. `signs`: ink of small signs, 1 as that of letters."""

    tracking: float
    space: float
    jitter: float
    varied: bool
    own_marks: int
    signs: float


class Setter:
    """Draws a face, a size and a spacing for each line, and sets it."""

    def __init__(self, faces: Faces, seed: int) -> None:
        """Uses all `faces`; `seed` is that of the marks."""
        self._faces = faces
        regular = [faces.families[f][0].path for f in ("Tinos", "DejaVu Sans") if f in faces.families]
        self._glyphs = Glyphs(tuple(regular), seed)

    def set_line(self, text: str, rng: np.random.Generator) -> SetLine:
        """`text`, one or more characters, as a line of print."""
        face = self._faces.draw(rng)
        size = SIZES[int(np.searchsorted(_SIZE_SHARES, rng.random()))]
        style = _draw_style(size, rng)
        placed: list[tuple[Glyph, float, float]] = []
        middles = []
        pen = 2.0
        switch = rng.random() < 0.1
        for char in text:
            if char == " ":
                middles.append(pen + style.space / 2)
                pen += style.space * (1 + 0.08 * rng.standard_normal() if style.varied else 1)
                face = self._faces.other_style(face, rng) if switch and rng.random() < 0.2 else face
                continue
            glyph, lift = self._glyph(face, size, char, style, rng)
            if char in _SMALL_SIGNS and style.signs < 1:
                glyph = _paler(glyph, style.signs)
            x = pen + style.jitter * rng.standard_normal()
            placed.append((glyph, x, lift))
            middles.append(x + max(glyph.left + glyph.coverage.shape[1] / 2, 1))
            pen += max(2.0, glyph.advance + style.tracking)
        return _paste(placed, middles, size, pen)

    def empty_line(self, rng: np.random.Generator) -> SetLine:
        """A line on which nothing is printed."""
        size = SIZES[int(np.searchsorted(_SIZE_SHARES, rng.random()))]
        return _paste([], [], size, rng.uniform(1, 18) * size)

    def _glyph(self, face: Face, size: int, char: str, style: _Style, rng: np.random.Generator) -> tuple[Glyph, float]:
        """The glyph, and how far it is raised in pixels."""
        if char in _RAISED and rng.random() < 0.75:
            small = SIZES[0] if size < 26 else min(SIZES, key=lambda s: abs(s - 0.62 * size))
            lift = -0.14 * size if char in _SUNK else rng.uniform(0.28, 0.42) * size
            return self._glyphs.glyph(face, small, _RAISED[char], 0), lift
        if char == "…" and rng.random() < 0.6:
            return self._three_stops(face, size, style), 0.0
        variant = style.own_marks if style.own_marks < VARIANTS else int(rng.integers(VARIANTS))
        return self._glyphs.glyph(face, size, char, variant), 0.0

    def _three_stops(self, face: Face, size: int, style: _Style) -> Glyph:
        stop = self._glyphs.glyph(face, size, ".", 0)
        step = max(2, round(stop.advance + style.tracking))
        h, w = stop.coverage.shape
        coverage = np.zeros((h, 2 * step + w), np.uint8)
        for k in range(3):
            coverage[:, k * step : k * step + w] = stop.coverage
        return Glyph(coverage, stop.left, stop.top, 2 * step + stop.advance)


def _draw_style(size: int, rng: np.random.Generator) -> _Style:
    spread = rng.random()
    tracking = 0.012 * rng.standard_normal() - (rng.uniform(0.0, 0.045) if spread < 0.25 else 0.004)
    if spread > 0.93:
        tracking = rng.uniform(0.03, 0.16)
    gap = rng.random()
    # Justified lines are pressed together until their spaces are an eighth of an em.
    space = rng.uniform(0.13, 0.34) if gap < 0.65 else rng.uniform(0.3, 0.9) if gap < 0.94 else rng.uniform(0.9, 2.5)
    # One line in three mixes all ways of drawing marks; the others keep to one, as a real face does.
    own = int(rng.integers(VARIANTS)) if rng.random() < 0.67 else VARIANTS
    signs = rng.uniform(0.45, 0.95) if rng.random() < _PALE else 1.0
    return _Style(tracking * size, space * size, rng.uniform(0, 0.012) * size, rng.random() < 0.5, own, signs)


def _paler(glyph: Glyph, ink: float) -> Glyph:
    return replace(glyph, coverage=np.asarray(glyph.coverage * np.float32(ink), np.uint8))


def _paste(placed: list[tuple[Glyph, float, float]], middles: list[float], size: int, pen: float) -> SetLine:
    base = round(ABOVE * size)
    height, width = base + round(BELOW * size), int(pen) + round(0.3 * size) + 4
    canvas = np.zeros((height, width), np.uint8)
    for glyph, x, lift in placed:
        h, w = glyph.coverage.shape
        y0, x0 = base + glyph.top - round(lift), round(x) + glyph.left
        y0, x0 = max(0, min(height - h, y0)), max(0, x0)
        part = canvas[y0 : y0 + h, x0 : x0 + w]
        np.maximum(part, glyph.coverage[: part.shape[0], : part.shape[1]], out=part)
    return SetLine(canvas, np.asarray(middles, np.float32), size, base)
