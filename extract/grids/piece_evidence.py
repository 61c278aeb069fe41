"""How much of a boundary is really ruled, piece by piece between two crossings.

A boundary is followed through the rules it was found from, and the strength image is read
along it. Text that lies across a boundary is told from a worn rule by four marks: its
strokes stand on several parallel courses, make no even runs, are much darker than a worn
rule, and there is print close by on both sides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sohoa.extract.evidence.piece_marks import band, piece_marks, sides_of
from sohoa.extract.evidence.stretches import Stretches, medians
from sohoa.extract.rules.courses import Course, courses_of
from sohoa.extract.rules.crossings import Line, Lines
from sohoa.extract.rules.rulings import Rulings, Trace

Floats = NDArray[np.float64]
Ints = NDArray[np.int_]
Bools = NDArray[np.bool_]

_SLACK = 0.2
"""A rule may leave its boundary by this much (letter heights): bends, noise."""
_DARKEST = 2.5
"""What is this many times as dark as the rule itself is text on a worn rule."""
_NO_LIMIT = 255.0
"""... where nothing is seen of the rule."""
_STRADDLED = 0.6
_BEYOND_DOUBT = 0.8
"""Where print stands close by on both sides over this many letter heights, words or a seal may run across a piece. One
that shows this share is a rule all the same, with tight cells beside it."""
_CLEAR = 0.3
"""The rest is enough if it is this share of the piece."""
_END = 0.25
"""Left out at both ends of a piece (letter heights), where the other rules cross it."""


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """What is seen of each piece, shares from 0 to 1; shape (boundaries, pieces) but for `strength`.

    Attributes:
        strict: how much of it is a rule, 0 where words may run across it.
        clear: how much, where nothing stands close by on both sides.
        crossed: where something stands close by on both sides: words or a seal.
        strength: usual grey level of each boundary where it is seen, (boundaries,); 0 if it is not.
        marks: what else tells a rule from a merged cell, `MARKS` in order, (len(MARKS), boundaries, pieces).
    """

    strict: Floats
    clear: Floats
    crossed: Floats
    strength: Floats
    marks: Floats


def across_shown(
    rows: Sequence[Sequence[Line]], row_levels: Floats, col_levels: Floats, lines: Lines, rulings: Rulings
) -> Shown:
    """How much is seen of each piece of each row boundary; shape (boundaries, columns)."""
    leans = lines.lean_across, lines.lean_down
    letter = rulings.measures.letter_height
    courses = [courses_of(r, level, leans[0], letter, turned=False) for r, level in zip(rows, row_levels, strict=True)]
    return _shown(courses, _crossings(row_levels, col_levels, leans[1]), rulings.across, rulings.ink, rulings, False)


def down_shown(
    cols: Sequence[Sequence[Line]], col_levels: Floats, row_levels: Floats, lines: Lines, rulings: Rulings
) -> Shown:
    """How much is seen of each piece of each column boundary; shape (boundaries, rows)."""
    leans = lines.lean_down, lines.lean_across
    letter = rulings.measures.letter_height
    courses = [courses_of(c, level, leans[0], letter, turned=True) for c, level in zip(cols, col_levels, strict=True)]
    ink = None if rulings.ink is None else rulings.ink.T
    return _shown(courses, _crossings(col_levels, row_levels, leans[1]), rulings.down.turned, ink, rulings, True)


def _crossings(own: Floats, other: Floats, lean: float) -> Floats:
    """Where boundaries (rows of the result) are crossed by the others."""
    return np.asarray(other[None, :] + lean * own[:, None])


def _shown(
    courses: Sequence[Sequence[Course]],
    crossings: Floats,
    trace: Trace,
    ink: Bools | None,
    rulings: Rulings,
    crossed_is_text: bool,
) -> Shown:
    """`Shown` of boundaries with one course or more: of several the best counts, the first for the marks."""
    of = np.array([i for i, some in enumerate(courses) for _ in some], np.int_)
    path = _path_of([course for some in courses for course in some], crossings[of])
    seen, grey, marks = _courses_shown(path, trace, ink, rulings.measures.letter_height, crossed_is_text)
    first = np.searchsorted(of, np.arange(len(courses)))
    strict, clear = np.maximum.reduceat(seen[:2], first, axis=1)
    crossed, strength = np.minimum.reduceat(seen[2], first, axis=0), np.maximum.reduceat(grey, first)
    return Shown(strict, clear, crossed, strength, marks[:, first])


@dataclass(frozen=True, slots=True, eq=False)
class _Path:
    """The places of some courses, one course after the other, pixels: `along` them and `across` (places,).

    `owner` (places,) tells of which course a place is; `pieces` are the places between two crossings, of all courses
    one after the other, `shape` (courses, pieces).
    """

    along: Ints
    across: Ints
    owner: Ints
    pieces: Stretches
    shape: tuple[int, int]


def _path_of(courses: Sequence[Course], crossings: Floats) -> _Path:
    starts, ends = crossings[:, 0].astype(np.int_), crossings[:, -1].astype(np.int_) + 2
    alongs = [np.arange(a, b) for a, b in zip(starts.tolist(), ends.tolist(), strict=True)]
    none = np.zeros(0, np.int_)
    across = [course.at(along) for course, along in zip(courses, alongs, strict=True)]
    lengths = np.array([len(x) for x in alongs], np.int_)
    before = np.cumsum(lengths) - lengths
    first = np.maximum(np.ceil(crossings[:, :-1]), starts[:, None]) - starts[:, None]
    last = np.minimum(np.floor(crossings[:, 1:]), ends[:, None] - 1) - starts[:, None]
    pieces = Stretches(
        (first + before[:, None]).astype(np.int_).ravel(), (last + 1 + before[:, None]).astype(np.int_).ravel()
    )
    owner = np.repeat(np.arange(len(courses)), lengths)
    return _Path(np.concatenate([none, *alongs]), np.concatenate([none, *across]), owner, pieces, first.shape)


def _courses_shown(
    path: _Path, trace: Trace, ink: Bools | None, letter: float, strict: bool
) -> tuple[Floats, Floats, Floats]:
    """What is seen of each piece of each course, as in `Shown`; how dark each course is; the marks of the pieces."""
    near = -_SLACK * letter, _SLACK * letter
    beside = band(trace.strength, path.across, path.along, near)
    n = path.shape[0]
    usual = medians(beside[len(beside) // 2], path.owner, n)
    darkest = np.where(usual > 0, _DARKEST * usual, _NO_LIMIT)
    seen = (beside > 0) & (beside <= darkest[path.owner])
    run = band(trace.runs.view(np.uint8), path.across, path.along, near) > 0
    sides = sides_of(ink, path.across, path.along, letter)
    shown = _share(seen, run, path.pieces).reshape(path.shape)
    judged = np.full(n, True) if strict else shown.min(axis=1, initial=1.0) < _BEYOND_DOUBT
    straddled = sides[0] & sides[1] & judged[path.owner]  # on whole rules nothing that lies beside them matters
    inner = path.pieces.trimmed(round(_END * letter))
    out = np.stack([shown, *_judged(shown, seen, run, inner, straddled)])
    if strict:
        words = path.pieces.sums(straddled).reshape(path.shape) >= _STRADDLED * letter
        out[0][words & (shown < _BEYOND_DOUBT)] = 0.0
    grey = medians(np.where(straddled, 0, beside.max(0)), path.owner, n)
    marks = piece_marks(beside, seen, sides, inner, letter)
    as_seen = np.stack([shown, shown, np.zeros_like(shown)])
    return np.where(judged[:, None], out, as_seen), grey, marks.reshape(-1, *path.shape)


def _judged(shown: Floats, seen: Bools, run: Bools, inner: Stretches, straddled: Bools) -> tuple[Floats, Floats]:
    """The second and third row of `Shown` for pieces of which `shown` is seen in all, (courses, pieces)."""
    free = ~straddled
    whole, rest = inner.lengths, inner.sums(free)
    crossed = (1 - rest / np.maximum(1, whole)).reshape(shown.shape)
    clear = np.where(rest > _CLEAR * whole, _share(seen & free, run & free, inner, rest), 0.0).reshape(shown.shape)
    return np.where(shown >= _BEYOND_DOUBT, shown, clear), crossed


def _share(seen: Bools, run: Bools, pieces: Stretches, of: Ints | None = None) -> Floats:
    """Share of the places of each piece at which a rule is seen, and at which it is even, along the best of parallels.

    `of`: how many places count in each piece, if not all.
    """
    places = np.maximum(pieces.lengths if of is None else of, 1)
    return np.asarray(((pieces.sums(seen) / places).max(0) + (pieces.sums(run) / places).max(0)) / 2)
