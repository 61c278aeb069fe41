"""Wears a clean page as an office scanner would: the recipe, one step a line.

The imaging steps follow the usual document degradation models (Baird, "Document image
defect models", 1992): ink and paper first, then geometry, then optics and sensor.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from samples.marks import Place, draw_seal, draw_signature, punch_holes
from samples.paper import bleed_through, lay_paper, roughen, skew_on_glass, vary_ink, wear_rules
from samples.wear import Wear

Pixels = NDArray[np.uint8]
Light = NDArray[np.float32]


def degrade(
    page: Pixels, wear: Wear, rng: Generator, seal_at: Place | None = None, back: Pixels | None = None
) -> tuple[Pixels, float]:
    """A worn scan of a page, and its clockwise skew in degrees before any turn.

    Args:
        page: (height, width) grey or (height, width, 3) RGB, upright and clean, at `wear.dpi`.
        wear: what is done.
        rng: all chance comes from here; equal seeds give equal pixels.
        seal_at: where the signature's middle stands; no seal and no signature if None.
        back: the page on the other side of the sheet, for `wear.bleed`.
    """
    skew = float(rng.uniform(-wear.skew_deg, wear.skew_deg))
    px_per_mm = wear.dpi / 25.4
    light = _to_light(page)
    light = wear_rules(light, wear.worn_rules, px_per_mm, rng)
    light = roughen(light, wear.rough_mm * px_per_mm, px_per_mm, rng)
    light = vary_ink(light, wear, px_per_mm, rng)
    if seal_at is not None:
        light = draw_signature(light, seal_at, px_per_mm, rng)
        light = draw_seal(light, seal_at, wear.seal, px_per_mm, rng) if wear.seal else light
    if back is not None and wear.bleed:
        light = bleed_through(light, _to_light(back), wear.bleed, px_per_mm)
    light = lay_paper(light, wear, px_per_mm, rng)
    if wear.holes:
        light = punch_holes(light, px_per_mm, rng)
    light = skew_on_glass(light, skew, wear.border_mm * px_per_mm, rng)
    light = _sense(light, wear, px_per_mm, rng)
    return _turned(_to_pixels(light, wear.colour), wear.turn), skew


def _to_light(page: Pixels) -> Light:
    """RGB from 0 (black) to 1 (white)."""
    rgb = page if page.ndim == 3 else np.repeat(page[:, :, None], 3, axis=2)
    return np.asarray(rgb / np.float32(255), np.float32)


def _to_pixels(light: Light, colour: bool) -> Pixels:
    pixels = (np.clip(light, 0, 1) * 255 + 0.5).astype(np.uint8)
    return pixels if colour else np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.uint8)


def _sense(light: Light, wear: Wear, px_per_mm: float, rng: Generator) -> Light:
    """Blur of the optics, noise of the sensor (slightly correlated, as after demosaicing) and specks."""
    if wear.blur_mm:
        light = np.asarray(cv2.GaussianBlur(light, (0, 0), wear.blur_mm * px_per_mm), np.float32)
    height, width = light.shape[:2]
    if wear.noise:
        noise = cv2.GaussianBlur(rng.standard_normal((height, width), np.float32), (0, 0), 1.0)
        light = np.asarray(light + (noise * (wear.noise / float(noise.std())))[:, :, None], np.float32)
    return _speckle(light, wear.speckle_per_cm2, px_per_mm, rng)


def _speckle(light: Light, per_cm2: float, px_per_mm: float, rng: Generator) -> Light:
    """Small round specks, four in five of them dark."""
    height, width = light.shape[:2]
    out = light.copy()
    for _ in range(rng.poisson(per_cm2 * height * width / (px_per_mm * 10) ** 2)):
        centre = int(rng.integers(width)), int(rng.integers(height))
        radius = max(1, round(rng.uniform(0.04, 0.15) * px_per_mm))
        level = float(rng.uniform(0.1, 0.4) if rng.random() < 0.8 else 0.95)
        cv2.circle(out, centre, radius, (level, level, level), -1, cv2.LINE_AA)
    return out


def _turned(pixels: Pixels, degrees: int) -> Pixels:
    """Turned clockwise by 0, 90, 180 or 270 degrees."""
    if degrees % 90:
        raise ValueError(f"a turn is a multiple of 90 degrees: {degrees}")
    return np.ascontiguousarray(np.rot90(pixels, -degrees // 90))
