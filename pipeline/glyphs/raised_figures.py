"""Raised figures: the marks of footnotes, and the powers of units (km²); and lowered ones (CO₂).

The engine reads a line at one size, so a raised 1 comes back as an apostrophe or as part of the code it stands behind
("71/NQ-CP1"). They are found by their place above the baseline, taken out of the line, read alone, and put back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import regex

from sohoa.nouns.geometry import Box
from sohoa.nouns.word import Word
from sohoa.pipeline.ink.components import Components
from sohoa.pipeline.ink.line_ink import LineInk
from sohoa.pipeline.ink.medians import percentile_of
from sohoa.pipeline.ink.text_lines import TextLine

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

RAISED_REACH = 0.9
"""Furthest gap to the word that it follows, and between two figures, in heights of a small letter. A guess."""
_RAISED_HEIGHT = (0.55, 1.05)
"""Height of a raised figure, in heights of a small letter: 0.86 in Times, where a quotation mark has 0.55
and a figure on the line 1.43."""
_LEAST_RAISED = 0.33
"""Its foot is at least this far above the baseline, in heights of a small letter: 0.57 in Times."""
_LEAST_TOP = 1.1
"""Its head is at least this far above the baseline, in heights of a small letter: 1.43 in Times."""
_LOWERED_HEIGHT, _LOWERED_FOOT, _LOWERED_TOP = (0.65, 1.05), (0.15, 0.85), (0.1, 0.8)
"""Height of a lowered figure, how far its foot is below the baseline and its head above it, in heights of a small
letter: 0.9, 0.3 to 0.7 and 0.2 to 0.6 in Times, by the program that set it; a comma is 0.5 high. Guesses."""
_SLENDER = (0.2, 1.0)
"""Its width, as a share of its height: 0.6 in Times, less where it is worn."""
_FREE_BEHIND = 0.2
"""Least gap to what follows, in letter heights: inside a word nothing is raised. A guess."""
_WIDEST_SIGN, _SIGN_LOWER = 0.45, 0.1
"""Widest closing sign, in letter heights; it begins lower than the figure by this share of its height. Guesses."""
_BRACKET_HEIGHT, _BRACKET_WIDTH, _BRACKET_NEAR, _BRACKET_FOOT = (1.05, 1.8), 0.6, 2.5, 0.1
"""A raised bracket in heights of the figure beside it (in Times 1.33), its width likewise (0.35), how far off it may
stand, in widths of a figure, and its foot over the baseline, in heights of a small letter (0.35). Guesses."""
_STACKED = 0.25
"""Ink shares a column if it overlaps by this share of the narrower piece. A guess."""
_FROM_BASELINE, _STANDING_HEIGHT, _FEWEST_STANDING = 0.15, 0.5, 3
"""A letter stands within the first of the baseline and is at least as high as the second, in letter heights; a line
needs so many to tell how high its small letters are. Guesses."""
_SMALL_PERCENTILE = 20
"""Of the heights of standing letters, that of a small one: four of five are not lower."""
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SUBSCRIPT = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_FORMULA = regex.compile(r"\P{L}*[A-Z]{1,4}\P{L}*")
_CLOSING = ";,.:)]”\"'?!"


@dataclass(frozen=True, slots=True, eq=False)
class Raised:
    """Figures that stand raised side by side: their own ink as a line, and the line they stand on, by its number.

    `lowered`: they stand below the line, not above it. `brackets`: components of the raised brackets around them.
    """

    line: int
    ink: TextLine
    lowered: bool = False
    brackets: tuple[int, ...] = ()


def find_raised(inks: Sequence[LineInk]) -> tuple[Raised, ...]:
    """What may be raised figures on the lines of a page, by shape and place alone; the engine has the last word.

    Rule: Raised figures (marks of footnotes, the 2 of km²) are read by themselves and come out as superscripts:
        `71/NQ-CP¹` stays a code; lowered ones (CO₂) likewise.
    Test: pipeline/glyphs/test_raised_figures.py::test_a_footnote_mark_is_found_and_taken_out

    Rule: Raised figures in raised brackets (`28.450⁽²⁾`) are a mark too.
    Test: pipeline/glyphs/test_raised_figures.py::test_a_mark_in_brackets_is_found_and_taken_out
    """
    return tuple(
        Raised(k, TextLine(_box(ink.parts, group), ink.line.zone, group), lowered, brackets)
        for k, ink in enumerate(inks)
        for small in (_small_letter(ink),)
        if small is not None
        for stacks in (_stacks(ink.parts, ink.members),)
        for lowered in (False, True)
        for group, brackets in _groups(ink, lowered, small, stacks)
    )


def without(line: TextLine, raised: Raised) -> TextLine:
    """The line without those components; its box stays."""
    return replace(line, members=np.setdiff1d(line.members, [*raised.ink.members.tolist(), *raised.brackets]))


def is_in_formula(words: Sequence[Word], raised: Box) -> bool:
    """Does what stands there follow the capitals of a formula (CO, H, PM)? After any other word it is a comma.

    Rule: A lowered figure is one only behind one to four capitals (CO₂, H₂O); elsewhere it is the line's comma.
    Test: pipeline/reading/test_figure_reader.py::test_a_comma_is_no_lowered_figure
    """
    before = [w.text for w in words if w.box is not None and w.box.x0 < raised.cx]
    return bool(before) and _FORMULA.fullmatch(before[-1]) is not None


def as_printed(figures: Word, raised: Raised) -> Word:
    """What the engine read there, as superscripts in their brackets, or as subscripts."""
    text = figures.text.translate(_SUBSCRIPT if raised.lowered else _SUPERSCRIPT)
    return replace(figures, text=f"⁽{text}⁾" if raised.brackets else text)


def with_raised(words: Sequence[Word], raised: Box, figures: Word, reach: float) -> list[Word]:
    """The words of a line with the figures put in where they stand.

    Args:
        words: of the line, in order, with boxes.
        raised: where the figures stand.
        figures: what stands there, see `as_printed`.
        reach: furthest gap to the word they belong to, in pixels.

    Inside a word, closing signs aside, they become a word after it: none of its letters is moved.
    """
    mark = Word(figures.text, figures.text, raised, figures.confidence)
    before = [k for k, w in enumerate(words) if w.box is not None and min(w.box.cx, w.box.x0 + reach) < raised.cx]
    if not before:
        return [mark, *words]
    k = before[-1]
    host, box = words[k], words[k].box
    stem = host.text.rstrip(_CLOSING)
    tail = host.text[len(stem) :]
    if box is None or not stem or not _stands_at_end(raised, box, len(stem), len(tail), reach):
        return [*words[: k + 1], mark, *words[k + 1 :]]
    marked = _marked(host, stem + mark.text + tail, mark)
    following = words[k + 1 : k + 2]
    if not tail and following and (_is_closing(following[0], raised, reach) or _goes_on(following[0], raised, reach)):
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


def _goes_on(word: Word, raised: Box, reach: float) -> bool:
    """Is a word the rest of a unit of which the figures are the power (m³/ngày)?"""
    return word.box is not None and word.text.startswith("/") and word.box.x0 - raised.x1 <= reach


def _groups(
    ink: LineInk, lowered: bool, small: float, stacks: Sequence[tuple[list[int], Box]]
) -> list[tuple[Ints, tuple[int, ...]]]:
    """Ink as high, slender and far up (down) as raised (lowered) figures, side by side, and raised brackets around."""
    (slope, offset), h = ink.baseline, ink.letter_height
    groups: list[list[int]] = []
    for k, (_, box) in enumerate(stacks):
        if (_is_lowered if lowered else _is_raised)(box, slope * box.x0 + offset, small):
            near = groups and groups[-1][-1] == k - 1 and box.x0 - stacks[k - 1][1].x1 <= RAISED_REACH / 2 * h
            groups[len(groups) - bool(near) :] = [[*groups[-1], k] if near else [k]]
    found = []
    for group in groups:
        first, last = group[0], group[-1]
        around: list[int] = []
        if not lowered and first > 0 and last + 1 < len(stacks):
            (left, a), (right, b), (_, f) = stacks[first - 1], stacks[last + 1], stacks[first]
            around = [*left, *right] if all(_is_bracket(x, f, slope * x.x0 + offset, small) for x in (a, b)) else []
        end = last + bool(around)
        if end + 1 == len(stacks) or _is_apart(stacks[end][1], stacks[end + 1][1], h):
            found.append((np.array([i for k in group for i in stacks[k][0]]), tuple(around)))
    return found


def _is_bracket(box: Box, figure: Box, foot: float, small: float) -> bool:
    """Is it as narrow as a bracket, a little higher than a raised figure, and does it stand over the baseline?"""
    high = _BRACKET_HEIGHT[0] * figure.height <= box.height <= _BRACKET_HEIGHT[1] * figure.height
    near = max(box.x0 - figure.x1, figure.x0 - box.x1) <= _BRACKET_NEAR * max(figure.width, small)
    return high and near and box.width <= _BRACKET_WIDTH * figure.height and foot - box.y1 >= _BRACKET_FOOT * small


def _small_letter(ink: LineInk) -> float | None:
    """Height of the line's small letters in pixels; None if too few letters stand on it."""
    m, h, parts, (slope, offset) = ink.members, ink.letter_height, ink.parts, ink.baseline
    tall, foot = parts.heights[m], slope * parts.x0[m] + offset
    standing = (np.abs(parts.y1[m] - foot) <= _FROM_BASELINE * h) & (tall >= _STANDING_HEIGHT * h)
    return percentile_of(tall[standing], _SMALL_PERCENTILE) if standing.sum() >= _FEWEST_STANDING else None


def _is_raised(box: Box, foot: float, small: float) -> bool:
    """Is it as high, as slender and as far above the baseline (`foot`) as a raised figure?"""
    shape = _RAISED_HEIGHT[0] * small <= box.height <= _RAISED_HEIGHT[1] * small
    slender = _SLENDER[0] * box.height <= box.width <= _SLENDER[1] * box.height
    above = foot - box.y1
    return shape and slender and above >= _LEAST_RAISED * small and above + box.height >= _LEAST_TOP * small


def _is_lowered(box: Box, foot: float, small: float) -> bool:
    """Is it as high and slender as a lowered figure, and as far down?"""
    below, above = box.y1 - foot, foot - box.y0
    shape = _LOWERED_HEIGHT[0] * small <= box.height <= _LOWERED_HEIGHT[1] * small
    slender = _SLENDER[0] * box.height <= box.width <= _SLENDER[1] * box.height
    hangs = _LOWERED_FOOT[0] * small <= below <= _LOWERED_FOOT[1] * small
    return shape and slender and hangs and _LOWERED_TOP[0] * small <= above <= _LOWERED_TOP[1] * small


def _is_apart(figure: Box, following: Box, letter_height: float) -> bool:
    """Is what follows not of the same word, or a closing sign?"""
    sign = following.width <= _WIDEST_SIGN * letter_height and following.y0 >= figure.y0 + _SIGN_LOWER * figure.height
    return sign or following.x0 - figure.x1 >= _FREE_BEHIND * letter_height


def _stacks(parts: Components, members: Ints) -> list[tuple[list[int], Box]]:
    """Components over one another, from left to right: a letter with its marks, the pieces of a worn figure."""
    order = members[np.argsort(parts.x0[members], kind="stable")]
    sides = zip(*(a[order].tolist() for a in (parts.x0, parts.y0, parts.x1, parts.y1)), strict=True)
    stacks: list[tuple[list[int], list[float]]] = []
    for i, (x0, y0, x1, y1) in zip(order.tolist(), sides, strict=True):
        if stacks:
            pieces, b = stacks[-1]
            if b[2] - x0 > _STACKED * min(x1 - x0, b[2] - b[0]):
                pieces.append(i)
                b[1:] = [min(b[1], y0), max(b[2], x1), max(b[3], y1)]
                continue
        stacks.append(([i], [x0, y0, x1, y1]))
    return [(pieces, Box(*map(float, b))) for pieces, b in stacks]


def _box(parts: Components, members: Ints) -> Box:
    low, high = (parts.x0, parts.y0), (parts.x1, parts.y1)
    return Box(*(float(side[members].min()) for side in low), *(float(side[members].max()) for side in high))
