"""Marks to letters: small components belong to the line of the letter they stand over, under or beside.

Vietnamese stacks two marks on a vowel and puts a dot below others, so at tight line spacing
a mark may be nearer to the ink of another line than to its own letter. This rule of sides is ours.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from sohoa.extract.rules.near_boxes import Boxes, near_pairs
from sohoa.pipeline.ink.components import WIDEST_LETTER, Components
from sohoa.pipeline.ink.medians import median_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

MARK_ABOVE = 1.1
"""How far above its letter a mark may stand, in letter heights (the acute of a worn ế). A guess; 0.34 in
Times, 0.9 is tested."""
MARK_BELOW = 0.5
"""How far below its letter the dot of ạ may stand. A guess; in Times it is 0.13."""
SPECK = 0.12
"""Ink no larger than this, in letter heights, is dirt unless a letter is right beside it (a worn dot of ạ). A guess; a
full stop of Times has 0.26."""
_HIGHEST_MARK = 3.0
"""What is higher, in letter heights, is no mark: a brace, a picture. A guess."""
_ROUNDS = (0.3, 0.5, 1.0)
"""Costs up to which marks are attached, round by round: the sure ones first. Guesses."""
_BESIDE_LETTER = 0.25
"""How far beside its letter a speck may stand, in letter heights. A guess."""
_FREE_ASIDE, _ASIDE = 0.3, 2.0
"""A mark may stand so far aside of its letter at no cost, and so far beyond that at a cost of 1, in letter heights:
stops stand behind their letter. Guesses."""
_SEARCHED = 1.5
"""How far aside of a mark letters are looked for, in letter heights: farther off the cost is over 0.6. A guess."""
_ON_BASELINE = 0.3
"""Letters whose foot is within this of the median foot stand on the baseline, in letter heights; a g of Times hangs 0.5
below it."""
_FIT_LETTERS, _FIT_WIDTH = 6, 10.0
"""So many letters over so many letter heights are needed to tell a slope. Guesses."""


def attach_marks(parts: Components, groups: Sequence[Ints], bases: Sequence[tuple[float, float]], owner: Ints) -> None:
    """Give marks to the line of the letter they stand over or under.

    A mark over a mark (the acute of ế) is nearer to the line above than to its own letter,
    so the sure ones are attached first and then carry others.

    Args:
        parts: the components of the page.
        groups: the letters of each line, by their indices: int64 (n,).
        bases: the baseline of each.
        owner: for each component the index of its line, or -1; changed in place.

    Rule: A mark (tone, hat, dot below) belongs to the line of the letter that it stands over, under or beside, though
        another line is nearer.
    Test: pipeline/ink/test_text_lines.py::test_marks_belong_to_their_own_line
    """
    h = parts.letter_height
    if not groups:
        return
    base = np.array(bases)
    small = (owner < 0) & (parts.heights < _HIGHEST_MARK * h) & (parts.widths < WIDEST_LETTER * h)
    small[0] = False
    speck = np.maximum(parts.heights, parts.widths) <= SPECK * h
    for limit in _ROUNDS:
        hosts = np.flatnonzero(owner >= 0)
        hosts = hosts[np.argsort(parts.x0[hosts], kind="stable")]
        floor = base[owner[hosts], 0] * parts.x0[hosts] + base[owner[hosts], 1]
        marks, nearest = _nearest_hosts(parts, np.flatnonzero(small & (owner < 0)), hosts, floor, limit)
        own = ~(speck[marks] & _stand_aside(parts, marks, nearest))
        owner[marks[own]] = owner[nearest[own]]


def _stand_aside(parts: Components, marks: Ints, hosts: Ints) -> NDArray[np.bool_]:
    """Which marks stand neither over, under nor right beside their letter, bool (marks,)."""
    near = _BESIDE_LETTER * parts.letter_height
    return np.asarray((parts.x0[marks] > parts.x1[hosts] + near) | (parts.x1[marks] < parts.x0[hosts] - near))


def baseline(parts: Components, group: Ints) -> tuple[float, float]:
    """Slope and offset of the line the letters stand on (y = slope x + offset), descenders left out.

    Args:
        parts: the components of the page.
        group: indices of the letters, int64 (n,), at least one.
    """
    x, y = parts.x0[group].astype(float), parts.y1[group].astype(float)
    foot = median_of(y)
    keep = np.abs(y - foot) <= _ON_BASELINE * parts.letter_height
    if keep.sum() < _FIT_LETTERS or np.ptp(x[keep]) < _FIT_WIDTH * parts.letter_height:
        return 0.0, foot
    slope, offset = np.polyfit(x[keep], y[keep], 1)
    return float(slope), float(offset)


def _nearest_hosts(
    parts: Components, marks: Ints, hosts: Ints, floor: NDArray[np.float64], limit: float
) -> tuple[Ints, Ints]:
    """Marks that most likely belong to a component at a cost (0 touches, 1 too far) below `limit`, and that one.

    `hosts` are sorted by x0; `floor` is the baseline under each. Of several at one cost the first is taken.
    """
    h = parts.letter_height
    cx, top, foot = (parts.x0[marks] + parts.x1[marks]) / 2, parts.y0[marks], parts.y1[marks]
    x0, x1, y0 = parts.x0[hosts], parts.x1[hosts], parts.y0[hosts]
    far, upper, lower = (_FREE_ASIDE + limit * _ASIDE) * h + 1, y0 - limit * MARK_ABOVE * h - 1, floor + MARK_BELOW * h
    reach = np.minimum(upper, lower), np.maximum(upper, lower)
    m, k = near_pairs(Boxes(cx, top, cx, foot), Boxes(x0 - far, reach[0], x1 + far, reach[1]))
    searched = (x0[k] >= cx[m] - (_SEARCHED + WIDEST_LETTER) * h) & (x0[k] < cx[m] + _SEARCHED * h)
    searched &= parts.zone[hosts[k]] == parts.zone[marks[m]]
    m, k = m[searched], k[searched]
    aside = np.maximum(0, np.maximum(x0[k] - cx[m], cx[m] - x1[k]))
    above = np.maximum(0, y0[k] - foot[m])
    below = np.maximum(0, top[m] - floor[k])
    cost = above / (MARK_ABOVE * h) + below / (MARK_BELOW * h) + np.maximum(0, aside - _FREE_ASIDE * h) / (_ASIDE * h)
    near = np.flatnonzero(cost < limit)
    near = near[np.lexsort((k[near], cost[near], m[near]))]
    near = near[np.diff(m[near], prepend=-1) > 0]
    return marks[m[near]], hosts[k[near]]
