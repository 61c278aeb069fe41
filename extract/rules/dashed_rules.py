"""Dashed rules: dashes of one length at one pitch on one course are a rule, drawn through.

A dash alone is no longer than strokes of letters are; what tells it is that it is repeated (regularity, as in
perceptual grouping: Lowe, Three-dimensional object recognition from single two-dimensional images, Artificial
Intelligence 31, 1987). Figures set one below the other are as regular; but their stems have ink beside them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from sohoa.nouns.geometry import Rule

SHORTEST = 0.35
"""Of a dash, in letter heights."""
_LONGEST, _LONGEST_GAP = 2.5, 1.8
_SAME_COURSE = 0.22
"""How far (letter heights) a dash may stand off the course of the one before it."""
_FEWEST = 7
_REGULAR, _PIXELS, _MOSTLY = 0.35, 1.5, 0.85
_LENGTHS = (0.5, 2.6)
"""Gaps differ from the usual one by no more than that share or so many working pixels, and dashes are so many times as
long as usual, in most cases (`_MOSTLY`)."""
_LEAST_INK = 0.3
"""Share of its length that is drawn. Guesses all."""
_BESIDE = 0.25, 0.75
"""What lies so far (letter heights) to a side of a dash is beside it: nearer is its own edge, further its neighbour."""
_BARE = 0.04
"""Ink beside a dash that stands alone, as a share of the area beside it."""
_ALONE = 0.2
"""Share of a rule's dashes that stand alone: text may be set close. Of dashed rules 0.24 to 1, of stems 0 to 0.12."""
_CLOSE, _MANY = 1.5, 12
"""Letters never stand so close (pitch, in letter heights) so often: lines of text stand 2.5 apart and more, of bars of
letters 9 and fewer were found in a row. Such dashes need not stand alone; a streak or a seal may lie along them."""
_SAME_PITCH = 0.1
"""How far the pitches of two rules of one table differ at most, as a share. A guess."""

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def dashed_rules(
    pieces: Sequence[Rule], letter: float, alone: NDArray[np.bool_] | None = None
) -> tuple[tuple[int, ...], ...]:
    """The pieces (rules along x) of each dashed rule, from left to right; `alone` as `dashes_alone` gives it.

    Rule: Dashes of one length at one pitch that stand alone are a rule.
    Test: extract/rules/test_rules.py::test_dashed_rules
    """
    short = [k for k, p in enumerate(pieces) if SHORTEST * letter <= p.x1 - p.x0 <= _LONGEST * letter]
    chains: list[list[int]] = []
    open_at: dict[int, list[list[int]]] = {}
    tolerance = _SAME_COURSE * letter
    for k in sorted(short, key=lambda k: pieces[k].x0):
        piece = pieces[k]
        place = int(piece.y0 // tolerance)
        beside: list[list[int]] = []
        for at in (place - 1, place, place + 1):  # chains that ended too far back take no piece more
            within = [c for c in open_at.get(at, ()) if piece.x0 - pieces[c[-1]].x1 <= _LONGEST_GAP * letter]
            open_at[at] = within
            beside += within
        near = [c for c in beside if _follows(pieces[c[-1]], piece, letter)]
        chain = min(near, key=lambda c: abs(pieces[c[-1]].y1 - piece.y0), default=None)
        if chain is None:
            chain = []
            chains.append(chain)
        else:
            open_at[int(pieces[chain[-1]].y1 // tolerance)].remove(chain)
        chain.append(k)
        open_at.setdefault(int(piece.y1 // tolerance), []).append(chain)
    dashed = [c for c in chains if _is_dashed(c, pieces)]
    bare = np.ones(len(pieces), np.bool_) if alone is None else alone
    sure = [c for c in dashed if bare[c].mean() >= _ALONE or _is_closer_than_letters(c, pieces, letter)]
    return tuple(tuple(c) for c in dashed if c in sure or any(_are_of_one_table(c, s, pieces, letter) for s in sure))


def _is_closer_than_letters(chain: Sequence[int], pieces: Sequence[Rule], letter: float) -> bool:
    return len(chain) >= _MANY and _pitch(chain, pieces) <= _CLOSE * letter


def _are_of_one_table(chain: Sequence[int], sure: Sequence[int], pieces: Sequence[Rule], letter: float) -> bool:
    """Do two dashed rules begin and end together, with one pitch, closer than letters?

    Rule: Dashes with text close beside them are a rule if another that stands alone has their length and pitch.
    Test: extract/rules/test_rules.py::test_dashes_beside_text_are_a_rule_where_another_runs_along
    """
    begins, ends = (abs(pieces[chain[k]].x0 - pieces[sure[k]].x0) <= _CLOSE * letter for k in (0, -1))
    one, other = _pitch(chain, pieces), _pitch(sure, pieces)
    return begins and ends and one <= _CLOSE * letter and abs(one - other) <= _SAME_PITCH * other


def _pitch(chain: Sequence[int], pieces: Sequence[Rule]) -> float:
    return float(np.median([pieces[b].x0 - pieces[a].x0 for a, b in pairwise(chain)]))


def dashes_alone(pieces: Sequence[Rule], ink: NDArray[np.bool_], letter: float) -> NDArray[np.bool_]:
    """Which pieces (rules along x) have no ink beside them, above or below; `ink` has shape (height, width)."""
    near, far = (round(share * letter) for share in _BESIDE)
    sums = np.asarray(cv2.integral(np.pad(ink, ((far, far + 1), (0, 0))).view(np.uint8)), np.int64)
    ends = np.array([(p.x0, p.x1, (p.y0 + p.y1) / 2) for p in pieces]).reshape(-1, 3)
    left, right, course = np.rint(ends).astype(np.int64).T
    right, course = np.maximum(right, left + 1), course + far
    beside = np.stack(
        [
            _inked(sums, left, right, course - far, course - near),
            _inked(sums, left, right, course + near + 1, course + far + 1),
        ]
    )
    return np.asarray(beside.max(axis=0) <= _BARE)


def _inked(sums: Ints, left: Ints, right: Ints, top: Ints, bottom: Ints) -> Floats:
    """Share of ink in boxes, by the integral image of Crow (Summed-area tables for texture mapping, SIGGRAPH 1984)."""
    ink = sums[bottom, right] - sums[top, right] - sums[bottom, left] + sums[top, left]
    return ink / np.maximum((bottom - top) * (right - left), 1)


def _follows(last: Rule, piece: Rule, letter: float) -> bool:
    gap = piece.x0 - last.x1
    return 0 < gap <= _LONGEST_GAP * letter and abs(last.y1 - piece.y0) <= _SAME_COURSE * letter


def _is_dashed(chain: Sequence[int], pieces: Sequence[Rule]) -> bool:
    """Are the gaps alike, and the dashes too, but for those that run together where cells meet? Text has neither."""
    if len(chain) < _FEWEST:
        return False
    lengths = np.array([pieces[k].x1 - pieces[k].x0 for k in chain])
    gaps = np.array([pieces[b].x0 - pieces[a].x1 for a, b in pairwise(chain)])
    shares = lengths / float(np.median(lengths))
    usual = float(np.median(gaps))
    alike = np.abs(gaps - usual) <= max(_REGULAR * usual, _PIXELS)
    inked = float(lengths.sum()) / (pieces[chain[-1]].x1 - pieces[chain[0]].x0)
    even = ((shares >= _LENGTHS[0]) & (shares <= _LENGTHS[1])).mean()
    return bool(alike.mean() >= _MOSTLY and even >= _MOSTLY and inked >= _LEAST_INK)
