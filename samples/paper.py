"""Ink, paper and geometry of a pretended scan. Light is float32 RGB, 0 black to 1 white."""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from samples.wear import Wear

Light = NDArray[np.float32]


def clouds(shape: tuple[int, int], grain_px: float, rng: Generator) -> Light:
    """Smooth noise of the given grain, mean 0, from about -1 to 1."""
    height, width = shape
    coarse = (max(2, math.ceil(height / grain_px)), max(2, math.ceil(width / grain_px)))
    small = rng.standard_normal(coarse, np.float32)
    smooth = cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC)
    return np.asarray(np.clip(smooth / 2, -1, 1), np.float32)


def vary_ink(light: Light, wear: Wear, px_per_mm: float, rng: Generator) -> Light:
    """Print of uneven darkness, strokes thinned or thickened."""
    if wear.thin_mm:
        size = max(3, 2 * round(abs(wear.thin_mm) * px_per_mm) + 1)
        kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))
        spread = cv2.dilate if wear.thin_mm > 0 else cv2.erode
        light = np.asarray(spread(light, kernel), np.float32)
    patches = clouds(light.shape[:2], 6 * px_per_mm, rng) + clouds(light.shape[:2], 0.5 * px_per_mm, rng)
    strength = np.clip(wear.ink - wear.ink_blotch * np.abs(patches) / 2, 0.15, 1)
    return np.asarray(1 - (1 - light) * strength[:, :, None], np.float32)


def roughen(light: Light, reach_px: float, px_per_mm: float, rng: Generator) -> Light:
    """Every point of the print moved a little at random, neighbours alike (grain 0.2 mm)."""
    if not reach_px:
        return light
    height, width = light.shape[:2]
    y, x = np.mgrid[:height, :width].astype(np.float32)
    grain = 0.2 * px_per_mm
    x += reach_px * 2 * clouds((height, width), grain, rng)
    y += reach_px * 2 * clouds((height, width), grain, rng)
    moved = cv2.remap(light, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(moved, np.float32)


def wear_rules(light: Light, share: float, px_per_mm: float, rng: Generator) -> Light:
    """Gaps in long straight strokes: ruling lines longer than 12 mm lose `share` of their length."""
    if not share:
        return light
    dark = (light.min(axis=2) < 0.5).astype(np.uint8)
    length = round(12 * px_per_mm)
    rules = np.zeros_like(dark)
    for shape in ((length, 1), (1, length)):
        rules |= cv2.morphologyEx(dark, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, shape))
    grain = clouds(light.shape[:2], 1.2 * px_per_mm, rng)
    gaps = cv2.dilate(rules, np.ones((3, 3), np.uint8)).astype(bool) & (grain < np.quantile(grain, share))
    out = light.copy()
    out[gaps] = 1 - (1 - out[gaps]) * 0.1
    return out


def bleed_through(light: Light, back: Light, strength: float, px_per_mm: float) -> Light:
    """The mirrored, softened back of the sheet under the print."""
    mirrored = cv2.resize(back[:, ::-1], (light.shape[1], light.shape[0]), interpolation=cv2.INTER_AREA)
    soft = cv2.GaussianBlur(mirrored, (0, 0), 0.12 * px_per_mm)
    return np.asarray(light * (1 - strength * (1 - soft)), np.float32)


def lay_paper(light: Light, wear: Wear, px_per_mm: float, rng: Generator) -> Light:
    """Grey, tinted, clouded paper under light that falls off to one side."""
    height, width = light.shape[:2]
    y, x = np.mgrid[-0.5 : 0.5 : height * 1j, -0.5 : 0.5 : width * 1j].astype(np.float32)
    angle = float(rng.uniform(0, 2 * math.pi))
    fall = wear.light * (x * math.cos(angle) + y * math.sin(angle))
    level = wear.paper + fall + wear.cloud * clouds((height, width), 25 * px_per_mm, rng)
    tint = np.array(wear.tint, np.float32) / 255
    return np.asarray(light * np.clip(level, 0, 1)[:, :, None] * tint, np.float32)


def skew_on_glass(light: Light, degrees: float, border_px: float, rng: Generator) -> Light:
    """The sheet turned clockwise and a little shifted on the dark bed; the picture keeps its size."""
    height, width = light.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0)
    if border_px:
        matrix = matrix + np.array([[0, 0, 1], [0, 0, 1]]) * rng.uniform(-border_px, border_px, (2, 1))
        bed = np.full(3, 0.13, np.float32)
        flags = cv2.BORDER_CONSTANT
    else:
        bed, flags = light[0, 0], cv2.BORDER_REPLICATE
    value = [float(v) for v in bed]
    turned = cv2.warpAffine(light, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=flags, borderValue=value)
    return np.asarray(np.clip(turned, 0, 1), np.float32)
