"""Frames to letters: the best label of each frame, runs joined (CTC; Graves et al., ICML 2006).

The network puts each letter into one or a few frames and `alphabet.BLANK` into those between. A letter's place is
the middle of its frames; its probability and what else it might be are the highest in these frames.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from sohoa.pipeline.recogniser.alphabet import BLANK

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Frames = NDArray[np.float32]

Path = Sequence[tuple[int, int, int]]
"""(label, first frame, frame after the last) of each letter, from left to right."""

_LEAST = 0.002
"""Less likely alternatives are not named."""
_MOST = 5
"""Alternatives of a letter that are named, most likely first. A guess."""
_REACH = 2
"""A letter may be likely in so many frames beside its own: it is not missed there."""
_TINY = 1e-9
"""Stands for a probability of 0, which has no logarithm."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A character on a line.

    `x0`, `x1` are pixels of the strip, half way to the neighbours or three letters' widths at most; `probability`,
    0 to 1; `others` what else it might be, most likely first, "" for no letter here. `missed` is the probability that
    another letter, right before or behind it, was passed over; `spaced` that a space was, right before it.
    """

    text: str
    x0: float
    x1: float
    probability: float
    others: tuple[tuple[str, float], ...] = ()
    missed: float = 0.0
    spaced: float = 0.0

    @property
    def middle(self) -> float:
        """Middle, in pixels of the strip."""
        return (self.x0 + self.x1) / 2


def best_path(frames: Frames) -> list[tuple[int, int, int]]:
    """Label, first frame and frame after the last of each letter, from left to right.

    Args:
        frames: probabilities, (frames, labels).
    """
    best = frames.argmax(axis=1)
    starts = np.flatnonzero(np.concatenate(([True], best[1:] != best[:-1]))) if len(best) else np.zeros(0, int)
    ends = np.append(starts[1:], len(best))
    kept = best[starts] != BLANK
    return list(zip(best[starts][kept].tolist(), starts[kept].tolist(), ends[kept].tolist(), strict=True))


def log_probability(frames: Frames, path: Path) -> float:
    """Natural logarithm of how probable a path is: its letters at their peaks, and nothing in the frames between.

    Args:
        frames: probabilities, (frames, labels).
        path: as `best_path` gives it. The frame on each side of a letter is the letter's too.
    """
    between = np.ones(len(frames), np.bool_)
    for _, start, end in path:
        between[max(0, start - 1) : end + 1] = False
    total = sum(math.log(max(_TINY, p)) for p in _highest(frames, path).tolist())
    return total + float(np.log(np.maximum(frames[between, BLANK], _TINY)).sum())


def _highest(frames: Frames, path: Path) -> Frames:
    """The highest probability of each letter in its own frames, (letters,)."""
    if not path:
        return np.zeros(0, np.float32)
    labels, starts, ends = np.array(path).T
    long = ends - starts
    own = frames[_own_frames(starts, ends), np.repeat(labels, long)]
    return np.asarray(np.maximum.reduceat(own, np.cumsum(long) - long), np.float32)


def _own_frames(starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.int64]:
    """The frames of all letters, from left to right."""
    long = ends - starts
    return np.asarray(np.arange(long.sum()) + np.repeat(starts - np.cumsum(long) + long, long))


def path_to_letters(frames: Frames, path: Path, labels: str, pixels_a_frame: float) -> tuple[Letter, ...]:
    """Letters of a line.

    Args:
        frames: probabilities, (frames, labels).
        path: as `best_path` gives it.
        labels: characters by label.
        pixels_a_frame: pixels of the strip that a frame stands for.
    """
    if not path:
        return ()
    spans = np.array([(start, end) for _, start, end in path])
    peaks = _peaks(frames, spans)
    likely, missed, spaced = _likely(peaks), _missed(frames, path), _spaced(frames, path, labels)
    middles = (spans.sum(axis=1) / 2).tolist()
    letters = []
    for k, (label, _, _) in enumerate(path):
        x0, x1 = _borders(middles, k)
        others = tuple(_others(likely[k], label, labels))
        places, gaps = (x0 * pixels_a_frame, x1 * pixels_a_frame), max(missed[k], missed[k + 1])
        letters.append(Letter(labels[label], *places, float(peaks[k, label]), others, gaps, spaced[k]))
    return tuple(letters)


def _peaks(frames: Frames, spans: NDArray[np.int64]) -> Frames:
    """The highest probability of each label in the frames of each letter, (letters, labels)."""
    starts, ends = spans.T
    highest = frames[starts]
    for k in range(1, int((ends - starts).max())):
        some = np.flatnonzero(starts + k < ends)
        highest[some] = np.maximum(highest[some], frames[starts[some] + k])
    return np.asarray(highest, np.float32)


def _missed(frames: Frames, path: Sequence[tuple[int, int, int]]) -> list[float]:
    """Before each letter, and behind the last: how likely another letter is in the frames where none was read."""
    found = [0.0] * (len(path) + 1)
    labels, starts, ends = np.array(path).T
    open_frames = frames[:, BLANK] < 1 - _LEAST
    open_frames[_own_frames(starts, ends)] = False
    at = np.flatnonzero(open_frames)
    gaps, others = np.searchsorted(starts, at), frames[at]
    others[:, BLANK] = 0
    for beside in (-2, -1, 0, 1):
        its = gaps + beside
        rows = np.flatnonzero((its >= 0) & (its < len(path)))
        rows = rows[(starts[its[rows]] - _REACH <= at[rows]) & (at[rows] < ends[its[rows]] + _REACH)]
        others[rows, labels[its[rows]]] = 0
    for gap, p in zip(gaps.tolist(), others.max(axis=1).tolist(), strict=True):
        found[gap] = max(found[gap], p)
    return found


def _spaced(frames: Frames, path: Path, labels: str) -> list[float]:
    """Before each letter: how likely a space is in the frames between it and the letter before, neither being one."""
    space = labels.find(" ")
    found = [0.0] * len(path)
    for k, ((before, _, end), (label, start, _)) in enumerate(pairwise(path), 1):
        if space not in (-1, before, label) and start > end:
            found[k] = float(frames[end:start, space].max())
    return found


def _borders(middles: list[float], k: int) -> tuple[float, float]:
    """Half way to the letters beside; at the ends of the line as far as on the other side."""
    here = middles[k]
    left = (here - middles[k - 1]) / 2 if k else None
    right = (middles[k + 1] - here) / 2 if k + 1 < len(middles) else None
    left = left if left is not None else (right if right is not None else 2.0)
    right = right if right is not None else left
    return here - min(left, 6.0), here + min(right, 6.0)


def _likely(peaks: Frames) -> list[list[tuple[float, int]]]:
    """For each letter the labels that are likely enough to be named, with their probability first."""
    found: list[list[tuple[float, int]]] = [[] for _ in peaks]
    rows, columns = np.nonzero(peaks >= _LEAST)
    for row, label, p in zip(rows.tolist(), columns.tolist(), peaks[rows, columns].tolist(), strict=True):
        found[row].append((p, label))
    return found


def _others(likely: list[tuple[float, int]], label: int, labels: str) -> list[tuple[str, float]]:
    if len(likely) == 1:  # nearly always: the letter alone
        return []
    ranked = sorted(((p, k) for p, k in likely if k != label), reverse=True)[:_MOST]
    return [("" if k == BLANK else labels[k], p) for p, k in ranked]
