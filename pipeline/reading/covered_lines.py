"""Printed lines over which a black seal or a stroke of the pen lies: read once more, with the ink that hides them.

Letters that touch a seal's ring are one piece of ink with it, too large for a letter, and are left out of their line:
`KT. GIÁM ĐỐC` comes as `ĐỐC`. So such a line is cut out of the page again, as far as that ink goes on at its ends,
with all that lies in its band. The second reading counts where it holds what was surely read before, and more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from sohoa.extract.wording.formal_phrases import is_dated, opens_number
from sohoa.nouns.geometry import Box
from sohoa.nouns.text_run import TextRun
from sohoa.nouns.word import Word
from sohoa.pipeline.engine.protocol import StripKind
from sohoa.pipeline.ink.components import LETTER, Components
from sohoa.pipeline.ink.text_lines import TextLine
from sohoa.pipeline.reading.covered_looks import Place, owners, read_looks
from sohoa.pipeline.reading.covered_words import FEWEST_UNSEEN, best_reading, letters_of, second_reading
from sohoa.pipeline.reading.page_engine import PageEngine

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Mask = NDArray[np.bool_]

_COVER = 5.0, 60.0
"""Longer side of a seal or a signature, in letter heights. Guesses: a seal of 35 mm has 18; figures written by hand are
smaller, frames of pages larger."""
_REACH = 12.0
"""A line goes on under such ink for so many letter heights at most: half a seal and more. A guess."""
_STEP = 1.0
"""White between letters and such ink, or inside it, over which a line does not go on, in letter heights. A guess."""
_FEWEST_LETTERS = 2
_TALLEST = 2.0, 3.0
"""Letters and line are no higher than this, in letter heights of the page: larger is none of its print. Guesses."""
_LEAST_COVER = 0.5
"""Ink of that kind lies over so much of a line's length, at least, in letter heights. A guess."""
_SHARED = 0.5
"""Share of its height that a piece of a line has in common with the others. A guess."""
_BAND = 0.3
"""Ink counts so far above and below a line too, as a share of its height: the marks of what it hides. A guess."""
_RULE = 2.0
"""Pixels inside a cell that may still be of its rules: they are not straight. A guess."""


@dataclass(frozen=True, slots=True, eq=False)
class _Covered:
    """Pieces of one printed line, by number, the box in which it is read once more, and the zone of its cell."""

    pieces: tuple[int, ...]
    box: Box
    zone: int


def read_covered(
    page: PageEngine,
    lines: Sequence[TextLine],
    runs: Sequence[TextRun],
    letter_height: int,
    cells: Sequence[Box] = (),
) -> list[TextRun]:
    """The runs, those of covered lines as the second reading has them; of several pieces of one line the first is it.

    Args:
        page: the engine and the page.
        lines: of the page.
        runs: what was read on each; without words where nothing was.
        letter_height: to which lines are scaled for the engine, in pixels; 0 keeps the page's own size.
        cells: of the page's tables, in pixels; zone k of a line is the k-th. A line of a cell ends with it.

    Raises:
        PageTimeout, EngineFailed, EngineMissing: see `Engine.read`.

    Rule: A printed line under a black seal or a stroke of the pen is read once more with the ink that lies over it;
        what only that reading has is flagged.
    Test: pipeline/reading/test_covered_lines.py::test_letters_that_touch_a_seal_are_read_with_it
    """
    parts, done = page.parts, list(runs)
    seals = covers(parts)
    large = seals | _stroked(parts, lines, runs)
    candidates = _candidates(parts, lines, large) if large.any() else []
    covered = _joined(lines, [c for c in candidates if not c.zone or page.reads_covered])
    if not covered:
        return done
    whole, again = _with_cover(parts, lines, covered, large)
    kind = StripKind.COVERED if page.reads_covered else StripKind.LINE
    read = replace(page, parts=whole).read_lines(again, letter_height, kind)
    places = [Place(a.box, c.pieces, _inside(cells, c.zone)) for a, c in zip(again, covered, strict=True)]
    looks = read_looks(page, places, owners(parts, lines))
    for some, words, others in zip(covered, read, looks, strict=True):
        first = [runs[k] for k in sorted(some.pieces, key=lambda k: lines[k].box.x0)]
        looks_at = [second_reading(first, w) for w in (words, *others)]
        same = looks_at if _lies_on(parts, some.box, seals) else _with_no_more_words(looks_at, first)
        second = best_reading(same, first)
        if second is not None:
            scraps = (k for k, r in enumerate(done) if lines[k].zone == some.zone and _is_scrap_in(r, second))
            for k in (*some.pieces, *scraps):
                done[k] = TextRun((), runs[k].box, runs[k].size)
            done[some.pieces[0]] = second
    return done


def _lies_on(parts: Components, box: Box, cover: Mask) -> bool:
    """Does such ink stand in a box?"""
    return bool(cover[parts.labels[int(box.y0) : int(box.y1), int(box.x0) : int(box.x1)]].any())


def _with_no_more_words(looks: Sequence[list[Word]], first: Sequence[TextRun]) -> list[list[Word]]:
    """Readings with as many words as the first: a piece of a stroke hides a letter of a word, and makes none."""
    count = sum(len(run.words) for run in first)
    return [words for words in looks if len(words) == count]


def _inside(cells: Sequence[Box], zone: int) -> Box | None:
    """What lies inside the rules of a line's cell; None outside of tables."""
    if not 0 < zone <= len(cells):
        return None
    b = cells[zone - 1]
    return Box(b.x0 + _RULE, b.y0 + _RULE, max(b.x0, b.x1 - _RULE), max(b.y0, b.y1 - _RULE))


def _is_scrap_in(run: TextRun, line: TextRun) -> bool:
    """Are a few letters of their own part of what was read as a whole line?"""
    few = 0 < letters_of(run.words) < FEWEST_UNSEEN
    return few and line.box.holds(run.box.cx, run.box.cy)


def covers(parts: Components) -> Mask:
    """Which components of a page may be seals or strokes of the pen, or their pieces in cells: bool (components,)."""
    longer = np.maximum(parts.heights, parts.widths)
    least, most = (n * parts.letter_height for n in _COVER)
    large = (parts.heights > LETTER[1] * parts.letter_height) & (longer >= least) & (longer <= most)
    large[0] = False
    return np.asarray(large)


def _stroked(parts: Components, lines: Sequence[TextLine], runs: Sequence[TextRun]) -> Mask:
    """Letters of a line with a piece of a stroke on them, too high for a letter and too small for a cover.

    They are what is left where a coloured seal and a signature were taken off (the T of a name, four letters high).
    Figures written by hand are as high: lines of number and date have none of them.

    Rule: A letter to which a piece of a stroke is joined is read with its line, flagged; not in tables, and not where
        number and date may be written by hand.
    Test: pipeline/reading/test_covered_lines.py::test_a_letter_with_a_piece_of_a_stroke_is_read_with_its_line
    """
    longer, found = np.maximum(parts.heights, parts.widths), np.zeros(len(parts.x0), bool)
    high = (parts.heights > LETTER[1] * parts.letter_height) & (longer < _COVER[0] * parts.letter_height)
    printed = [
        line.box
        for line, run in zip(lines, runs, strict=True)
        if not line.zone and run.words and not (opens_number(run.text) or is_dated(run.text))
    ]
    for k in np.flatnonzero(high & (parts.zone == 0)):
        piece = parts.box(int(k))
        found[k] = any(piece.overlap_x(b) > 0 and piece.overlap_y(b) >= _SHARED * b.height for b in printed)
    return found


def _candidates(parts: Components, lines: Sequence[TextLine], large: Mask) -> list[_Covered]:
    """Each line that such ink touches or crosses, with the box as far as the ink goes on."""
    found = []
    for k, line in enumerate(lines):
        letters = line.members[parts.letters[line.members]]
        if len(letters) < _FEWEST_LETTERS:
            continue
        size = float(np.median(parts.heights[letters]))
        if max(size / _TALLEST[0], line.box.height / _TALLEST[1]) <= parts.letter_height:
            box = _reached(parts, large & (parts.zone == line.zone), line.box, size)
            found += [_Covered((k,), box, line.zone)] if box is not None else []
    return found


def _reached(parts: Components, cover: Mask, box: Box, size: float) -> Box | None:
    """The box of a line widened over the ink that goes on at its ends; None if hardly any lies on or beside it."""
    y0, y1 = int(box.y0), int(box.y1)
    left, right = max(0, int(box.x0 - _REACH * size)), min(parts.labels.shape[1], int(box.x1 + _REACH * size))
    inked = np.flatnonzero(cover[parts.labels[y0:y1, left:right]].any(axis=0)) + left
    near = (inked > box.x0 - 1.5 * size) & (inked < box.x1 + 1.5 * size)
    if near.sum() < _LEAST_COVER * size:
        return None
    x0, x1 = box.x0, box.x1
    for x in inked[inked < box.x0][::-1]:
        if x0 - x > _STEP * size:
            break
        x0 = float(x)
    for x in inked[inked >= box.x1]:
        if x - x1 > _STEP * size:
            break
        x1 = float(x) + 1
    return Box(x0, box.y0, x1, box.y1)


def _joined(lines: Sequence[TextLine], found: Sequence[_Covered]) -> list[_Covered]:
    """Pieces of one printed line together: those whose boxes meet over the ink, with what else stands between."""
    groups: list[_Covered] = []
    for one in sorted(found, key=lambda c: c.box.x0):
        near = next((g for g in groups if g.zone == one.zone and _meet(g.box, one.box)), None)
        if near is not None:
            groups.remove(near)
            one = _Covered((*near.pieces, *one.pieces), Box.around([near.box, one.box]), one.zone)
        groups.append(one)
    taken = {k for g in groups for k in g.pieces}
    done = []
    for g in groups:
        free = (k for k, line in enumerate(lines) if k not in taken and line.zone == g.zone)
        inside = [k for k in free if _lies_in(lines[k].box, g.box)]
        taken |= {*inside}
        done.append(_Covered((*g.pieces, *inside), g.box, g.zone))
    return done


def _meet(a: Box, b: Box) -> bool:
    return a.x0 <= b.x1 and b.x0 <= a.x1 and a.overlap_y(b) >= _SHARED * min(a.height, b.height)


def _lies_in(piece: Box, box: Box) -> bool:
    return box.x0 <= piece.cx <= box.x1 and piece.overlap_y(box) >= _SHARED * piece.height


def _with_cover(
    parts: Components, lines: Sequence[TextLine], covered: Sequence[_Covered], large: Mask
) -> tuple[Components, list[TextLine]]:
    """The components, with the ink over each line as one more, and the lines with it."""
    labels, n = parts.labels.copy(), len(parts.x0)
    height, width = labels.shape
    again, boxes = list[TextLine](), list[tuple[int, int, int, int]]()
    for k, some in enumerate(covered, n):
        b, over = some.box, _BAND * some.box.height
        x0, x1 = max(0, int(b.x0)), min(width, int(b.x1) + 1)
        y0, y1 = max(0, int(b.y0 - over)), min(height, int(b.y1 + over))
        area = labels[y0:y1, x0:x1]
        own = large & (parts.zone == some.zone)
        area[own[np.minimum(area, n - 1)] & (area < n)] = k
        members = np.concatenate([lines[p].members for p in some.pieces] + [np.array([k])])
        again.append(TextLine(Box(float(x0), float(y0), float(x1), float(y1)), some.zone, members))
        boxes.append((x0, y0, x1, y1))
    more = np.array(boxes, np.int64)
    sides = (parts.x0, parts.y0, parts.x1, parts.y1)
    x_0, y_0, x_1, y_1 = (np.concatenate([side, more[:, i]]) for i, side in enumerate(sides))
    zone = np.concatenate([parts.zone, np.array([some.zone for some in covered], np.int64)])
    return replace(parts, labels=labels, x0=x_0, y0=y_0, x1=x_1, y1=y_1, zone=zone), again
