"""Pictures of single characters, made once a face and size; marks also thinner, merged and displaced.

Real Times draws hooks, tildes and the stacks ấ ẩ ẫ otherwise than the free faces do. Each marked letter therefore
has variants in which its tone, cut from the difference to the letter without it, is moved, shrunk or thinned.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np

from sohoa.pipeline.recogniser.training.faces import Face

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PIL.ImageFont import FreeTypeFont

    Coverage = NDArray[np.uint8]

VARIANTS = 6
"""Pictures of a letter with marks, most of them with the marks varied. A guess."""
_PLAIN = 2
"""The first variants are as the face has it."""
_ABOVE = "\u0300\u0301\u0303\u0309"
_HORN = "\u031b"


@dataclass(frozen=True, slots=True, eq=False)
class Glyph:
    """Coverage 0 to 255; `left` and `top` from the pen on the base line, `advance` to the next pen, in pixels."""

    coverage: Coverage
    left: int
    top: int
    advance: float


class Glyphs:
    """A cache of glyphs by face, size, character and variant."""

    def __init__(self, fallback: tuple[Path, ...], seed: int) -> None:
        """No glyph yet.

        Args:
            fallback: faces for characters that a face lacks, best first.
            seed: of the variants.
        """
        self._fallback = fallback
        self._seed = seed
        self._made: dict[tuple[Path, int, str, int], Glyph] = {}
        self._fonts: dict[tuple[Path, int], FreeTypeFont] = {}
        self._missing: dict[tuple[Path, int], bytes] = {}

    def glyph(self, face: Face, size: int, char: str, variant: int) -> Glyph:
        """The picture of a character; `size` in pixels an em, `variant` from 0 to `VARIANTS` - 1."""
        if variant < _PLAIN or not (char.isalpha() and ord(char) > 127):
            variant = 0
        key = (face.path, size, char, variant)
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = self._make(*key)
        return made

    def _make(self, path: Path, size: int, char: str, variant: int) -> Glyph:
        for candidate in (path, *self._fallback):
            plain = self._draw(candidate, size, char)
            if plain is not None:
                return self._varied(candidate, size, char, plain, variant) if variant else plain
        return Glyph(np.zeros((1, 1), np.uint8), 0, 0, size / 3)

    def _font(self, path: Path, size: int) -> FreeTypeFont:
        from PIL import ImageFont

        key = (path, size)
        if key not in self._fonts:
            font = self._fonts[key] = ImageFont.truetype(str(path), size)
            self._missing[key] = bytes(font.getmask("\ue123"))
        return self._fonts[key]

    def _draw(self, path: Path, size: int, char: str) -> Glyph | None:
        """The face's own picture, or None where it has only the box that stands for a missing one."""
        font = self._font(path, size)
        mask, (left, top) = font.getmask2(char, "L", anchor="ls")
        width, height = mask.size
        if not char.isspace() and (width == 0 or bytes(mask) == self._missing[(path, size)]):
            return None
        coverage = np.frombuffer(bytes(mask), np.uint8).reshape(height, width) if width else np.zeros((1, 1), np.uint8)
        return Glyph(coverage, int(left), int(top), float(font.getlength(char)))

    def _varied(self, path: Path, size: int, char: str, plain: Glyph, variant: int) -> Glyph:
        parts = unicodedata.normalize("NFD", char)
        rng = np.random.default_rng((self._seed, size, ord(char), variant))
        found = plain
        tone = next((t for t in parts if t in _ABOVE), None)
        base = self._draw(path, size, unicodedata.normalize("NFC", parts.replace(tone, ""))) if tone else None
        if base is not None:
            mark, at = _mark(plain, base)
            if _HORN in parts:
                base = self._thin_horn(
                    path, size, unicodedata.normalize("NFC", parts.replace(tone or "", "")), base, rng
                )
            found = _moved(base, _reshaped(mark, rng), at, size, rng) if mark.size else plain
        elif _HORN in parts:
            found = self._thin_horn(path, size, char, plain, rng)
        return found

    def _thin_horn(self, path: Path, size: int, char: str, horned: Glyph, rng: np.random.Generator) -> Glyph:
        """The letter with a smaller horn, in half of the variants: that of real Times is a small tick."""
        bare = unicodedata.normalize("NFC", unicodedata.normalize("NFD", char).replace(_HORN, ""))
        base = self._draw(path, size, bare)
        if base is None or rng.random() < 0.5:
            return horned
        horn, at = _mark(horned, base)
        if not horn.size:
            return horned
        shrunk = _reshaped(horn, rng)
        at = (at[0], at[1] + horn.shape[0] - shrunk.shape[0])
        return _moved(Glyph(base.coverage, base.left, base.top, horned.advance), shrunk, at, size // 3, rng)


def _on_canvas(glyph: Glyph, x0: int, y0: int, width: int, height: int) -> Coverage:
    canvas = np.zeros((height, width), np.uint8)
    h, w = glyph.coverage.shape
    canvas[glyph.top - y0 : glyph.top - y0 + h, glyph.left - x0 : glyph.left - x0 + w] = glyph.coverage
    return canvas


def _mark(plain: Glyph, base: Glyph) -> tuple[Coverage, tuple[int, int]]:
    """What the marked letter has beyond the unmarked one, and where (left, top from the pen)."""
    x0, y0 = min(plain.left, base.left), min(plain.top, base.top)
    x1 = max(g.left + g.coverage.shape[1] for g in (plain, base))
    y1 = max(g.top + g.coverage.shape[0] for g in (plain, base))
    whole = _on_canvas(plain, x0, y0, x1 - x0, y1 - y0)
    body = _on_canvas(base, x0, y0, x1 - x0, y1 - y0)
    mark = np.where(whole > body, whole - body, 0).astype(np.uint8)
    mark[mark < 40] = 0
    ys, xs = np.nonzero(mark)
    if len(ys) == 0:
        return mark[:0], (0, 0)
    cut = mark[ys.min() : ys.max() + 1, xs.min() : xs.max() + 1]
    return cut, (x0 + int(xs.min()), y0 + int(ys.min()))


def _reshaped(mark: Coverage, rng: np.random.Generator) -> Coverage:
    """The mark a little smaller or larger, its stroke thinner or thicker."""
    h, w = mark.shape
    fx, fy = rng.uniform(0.7, 1.2, 2)
    mark = np.asarray(cv2.resize(mark, (max(2, round(w * fx)), max(2, round(h * fy))), interpolation=cv2.INTER_AREA))
    if rng.random() < 0.5:
        thin = np.asarray(cv2.erode(mark, np.ones((2, 2), np.uint8)))
        mark = np.maximum(thin, (mark * rng.uniform(0.35, 0.9)).astype(np.uint8))
    return mark


def _moved(base: Glyph, mark: Coverage, box: tuple[int, int], size: int, rng: np.random.Generator) -> Glyph:
    left = box[0] + round(rng.uniform(-0.05, 0.06) * size)
    top = box[1] + round(rng.uniform(-0.04, 0.05) * size)
    placed = Glyph(mark, left, top, 0)
    x0, y0 = min(left, base.left), min(top, base.top)
    x1 = max(g.left + g.coverage.shape[1] for g in (placed, base))
    y1 = max(g.top + g.coverage.shape[0] for g in (placed, base))
    size_of = (x0, y0, x1 - x0, y1 - y0)
    return Glyph(np.maximum(_on_canvas(placed, *size_of), _on_canvas(base, *size_of)), x0, y0, base.advance)
