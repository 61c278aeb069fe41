"""What else stands where a line stands: rules, underlines, seals, neighbouring lines, print of the other side."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

import cv2
import numpy as np

from sohoa.pipeline.recogniser.training.covers import lay_covers
from sohoa.pipeline.recogniser.training.setting import SetLine

COVERED = 0.9
"""Share of the lines with something laid over them, for the model that reads covered lines."""
EMPTY_COVERED, EMPTY_PICTURES = 0.4, 0.12
"""Of the strips without print: those with a seal, the pen or a stamp, and pieces of photographs."""

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ink = NDArray[np.float32]
    Rng = np.random.Generator


class Surroundings:
    """Adds to a line what stands around it; earlier lines serve as neighbours and as the other side's print."""

    def __init__(self, covered: bool = False) -> None:
        """No line seen yet; `covered`: nearly all lines bear seals, strokes or stamps (see `covers`)."""
        self._earlier: deque[SetLine] = deque(maxlen=48)
        self._covered = covered

    def around(self, line: SetLine, rng: Rng) -> Ink:
        """The line's coverage, 0 to 1, with what was added to it; same shape. An empty line gets more of it."""
        ink = np.asarray(line.coverage / np.float32(255), np.float32)
        kind = rng.random(6) * (1.0 if len(line.middles) else 0.2)
        if self._earlier:
            if kind[0] < 0.45:
                self._neighbour(ink, line, rng)
            if kind[1] < 0.08:
                self._shine(ink, rng)
        if kind[2] < 0.08:
            _rules(ink, line, rng)
        if kind[3] < 0.05:
            _underline(ink, line, rng)
        if kind[4] < 0.09:
            _seal(ink, line, rng)
        if kind[5] < 0.04:
            _side_rules(ink, line, rng)
        self._cover(ink, line, rng)
        if len(line.middles):
            self._earlier.append(line)
        return ink

    def _cover(self, ink: Ink, line: SetLine, rng: Rng) -> None:
        """Seal, pen or stamp over it; an empty strip may be a piece of a photograph."""
        empty = not len(line.middles)
        if rng.random() < (COVERED if self._covered else EMPTY_COVERED * empty):
            other = self._earlier[int(rng.integers(len(self._earlier)))] if self._earlier else None
            lay_covers(ink, line, other, rng, stamps=not empty)
        if empty and rng.random() < EMPTY_PICTURES:
            _photograph(ink, rng)

    def _neighbour(self, ink: Ink, line: SetLine, rng: Rng) -> None:
        """Feet of the line above and heads of the line below, at a line pitch of 1.1 to 1.6 ems."""
        for side in (-1, 1):
            if rng.random() < 0.3:
                continue
            other = self._earlier[int(rng.integers(len(self._earlier)))]
            scale = line.size / other.size
            width = max(1, round(other.coverage.shape[1] * scale))
            height = max(1, round(other.coverage.shape[0] * scale))
            picture = cv2.resize(other.coverage, (width, height), interpolation=cv2.INTER_AREA)
            pitch = rng.uniform(1.05, 1.6) * line.size
            y = round(line.base + side * pitch - other.base * scale)
            x = round(rng.uniform(-0.3, 0.3) * ink.shape[1])
            _lay(ink, np.asarray(picture / np.float32(255), np.float32), x, y)

    def _shine(self, ink: Ink, rng: Rng) -> None:
        other = self._earlier[int(rng.integers(len(self._earlier)))].coverage[:, ::-1]
        faint = cv2.GaussianBlur(other.astype(np.float32) / 255, (0, 0), rng.uniform(1, 3)) * rng.uniform(0.08, 0.35)
        _lay(
            ink,
            np.asarray(faint, np.float32),
            round(rng.uniform(-0.2, 0.5) * ink.shape[1]),
            round(rng.uniform(-0.4, 0.4) * ink.shape[0]),
        )


def _photograph(ink: Ink, rng: Rng) -> None:
    """Light and shade of all sizes instead of paper; at times screened, as printers do."""
    scene = np.zeros(ink.shape, np.float32)
    for coarse in (2, 5, 12, 40):
        size = (ink.shape[1] // coarse + 2, ink.shape[0] // coarse + 2)
        layer = cv2.resize(rng.standard_normal(size[::-1]).astype(np.float32), ink.shape[::-1])
        scene += layer * np.float32(coarse ** rng.uniform(0.2, 1.0))
    scene = 0.5 + scene * np.float32(rng.uniform(0.1, 0.3) / max(1e-6, float(scene.std())))
    if rng.random() < 0.4:
        turn, pitch = rng.uniform(0, np.pi), rng.uniform(3, 8)
        ys, xs = np.mgrid[: ink.shape[0], : ink.shape[1]].astype(np.float32)
        u, v = xs * np.cos(turn) + ys * np.sin(turn), ys * np.cos(turn) - xs * np.sin(turn)
        dots = np.sin(u * (2 * np.pi / pitch)) * np.sin(v * (2 * np.pi / pitch))
        scene = np.asarray(scene + 0.5 * dots > 0.5, np.float32)
    ink[:] = np.clip(scene, 0, 1)


def _lay(ink: Ink, other: Ink, x: int, y: int) -> None:
    """The darker of both, `other` with its corner at (x, y), in place."""
    h, w = other.shape
    y0, y1, x0, x1 = max(0, y), min(ink.shape[0], y + h), max(0, x), min(ink.shape[1], x + w)
    if y0 < y1 and x0 < x1:
        part = ink[y0:y1, x0:x1]
        np.maximum(part, other[y0 - y : y1 - y, x0 - x : x1 - x], out=part)


def _thickness(line: SetLine, rng: Rng) -> int:
    return max(1, round(rng.uniform(0.02, 0.075) * line.size))


def _rules(ink: Ink, line: SetLine, rng: Rng) -> None:
    """A table's rule above or below the line, touching its marks or its feet at times."""
    thick = _thickness(line, rng)
    where = rng.uniform(0.26, 0.5) if rng.random() < 0.5 else -rng.uniform(0.85, 1.3)
    y = min(ink.shape[0] - thick, max(0, round(line.base + where * line.size)))
    ink[y : y + thick] = np.maximum(ink[y : y + thick], rng.uniform(0.5, 1))


def _underline(ink: Ink, line: SetLine, rng: Rng) -> None:
    thick = _thickness(line, rng)
    y = line.base + round(rng.uniform(0.05, 0.2) * line.size)
    x0, x1 = sorted(rng.integers(0, ink.shape[1], 2).tolist()) if rng.random() < 0.5 else (0, ink.shape[1])
    part = ink[y : y + thick, x0:x1]
    np.maximum(part, rng.uniform(0.6, 1), out=part)


def _side_rules(ink: Ink, line: SetLine, rng: Rng) -> None:
    """Upright rules of a cell left and right of the line."""
    for x in (0, ink.shape[1] - 4):
        if rng.random() < 0.6:
            thick = _thickness(line, rng)
            ink[:, x : x + thick] = np.maximum(ink[:, x : x + thick], rng.uniform(0.5, 1))


def _seal(ink: Ink, line: SetLine, rng: Rng) -> None:
    """One or two arcs of a round seal, or strokes of a signature."""
    layer = np.zeros(ink.shape, np.float32)
    radius = rng.uniform(2.0, 5.0) * line.size
    centre = (int(rng.uniform(0, ink.shape[1])), int(line.base + rng.uniform(-1, 1) * radius))
    for k in range(int(rng.integers(1, 3))):
        r = max(2, int(radius * (1 - 0.12 * k)))
        cv2.ellipse(layer, centre, (r, int(r * rng.uniform(0.9, 1.1))), 0, 0, 360, 1.0, _thickness(line, rng) + 1)
    if rng.random() < 0.4:
        points = np.cumsum(rng.normal(0, 0.6 * line.size, (8, 2)), axis=0) + centre
        cv2.polylines(layer, [points.astype(np.int32)], False, 1.0, _thickness(line, rng), cv2.LINE_AA)
    blots = cv2.GaussianBlur(rng.standard_normal(ink.shape).astype(np.float32), (0, 0), 0.05 * line.size + 0.5)
    inner = cv2.circle(np.zeros(ink.shape, np.float32), centre, int(radius), 1.0, -1)
    if rng.random() < 0.5:
        layer = np.maximum(layer, inner * (blots > 1.1 * blots.std()))
    np.maximum(ink, layer * (blots > -1.2 * blots.std()) * rng.uniform(0.2, 0.85), out=ink)
