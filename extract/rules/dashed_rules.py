"""Dashed rules: dashes of one length at one pitch on one course are a rule, drawn through.

A dash alone is no longer than strokes of letters are; what tells it is that it is repeated (regularity, as in
perceptual grouping: Lowe, Three-dimensional object recognition from single two-dimensional images, Artificial
Intelligence 31, 1987). Figures set one below the other are as regular; but their stems have ink beside them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from sohoa.extract.rules.mask_pieces import STEEPEST
from sohoa.extract.rules.near_boxes import Boxes, joined, near_pairs

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
    pieces: Floats, letter: float, alone: Callable[[], NDArray[np.bool_]] | None = None
) -> tuple[tuple[int, ...], ...]:
    """The pieces of each dashed rule, from left to right.

    Args:
        pieces: rules along x, (pieces, 4): x0, y0, x1, y1.
        letter: height of a letter.
        alone: gives what `dashes_alone` does; asked only if there are dashes of one length at one pitch.

    Rule: Dashes of one length at one pitch that stand alone are a rule.
    Test: extract/rules/test_rules.py::test_dashed_rules
    """
    dashed = [c for c in _chains(pieces, letter) if _is_dashed(c, pieces)]
    if not dashed:
        return ()
    bare = np.ones(len(pieces), np.bool_) if alone is None else alone()
    sure = [c for c in dashed if bare[c].mean() >= _ALONE or _is_closer_than_letters(c, pieces, letter)]
    return tuple(tuple(c) for c in dashed if c in sure or any(_are_of_one_table(c, s, pieces, letter) for s in sure))


def may_be_dashes(measures: NDArray[np.int32], centres: Floats, letter: float) -> NDArray[np.bool_]:
    """Which components may be dashes of a rule, bool (components,): long enough, and of so many that follow each other.

    All others could be left out of `dashed_rules`: none of them is of a rule, nor changes which are.

    Args:
        measures: of components, (components, 5), and their centres, see `ink_to_connected`; the first is the paper.
        centres: the same, (components, 2).
        letter: height of a letter.
    """
    left, wide = measures[:, cv2.CC_STAT_LEFT], measures[:, cv2.CC_STAT_WIDTH]
    short = (wide >= SHORTEST * letter) & (wide <= _LONGEST * letter)
    short[0] = False
    x0, x1, y = left[short], (left + wide)[short], centres[short, 1]
    aside = (_SAME_COURSE + 2 * STEEPEST * _LONGEST) * letter + 1  # its ends lie off its middle as far as it may lean
    behind = Boxes(x1, y - aside, x1 + _LONGEST_GAP * letter, y + aside)
    groups = joined(len(x0), *near_pairs(behind, Boxes(x0, y, x0, y)))
    many = np.concatenate([np.zeros(0, np.int64), *(g for g in groups if len(g) >= _FEWEST)])
    found = np.zeros(len(measures), np.bool_)
    found[np.flatnonzero(short)[many]] = True
    return found


def _chains(pieces: Floats, letter: float) -> list[list[int]]:
    """Pieces of the length of dashes, each with those that follow it: the nearest course goes on."""
    tolerance, farthest = _SAME_COURSE * letter, _LONGEST_GAP * letter
    lengths = pieces[:, 2] - pieces[:, 0]
    short = np.flatnonzero((lengths >= SHORTEST * letter) & (lengths <= _LONGEST * letter))
    start, level, end, last = pieces.T.tolist()
    chains: list[list[int]] = []
    open_at: dict[int, list[list[int]]] = {}
    for k in short[np.argsort(pieces[short, 0], kind="stable")].tolist():
        x, y = start[k], level[k]
        place = int(y // tolerance)
        nearest, chain = tolerance, None
        for at in (place - 1, place, place + 1):
            if at not in open_at:
                continue
            # chains that ended too far back take no piece more
            open_at[at] = within = [c for c in open_at[at] if x - end[c[-1]] <= farthest]
            for other in within:
                aside = abs(last[other[-1]] - y)
                if end[other[-1]] < x and (aside < nearest or (chain is None and aside == nearest)):
                    nearest, chain = aside, other
        if chain is None:
            chain = []
            chains.append(chain)
        else:
            open_at[int(last[chain[-1]] // tolerance)].remove(chain)
        chain.append(k)
        open_at.setdefault(int(last[k] // tolerance), []).append(chain)
    return chains


def _is_closer_than_letters(chain: Sequence[int], pieces: Floats, letter: float) -> bool:
    return len(chain) >= _MANY and _pitch(chain, pieces) <= _CLOSE * letter


def _are_of_one_table(chain: Sequence[int], sure: Sequence[int], pieces: Floats, letter: float) -> bool:
    """Do two dashed rules begin and end together, with one pitch, closer than letters?

    Rule: Dashes with text close beside them are a rule if another that stands alone has their length and pitch.
    Test: extract/rules/test_rules.py::test_dashes_beside_text_are_a_rule_where_another_runs_along
    """
    begins, ends = (abs(pieces[chain[k], 0] - pieces[sure[k], 0]) <= _CLOSE * letter for k in (0, -1))
    one, other = _pitch(chain, pieces), _pitch(sure, pieces)
    return bool(begins and ends and one <= _CLOSE * letter and abs(one - other) <= _SAME_PITCH * other)


def _pitch(chain: Sequence[int], pieces: Floats) -> float:
    return float(np.median(np.diff(pieces[list(chain), 0])))


def dashes_alone(pieces: Floats, ink: NDArray[np.bool_], letter: float) -> NDArray[np.bool_]:
    """Which pieces, as of `dashed_rules`, have no ink beside them, above or below; `ink` has shape (height, width)."""
    near, far = (round(share * letter) for share in _BESIDE)
    sums = np.asarray(cv2.integral(np.pad(ink, ((far, far + 1), (0, 0))).view(np.uint8)), np.int64)
    ends = np.stack([pieces[:, 0], pieces[:, 2], (pieces[:, 1] + pieces[:, 3]) / 2])
    left, right, course = np.rint(ends).astype(np.int64)
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


def _is_dashed(chain: Sequence[int], pieces: Floats) -> bool:
    """Are the gaps alike, and the dashes too, but for those that run together where cells meet? Text has neither."""
    if len(chain) < _FEWEST:
        return False
    start, _, end, _ = pieces[list(chain)].T
    lengths, gaps = end - start, start[1:] - end[:-1]
    shares = lengths / float(np.median(lengths))
    usual = float(np.median(gaps))
    alike = np.abs(gaps - usual) <= max(_REGULAR * usual, _PIXELS)
    inked = float(lengths.sum()) / (end[-1] - start[0])
    even = ((shares >= _LENGTHS[0]) & (shares <= _LENGTHS[1])).mean()
    return bool(alike.mean() >= _MOSTLY and even >= _MOSTLY and inked >= _LEAST_INK)
