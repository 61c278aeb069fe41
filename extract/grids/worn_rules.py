"""Worn rules: short straight pieces that follow one another on one course are what is left of a rule.

Pieces are linked end to end, nearest first, as in perceptual grouping by proximity and
collinearity (Lowe, Three-dimensional object recognition from single two-dimensional images,
Artificial Intelligence 31, 1987). Strokes of letters have no such neighbours for long.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sohoa.nouns.geometry import Rule

_SAME_COURSE = 0.25
"""How far (letter heights) a piece may stand off the course of the one before it ..."""
_LONGEST_GAP = 4.0
"""... and how long the gap between them may be."""
_SHORTEST = 8.0
"""A worn rule is at least this long (letter heights) ..."""
_FEWEST = 3
_LEAST_LEFT = 0.58
"""... and so many pieces and this share of it are left."""


@dataclass(slots=True)
class _Chain:
    """Pieces from left to right; `level` and `end` are those of the last one."""

    level: float
    start: float
    end: float
    left: float
    pieces: list[int] = field(default_factory=list)


def worn_rules(pieces: Sequence[Rule], letter: float) -> NDArray[np.bool_]:
    """Which pieces (rules along x, from left to right) belong to a worn rule; shape (len(pieces),).

    Rule: Short straight pieces that follow one another are what is left of a worn rule.
    Test: extract/grids/test_steps.py::test_worn_rules
    """
    chains: list[_Chain] = []
    open_at: dict[int, list[_Chain]] = {}
    tolerance = _SAME_COURSE * letter
    for k in sorted(range(len(pieces)), key=lambda k: pieces[k].x0):
        piece = pieces[k]
        place = int(piece.y0 // tolerance)
        near = [c for b in (place - 1, place, place + 1) for c in open_at.get(b, ()) if _follows(c, piece, letter)]
        chain = min(near, key=lambda c: abs(c.level - piece.y0), default=None)
        if chain is None:
            chain = _Chain(piece.y1, piece.x0, piece.x1, 0.0)
            chains.append(chain)
        else:
            open_at[int(chain.level // tolerance)].remove(chain)
        chain.level, chain.end = piece.y1, max(chain.end, piece.x1)
        chain.left += piece.x1 - piece.x0
        chain.pieces.append(k)
        open_at.setdefault(int(chain.level // tolerance), []).append(chain)
    keep = np.zeros(len(pieces), np.bool_)
    for chain in chains:
        keep[chain.pieces] = _is_rule(chain, letter)
    return keep


def _follows(chain: _Chain, piece: Rule, letter: float) -> bool:
    gap = piece.x0 - chain.end
    return -letter <= gap <= _LONGEST_GAP * letter and abs(chain.level - piece.y0) <= _SAME_COURSE * letter


def _is_rule(chain: _Chain, letter: float) -> bool:
    length = chain.end - chain.start
    return len(chain.pieces) >= _FEWEST and length >= _SHORTEST * letter and chain.left >= _LEAST_LEFT * length
