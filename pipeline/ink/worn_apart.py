"""Figures of a cell that wear has parted in pieces, one over the other: they are of one line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from sohoa.pipeline.ink.components import Components
from sohoa.pipeline.ink.letter_marks import SPECK

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

_PIECE_GAP, _PIECE_SHARED = 0.8, 0.5
"""Furthest a piece of a lone glyph may stand from the rest, in letter heights, and least share of its width over it.
Guesses."""
_PIECE_APART = 0.4
"""Furthest the upper pieces of a line's figures stand from the lower ones, in heights of the higher; two lines of
figures set as tight as print is stand 0.6 apart. A guess."""
TALLEST_FIGURE = 1.9
"""Height of a figure or a capital at most, in letter heights. A guess; in Times they have 1.4, on a page of small notes
more."""


def in_one_line(parts: Components, gap: float, groups: list[Ints]) -> list[Ints]:
    """The groups of components, those of a cell that leave no room for two lines as one.

    Args:
        parts: the components of the page.
        gap: largest gap inside a line, in letter heights.
        groups: indices of components, int64 (n,), a line each.

    Rule: In a cell, figures whose worn strokes part them in an upper and a lower piece (the 5s of 55) are one line.
    Test: pipeline/ink/test_text_lines.py::test_figures_worn_in_two_are_one_line
    Not: two lines of small print: together they are higher than one line's figures.
    """
    whole: list[Ints] = []
    in_cell: dict[int, list[Ints]] = {}
    for group in groups:
        zone = int(parts.zone[group[0]])
        if zone == 0:
            whole.append(group)
            continue
        of_zone = in_cell.setdefault(zone, [])
        beside = [g for g in of_zone if _leave_no_room(parts, gap, g, group)]
        of_zone[:] = [g for g in of_zone if not any(g is b for b in beside)]
        of_zone.append(np.concatenate([*beside, group]))
    return [*whole, *(g for several in in_cell.values() for g in several)]


def _leave_no_room(parts: Components, most: float, one: Ints, other: Ints) -> bool:
    """Are two groups of components so near each other that they cannot be of two lines?"""
    both, h = np.concatenate([one, other]), parts.letter_height
    apart = max(parts.x0[one].min(), parts.x0[other].min()) - min(parts.x1[one].max(), parts.x1[other].max())
    high = parts.y1[both].max() - parts.y0[both].min()
    gap = max(parts.y0[one].min(), parts.y0[other].min()) - min(parts.y1[one].max(), parts.y1[other].max())
    piece = max(int(np.ptp([parts.y0[g].min(), parts.y1[g].max()])) for g in (one, other))
    return bool(apart <= most * h and high <= TALLEST_FIGURE * h and gap <= _PIECE_APART * piece)


def make_whole(parts: Components, groups: Sequence[Ints], owner: Ints) -> None:
    """Give a lone glyph in a cell the piece that a worn stroke no longer ties to it (the foot of a 2)."""
    h = parts.letter_height
    free = np.flatnonzero(owner < 0)
    for k, g in enumerate(groups):
        if len(g) > 1 or parts.zone[g[0]] == 0:
            continue
        x0, y0, x1, y1 = (int(a[g[0]]) for a in (parts.x0, parts.y0, parts.x1, parts.y1))
        near = free[(parts.zone[free] == parts.zone[g[0]]) & (parts.widths[free] > SPECK * h)]
        shared = np.minimum(parts.x1[near], x1) - np.maximum(parts.x0[near], x0)
        gap = np.maximum(parts.y0[near] - y1, y0 - parts.y1[near])
        high = np.maximum(parts.y1[near], y1) - np.minimum(parts.y0[near], y0)
        over = shared >= _PIECE_SHARED * np.minimum(parts.widths[near], x1 - x0)
        owner[near[over & (gap <= _PIECE_GAP * h) & (high <= TALLEST_FIGURE * h)]] = k
