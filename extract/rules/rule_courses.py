"""Worn rules as courses: the best paths along a page, each pixel weighed by what a rule, and what print, would show.

A rule that is worn to dots still shows half of its length on one course, with nothing close by; a line of text never
does for long. Each pixel speaks for a rule (thin and dark, nothing beside it), against it (nothing there) or not at all
(covered by print), and the best courses are found by dynamic programming: curves in noisy pictures after Montanari (On
the optimal detection of curves in noisy pictures, Communications of the ACM 14, 1971), begun and ended where that pays,
as in local alignment (Smith and Waterman, Identification of common molecular subsequences, Journal of Molecular Biology
147, 1981).
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from sohoa.extract.rules.levels import at_least
from sohoa.nouns.geometry import Rule

Grey = NDArray[np.uint8]
Bools = NDArray[np.bool_]
Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

_CLEAN, _ONE_SIDE, _BOTH_SIDES = 1.0, 0.2, -0.1
"""Worth of a pixel that looks like a rule: with nothing beside it, print on one side, on both. Log-odds but for a
factor: a rule worn to 55 % against lines of text, which show about a quarter of a course."""
_ABSENT, _COVERED = -0.75, -0.2
"""... and of one that does not: on bare paper, and beside print or a seal."""
_BLOCK = 1.0
"""Steps along a course, in letter heights."""
_BRIDGED = 0.6
"""Gaps as short as this (letter heights) are none: dashes, dots, the grain of a worn rule."""
_BEND = 1.0
"""What it costs to leave the straight line by a pixel."""
_RUN, _THICK = 0.9, 0.6
"""Ink that runs on for the first (letter heights) and is thinner than the second is no print."""
_BESIDE = 0.25, 0.7
"""Where print stands beside a course, letter heights."""
_BARE, _LONGEST_BARE = -0.4, 3
"""Of a block on bare paper, at most; more such blocks end a course."""
_OWN = 0.4
"""Courses stand apart by more than this, letter heights."""
_SMOOTH = 3
_STRAIGHT, _CHORDS = 1.5, 4
"""A course that leaves the straight line by more pixels is given as so many chords."""
_WORTH = np.zeros(256, np.float32)
_WORTH[:6] = _ABSENT, _COVERED, _COVERED, _CLEAN, _ONE_SIDE, _BOTH_SIDES
"""What a pixel is worth by the number of its sides with print: first where no rule is seen, then where one is. OpenCV
looks bytes up in a table of all 256."""


@dataclass(frozen=True, slots=True, eq=False)
class _Paths:
    """The best score of a path that ends at a block and row; where it came from: a row above or below, nowhere (2)."""

    worth: Floats
    score: Floats
    back: NDArray[np.int8]


def rule_courses(hat: Grey, ink: Bools, letter: float, level: float, shortest: float) -> tuple[Rule, ...]:
    """Rules along the rows of a page, straight parts end to end where they are bent.

    Args:
        hat: what is dark and thin along rows, shape (height, width).
        ink: all that is printed, the same shape.
        letter: height of a letter, pixels.
        level: of `hat`, from which a pixel looks like a rule.
        shortest: length of a whole rule that is still one, in letter heights; of a worn one so much must show more
        than is missing.

    Rule: What is left of a worn rule on one straight or slightly bent course is a rule, also where it is worn to dots.
    Test: extract/rules/test_rules.py::test_courses_of_worn_rules
    """
    step = max(2, round(_BLOCK * letter))
    if hat.shape[1] < 2 * step:
        return ()
    worth = _blocks(_worth(at_least(hat, level), ink, letter), step)
    paths = _best_paths(worth)
    courses = _traced(paths, shortest * letter / step, max(1, round(_OWN * letter)))
    return tuple(rule for course in courses for rule in _as_rules(course, step))


def _worth(seen: Bools, ink: Bools, letter: float) -> Floats:
    """What each pixel says of a rule through it."""
    print_ = _print(ink, letter)
    near, far = max(2, round(_BESIDE[0] * letter)), max(3, round(_BESIDE[1] * letter))
    reach = far - near + 1
    kernel = np.ones((reach, 1), np.uint8)
    above, below = np.zeros_like(print_), np.zeros_like(print_)
    below[:-near] = cv2.dilate(print_, kernel, anchor=(0, 0))[near:]
    above[near:] = cv2.dilate(print_, kernel, anchor=(0, reach - 1))[:-near]
    sides = above + below
    bridge, free = np.ones((1, max(1, round(_BRIDGED * letter)) | 1), np.uint8), sides == 0
    clean = cv2.morphologyEx((seen & free).view(np.uint8), cv2.MORPH_CLOSE, bridge).view(np.bool_)
    sides += np.uint8(3) * (seen | (clean & free))
    return np.asarray(cv2.LUT(sides, _WORTH), np.float32)


def _print(ink: Bools, letter: float) -> Grey:
    """Ink without what runs on thinly, as rules do."""
    pixels = ink.view(np.uint8)
    runs = cv2.morphologyEx(pixels, cv2.MORPH_OPEN, np.ones((1, max(3, round(_RUN * letter))), np.uint8))
    thick = cv2.morphologyEx(runs, cv2.MORPH_OPEN, np.ones((max(3, round(_THICK * letter)), 1), np.uint8))
    thin = cv2.dilate(cv2.subtract(runs, thick), np.ones((3, 3), np.uint8))
    return np.asarray(cv2.subtract(pixels, thin), np.uint8)


def _blocks(worth: Floats, step: int) -> Floats:
    """Means over `step` pixels along; shape (blocks, height)."""
    height, width = worth.shape
    blocks = width // step
    return np.ascontiguousarray(worth[:, : blocks * step].reshape(height, blocks, step).mean(axis=2).T)


def _best_paths(worth: Floats) -> _Paths:
    score, back = np.zeros_like(worth), np.zeros(worth.shape, np.int8)
    last, bent = np.zeros(worth.shape[1], np.float32), np.full(worth.shape[1] + 2, -1.0, np.float32)
    for k, here in enumerate(worth):
        np.subtract(last, np.float32(_BEND), out=bent[1:-1])
        from_above, from_below = bent[:-2], bent[2:]
        best = np.maximum(last, np.maximum(from_above, from_below))
        way = np.where(best == last, 0, np.where(best == from_above, -1, 1))
        back[k] = np.where(best <= 0, 2, way)
        last = np.maximum(np.maximum(best, 0) + here, 0)
        score[k] = last
    return _Paths(worth, score, back)


def _traced(paths: _Paths, least: float, own: int) -> list[NDArray[np.int64]]:
    """Courses that score `least`, the best first, as (block, row); none within `own` rows of a better one."""
    after = np.zeros_like(paths.score)
    after[:-1] = cv2.dilate(paths.score, np.ones((1, 3), np.uint8))[1:]
    ends = np.argwhere((paths.score >= least) & (paths.score > after) & (paths.worth > 0))
    taken = np.zeros(paths.score.shape, np.bool_)
    out = []
    for k, y in ends[np.argsort(-paths.score[ends[:, 0], ends[:, 1]], kind="stable")].tolist():
        course = _back(paths, k, y, taken)
        if course and taken[course[-1]]:  # what lies before the lowest point has led here from another course
            scores = [float(paths.score[c]) for c in course]
            lowest = int(np.argmin(scores))
            course = course[:lowest] if scores[0] - scores[lowest] >= least else []
        for block, row in course:
            taken[block, max(0, row - own) : row + own + 1] = True
        out += _parted(np.array(course[::-1], np.int64).reshape(-1, 2), paths.worth, least)
    return out


def _parted(course: Ints, worth: Floats, least: float) -> list[Ints]:
    """A course without its long bare stretches: a merged cell, or the paper between two tables."""
    worths = worth[course[:, 0], course[:, 1]]
    ends = np.flatnonzero(np.diff(np.concatenate([[0], (worths <= _BARE).astype(np.int8), [0]])))
    bare = [(a, b) for a, b in zip(ends[::2].tolist(), ends[1::2].tolist(), strict=True) if b - a > _LONGEST_BARE]
    starts, stops = [0, *(b for _, b in bare)], [*(a for a, _ in bare), len(course)]
    parts = [slice(a, b) for a, b in zip(starts, stops, strict=True) if b > a]
    return [course[p] for p in parts if worths[p].sum() >= least]


def _back(paths: _Paths, block: int, row: int, taken: Bools) -> list[tuple[int, int]]:
    """The path from its end to its beginning, or to the first place that is taken."""
    course: list[tuple[int, int]] = []
    while block >= 0 and not taken[block, row]:
        course.append((block, row))
        way = int(paths.back[block, row])
        if way == 2:
            break
        block, row = block - 1, row + way
    return course


def _as_rules(course: Ints, step: int) -> tuple[Rule, ...]:
    along, across = (course[:, 0] + 0.5) * step, course[:, 1] + 0.5
    if len(course) >= _SMOOTH:
        across = np.convolve(np.pad(across, _SMOOTH // 2, mode="edge"), np.ones(_SMOOTH) / _SMOOTH, "valid")
    first, last = float(along[0] - step / 2), float(along[-1] + step / 2)
    if len(course) == 1:
        return (Rule(first, float(across[0]), last, float(across[0])),)
    slope, level = np.polyfit(along, across, 1)
    straight = bool(np.abs(slope * along + level - across).max() < _STRAIGHT)
    xs = np.array([first, last]) if straight else np.linspace(first, last, _CHORDS + 1)
    ys = slope * xs + level if straight else np.interp(xs, along, across)
    ends = list(zip(xs.tolist(), ys.tolist(), strict=True))
    return tuple(Rule(*a, *b) for a, b in itertools.pairwise(ends))
