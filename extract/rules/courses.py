"""Where a boundary runs: along the rules it was found from, straight between them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sohoa.extract.rules.crossings import Line

Floats = NDArray[np.float64]
Ints = NDArray[np.int_]
Bools = NDArray[np.bool_]

_LONG = 0.2
"""A rule this long beside the longest line of a boundary tells where the boundary runs."""
_ASIDE = 0.3
"""A rule that stands off a course by more than this (letter heights) is not of it ..."""
_SECOND = 0.4
_MOST_COURSES = 2
"""... but of another one, if that is this long beside the longest."""


def places_between(
    own: Sequence[Sequence[Line]],
    levels: Floats,
    other: Floats,
    leans: tuple[float, float],
    letter: float,
    *,
    turned: bool,
) -> Floats:
    """Where each boundary runs in the middle of each piece between two others; shape (boundaries, pieces).

    Args:
        own: the rules of each boundary.
        levels: of the boundaries.
        other: levels of those that cross them.
        leans: of these boundaries, and of those that cross them.
        letter: height of a letter, pixels.
        turned: are they columns?
    """
    middles = (other[1:] + other[:-1]) / 2
    along = middles[None, :] + leans[1] * levels[:, None]
    courses = (courses_of(x, level, leans[0], letter, turned=turned)[0] for x, level in zip(own, levels, strict=True))
    return np.array([course.across(a) for course, a in zip(courses, along, strict=True)])


class Course:
    """Where a boundary runs: through the ends of its rules, straight between them, level beyond them."""

    def __init__(self, ends: Floats, level: float, lean: float) -> None:
        self._ends, self._level, self._lean = ends, level, lean

    def at(self, along: Ints) -> Ints:
        """Position across at each position along, whole pixels."""
        return np.asarray(np.rint(self.across(along)), dtype=np.int_)

    def across(self, along: Ints | Floats) -> Floats:
        """Position across at each position along."""
        if not len(self._ends):
            return np.asarray(self._level + self._lean * along)
        rest = np.interp(along, self._ends[:, 0], self._ends[:, 1] - self._lean * self._ends[:, 0])
        return np.asarray(rest + self._lean * along)


def courses_of(lines: Sequence[Line], level: float, lean: float, letter: float, *, turned: bool) -> list[Course]:
    """The courses of a boundary: one, or two where its rule is double or leaves the straight line.

    Long rules make them; a short one beside them (the arc of a seal, an underline) is of none.
    """
    rules = [(r.y0, r.x0, r.y1, r.x1) if turned else (r.x0, r.y0, r.x1, r.y1) for x in lines for r in x.rules]
    runs = np.array(rules, dtype=np.float64).reshape(-1, 4)
    runs = np.where((runs[:, 0] <= runs[:, 2])[:, None], runs, runs[:, [2, 3, 0, 1]])
    lengths, chains = runs[:, 2] - runs[:, 0], _chains(runs)
    least = _LONG * max((x.length for x in lines), default=0.0)
    trunk = sorted((c for c in chains if lengths[c].sum() >= least), key=lambda c: -float(lengths[c].sum()))
    if not trunk:
        return [_through(runs, level, lean)]
    layers: list[list[int]] = []
    for chain in trunk:
        own = next((x for x in layers if _beside(runs[chain], _through(runs[x], level, lean), letter).all()), None)
        if own is None:
            layers.append(list(chain))
        else:
            own += chain
    size = [float(lengths[x].sum()) for x in layers]
    kept = [x for x, n in zip(layers, size, strict=True) if n >= _SECOND * max(size)][:_MOST_COURSES]
    out, short = [], np.delete(runs, [k for chain in trunk for k in chain], axis=0)
    for layer in kept:
        near = _beside(short, _through(runs[layer], level, lean), letter)
        out.append(_through(np.concatenate([runs[layer], short[near]]), level, lean))
    return out


def _chains(runs: Floats) -> list[list[int]]:
    """Runs (start, across, end, across) that begin where another ends: the chords of a bent rule."""
    chains: list[list[int]] = []
    ends: dict[tuple[float, float], list[int]] = {}
    for k in np.argsort(runs[:, 0], kind="stable").tolist():
        x0, y0, x1, y1 = map(float, runs[k])
        chain = ends.pop((x0, y0), None)
        if chain is None:
            chain = []
            chains.append(chain)
        chain.append(k)
        ends[x1, y1] = chain
    return chains


def _beside(runs: Floats, course: Course, letter: float) -> Bools:
    """Which runs (start, across, end, across) lie on a course; shape (len(runs),)."""
    middles = course.across((runs[:, 0] + runs[:, 2]) / 2)
    return np.asarray(np.abs(middles - (runs[:, 1] + runs[:, 3]) / 2) <= _ASIDE * letter)


def _through(runs: Floats, level: float, lean: float) -> Course:
    """The course through the ends of runs."""
    ends = runs.reshape(-1, 2)
    return Course(ends[np.lexsort((ends[:, 1], ends[:, 0]))], level, lean)
