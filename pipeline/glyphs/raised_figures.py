"""Raised figures: the marks of footnotes, and the powers of units (km²).

The engine reads a line at one size, so a raised 1 comes back as an apostrophe or as part of the code
it stands behind ("71/NQ-CP1"). They are found by their place above the baseline, taken out of the
line, read alone, and put back as superscript figures: a code stays a code.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from sohoa.nouns.geometry import Box
from sohoa.nouns.word import Word
from sohoa.pipeline.ink.components import Components
from sohoa.pipeline.ink.letter_marks import baseline
from sohoa.pipeline.ink.text_lines import TextLine

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

HEIGHT = (0.55, 1.05)
"""Height of a raised figure, in heights of a small letter: quotation marks are lower, figures on the line higher."""
RAISED = 0.33
"""Its foot is at least this far above the baseline, in heights of a small letter."""
SLENDER = (0.2, 1.0)
"""Its width, as a share of its height."""
NEAREST = 0.9
"""Furthest gap to the word that it follows, and between two figures, in heights of a small letter."""
FREE = 0.2
"""Least gap to what follows, in letter heights: inside a word nothing is raised."""
SIGN = 0.45
"""Widest closing sign, in letter heights."""
STACKED = 0.25
"""Ink shares a column if it overlaps by this share of the narrower piece."""
SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_CLOSING = ";,.:)]”\"'?!"


@dataclass(frozen=True, slots=True, eq=False)
class Raised:
    """Figures that stand raised side by side; `members` index the components, `line` the lines of the page."""

    line: int
    box: Box
    members: Ints


def find_raised(parts: Components, lines: Sequence[TextLine]) -> tuple[Raised, ...]:
    """What may be raised figures, by shape and place alone; the engine has the last word."""
    return tuple(
        Raised(k, _box(parts, group), group) for k, line in enumerate(lines) for group in _raised_groups(parts, line)
    )


def without(line: TextLine, raised: Raised) -> TextLine:
    """The line without those components; its box stays."""
    return replace(line, members=np.setdiff1d(line.members, raised.members))


def with_raised(words: Sequence[Word], raised: Box, figures: Word, reach: float) -> list[Word]:
    """The words of a line with the figures put in where they stand, as superscripts.

    Args:
        words: of the line, in order, with boxes.
        raised: where the figures stand.
        figures: what the engine read there; digits only.
        reach: furthest gap to the word they belong to, in pixels.

    Where they stand inside a word, closing signs aside, they become a word after it: none of its letters is moved.
    """
    text = figures.text.translate(SUPERSCRIPT)
    mark = Word(text, text, raised, figures.confidence)
    before = [k for k, w in enumerate(words) if w.box is not None and min(w.box.cx, w.box.x0 + reach) < raised.cx]
    if not before:
        return [mark, *words]
    k = before[-1]
    host, box = words[k], words[k].box
    stem = host.text.rstrip(_CLOSING)
    tail = host.text[len(stem) :]
    if box is None or not stem or not _stands_at_end(raised, box, len(stem), len(tail), reach):
        return [*words[: k + 1], mark, *words[k + 1 :]]
    marked = _marked(host, stem + text + tail, mark)
    following = words[k + 1 : k + 2]
    if not tail and following and _is_closing(following[0], raised, reach):
        marked = _marked(marked, marked.text + following[0].text, following[0])
        return [*words[:k], marked, *words[k + 2 :]]
    return [*words[:k], marked, *words[k + 1 :]]


def _stands_at_end(raised: Box, word: Box, stem: int, tail: int, reach: float) -> bool:
    """Do the figures stand behind the `stem` letters of a word, before or over its `tail` of closing signs?"""
    letter = word.width / (stem + tail)
    return word.x1 - (tail + 1.5) * letter <= raised.cx and raised.x0 - word.x1 <= reach


def _marked(host: Word, text: str, other: Word) -> Word:
    boxes = [w.box for w in (host, other) if w.box is not None]
    least = min(host.confidence or 0.0, other.confidence or 0.0)
    return replace(host, text=text, text_ocr=text, box=Box.around(boxes), confidence=least, alternatives=())


def _is_closing(word: Word, raised: Box, reach: float) -> bool:
    near = word.box is not None and word.box.x0 - raised.x1 <= reach
    return near and not word.text.strip(_CLOSING)


def _raised_groups(parts: Components, line: TextLine) -> list[Ints]:
    """Ink of the line that is as high, as slender and as far up as raised figures; those side by side together."""
    m = line.members
    slope, offset = baseline(parts, m[parts.letters()[m]])
    tall, foot = parts.heights[m], slope * parts.x0[m] + offset
    on_line = (np.abs(parts.y1[m] - foot) <= 0.15 * parts.letter_height) & (tall >= 0.5 * parts.letter_height)
    if on_line.sum() < 3:
        return []
    small, h = float(np.percentile(tall[on_line], 20)), parts.letter_height
    stacks = _stacks(parts, m)
    groups: list[list[int]] = []
    for k, (_, box) in enumerate(stacks):
        if _is_raised(box, slope * box.x0 + offset, small):
            near = groups and groups[-1][-1] == k - 1 and box.x0 - stacks[k - 1][1].x1 <= NEAREST / 2 * h
            groups[len(groups) - bool(near) :] = [[*groups[-1], k] if near else [k]]
    return [
        np.array([i for k in group for i in stacks[k][0]])
        for group in groups
        if group[-1] + 1 == len(stacks) or _is_apart(stacks[group[-1]][1], stacks[group[-1] + 1][1], h)
    ]


def _is_raised(box: Box, foot: float, small: float) -> bool:
    """Is it as high, as slender and as far above the baseline (`foot`) as a raised figure?"""
    shape = HEIGHT[0] * small <= box.height <= HEIGHT[1] * small
    slender = SLENDER[0] * box.height <= box.width <= SLENDER[1] * box.height
    above = foot - box.y1
    return shape and slender and above >= RAISED * small and above + box.height >= 1.1 * small


def _is_apart(figure: Box, following: Box, letter_height: float) -> bool:
    """Is what follows not of the same word, or a closing sign?"""
    sign = following.width <= SIGN * letter_height and following.y0 >= figure.y0 + 0.1 * figure.height
    return sign or following.x0 - figure.x1 >= FREE * letter_height


def _stacks(parts: Components, members: Ints) -> list[tuple[list[int], Box]]:
    """Components over one another, from left to right: a letter with its marks, the pieces of a worn figure."""
    order = members[np.argsort(parts.x0[members], kind="stable")]
    sides = zip(*(a[order].tolist() for a in (parts.x0, parts.y0, parts.x1, parts.y1)), strict=True)
    stacks: list[tuple[list[int], list[float]]] = []
    for i, (x0, y0, x1, y1) in zip(order.tolist(), sides, strict=True):
        if stacks:
            pieces, b = stacks[-1]
            if b[2] - x0 > STACKED * min(x1 - x0, b[2] - b[0]):
                pieces.append(i)
                b[1:] = [min(b[1], y0), max(b[2], x1), max(b[3], y1)]
                continue
        stacks.append(([i], [x0, y0, x1, y1]))
    return [(pieces, Box(*map(float, b))) for pieces, b in stacks]


def _box(parts: Components, members: Ints) -> Box:
    return Box(
        float(parts.x0[members].min()),
        float(parts.y0[members].min()),
        float(parts.x1[members].max()),
        float(parts.y1[members].max()),
    )
