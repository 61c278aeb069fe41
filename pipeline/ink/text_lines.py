"""Text line segmentation, from components to lines: letters side by side on one baseline, inside one zone.

Bottom-up grouping of components follows O'Gorman, "The document spectrum for page layout
analysis" (IEEE PAMI 15, 1993); marks are attached by `sohoa.pipeline.ink.letter_marks`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sohoa.extract.rules.near_boxes import Boxes, joined, near_pairs
from sohoa.nouns.geometry import Box
from sohoa.pipeline.ink.components import Components
from sohoa.pipeline.ink.dashes import attach_dashes
from sohoa.pipeline.ink.letter_marks import attach_marks, baseline
from sohoa.pipeline.ink.medians import percentile_of
from sohoa.pipeline.ink.small_letters import small_letters
from sohoa.pipeline.ink.worn_apart import in_one_line, make_whole

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

WORD_GAP = 2.2
"""Largest gap inside a line, in letter heights: justified lines stretch their spaces. A guess; a space of Times
has 0.5."""
SHARED_HEIGHT = 0.5
"""Letters of one line stand side by side over this share of the lower one's height. A guess."""
_TIE, _LINE, _LONG, _RUNS_ON = 1.7, 4, 20.0, 7.0
"""What ties two lines is at least so high (letter heights), and so many letters of each stand in a row there. Each is
so long, over gaps as wide as a word that is tied leaves (letter heights). Guesses: two lines of small letters reach
over 1.8, in one that was tied at 110 dpi 2.4; a stamp over the text has lines of 10 to 17, and where they counted, the
letters under them were lost to it."""
MARKS_HIGH = 0.85
"""A circumflex with its tone is at most this high, in letter heights; a letter is higher. In Times 0.4 and 1.0."""
_SMALL_LETTERS = 20
"""Percentile of a line's letters that is the height of its small ones. A guess: at least one in five has no stem."""
_TOUCHING = 1.6
"""Two letters that touch are at least so many times as long as high: `cơ` 1.8; the loop of a `g` has 1.3."""
EDGE = 1.0
"""Pixels that blur adds to the height of a mark: of small type they are a fifteenth of a letter."""
MOST_MARKS = 2
"""A group of so few components may be marks of a longer line: a circumflex, its tone."""
_MARKS_BESIDE, _MARKS_ABOVE, _MARKS_BELOW = 0.5, 0.9, 0.1
"""How far beside, above and below the box of its line such a group may stand, in letter heights. Guesses."""


@dataclass(frozen=True, slots=True, eq=False)
class TextLine:
    """A run of letters on one baseline inside one zone.

    `box` is in pixels of the page, around all ink of the line; `zone` is that of its components (0 outside of tables);
    `members` are their indices, int64 (n,).
    """

    box: Box
    zone: int
    members: Ints

    @property
    def in_table(self) -> bool:
        """Does it stand in a cell?"""
        return self.zone > 0


def components_to_lines(parts: Components) -> tuple[TextLine, ...]:
    """Text lines of the page, marks included, from top to bottom (columns not yet told apart).

    Rule: No printed line is read across a rule of a table: each cell has lines of its own.
    Test: pipeline/ink/test_text_lines.py::test_no_line_crosses_a_rule_however_close_the_text
    """
    if parts.letter_height <= 0:
        return ()
    letters = np.flatnonzero(parts.letters)
    letters = np.concatenate([letters, small_letters(parts, letters)])
    groups = in_one_line(parts, WORD_GAP, _absorb(parts, _link(parts, letters)))
    owner = np.full(len(parts.x0), -1, np.int64)
    for k, g in enumerate(groups):
        owner[g] = k
    bases = [baseline(parts, g) for g in groups]
    attach_dashes(parts, groups, bases, owner)
    attach_marks(parts, groups, bases, owner)
    make_whole(parts, groups, owner)
    return tuple(sorted(_owned(parts, owner), key=lambda t: (t.box.cy, t.box.x0)))


def _owned(parts: Components, owner: Ints) -> list[TextLine]:
    """The lines as they own the components; `owner` is the index of a component's line, or -1."""
    order = np.argsort(owner, kind="stable")
    order = order[np.searchsorted(owner[order], 0) :]
    first = np.flatnonzero(np.diff(owner[order], prepend=-1))
    if not len(first):
        return []
    low = (np.minimum.reduceat(side[order], first).tolist() for side in (parts.x0, parts.y0))
    high = (np.maximum.reduceat(side[order], first).tolist() for side in (parts.x1, parts.y1))
    boxes = (Box(*map(float, sides)) for sides in zip(*low, *high, strict=True))
    members = np.split(order, first[1:])
    return [TextLine(box, int(parts.zone[own[0]]), own) for box, own in zip(boxes, members, strict=True)]


def _link(parts: Components, letters: Ints) -> list[Ints]:
    """Letters side by side on one baseline, as groups of component indices; what ties two such lines is in none.

    Rule: Two lines are never read as one because letters of theirs touch: what stands beside letters of both links
        neither.
    Test: pipeline/ink/test_touching_lines.py::test_letters_that_touch_tie_no_lines
    """
    order = letters[np.argsort(parts.x0[letters], kind="stable")]
    tall = order[parts.heights[order] >= _TIE * parts.letter_height]
    if not len(tall):
        return _linked(parts, order)
    ties = _ties(parts, tall, order[~np.isin(order, tall)])
    return _linked(parts, order[~np.isin(order, ties)])


def _ties(parts: Components, tall: Ints, rest: Ints) -> Ints:
    """Which tall components stand beside letters of two long lines; `rest`: the other letters, sorted by x0."""
    gap, h = WORD_GAP * parts.letter_height, parts.letter_height
    runs = [g for g in _linked(parts, rest, _RUNS_ON) if parts.x1[g].max() - parts.x0[g].min() >= _LONG * h]
    of_long = np.isin(np.arange(len(parts.x0)), np.concatenate([*runs, np.zeros(0, np.int64)]))
    long = [g for g in _linked(parts, rest) if len(g) >= _LINE and of_long[g[0]]]
    top, foot = (np.array([f(a[g]) for g in long]) for f, a in ((np.min, parts.y0), (np.max, parts.y1)))
    found = []
    for k in tall:
        feet = []
        for g in (long[n] for n in np.flatnonzero((top < parts.y1[k]) & (foot > parts.y0[k]))):
            x0, x1, y0, y1 = (a[g] for a in (parts.x0, parts.x1, parts.y0, parts.y1))
            shared = np.minimum(y1, parts.y1[k]) - np.maximum(y0, parts.y0[k])
            near = (x0 <= parts.x1[k] + gap) & (x1 >= parts.x0[k] - gap) & (shared >= SHARED_HEIGHT * (y1 - y0))
            if parts.zone[g[0]] == parts.zone[k] and near.any():
                feet.append(float(np.median(y1[near])))
        if feet and max(feet) - min(feet) >= h:
            found.append(int(k))
    return np.array(found, np.int64)


def _linked(parts: Components, order: Ints, gap: float = WORD_GAP) -> list[Ints]:
    """Components, sorted by x0, that stand side by side with at least half of the lower one's height, as groups.

    `gap`: as far apart as that at most, letter heights.
    """
    x0, y0, x1, y1, zone = (a[order] for a in (parts.x0, parts.y0, parts.x1, parts.y1, parts.zone))
    tall, far = y1 - y0, x1 + gap * parts.letter_height
    one, other = near_pairs(Boxes(x0, y0, far, y1), Boxes(x0, y0, x1, y1))
    later = (one < other) & (zone[one] == zone[other])
    one, other = one[later], other[later]
    shared = np.minimum(y1[one], y1[other]) - np.maximum(y0[one], y0[other])
    same = shared >= SHARED_HEIGHT * np.minimum(tall[one], tall[other])
    return [order[group] for group in joined(len(order), one[same], other[same])]


def _absorb(parts: Components, groups: list[Ints]) -> list[Ints]:
    """Drop groups that are only marks of a longer line: one or two components right above or below it.

    Two side by side, or touching, that are as high as its small letters are a word of their own (`cơ` behind a wide
    space, where most letters are tall); one alone may be the foot of a `g`.
    """
    if not len(groups):
        return []
    first = np.cumsum([0, *(len(g) for g in groups[:-1])])
    all_ = np.concatenate(groups)
    x0, y0 = (np.minimum.reduceat(side[all_], first) for side in (parts.x0, parts.y0))
    x1, y1 = (np.maximum.reduceat(side[all_], first) for side in (parts.x1, parts.y1))
    sizes, zones = np.array([len(g) for g in groups]), parts.zone[all_[first]]
    small = (sizes <= MOST_MARKS) & (y1 - y0 <= MARKS_HIGH * parts.letter_height + EDGE)
    beside, above, below = (share * parts.letter_height for share in (_MARKS_BESIDE, _MARKS_ABOVE, _MARKS_BELOW))
    gone = set()
    for k in np.flatnonzero(small).tolist():
        hosts = (sizes > 2 * sizes[k]) & (zones == zones[k])
        hosts &= (x0 - beside <= x0[k]) & (x1[k] <= x1 + beside)
        hosts &= (y0 - above < y1[k]) & (y0[k] < y1 + below)
        low = sizes[k] == 1 and x1[k] - x0[k] < _TOUCHING * (y1[k] - y0[k])
        if any(low or y1[k] - y0[k] <= _lowest(parts, groups[n]) for n in np.flatnonzero(hosts).tolist()):
            gone.add(k)
    return [g for k, g in enumerate(groups) if k not in gone]


def _lowest(parts: Components, group: Ints) -> float:
    """How high marks of a line are at most: lower than its small letters."""
    return MARKS_HIGH * percentile_of(parts.heights[group], _SMALL_LETTERS) + EDGE
