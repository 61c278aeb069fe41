"""From rules to crossings, and from crossings to the sets of rules that hang together.

Rules of a page are first levelled: the small slant that is left after straightening is
measured from the rules themselves, so that a rule is one number (its level) and a range.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sohoa.extract.rules.rulings import Rulings
from sohoa.nouns.geometry import Rule
from sohoa.nouns.table import GridOrigin

Ints = NDArray[np.int_]
Floats = NDArray[np.float64]

_SAME_LINE = 0.4
"""Rules whose levels differ by less than this (letter heights) are one line: skew, bends, double rules."""
_LONGEST_GAP = 4.0
_REACH = 1.0
_FARTHEST_REACH = 4.0
_REACH_PER_LENGTH = 0.6
"""A rule that ends this far (letter heights) from another still meets it; a long one may have lost more of its end."""
_EDGE = 0.02
_PAST = 3.0
"""A streak comes this near (share of the page) to both edges, and this far (letter heights) past all rules."""
_BESIDE = 2
_DARKER = 1.25
"""A rule beside a streak, within so many working pixels, is so many times as dark as the streak alone."""
_MOST_RULES = 3000
"""More rules than this on a page are no table but a picture or squared paper."""


@dataclass(frozen=True, slots=True)
class Line:
    """A levelled ruling line: `level` across its run, `start` to `end` along it; `rules` it is made of."""

    level: float
    start: float
    end: float
    rules: tuple[Rule, ...]

    @property
    def length(self) -> float:
        """Working pixels."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Crossing:
    """Where the horizontal line `row` meets the vertical line `col` (indices); x, y in working pixels."""

    row: int
    col: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Lines:
    """All lines of a page. `lean_across`: rise of horizontals per pixel; `lean_down`: shift of verticals."""

    horizontal: tuple[Line, ...]
    vertical: tuple[Line, ...]
    lean_across: float
    lean_down: float


def rulings_to_lines(rulings: Rulings) -> Lines:
    """Levelled lines; collinear rules with a gap that wear explains become one."""
    letter = rulings.measures.letter_height
    if max(len(rulings.horizontal), len(rulings.vertical)) > _MOST_RULES:
        return Lines((), (), 0.0, 0.0)
    across = [(r.x0, r.y0, r.x1, r.y1) for r in rulings.horizontal]
    down = [(r.y0, r.x0, r.y1, r.x1) for r in rulings.vertical]
    lean_across, lean_down = _lean(across, letter), _lean(down, letter)
    horizontal = _level(rulings.horizontal, across, lean_across, letter)
    vertical = _level(rulings.vertical, down, lean_down, letter)
    if rulings.origin is GridOrigin.PIXELS:
        horizontal, vertical = (
            _without_streaks(horizontal, vertical, rulings.across.strength, letter),
            _without_streaks(vertical, horizontal, rulings.down.strength.T, letter),
        )
    return Lines(horizontal, vertical, lean_across, lean_down)


def _without_streaks(
    own: Sequence[Line], other: Sequence[Line], strength: NDArray[np.uint8], letter: float
) -> tuple[Line, ...]:
    """Drops lines that run from edge to edge of the page, past all others: scanner streaks, folds, borders.

    The rules of a table end at its outer rules, also where the page was cut to the table. A
    rule that a streak happens to run beside is darker than the streak alone: it is kept, cut off
    where the others end. `strength`: the lines run along its rows.
    """
    length, past = strength.shape[1], _PAST * letter
    first, last = (f((x.level for x in other if x.length >= past), default=length / 2) for f in (min, max))
    ends = min(_EDGE * length, first - past), max((1 - _EDGE) * length, last + past)
    out = []
    for x in own:
        if x.start > ends[0] or x.end < ends[1]:
            out.append(x)
        elif _darker_between(x, (first, last), strength):
            out.append(replace(x, start=first, end=last))
    return tuple(out)


def _darker_between(line: Line, ends: tuple[float, float], strength: NDArray[np.uint8]) -> bool:
    """Is a line clearly stronger between two places than outside of them?"""
    middle = int(sum((r.x0 + r.x1 if r.horizontal is False else r.y0 + r.y1) / 2 for r in line.rules) / len(line.rules))
    band = strength[max(0, middle - _BESIDE) : middle + _BESIDE + 1].max(axis=0)
    first, last = (int(np.clip(e, 0, len(band))) for e in ends)
    inside, outside = band[first:last], np.concatenate([band[:first], band[last:]])
    inside, outside = inside[inside > 0], outside[outside > 0]
    return bool(len(inside) and len(outside) and np.median(inside) >= _DARKER * np.median(outside))


def _lean(runs: Sequence[tuple[float, float, float, float]], letter: float) -> float:
    """Median slope of the long rules, weighted by length."""
    long = [(abs(b - a), (q - p) / (b - a)) for a, p, b, q in runs if abs(b - a) > 8 * letter]
    if not long:
        return 0.0
    weights, slopes = np.array(long).T
    order = np.argsort(slopes)
    half = np.searchsorted(weights[order].cumsum(), weights.sum() / 2)
    return float(slopes[order][half])


def _level(
    rules: Sequence[Rule], runs: Sequence[tuple[float, float, float, float]], lean: float, letter: float
) -> tuple[Line, ...]:
    lines = [
        Line((p + q) / 2 - lean * (a + b) / 2, min(a, b), max(a, b), (rule,))
        for rule, (a, p, b, q) in zip(rules, runs, strict=True)
    ]
    lines.sort(key=lambda x: (x.start, x.level))
    merged: list[Line] = []
    for line in lines:
        for k, other in enumerate(merged):
            near = abs(other.level - line.level) <= _SAME_LINE * letter
            if (near and line.start - other.end <= _LONGEST_GAP * letter) or _goes_on(other.rules[-1], line.rules[0]):
                merged[k] = _together(other, line)
                break
        else:
            merged.append(line)
    return tuple(sorted((x for x in merged if x.length >= letter), key=lambda x: x.level))


def _goes_on(rule: Rule, after: Rule) -> bool:
    """Does a rule begin exactly where another ends, as the parts of a bent one do?"""
    return (rule.x1, rule.y1) == (after.x0, after.y0)


def _together(a: Line, b: Line) -> Line:
    """Two collinear lines as one; the level is that of the ink, so the longer piece counts more."""
    weight = max(a.length + b.length, 1e-6)
    level = (a.level * a.length + b.level * b.length) / weight
    return Line(level, min(a.start, b.start), max(a.end, b.end), (*a.rules, *b.rules))


def lines_to_crossings(lines: Lines, letter: float) -> tuple[Crossing, ...]:
    """Where horizontals and verticals meet, by row and column; lines that do not bind a cell are left out.

    A line that meets fewer than two others, all its pieces on one level counted together,
    holds no cell: an underline, a stroke of text, the edge of a seal. It is dropped, and
    what hung on it alone, until nothing changes.
    """
    h, v = lines.horizontal, lines.vertical
    if not h or not v:
        return ()
    hl, hs, he = (np.array([f(x) for x in h])[:, None] for f in _PLACE)
    vl, vs, ve = (np.array([f(x) for x in v])[None, :] for f in _PLACE)
    hr, vr = _reach(he - hs, letter), _reach(ve - vs, letter)
    x = vl + lines.lean_down * hl
    y = hl + lines.lean_across * vl
    meet = (x >= hs - hr) & (x <= he + hr) & (y >= vs - vr) & (y <= ve + vr)
    same_row = np.abs(hl - hl.T) <= _SAME_LINE * letter
    same_col = np.abs(vl - vl.T) <= _SAME_LINE * letter
    while True:
        keep = meet & ((same_row @ meet).sum(1) >= 2)[:, None]
        keep &= ((keep @ same_col).sum(0) >= 2)[None, :]
        if (keep == meet).all():
            break
        meet = keep
    rows, cols = np.nonzero(meet)
    return tuple(Crossing(int(r), int(c), float(x[r, c]), float(y[r, c])) for r, c in zip(rows, cols, strict=True))


def _reach(length: Floats, letter: float) -> Floats:
    return np.asarray(np.clip(_REACH_PER_LENGTH * length, _REACH * letter, _FARTHEST_REACH * letter))


_PLACE: tuple[Callable[[Line], float], ...] = (lambda x: x.level, lambda x: x.start, lambda x: x.end)


def crossings_to_groups(crossings: Sequence[Crossing]) -> tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]:
    """Sets of lines that hang together: (indices of horizontals, of verticals), each a table or a drawing."""
    parent: dict[tuple[str, int], tuple[str, int]] = {}

    def root(k: tuple[str, int]) -> tuple[str, int]:
        parent.setdefault(k, k)
        while parent[k] != k:
            parent[k] = parent[parent[k]]
            k = parent[k]
        return k

    for c in crossings:
        parent[root(("h", c.row))] = root(("v", c.col))
    groups: dict[tuple[str, int], tuple[set[int], set[int]]] = {}
    for k in list(parent):
        groups.setdefault(root(k), (set(), set()))[k[0] == "v"].add(k[1])
    return tuple((tuple(sorted(a)), tuple(sorted(b))) for a, b in groups.values())


def line_subset(lines: Lines, rows: Sequence[int], cols: Sequence[int]) -> Lines:
    """Only these lines."""
    return replace(
        lines,
        horizontal=tuple(lines.horizontal[i] for i in rows),
        vertical=tuple(lines.vertical[i] for i in cols),
    )
