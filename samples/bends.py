"""Bends a clean page as a sheet lies under a camera: a wave, a curl, a fold, seen a little from the side.

`Sheet.flat_place` is the truth: from a place of the picture to that of the flat page, in pixels.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sheet:
    """How a sheet of `width` × `height` pixels lies.

    Attributes:
        wave: how far its lines rise and fall, as a share of the height, and over how many half waves.
        curl: how far the left edge of the sheet is bent up, as a share of its height; fades towards the middle.
        fold: how much steeper lines run right of the fold (rise over run), and where it is, a share of the width.
        lean: how much narrower the sheet is at its top than at its foot, as a share of its width.
    """

    width: int
    height: int
    wave: tuple[float, float] = (0.0, 1.0)
    curl: float = 0.0
    fold: tuple[float, float] = (0.0, 0.7)
    lean: float = 0.0

    def flat_place(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Places of the picture (pixels) as places of the flat page."""
        u, v = x / self.width, y / self.height
        narrowed = 0.5 + (u - 0.5) * (1 + self.lean * (1 - v))
        rise = self.wave[0] * np.sin(np.pi * self.wave[1] * u) * (0.5 + 0.5 * v)
        rise = rise + self.curl * np.square(np.clip(1 - u / 0.55, 0, None)) * (1 - 0.6 * v)
        run = np.clip(u - self.fold[1], 0, None) * self.width / self.height
        rise = rise + self.fold[0] * run * np.square(v)
        return narrowed * self.width, (v + rise) * self.height

    def picture(self, page: Pixels) -> Pixels:
        """The page as it is seen, uint8 of the same shape, white around it."""
        ys, xs = np.mgrid[: page.shape[0], : page.shape[1]] + 0.5
        u, v = self.flat_place(xs, ys)
        maps = ((u - 0.5).astype(np.float32), (v - 0.5).astype(np.float32))
        seen = cv2.remap(page, *maps, cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=(255, 255, 255))
        return np.asarray(seen, np.uint8)

    def seen_at(self, u: float, v: float) -> tuple[float, float]:
        """Where a place of the flat page is seen in the picture (fixed point)."""
        x, y = u, v
        for _ in range(30):
            at_u, at_v = self.flat_place(np.array(x), np.array(y))
            x, y = x + u - float(at_u), y + v - float(at_v)
        return x, y


def drawn_sheet(width: int, height: int, seed: int) -> Sheet:
    """A sheet bent at random, as photographs of plans are: lines rise by up to a few of their heights."""
    rng = np.random.default_rng(seed)
    return Sheet(
        width,
        height,
        wave=(float(rng.uniform(-0.022, 0.022)), float(rng.uniform(0.8, 2.2))),
        curl=float(rng.uniform(0, 0.05)) * float(rng.random() < 0.6),
        fold=(float(rng.uniform(-0.07, 0.07)) * float(rng.random() < 0.4), float(rng.uniform(0.5, 0.8))),
        lean=float(rng.uniform(-0.06, 0.06)),
    )
