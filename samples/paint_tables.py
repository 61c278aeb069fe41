"""Set table pages as pixels: rules drawn thin, faint, dotted, double, worn or bent, seals and streaks over them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from samples.table_nouns import Box, Segment, SetPage, bare, font

Pixels = NDArray[np.uint8]
Floats = NDArray[np.float32]

DOT_BELOW = "\u0323"


@dataclass(frozen=True, slots=True)
class Look:
    """How the rules of a page look; lengths in pixels at 150 dpi, levels from 0 (black) to 255.

    Attributes:
        dots: period of a dotted rule, half of it ink; 0 draws it through.
        double: distance of a second rule beside each; 0 for none.
        gaps: share of each rule that has worn away, in gaps up to `longest_gap`.
        bend: how far a rule leaves the straight line.
        seals: round seals over the table.
        streaks: vertical streaks of the scanner, through the whole page.
        no_sides: the outer vertical rules have worn away.
        noise: of the sensor, standard deviation.
        bleed: how strongly the back of the sheet, another table, shines through (share of the contrast).
    """

    thickness: int = 2
    level: int = 40
    paper: int = 248
    dots: int = 0
    double: int = 0
    gaps: float = 0.0
    longest_gap: int = 16
    bend: float = 0.0
    skew_deg: float = 0.0
    seals: int = 0
    streaks: int = 0
    no_sides: bool = False
    noise: float = 3.0
    bleed: float = 0.0


def paint_page(page: SetPage, look: Look, rng: Generator) -> Pixels:
    """The page as grey pixels, (height, width) uint8."""
    width = page.size[0]
    text = Image.new("L", page.size, look.paper)
    draw = ImageDraw.Draw(text)
    for word, (x, y, _, _) in page.words:
        draw.text((x, y - 4), bare(word), font=font(), fill=30)
        _draw_marks(draw, word, x, y)
    pixels = np.array(text)
    left, right = (f((x for r in page.rules for x in (r[0], r[2])), default=0) for f in (min, max))
    for rule in page.rules:
        if look.no_sides and rule[0] == rule[2] and rule[0] in (left, right):
            continue
        _draw_rule(pixels, rule, look, rng)
    if look.bleed:
        pixels = _shone_through(pixels, look)
    for _ in range(look.seals):
        _seal(pixels, page, rng)
    for _ in range(look.streaks):
        x = int(rng.integers(width // 6, width * 5 // 6))
        pixels[:, x : x + 2] = np.minimum(pixels[:, x : x + 2], int(rng.integers(90, 170)))
    return _sensed(pixels, look, rng)


def _draw_marks(draw: ImageDraw.ImageDraw, word: str, x: float, y: float) -> None:
    """A stroke over (or a dot under) each letter for each of its marks."""
    for k, letter in enumerate(word):
        marks = [c for c in unicodedata.normalize("NFD", letter) if unicodedata.combining(c)]
        middle = x + font().getlength(bare(word[:k])) + font().getlength(bare(letter)) / 2
        top = y + (1 if letter.isupper() else 5)
        for mark in marks:
            if mark == DOT_BELOW:
                draw.ellipse((middle - 1, y + 23, middle + 1, y + 25), fill=30)
            else:
                draw.line((middle - 4, top, middle, top - 4, middle + 3, top - 1), fill=30, width=2)
                top -= 4


def _draw_rule(pixels: Pixels, rule: Segment, look: Look, rng: Generator) -> None:
    x0, y0, x1, y1 = (round(v) for v in rule)
    level = x0 != x1
    length = (x1 - x0 if level else y1 - y0) + 1
    there = np.ones(length, np.bool_)
    if look.dots:
        there = np.arange(length) % look.dots < max(1, look.dots // 2)
    there &= _unworn(length, look, rng)
    for off in (0, look.double) if look.double else (0,):
        for t in range(look.thickness):
            line = pixels[y0 + off + t, x0 : x1 + 1] if level else pixels[y0 : y1 + 1, x0 + off + t]
            line[there[: len(line)]] = look.level


def _unworn(length: int, look: Look, rng: Generator) -> NDArray[np.bool_]:
    """Where a rule is left: gaps at random, the look's share of the length in all."""
    there = np.ones(length, np.bool_)
    while look.gaps and 1 - there.mean() < look.gaps:
        at, gap = int(rng.integers(-10, length)), int(rng.integers(2, look.longest_gap))
        there[max(0, at) : max(0, at + gap)] = False
    return there


def _shone_through(pixels: Pixels, look: Look) -> Pixels:
    """The page with its own mirror image, moved and soft, as the back of the sheet."""
    back = np.roll(cv2.GaussianBlur(pixels[:, ::-1], (0, 0), 1.2), 71, axis=0)
    faint = look.paper - look.bleed * (look.paper - back.astype(np.float32))
    return np.minimum(pixels, faint).astype(np.uint8)


def _seal(pixels: Pixels, page: SetPage, rng: Generator) -> None:
    """Rings, a star's strokes and letters of a round seal, as grey as a red one comes out."""
    ys = [r[1] for r in page.rules] or [page.size[1] // 2]
    x, y = (page.size[0] // 4, page.size[0] * 3 // 4), (int(min(ys)), int(max(ys)) + 1)
    centre = int(rng.integers(*x)), int(rng.integers(*y))
    for radius, width in ((108, 5), (100, 2), (64, 3)):
        cv2.circle(pixels, centre, radius, 110, width, cv2.LINE_AA)
    for k in range(24):
        angle = 2 * np.pi * k / 24
        a, b = ((round(centre[0] + r * np.cos(angle)), round(centre[1] + r * np.sin(angle))) for r in (74, 90))
        cv2.line(pixels, a, b, 115, 4, cv2.LINE_AA)


def _sensed(pixels: Pixels, look: Look, rng: Generator) -> Pixels:
    if look.bend or look.skew_deg:
        y, x = np.indices(pixels.shape, dtype=np.float32)
        dx, dy = _drift(x, y, look, (pixels.shape[1], pixels.shape[0]))
        moved = cv2.remap(pixels, x + dx, y + dy, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        pixels = np.asarray(moved, np.uint8)
    soft = cv2.GaussianBlur(pixels, (0, 0), 0.6).astype(np.float32)
    return np.clip(soft + rng.normal(0, look.noise, pixels.shape), 0, 255).astype(np.uint8)


def _drift(x: Floats, y: Floats, look: Look, size: tuple[int, int]) -> tuple[Floats, Floats]:
    """By how much what is painted at (x, y) was set to the right and below."""
    lean = np.float32(np.tan(np.radians(look.skew_deg)))
    dx = look.bend * np.sin(y / 310) + lean * (y - size[1] / 2)
    dy = look.bend * np.sin(x / 390) - lean * (x - size[0] / 2)
    return np.asarray(dx, np.float32), np.asarray(dy, np.float32)


def painted_box(box: Box, look: Look, size: tuple[int, int]) -> Box:
    """Where a box of the set page lies on the painted one, of which `size` is width and height."""
    x, y = np.float32((box[0] + box[2]) / 2), np.float32((box[1] + box[3]) / 2)
    dx, dy = (float(v) for v in _drift(np.asarray(x), np.asarray(y), look, size))
    return box[0] - dx, box[1] - dy, box[2] - dx, box[3] - dy
