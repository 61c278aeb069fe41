"""Marks to letters: small components belong to the line of the letter they stand over, under or beside.

Vietnamese stacks two marks on a vowel and puts a dot below others, so at tight line spacing
a mark may be nearer to the ink of another line than to its own letter. This rule of sides is ours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sohoa.pipeline.ink.components import WIDEST_LETTER, Components

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

MARK_ABOVE = 1.1
"""How far above its letter a mark may stand, in letter heights (the acute of a worn ế)."""
MARK_BELOW = 0.5
"""How far below its letter the dot of ạ may stand."""
SPECK = 0.12
"""Ink no larger than this, in letter heights, is dirt unless a letter is right beside it (a worn dot of ạ)."""


def attach_marks(parts: Components, groups: list[Ints]) -> NDArray[np.int64]:
    """For each component the index of its line, or -1: marks go to the letter they stand over or under.

    A mark over a mark (the acute of ế) is nearer to the line above than to its own letter,
    so the sure ones are attached first and then carry others.

    Rule: A mark (tone, hat, dot below) belongs to the line of the letter that it stands over, under or beside, though
        another line is nearer.
    Test: pipeline/ink/test_text_lines.py::test_marks_belong_to_their_own_line
    """
    h = parts.letter_height
    owner = np.full(len(parts.x0), -1, np.int64)
    for k, g in enumerate(groups):
        owner[g] = k
    if not groups:
        return owner
    base = np.array([baseline(parts, g) for g in groups])
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


def baseline(parts: Components, group: Ints) -> tuple[float, float]:
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
