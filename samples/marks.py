"""Seal, signature and punch holes, drawn on a page of light (float32 RGB, 0-1).

The round seal covers about a third of the signature on its left (Decree 30/2020/NĐ-CP, Article 33).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from samples.wear import Rgb

Light = NDArray[np.float32]
FONT = "Arimo-Bold.ttf"
SEAL_RADIUS_MM = 17.0
PEN_BLUE = (0.12, 0.16, 0.55)


@dataclass(frozen=True, slots=True)
class Place:
    """The middle of the space for the signature, as shares of page width and height, and the seal's text."""

    x: float
    y: float
    text: str


def _ink_over(light: Light, mask: Light, colour: tuple[float, float, float]) -> Light:
    """Translucent ink: it darkens what lies under it."""
    veil = 1 - mask[:, :, None] * (1 - np.array(colour, np.float32))
    return np.asarray(light * veil, np.float32)


def draw_seal(light: Light, at: Place, colour: Rgb, px_per_mm: float, rng: Generator) -> Light:
    """A round seal, unevenly inked and a little turned."""
    radius = SEAL_RADIUS_MM * px_per_mm
    stamp = _seal_mask(at.text, round(radius)).rotate(float(rng.uniform(-25, 25)), Image.Resampling.BICUBIC)
    mask = np.zeros(light.shape[:2], np.float32)
    size = stamp.size[0]
    x = round(at.x * light.shape[1] - 20 * px_per_mm - size / 2)
    y = round(at.y * light.shape[0] - size / 2 + float(rng.uniform(-2, 2)) * px_per_mm)
    x, y = (min(max(v, 0), limit - size) for v, limit in ((x, light.shape[1]), (y, light.shape[0])))
    mask[y : y + size, x : x + size] = np.asarray(stamp, np.float32) / 255
    small = rng.standard_normal((light.shape[0] // 12 + 1, light.shape[1] // 12 + 1), np.float32)
    patches = cv2.resize(small, light.shape[1::-1], interpolation=cv2.INTER_LINEAR)
    strength = np.asarray(np.clip(0.75 + 0.18 * patches, 0.2, 0.95), np.float32)
    red, green, blue = (c / 255 for c in colour)
    return _ink_over(light, np.asarray(mask * strength, np.float32), (red, green, blue))


def _seal_mask(text: str, radius: int) -> Image.Image:
    """Two rings, a star, the text between the rings, each letter upright to the middle."""
    size = 2 * radius + 4
    picture = Image.new("L", (size, size))
    draw = ImageDraw.Draw(picture)
    middle = size / 2
    for share, width in ((1.0, 0.045), (0.9, 0.015), (0.58, 0.015)):
        r = radius * share
        draw.ellipse((middle - r, middle - r, middle + r, middle + r), outline=255, width=max(1, round(radius * width)))
    draw.polygon(list(_star(middle, radius * 0.3)), fill=255)
    font = ImageFont.truetype(FONT, max(6, round(radius * 0.2)))
    for i, letter in enumerate(text):
        angle = 360 * i / len(text)
        tile = Image.new("L", (size, size))
        ImageDraw.Draw(tile).text((middle, middle - radius * 0.745), letter, fill=255, font=font, anchor="mm")
        turned = tile.rotate(-angle, Image.Resampling.BICUBIC)
        picture.paste(255, mask=turned)
    return picture


def _star(middle: float, radius: float) -> list[tuple[float, float]]:
    points = []
    for i in range(10):
        r = radius if i % 2 == 0 else radius * 0.4
        angle = math.pi * i / 5
        points.append((middle + r * math.sin(angle), middle - r * math.cos(angle)))
    return points


def draw_signature(light: Light, at: Place, px_per_mm: float, rng: Generator) -> Light:
    """A pen stroke of loops, blue, of varying width."""
    t = np.linspace(0, 1, 400)
    loops = rng.integers(3, 6)
    swing = np.sin(2 * math.pi * loops * t + rng.uniform(0, 6)) * (6 - 4 * t)
    x = at.x * light.shape[1] + (t * 34 - 17 + 2.5 * np.cos(2 * math.pi * loops * t)) * px_per_mm
    y = at.y * light.shape[0] + (swing + 3 * np.sin(2 * math.pi * t)) * px_per_mm
    mask = np.zeros(light.shape[:2], np.uint8)
    points = np.stack([x, y], axis=1).round().astype(np.int32)
    for a, b, width in zip(points[:-1], points[1:], rng.uniform(0.3, 0.6, 399), strict=True):
        thick = max(1, round(width * px_per_mm))
        cv2.line(mask, (int(a[0]), int(a[1])), (int(b[0]), int(b[1])), 255, thick, cv2.LINE_AA)
    return _ink_over(light, np.asarray(mask * np.float32(0.85 / 255), np.float32), PEN_BLUE)


def punch_holes(light: Light, px_per_mm: float, rng: Generator) -> Light:
    """Two holes 80 mm apart (ISO 838), 12 mm from the binding edge: left, or top of a landscape page."""
    height, width = light.shape[:2]
    along = max(height, width) / 2 if height > width else width / 2
    out = light.copy()
    for side in (-40, 40):
        a, b = along + side * px_per_mm, (12 + float(rng.uniform(-1, 1))) * px_per_mm
        centre = (round(b), round(a)) if height > width else (round(a), round(b))
        cv2.circle(out, centre, round(3 * px_per_mm), (0.18, 0.18, 0.18), -1, cv2.LINE_AA)
    return out
