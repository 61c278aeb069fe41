"""A second painter of set tables, its own in every step: what was fitted on the first is measured on this one.

Pages are drawn at the resolution of the scan. Rules fade in patches of the sheet, as where it was rubbed or folded, so
that neighbours fade together; scratches are slanted, light or dark; a copy of a copy loses its greys; the sheet lies
bowed and is taken from a corner; the file is a JPEG.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from samples.paper import clouds
from samples.table_nouns import DPI, FONT, SIZE, Box, Segment, SetPage, bare

Light = NDArray[np.float32]
Pixels = NDArray[np.uint8]
Move = Callable[[Box], Box]


@dataclass(frozen=True, slots=True)
class Sheet:
    """How a sheet was printed, kept and taken; shares are of full contrast or of a rule's length.

    Attributes:
        rule_mm: width of a rule.
        ink: darkness of the rules.
        rubbed: share of the rules that has faded, in patches of about `grain_mm`.
        dash_mm: period of dashed rules, 0 draws them through.
        bow_mm: how far the sheet bows out of the plane.
        keystone: by how much one side is nearer to the camera.
        copies: copies of the copy before the scan.
        shine: strength of the back of the sheet.
    """

    dpi: int = 200
    rule_mm: float = 0.25
    ink: float = 0.9
    rubbed: float = 0.0
    grain_mm: float = 1.2
    dash_mm: float = 0.0
    bow_mm: float = 0.0
    keystone: float = 0.0
    seals: int = 0
    scratches: int = 0
    shine: float = 0.0
    copies: int = 0
    blur_mm: float = 0.05
    noise: float = 0.01
    jpeg: int = 60


def paint_sheet(page: SetPage, sheet: Sheet, rng: Generator) -> tuple[Pixels, Move]:
    """The page as grey pixels at `sheet.dpi`, and where a box of the set page lies on them."""
    mm = sheet.dpi / 25.4
    print_, rules = _text(page, sheet), _rules(page, sheet)
    if sheet.rubbed and rules.any():
        grain = clouds(rules.shape, sheet.grain_mm * mm, rng)
        worn = grain < np.quantile(grain[rules > 0], sheet.rubbed)
        rules = np.where(worn, rules * np.float32(rng.uniform(0, 0.15)), rules)
    light = 1 - np.maximum(print_ * np.float32(0.92), rules * np.float32(sheet.ink))
    if sheet.shine:
        back = cv2.GaussianBlur(np.maximum(print_, rules)[:, ::-1], (0, 0), 0.15 * mm)
        light = light * (1 - np.float32(sheet.shine) * np.roll(back, round(9 * mm), axis=0))
    for _ in range(sheet.seals):
        light = _with_seal(light, page, mm, rng)
    for _ in range(sheet.scratches):
        light = _with_scratch(light, mm, rng)
    light, move = _taken(light, sheet, mm)
    return _sensed(light, sheet, mm, rng), move


def _text(page: SetPage, sheet: Sheet) -> Light:
    """Ink of the words, 0 to 1."""
    scale = sheet.dpi / DPI
    size = tuple(round(v * scale) for v in page.size)
    image = Image.new("L", (size[0], size[1]), 0)
    draw, font = ImageDraw.Draw(image), ImageFont.truetype(FONT, round(SIZE * scale))
    for word, (x, y, _, _) in page.words:
        draw.text((x * scale, (y - 4) * scale), bare(word), font=font, fill=255)
    return np.asarray(image, np.float32) / 255


def _rules(page: SetPage, sheet: Sheet) -> Light:
    """Ink of the rules, 0 to 1, drawn four times as large so that their widths are exact."""
    scale, mm = sheet.dpi / DPI, sheet.dpi / 25.4
    width, height = (round(v * scale) for v in page.size)
    out = np.zeros((height, width), np.uint8)
    fine = 16
    for x0, y0, x1, y1 in page.rules:
        for a, b in _dashes((x0 * scale, y0 * scale, x1 * scale, y1 * scale), sheet.dash_mm * mm):
            ends = [(round(p[0] * fine), round(p[1] * fine)) for p in (a, b)]
            cv2.line(out, *ends, 255, max(1, round(sheet.rule_mm * mm)), cv2.LINE_AA, 4)
    return np.asarray(out, np.float32) / 255


def _dashes(rule: Segment, period: float) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    a, b = np.array(rule[:2]), np.array(rule[2:])
    length = float(np.abs(b - a).max())
    if not period or length < period:
        return [((a[0], a[1]), (b[0], b[1]))]
    starts = np.arange(0, length, period)
    stops = np.minimum(starts + 0.6 * period, length)
    at = [(a + (b - a) * s / length, a + (b - a) * e / length) for s, e in zip(starts, stops, strict=True)]
    return [((p[0], p[1]), (q[0], q[1])) for p, q in at]


def _with_seal(light: Light, page: SetPage, mm: float, rng: Generator) -> Light:
    """Two rings, a band of letters and a star, as uneven as ink from a pad."""
    height, width = light.shape
    ys = [r[1] * height / page.size[1] for r in page.rules] or [height / 2]
    centre = int(rng.uniform(0.15, 0.85) * width), int(rng.uniform(min(ys), max(ys)))
    ink = np.zeros_like(light)
    radius = rng.uniform(15, 18) * mm
    for share, thick in ((1.0, 0.7), (0.93, 0.3), (0.6, 0.4)):
        cv2.circle(ink, centre, round(share * radius), 1.0, max(1, round(thick * mm)), cv2.LINE_AA)
    for angle in np.linspace(0, 2 * np.pi, 22, endpoint=False):
        at = centre[0] + 0.77 * radius * np.cos(angle), centre[1] + 0.77 * radius * np.sin(angle)
        step = np.array([np.cos(angle + 0.6), np.sin(angle + 0.6)]) * 1.3 * mm
        ends = [(round(float(at[0] + s * step[0])), round(float(at[1] + s * step[1]))) for s in (-1, 1)]
        cv2.line(ink, ends[0], ends[1], 1.0, max(1, round(0.6 * mm)), cv2.LINE_AA)
    points = [(radius * (0.42 if k % 2 else 0.17), np.pi * k / 5) for k in range(10)]
    star = np.array([(centre[0] + r * np.sin(a), centre[1] + r * np.cos(a)) for r, a in points], np.int32)
    cv2.fillPoly(ink, [star], 1.0)
    patchy = 0.55 + 0.2 * clouds(light.shape, 2 * mm, rng)
    return np.asarray(light * (1 - ink * patchy), np.float32)


def _with_scratch(light: Light, mm: float, rng: Generator) -> Light:
    """A line nearly upright or nearly level: dark as dirt on the glass, or light where the print is scratched off."""
    height, width = light.shape
    mask = np.zeros_like(light)
    slant = rng.uniform(-0.01, 0.01)
    if rng.random() < 0.7:
        x, long = rng.uniform(0.1, 0.9) * width, rng.uniform(0.3, 1.0) * height
        y = rng.uniform(0, height - long)
        ends = (round(x), round(y)), (round(x + slant * long), round(y + long))
    else:
        y, long = rng.uniform(0.1, 0.9) * height, rng.uniform(0.2, 0.6) * width
        x = rng.uniform(0, width - long)
        ends = (round(x), round(y)), (round(x + long), round(y + slant * long))
    cv2.line(mask, *ends, 1.0, max(1, round(rng.uniform(0.1, 0.3) * mm)), cv2.LINE_AA)
    if rng.random() < 0.4:
        return np.asarray(light + (1 - light) * mask * np.float32(0.9), np.float32)
    return np.asarray(light * (1 - mask * np.float32(rng.uniform(0.25, 0.6))), np.float32)


def _taken(light: Light, sheet: Sheet, mm: float) -> tuple[Light, Move]:
    """The sheet bowed and seen from a corner; and where a box of the set page went."""
    height, width = light.shape
    scale, key, bow = sheet.dpi / DPI, sheet.keystone, sheet.bow_mm * mm

    def source(x: NDArray[np.float32], y: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        u, v = x / width - 0.5, y / height - 0.5
        return x + width * key * u * v + bow * np.sin(3.0 * v + 0.4), y + height * key * u * v + bow * np.sin(3.4 * u)

    def move(box: Box) -> Box:
        corners = np.array([(box[0], box[1]), (box[2], box[1]), (box[0], box[3]), (box[2], box[3])], np.float32) * scale
        at = corners.copy()
        for _ in range(4):
            moved = np.stack(source(at[:, 0], at[:, 1]), axis=1)
            at += corners - moved
        return float(at[:, 0].min()), float(at[:, 1].min()), float(at[:, 0].max()), float(at[:, 1].max())

    if not key and not bow:
        return light, move
    y, x = np.mgrid[:height, :width].astype(np.float32)
    out = cv2.remap(light, *source(x, y), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(out, np.float32), move


def _sensed(light: Light, sheet: Sheet, mm: float, rng: Generator) -> Pixels:
    """Copied, taken out of focus, noisy, packed."""
    for _ in range(sheet.copies):
        soft = cv2.GaussianBlur(light, (0, 0), 0.1 * mm)
        light = np.asarray(1 / (1 + np.exp(-9 * (soft - 0.62))), np.float32)
        light += rng.normal(0, 0.01, light.shape).astype(np.float32)
    soft = cv2.GaussianBlur(light, (0, 0), max(0.3, sheet.blur_mm * mm)) * np.float32(0.95)
    noisy = soft + rng.normal(0, sheet.noise, light.shape).astype(np.float32)
    pixels = (np.clip(noisy, 0, 1) * 255).astype(np.uint8)
    _, packed = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, sheet.jpeg])
    return np.asarray(cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE), np.uint8)
