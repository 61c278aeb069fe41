"""Signs that were passed over: a line in doubt is looked at six times, and all looks together say what stands there.

A stop, a comma or an apostrophe of worn print is two frames wide, and whether the network sees it depends on where the
frames fall and on how wide the line is drawn. One look more often loses a sign than it invents one; so an edit counts
if it makes the line likelier in the mean of the looks (natural logarithms). Letters and figures stay as they are, and
no sign is left out: drawn wider, a stop at the end is lost more often than it was invented.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np

from sohoa.pipeline.recogniser.decoding import Letter
from sohoa.pipeline.recogniser.end_signs import end_sign
from sohoa.pipeline.recogniser.likelihoods import log_likelihoods
from sohoa.pipeline.recogniser.line_image import LineImage, LineInStrip, line_to_image
from sohoa.pipeline.recogniser.sign_doubts import with_doubted_signs
from sohoa.pipeline.recogniser.sign_edits import SIGNS, Edit, LookedAt, sign_edits

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Strip = NDArray[np.uint8]
    Letters = Sequence[Letter]
    Weighed = list[tuple[Edit, float]]

_LOOKS = ((1.0, 1.0, 0), (1.0, 1.0, 2), (1.12, 1.0, 0), (1.06, 1.2, 0), (1.0, 1.4, 0), (1.06, 1.4, 0))
"""Zoom, width and columns of paper before the line (half a frame) of each look. Of 17 slashes that were lost on worn
pages the first sees 3 with more than 0.5, the last but one 10; of 13 commas none and 8; of 9 apostrophes the third
sees 7."""
_PASSED, _UNSURE = 0.03, 0.97
"""A line is looked at where a letter may have been passed over with more than the first, or where a sign or a space is
less sure than the second: two of 58 signs that were lost on worn pages were neither."""
_NEAR = 9
"""Letters on either side of such a place that are looked at with it: those with which an edit is weighed, and as many
more, which the network sees around them. A guess."""
_AROUND = 4
"""Letters on either side with which an edit is weighed. A guess."""
_LEAST = 1e-6
"""No label is less probable in a frame: what a look does not see is not impossible. A guess."""
_MOST_SAID = 8.0
"""What one look says at most. A guess: it may have lost the line."""
_PUT_IN, _FOR_SPACE, _CHANGED, _SHOWN = 0.5, 1.0, 1.5, -2.3
"""How much likelier an edit makes a line at least: a sign put in; a space, or a sign in the place of one; a sign
in place of another; one that the ink shows at the end of a line. With these 38 lines of 2,437 of worn small print read
better and none worse; of 2,786 typeset and real ones none changes for the worse."""
_LIKE_SPECKS, _AGAINST_SPECKS = frozenset(".,-"), 2.0
"""What specks are taken for is put in only if it makes the line so much likelier: under that all four on 15 worn lists
were wrong, where few signs are lost; on worn small print five of seven were right."""
_SLENDER = SIGNS + " "
_AS_SHOWN = 0.8
"""Most probability of a sign for which the ink speaks and not the looks."""


class Network(Protocol):
    """What runs the network; see `session.Session`."""

    labels: str
    stride: int

    def probabilities(self, pictures: list[NDArray[np.float32]]) -> list[NDArray[np.float32]]:
        """Probability of each label in each frame of each picture."""
        ...


class _Stretch(NamedTuple):
    """Letters `first` up to `last` of a line."""

    line: int
    first: int
    last: int


def with_lost_signs(
    network: Network, placed: Sequence[LineInStrip], lines: Sequence[Letters]
) -> list[tuple[Letter, ...]]:
    """Lines with the signs that six looks see together, and those at their ends that the ink shows.

    Args:
        network: that read them.
        placed: the lines in their strips.
        lines: their letters, from left to right.

    Rule: A sign or a space that our own reader passed over is put in where six looks together see it, and a stop or a
        hyphen at the end of a line where its ink stands there alone and they do not deny it; letters and figures stay.
    Test: pipeline/recogniser/test_sign_looks.py::test_a_sign_that_the_looks_see_together_is_put_in
    """
    stretches = [_Stretch(k, *part) for k, letters in enumerate(lines) for part in _doubtful_parts(letters)]
    if not stretches:
        return [tuple(letters) for letters in lines]
    looks = _look(network, placed, lines, stretches)
    ends = [_end_edits(placed[s.line].strip, lines[s.line], s) for s in stretches]
    edits = [
        list(dict.fromkeys([*_inner(sign_edits(_of(lines, s), some, network.labels), lines, s), *end]))
        for s, some, end in zip(stretches, looks, ends, strict=True)
    ]
    gains = iter(_gains(network.labels, [_of(lines, s) for s in stretches], looks, edits))
    done = [tuple(letters) for letters in lines]
    weighed = [[(edit, next(gains)) for edit in its] for its in edits]
    last_first = reversed(list(zip(stretches, weighed, ends, strict=True)))  # what stands before keeps its place
    for s, some, end in last_first:
        letters = _of(lines, s)
        chosen = _chosen(letters, some, end)
        edited = _edited(with_doubted_signs(letters, some, chosen), chosen)
        done[s.line] = (*done[s.line][: s.first], *edited, *done[s.line][s.last :])
    return done


def _doubtful_parts(letters: Letters) -> list[tuple[int, int]]:
    """The letters around places where a sign may have been passed over; what touches is one part."""
    if all(x.text == " " for x in letters):  # where nothing is read, nothing is put in
        return []
    places = [
        k
        for k, x in enumerate(letters)
        if x.missed > _PASSED or x.spaced > _PASSED or (x.text in _SLENDER and x.probability < _UNSURE)
    ]
    parts: list[tuple[int, int]] = []
    for k in places:
        first, last = max(0, k - _NEAR), min(len(letters), k + 1 + _NEAR)
        if parts and first <= parts[-1][1]:
            first = parts.pop()[0]
        parts.append((first, last))
    return parts


def _of(lines: Sequence[Letters], stretch: _Stretch) -> Letters:
    return lines[stretch.line][stretch.first : stretch.last]


def _inner(edits: Sequence[Edit], lines: Sequence[Letters], stretch: _Stretch) -> list[Edit]:
    """Those edits that do not stand where the stretch was cut out of its line."""
    first = 0 if stretch.first == 0 else 1
    last = stretch.last - stretch.first - (0 if stretch.last == len(lines[stretch.line]) else 1)
    return [e for e in edits if first <= e.start and e.end <= last]


def _look(
    network: Network, placed: Sequence[LineInStrip], lines: Sequence[Letters], stretches: Sequence[_Stretch]
) -> list[list[LookedAt]]:
    """The looks at each stretch."""
    found: list[list[LookedAt]] = [[] for _ in stretches]
    for zoom, stretch, before in _LOOKS:
        images = {k: line_to_image(placed[k], zoom, stretch) for k in {s.line for s in stretches}}
        columns = [_columns(images[s.line], lines[s.line], s) for s in stretches]
        cut = [images[s.line].ink[:, a:b] for s, (a, b) in zip(stretches, columns, strict=True)]
        frames = network.probabilities([np.pad(c, ((0, 0), (before, 0))) if before else c for c in cut])
        for looks, s, (start, _), said in zip(found, stretches, columns, frames, strict=True):
            scale = images[s.line].scale
            looks.append(LookedAt(np.maximum(said, _LEAST), network.stride / scale, (before - start) / scale))
    return found


def _columns(image: LineImage, letters: Letters, stretch: _Stretch) -> tuple[int, int]:
    """The columns of a stretch in the picture of its line, cut in the middle of the gaps before and behind."""
    start, end = 0, image.ink.shape[1]
    if stretch.first:
        start = int((letters[stretch.first - 1].x1 + letters[stretch.first].x0) / 2 * image.scale)
    if stretch.last < len(letters):
        end = math.ceil((letters[stretch.last - 1].x1 + letters[stretch.last].x0) / 2 * image.scale)
    start = min(max(0, start), image.ink.shape[1] - 1)
    return start, max(start + 1, end)


def _end_edits(strip: Strip, letters: Letters, stretch: _Stretch) -> list[Edit]:
    """The sign that the ink shows behind a line that ends with a letter, a figure, an apostrophe or a bracket."""
    last, place = letters[-1], stretch.last - stretch.first
    if stretch.last < len(letters) or not (last.text.isalnum() or last.text in "')’"):
        return []
    sign = end_sign(strip, last.middle)
    fits = sign == "." or (sign == "-" and last.text.isupper())
    return [Edit(place, place, sign)] if fits else []


def _gains(
    labels: str, lines: Sequence[Letters], looks: Sequence[Sequence[LookedAt]], edits: Sequence[Sequence[Edit]]
) -> list[float]:
    """By how much each edit makes its line likelier in the mean of its looks."""
    number = {c: k for k, c in enumerate(labels)}
    pieces: list[NDArray[np.float32]] = []
    texts: list[list[int]] = []
    places: dict[tuple[int, int, int], int] = {}
    pairs: list[tuple[int, int]] = []
    for k, (letters, some, its) in enumerate(zip(lines, looks, edits, strict=True)):
        read = [number[x.text] for x in letters]
        for edit in its:
            first, last = max(0, edit.start - _AROUND), min(len(read), edit.end + _AROUND)
            here = [_piece(look, letters, first, last) for look in some]
            if (k, first, last) not in places:
                places[k, first, last] = len(pieces)
                pieces += here
                texts += [read[first:last]] * len(here)
            pairs.append((places[k, first, last], len(pieces)))
            pieces += here
            texts += [[*read[first : edit.start], *(number[c] for c in edit.text), *read[edit.end : last]]] * len(here)
    said = log_likelihoods(pieces, texts)
    several = np.arange(len(_LOOKS))
    return [float(np.clip(said[b + several] - said[a + several], -_MOST_SAID, _MOST_SAID).mean()) for a, b in pairs]


def _piece(look: LookedAt, letters: Letters, first: int, last: int) -> NDArray[np.float32]:
    """The frames of some letters, from the middle of the gap before to that of the gap behind."""
    whole = len(look.frames)
    start = 0 if first == 0 else look.frame((letters[first - 1].x1 + letters[first].x0) / 2)
    end = whole if last == len(letters) else look.frame((letters[last - 1].x1 + letters[last].x0) / 2) + 2
    start = min(max(0, start), whole - 1)
    return look.frames[start : max(start + 1, end)]


def _chosen(letters: Letters, weighed: Weighed, shown: Sequence[Edit]) -> Weighed:
    """The edits that count, those first that say most; none beside another."""
    chosen: Weighed = []
    for edit, gain in sorted(weighed, key=lambda x: -x[1]):
        free = all(edit.end < other.start or other.end < edit.start for other, _ in chosen)
        if free and gain >= _least(letters, edit, shown):
            chosen.append((edit, gain))
    return chosen


def _least(letters: Letters, edit: Edit, shown: Sequence[Edit]) -> float:
    """By how much an edit has to make its line likelier."""
    if edit in shown:
        return _SHOWN
    if edit.start < edit.end:
        return _FOR_SPACE if letters[edit.start].text == " " else _CHANGED
    if edit.text == " ":
        return _FOR_SPACE
    return _AGAINST_SPECKS if edit.text.strip() in _LIKE_SPECKS else _PUT_IN


def _edited(letters: Letters, chosen: Weighed) -> tuple[Letter, ...]:
    """The line with its edits, from the last to the first; what was missed beside them no longer is."""
    line = list(letters)
    for edit, gain in sorted(chosen, reverse=True):
        sure = _AS_SHOWN if gain < _PUT_IN else 1 / (1 + math.exp(-gain))
        for k in (edit.start - 1, edit.end):
            if 0 <= k < len(line):
                line[k] = replace(line[k], missed=0.0)
        left = line[edit.start - 1].x1 if edit.start else line[0].x0
        right = line[edit.end].x0 if edit.end < len(line) else line[-1].x1
        others = ((letters[edit.start].text if edit.start < edit.end else "", 1 - sure),)
        line[edit.start : edit.end] = [Letter(c, left, max(left, right), sure, others) for c in edit.text]
    return tuple(line)
