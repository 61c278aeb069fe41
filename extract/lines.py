"""From ink to text lines: connected components linked into the printed lines of a straight page.

The page is cut into *zones* first (0 is everything outside tables, each table cell is one
more) and no line crosses from one zone into another. Every tolerance is a multiple of the
page's own letter height. Bottom-up grouping of components follows O'Gorman, "The document
spectrum for page layout analysis" (IEEE PAMI 15, 1993); that marks are attached to letters
by their side (above or below) is ours, because Vietnamese stacks two of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from pipeline.model import Box

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]
    Ints = NDArray[np.int64]

INK_MARGIN = 10
"""Grey levels above Otsu's threshold that still count as ink: thin strokes are paler than thick ones."""
LETTER = (0.55, 2.6)
"""Heights of a letter, in letter heights: from a worn x to a capital with two marks or a bracket."""
WIDEST_LETTER = 12.0
"""Letters may touch; a component wider than this (in letter heights) is a rule or a picture."""
WORD_GAP = 2.2
"""Largest gap inside a line, in letter heights: justified lines stretch their spaces."""
SMALLEST_TYPE = 0.6
"""Type size of notes beside body text, at least; smaller is taken for noise and not enlarged further."""
UNDERLINE = 0.04
"""Level ink at least this long, as a share of the page's width, is a rule: no letter is as wide."""
MARKS_HIGH = 0.85
"""A circumflex with its tone is at most this high, in letter heights; a letter is higher."""
MARK_ABOVE = 1.1
"""How far above its letter a mark may stand, in letter heights (the acute of a worn ế)."""
SPECK = 0.12
"""Ink no larger than this, in letter heights, is dirt unless a letter is right beside it (a worn dot of ạ)."""
MARK_BELOW = 0.5
"""How far below its letter the dot of ạ may stand."""


@dataclass(frozen=True, slots=True, eq=False)
class Components:
    """Connected components of the ink; index 0 is the paper.

    `labels` is int32 (height, width); `rules` (the same shape) marks the ink of
    underlines, which belongs to no component; `x0, y0, x1, y1, zone` have one entry a component;
    `letter_height` is the median height of letters in pixels, 0 on a page without any.
    """

    labels: NDArray[np.int32]
    rules: NDArray[np.bool_]
    x0: Ints
    y0: Ints
    x1: Ints
    y1: Ints
    zone: Ints
    letter_height: float

    @property
    def heights(self) -> Ints:
        """Pixels."""
        return self.y1 - self.y0

    @property
    def widths(self) -> Ints:
        """Pixels."""
        return self.x1 - self.x0

    def letters(self) -> NDArray[np.bool_]:
        """Which components may be letters (and not marks, rules, specks or pictures)."""
        h, tall = self.letter_height, self.heights
        ok = (tall >= LETTER[0] * h) & (tall <= LETTER[1] * h) & (self.widths <= WIDEST_LETTER * h)
        ok[0] = False
        return np.asarray(ok)


@dataclass(frozen=True, slots=True, eq=False)
class TextLine:
    """A run of letters on one baseline inside one zone; `members` index the components."""

    box: Box
    zone: int
    members: Ints


def page_to_components(grey: Grey, zones: NDArray[np.int32] | None = None) -> Components:
    """Connected components of the ink of a cleaned page.

    Args:
        grey: uint8 (height, width), ink dark on even paper.
        zones: int32 (height, width): 0 outside tables, k inside the k-th cell, -1 on rules,
            which count as paper. None means one zone.
    """
    level, _ = cv2.threshold(grey, 0, 255, cv2.THRESH_OTSU)
    ink = (grey < min(200, level + INK_MARGIN)).astype(np.uint8)
    rules = _underlines(ink)
    ink[rules] = 0
    if zones is not None:
        ink[zones < 0] = 0
    _, labels, stats, centres = cv2.connectedComponentsWithStats(ink, connectivity=8)
    x0, y0, w, h = (stats[:, i].astype(np.int64) for i in range(4))
    zone = np.zeros(len(stats), np.int64)
    if zones is not None:
        rows = np.clip(centres[:, 1].round().astype(int), 0, grey.shape[0] - 1)
        cols = np.clip(centres[:, 0].round().astype(int), 0, grey.shape[1] - 1)
        zone = np.maximum(0, zones[rows, cols]).astype(np.int64)
    letter = _letter_height(h, w, grey.shape)
    return Components(np.asarray(labels, np.int32), rules, x0, y0, x0 + w, y0 + h, zone, letter)


def _underlines(ink: Grey) -> NDArray[np.bool_]:
    """Pixels of thin level lines (underlines, rules under a title), which would tie letters together.

    A stroke that crosses a line keeps its pixels: there the ink goes on above and below.
    """
    length = max(15, round(UNDERLINE * ink.shape[1]))
    level = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    if not level.any():
        return np.zeros(ink.shape, np.bool_)
    reach = max(3, length // 8)
    crossing = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((2 * reach + 1, 1), np.uint8))
    band = cv2.dilate(level, np.ones((3, 1), np.uint8))
    return np.asarray((band > 0) & (ink > 0) & (crossing == 0))


def _letter_height(heights: Ints, widths: Ints, shape: tuple[int, ...]) -> float:
    """Median height of what may be letters, taken twice so that specks and rules drop out."""
    plausible = (heights > 5) & (heights < 0.05 * max(shape)) & (widths < 0.1 * shape[1])
    plausible[0] = False
    if not plausible.any():
        return 0.0
    first = float(np.median(heights[plausible]))
    again = plausible & (heights > 0.5 * first) & (heights < 3 * first)
    return float(np.median(heights[again])) if again.any() else first


def components_to_lines(parts: Components) -> tuple[TextLine, ...]:
    """Text lines of the page, marks included, from top to bottom (columns not yet told apart)."""
    if parts.letter_height <= 0:
        return ()
    letters = np.flatnonzero(parts.letters())
    groups = _absorb(parts, _link(parts, letters))
    owner = _attach_marks(parts, groups)
    lines = []
    for k in range(len(groups)):
        members = np.flatnonzero(owner == k)
        box = Box(
            float(parts.x0[members].min()),
            float(parts.y0[members].min()),
            float(parts.x1[members].max()),
            float(parts.y1[members].max()),
        )
        lines.append(TextLine(box, int(parts.zone[members[0]]), members))
    return tuple(sorted(lines, key=lambda t: (t.box.cy, t.box.x0)))


def _link(parts: Components, letters: Ints) -> list[Ints]:
    """Letters side by side on one baseline, as groups of component indices."""
    order = letters[np.argsort(parts.x0[letters], kind="stable")]
    x0, x1, y0, y1 = parts.x0[order], parts.x1[order], parts.y0[order], parts.y1[order]
    tall, zone = y1 - y0, parts.zone[order]
    root = list(range(len(order)))

    def find(i: int) -> int:
        while root[i] != i:
            root[i] = root[root[i]]
            i = root[i]
        return i

    ends = np.searchsorted(x0, x1 + WORD_GAP * parts.letter_height, side="right")
    for k in range(len(order)):
        near = np.arange(k + 1, ends[k])
        shared = np.minimum(y1[k], y1[near]) - np.maximum(y0[k], y0[near])
        same = (shared >= 0.5 * np.minimum(tall[k], tall[near])) & (zone[near] == zone[k])
        for j in near[same]:
            a, b = find(k), find(int(j))
            if a != b:
                root[b] = a
    groups: dict[int, list[int]] = {}
    for k in range(len(order)):
        groups.setdefault(find(k), []).append(int(order[k]))
    return [np.array(g) for g in groups.values()]


def _absorb(parts: Components, groups: list[Ints]) -> list[Ints]:
    """Drop groups that are only marks of a longer line: one or two components right above or below it."""
    h = parts.letter_height
    boxes = [(parts.x0[g].min(), parts.y0[g].min(), parts.x1[g].max(), parts.y1[g].max()) for g in groups]
    kept = []
    for g, (a0, b0, a1, b1) in zip(groups, boxes, strict=True):
        if len(g) > 2 or b1 - b0 > MARKS_HIGH * h:
            kept.append(g)
            continue
        hosts = [
            o
            for o, (c0, d0, c1, d1) in zip(groups, boxes, strict=True)
            if len(o) > 2 * len(g)
            and parts.zone[o[0]] == parts.zone[g[0]]
            and c0 - 0.5 * h <= a0
            and a1 <= c1 + 0.5 * h
            and d0 - 0.9 * h < b1
            and b0 < d1 + 0.1 * h
        ]
        if not hosts:
            kept.append(g)
    return kept


def _attach_marks(parts: Components, groups: list[Ints]) -> NDArray[np.int64]:
    """For each component the index of its line, or -1: marks go to the letter they stand over or under.

    A mark over a mark (the acute of ế) is nearer to the line above than to its own letter,
    so the sure ones are attached first and then carry others.
    """
    h = parts.letter_height
    owner = np.full(len(parts.x0), -1, np.int64)
    for k, g in enumerate(groups):
        owner[g] = k
    if not groups:
        return owner
    base = np.array([_baseline(parts, g) for g in groups])
    small = (owner < 0) & (parts.heights < 3 * h) & (parts.widths < WIDEST_LETTER * h)
    small[0] = False
    speck = np.maximum(parts.heights, parts.widths) <= SPECK * h
    for limit in (0.3, 0.5, 1.0):
        hosts = np.flatnonzero(owner >= 0)
        hosts = hosts[np.argsort(parts.x0[hosts], kind="stable")]
        floor = base[owner[hosts], 0] * parts.x0[hosts] + base[owner[hosts], 1]
        for i in np.flatnonzero(small & (owner < 0)):
            cost, host = _nearest_host(parts, int(i), hosts, floor)
            if cost < limit and not (speck[i] and _stands_aside(parts, int(i), host)):
                owner[i] = owner[host]
    return owner


def _stands_aside(parts: Components, mark: int, host: int) -> bool:
    """Is the mark neither over, under nor right beside its letter?"""
    near = 0.25 * parts.letter_height
    return bool(parts.x0[mark] > parts.x1[host] + near or parts.x1[mark] < parts.x0[host] - near)


def _baseline(parts: Components, group: Ints) -> tuple[float, float]:
    """Slope and offset of the line the letters stand on, descenders left out."""
    x, y = parts.x0[group].astype(float), parts.y1[group].astype(float)
    keep = np.abs(y - np.median(y)) <= 0.3 * parts.letter_height
    if keep.sum() < 6 or np.ptp(x[keep]) < 10 * parts.letter_height:
        return 0.0, float(np.median(y))
    slope, offset = np.polyfit(x[keep], y[keep], 1)
    return float(slope), float(offset)


def _nearest_host(parts: Components, mark: int, hosts: Ints, floor: NDArray[np.float64]) -> tuple[float, int]:
    """Cost (0 touches, 1 too far) and index of the component that the mark most likely belongs to.

    `hosts` are sorted by x0; `floor` is the baseline under each.
    """
    h = parts.letter_height
    x0, x1 = parts.x0[hosts], parts.x1[hosts]
    cx = (parts.x0[mark] + parts.x1[mark]) / 2
    first, last = np.searchsorted(x0, [cx - (1.5 + WIDEST_LETTER) * h, cx + 1.5 * h])
    s = slice(int(first), int(last))
    if s.start == s.stop:
        return 1.0, -1
    aside = np.maximum(0, np.maximum(x0[s] - cx, cx - x1[s]))
    above = np.maximum(0, parts.y0[hosts[s]] - parts.y1[mark])
    below = np.maximum(0, parts.y0[mark] - floor[s])
    cost = above / (MARK_ABOVE * h) + below / (MARK_BELOW * h) + np.maximum(0, aside - 0.3 * h) / (2 * h)
    cost = np.where(parts.zone[hosts[s]] == parts.zone[mark], cost, 1.0)
    best = int(np.argmin(cost))
    return float(cost[best]), int(hosts[s][best])


@dataclass(frozen=True, slots=True, eq=False)
class Strip:
    """One line cut out of the page: page coordinate = strip coordinate / `scale` + (`x`, `y`)."""

    pixels: Grey
    x: float
    y: float
    scale: float


def line_strips(
    grey: Grey, parts: Components, lines: Sequence[TextLine], letter_height: float | None = None
) -> list[Strip]:
    """Each line cut out of the page, the ink of other lines painted over.

    Args:
        grey: the page the components came from.
        parts: its components.
        lines: the lines to cut.
        letter_height: scale strips so that letters are this high in pixels; None keeps them.
    """
    owner = np.zeros(len(parts.x0), np.int32)
    for k, line in enumerate(lines, 1):
        owner[line.members] = k
    paper = int(np.median(grey[:: max(1, grey.shape[0] // 200), :: max(1, grey.shape[1] // 200)]))
    pad, rim = max(2, round(0.25 * parts.letter_height)), 8
    letters = parts.letters()
    strips = []
    for k, line in enumerate(lines, 1):
        own = float(np.median(parts.heights[line.members[letters[line.members]]]))
        size = min(parts.letter_height, max(own, SMALLEST_TYPE * parts.letter_height))
        scale = letter_height / size if letter_height else 1.0
        x0, y0 = max(0, int(line.box.x0) - pad), max(0, int(line.box.y0) - pad)
        x1, y1 = int(line.box.x1) + pad, int(line.box.y1) + pad
        strip = grey[y0:y1, x0:x1].copy()
        whose = owner[parts.labels[y0:y1, x0:x1]]
        other = (parts.labels[y0:y1, x0:x1] > 0) & (whose != k)
        foreign = (other | parts.rules[y0:y1, x0:x1]).astype(np.uint8)
        if foreign.any():
            halo = cv2.dilate(foreign, np.ones((3, 3), np.uint8)) > 0
            strip[halo & (whose != k)] = paper
        strip = np.pad(strip, rim, constant_values=paper)
        if abs(scale - 1) > 0.05:
            method = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
            strip = np.asarray(cv2.resize(strip, None, fx=scale, fy=scale, interpolation=method), np.uint8)
        used = scale if abs(scale - 1) > 0.05 else 1.0
        strips.append(Strip(np.ascontiguousarray(strip), x0 - rim, y0 - rim, used))
    return strips
