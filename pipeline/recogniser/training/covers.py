"""What offices lay over a line of print: round seals with their wording, strokes of the pen, stamps in a frame.

The model for covered lines (`--covered`) learns on lines of which nearly all bear some of this, as dark as print: on
black and white copies the colour does not tell them apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sohoa.pipeline.recogniser.training.setting import SetLine

    Ink = NDArray[np.float32]
    Rng = np.random.Generator

_SEAL_RADIUS = 2.8, 7.0
"""Ems of the line: a seal of 35 mm beside print of 14 points has 3.5, beside 11 points 4.5."""
_RINGS = 1.0, 0.92, 0.58
"""Radii of the rings of a seal, as shares of its own; the second and the third are thin and not always there."""


def lay_covers(ink: Ink, line: SetLine, other: SetLine | None, rng: Rng, stamps: bool = True) -> None:
    """Lays seal, pen and stamp over a line's ink (0 to 1, (height, width)), in place; `other` lends their wording.

    Without `stamps` nothing is laid that could be read as a line.
    """
    kind = rng.random()
    if kind < 0.62:
        _lay(ink, _seal(ink.shape, line, other, rng), rng)
    if 0.35 < kind < 0.93:
        _lay(ink, _pen(ink.shape, line, rng), rng)
    if kind > 0.86 and other is not None and stamps:
        _lay(ink, _stamp(ink.shape, line, other, rng), rng)


_TRANSLUCENT, _TAKEN_OFF = 0.5, 0.1
"""Shares of covers through which print is darker than beside them, as on grey scans, and of coloured ones that were
taken off, which leave paler print and crumbs of their edges."""


def _lay(ink: Ink, cover: Ink, rng: Rng) -> None:
    """The darker of both, or both one over the other; the cover is blotchy and not always as dark as print."""
    if rng.random() < _TAKEN_OFF:
        _take_off(ink, cover, rng)
        return
    strength = rng.uniform(0.45, 1.0) if rng.random() < 0.6 else 1.0
    small = rng.standard_normal((max(2, ink.shape[0] // 6), max(2, ink.shape[1] // 6))).astype(np.float32)
    blots = cv2.resize(cv2.GaussianBlur(small, (0, 0), 1.2), ink.shape[::-1], interpolation=cv2.INTER_LINEAR)
    dark = np.clip(strength * (1 + rng.uniform(0, 0.5) * blots / max(1e-6, float(blots.std())) * 0.5), 0, 1)
    laid = np.asarray(cover * dark, np.float32)
    if rng.random() < _TRANSLUCENT:
        ink[:] = 1 - (1 - ink) * (1 - laid)
    else:
        np.maximum(ink, laid, out=ink)


def _take_off(ink: Ink, cover: Ink, rng: Rng) -> None:
    """What is left where ink of another colour was taken off: paler print under it, crumbs along its edges."""
    noise = cv2.GaussianBlur(rng.standard_normal(ink.shape).astype(np.float32), (0, 0), rng.uniform(0.7, 1.8))
    grain = np.asarray(noise / max(1e-6, float(noise.std())), np.float32)
    ink *= 1 - cover * np.clip(np.float32(rng.uniform(0, 0.7)) + 0.4 * grain * (grain > 1), 0, 1)
    edge = cv2.morphologyEx(cover, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8))
    crumbs = edge * (grain > rng.uniform(0.3, 1.8)) * np.float32(rng.uniform(0.3, 1.0))
    np.maximum(ink, np.asarray(crumbs, np.float32), out=ink)


def _thick(line: SetLine, rng: Rng, least: float, most: float) -> int:
    return max(1, round(rng.uniform(least, most) * line.size))


def _seal(shape: tuple[int, ...], line: SetLine, other: SetLine | None, rng: Rng) -> Ink:
    layer = np.zeros(shape, np.float32)
    radius = rng.uniform(*_SEAL_RADIUS) * line.size
    x = rng.uniform(-0.6 * radius, shape[1] + 0.6 * radius)
    y = line.base + rng.uniform(-1.05, 1.05) * radius
    for k, share in enumerate(_RINGS):
        if k and rng.random() < 0.2:
            continue
        thick = _thick(line, rng, 0.06, 0.2) if k == 0 else _thick(line, rng, 0.02, 0.07)
        cv2.circle(layer, (round(x), round(y)), round(share * radius), 1.0, thick, cv2.LINE_AA)
    if other is not None and rng.random() < 0.9:
        np.maximum(layer, _ring_wording(shape, (x, y), radius, other, rng), out=layer)
    if rng.random() < 0.8:
        turn = rng.uniform(0, 2 * np.pi)
        angles = turn + np.arange(10) * np.pi / 5
        reach = rng.uniform(0.2, 0.34) * radius * np.where(np.arange(10) % 2, 0.4, 1.0)
        points = np.stack([x + reach * np.cos(angles), y + reach * np.sin(angles)], axis=1)
        cv2.fillPoly(layer, [points.round().astype(np.int32)], 1.0, cv2.LINE_AA)
    return layer


def _ring_wording(shape: tuple[int, ...], middle: tuple[float, float], radius: float, other: SetLine, rng: Rng) -> Ink:
    """A line of print bent along the ring, its feet inwards."""
    high = rng.uniform(0.14, 0.24) * radius
    foot = rng.uniform(0.62, 0.7) * radius
    ys, xs = np.mgrid[0 : shape[0], 0 : shape[1]].astype(np.float32)
    dx, dy = xs - np.float32(middle[0]), ys - np.float32(middle[1])
    away, angle = np.hypot(dx, dy), np.arctan2(dy, dx)
    cap = 0.7 * other.size
    turn = rng.uniform(0, 2 * np.pi)
    along = ((angle + turn) % (2 * np.pi)) * np.float32(foot * cap / high * rng.uniform(0.8, 1.1))
    up = other.base - (away - foot) * np.float32(cap / high)
    inside = (away > foot - 0.1 * high) & (away < foot + 1.45 * high)
    along = np.where(inside, along % other.coverage.shape[1], -1).astype(np.float32)
    bent = cv2.remap(other.coverage, along, np.asarray(up, np.float32), cv2.INTER_LINEAR, borderValue=0)
    return np.asarray(bent * inside / np.float32(255), np.float32)


def _pen(shape: tuple[int, ...], line: SetLine, rng: Rng) -> Ink:
    """One long stroke with loops, and now and then a second one."""
    layer = np.zeros(shape, np.float32)
    for _ in range(1 if rng.random() < 0.7 else 2):
        n = int(rng.integers(4, 9))
        x0 = rng.uniform(-0.1, 0.8) * shape[1]
        steps = rng.normal(0.55, 0.9, n) * line.size * rng.uniform(0.7, 2.2)
        xs = x0 + np.cumsum(steps)
        ys = line.base - 0.4 * line.size + rng.normal(0, 1.3, n) * line.size + rng.uniform(-0.9, 0.9) * line.size
        points = _smooth(np.stack([xs, ys], axis=1))
        cv2.polylines(layer, [points.round().astype(np.int32)], False, 1.0, _thick(line, rng, 0.03, 0.13), cv2.LINE_AA)
    return layer


def _smooth(knots: NDArray[np.float64]) -> NDArray[np.float64]:
    """A curve through all knots (Catmull and Rom, 1974), twelve points a step."""
    p = np.concatenate([knots[:1], knots, knots[-1:]])
    t = np.linspace(0, 1, 12, endpoint=False)[:, None]
    parts = []
    for a, b, c, d in zip(p, p[1:], p[2:], p[3:], strict=False):
        curve = 2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3
        parts.append(curve / 2)
    return np.concatenate(parts)


def _stamp(shape: tuple[int, ...], line: SetLine, other: SetLine, rng: Rng) -> Ink:
    """Part of a stamp of incoming mail: a line of smaller print, askew, and an edge of its frame."""
    layer = np.zeros(shape, np.float32)
    scale = rng.uniform(0.55, 0.95) * line.size / other.size
    size = (max(1, round(other.coverage.shape[1] * scale)), max(1, round(other.coverage.shape[0] * scale)))
    print_ = cv2.resize(other.coverage, size, interpolation=cv2.INTER_AREA)
    x, y = rng.uniform(-0.3, 0.7) * shape[1], line.base - rng.uniform(-0.5, 1.0) * line.size - other.base * scale
    matrix = cv2.getRotationMatrix2D((size[0] / 2, size[1] / 2), rng.uniform(-8, 8), 1.0)
    matrix[:, 2] += np.array([x, y])
    laid = cv2.warpAffine(print_, matrix, shape[::-1], flags=cv2.INTER_LINEAR, borderValue=0)
    np.maximum(layer, np.asarray(laid / np.float32(255), np.float32), out=layer)
    if rng.random() < 0.6:
        slope, thick = np.tan(np.radians(rng.uniform(-8, 8))), _thick(line, rng, 0.03, 0.1)
        y0 = line.base + rng.uniform(-1.1, 0.5) * line.size
        ends = ((0, round(y0)), (shape[1], round(y0 + slope * shape[1])))
        cv2.line(layer, *ends, 1.0, thick, cv2.LINE_AA)
        if rng.random() < 0.5:
            at = round(rng.uniform(0, shape[1]))
            cv2.line(layer, (at, 0), (round(at - slope * shape[0]), shape[0]), 1.0, thick, cv2.LINE_AA)
    return layer
