"""Shapes made of upright strokes: an I, a 1, and how many strokes stand side by side.

An I of Times has serifs on both sides of its head, a 1 a flag on the left alone, a piece of a rule neither; an H has
a bar half-way up. Measures of Times are those of Tinos, which has its shapes, drawn 200 pixels high.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sohoa.pipeline.ink.strips import inked_pixels

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

_FULL_STROKE = 0.75
"""Share of the height that the stroke of an I fills: all of it in print, less where it is worn. A guess."""
_STROKE_INSIDE = 0.5
"""The same of its middle, where a stroke is whole or not there. A guess."""
_MIDDLE_OF_STROKE = (0.35, 0.65)
"""Shares of the height between which neither serifs nor flags reach, and the bar of an H lies. A guess."""
_BAR_OF_H = 0.8
"""Share of the way from stroke to stroke that the bar of an H fills, at least; all of it in print. A guess."""
_WIDEST_STROKE = 0.75
"""Greatest width of an I, as a share of its height: 0.40 in Times, 0.49 in bold; anything wider holds other letters."""
_HEAD_OF_I = 0.18
"""Share of the height, from the top, that holds the serifs of an I: they are 0.05 high in Times, 0.08 in bold, and the
flag of a 1 begins as high."""
_STEM_OF_I = 0.7
"""Share of the height that a column of the stem fills. A guess."""
_EVEN_SERIFS = 0.5
"""The right serif of an I is at least this share as long as the left: they are even, but worn unevenly. A guess."""
_ONE_WITH_PAPER = (0.3, 1.0)
"""Width of a 1 with the paper beside it, as a share of its height: 0.53 without in Times, 0.56 in bold; a rule is
narrower. Guesses."""
_STEM_OF_ONE = 0.7
"""A column belongs to the stem of a 1 if it has this share of the ink of its darkest column. A guess."""
_HEAD_OF_ONE = 0.35
"""Share of the height of a 1 that holds its flag, which hangs down to 0.21 in Times, 0.23 in bold."""
_FLAG = 0.004
"""Ink of the flag, as a share of the square of the height: 0.012 in Times, 0.015 in bold, a third of it left when
worn."""
_LEFT_OVER_RIGHT = 2.0
"""So many times the ink at the right of the head stands at its left in a 1, where print has none. A guess."""
_BODY_OF_STEMS = (0.15, 0.85)
"""Shares of the height of a numeral between which a stem has ink nearly everywhere and a slash or a V does not."""
_STEM_AMONG = 0.62
"""Share of that part which a stem fills: a slash of Times fills 0.3, the thick leg of a V 0.5."""
_NUMERALS_APART = 0.72
"""Stems of one numeral are half a height apart, those with a slash between them 0.9."""
_HEAD_OF_STEM, _BESIDE_HEAD = 0.22, 0.2
"""Shares of the height that hold the serifs or the flag of a stem, from the top and to either side."""
_INKED = 0.5


def count_strokes(strip: Grey) -> int:
    """How many strokes run from top to bottom of the ink, 0 if it is not made of such strokes alone.

    An n is two of them: whether it may be one is for the caller to say.

    Args:
        strip: uint8 grey (height, width), ink dark; it may be empty.
    """
    if not strip.size:
        return 0
    ink = strip < (int(strip.min()) + paper_of(strip)) / 2
    rows = np.flatnonzero(ink.any(axis=1))
    if not len(rows):
        return 0
    body = ink[rows[0] : rows[-1] + 1]
    full = body.mean(axis=0) >= _FULL_STROKE
    strokes = _stretches(full)
    middle = body[round(_MIDDLE_OF_STROKE[0] * len(body)) : max(1, round(_MIDDLE_OF_STROKE[1] * len(body)))]
    if not len(middle):
        return 0
    if strokes != _stretches(np.asarray(middle.mean(axis=0) >= _STROKE_INSIDE)) or _is_barred(full, middle):
        return 0
    columns = np.flatnonzero(body.any(axis=0))
    width = columns[-1] - columns[0] + 1
    return strokes if width <= _WIDEST_STROKE * strokes * len(body) else 0


class Stems(NamedTuple):
    """The upright stems of each numeral of a word such as III/IV, from left to right.

    A V may count as a stem of its own. `right`: of the ink beside the heads of the first numeral's stems, the share at
    the right: half of it beside an I, nothing beside a 1.
    """

    counts: tuple[int, ...] = ()
    right: float = 0.0


def read_stems(strip: Grey) -> Stems:
    """The stems of a word, none where there are none.

    Unlike `count_strokes` it needs no word that is made of strokes alone, and takes a worn stem for one.

    Args:
        strip: the word, uint8 grey (height, width), ink dark; it may be empty.
    """
    if not strip.size:
        return Stems()
    dark, paper = float(np.percentile(strip, 1)), float(paper_of(strip))
    rows = _longest_stretch((strip < (dark + paper) / 2).sum(axis=1) >= 2)
    ink = np.clip((paper - strip[rows].astype(np.float64)) / max(1.0, paper - dark), 0, 1)
    inner = ink[round(_BODY_OF_STEMS[0] * len(ink)) : max(1, round(_BODY_OF_STEMS[1] * len(ink)))] > _INKED
    columns = np.flatnonzero(inner.mean(axis=0) >= _STEM_AMONG) if len(inner) else np.zeros(0, int)
    stems = [part for part in np.split(columns, np.flatnonzero(np.diff(columns) > 2) + 1) if len(part)]
    counts: list[int] = []
    for k, part in enumerate(stems):
        if k and float(part.mean() - stems[k - 1].mean()) <= _NUMERALS_APART * len(ink):
            counts[-1] += 1
        else:
            counts.append(1)
    heads = [_right_of_head(ink, part) for part in stems[: counts[0]]] if counts else [0.0]
    return Stems(tuple(counts), sum(heads) / len(heads))


def _right_of_head(ink: NDArray[np.float64], stem: NDArray[np.int64]) -> float:
    """Of the ink beside the head of a stem (its columns), the share at the right."""
    wide = max(2, round(_BESIDE_HEAD * len(ink)))
    head = ink[: max(1, round(_HEAD_OF_STEM * len(ink)))].sum(axis=0)
    left, right = head[max(0, stem[0] - wide) : stem[0]].sum(), head[stem[-1] + 1 : stem[-1] + 1 + wide].sum()
    return float(right / (left + right)) if left + right else 0.0


def _longest_stretch(marked: NDArray[np.bool_]) -> slice:
    """The longest run of True."""
    at = np.flatnonzero(marked)
    parts = np.split(at, np.flatnonzero(np.diff(at) > 1) + 1)
    longest = max(parts, key=len)
    return slice(int(longest[0]), int(longest[-1]) + 1) if len(longest) else slice(0, 0)


def is_capital_i(glyph: Grey) -> bool:
    """Is the glyph one upright stroke with a serif on both sides of its head?

    Args:
        glyph: uint8 grey (height, width), cut close around its ink; it may be empty.
    """
    if glyph.size == 0 or glyph.shape[1] > _WIDEST_STROKE * glyph.shape[0]:
        return False
    ink = inked_pixels(glyph)
    stem = np.flatnonzero(ink.mean(axis=0) >= _STEM_OF_I)
    if not len(stem) or stem[-1] - stem[0] + 1 != len(stem):
        return False
    head = np.flatnonzero(ink[: max(1, round(_HEAD_OF_I * len(ink)))].any(axis=0))
    if not len(head):
        return False
    left, right = stem[0] - head[0], head[-1] - stem[-1]
    return bool(right >= 1 and left >= 1 and right >= _EVEN_SERIFS * left)


def is_figure_one(glyph: Grey) -> bool:
    """Is the glyph an upright stroke with a flag at the left of its head?

    A rule has none, an I has serifs on both sides.

    Args:
        glyph: uint8 grey (height, width), cut close above and below, with a little paper beside; it may be empty.
    """
    height, width = glyph.shape
    if height == 0 or not _ONE_WITH_PAPER[0] * height <= width <= _ONE_WITH_PAPER[1] * height:
        return False
    dark, paper = float(glyph.min()), float(paper_of(glyph))
    ink = np.clip((paper - glyph.astype(np.float64)) / max(1.0, paper - dark), 0, 1)
    stem = np.flatnonzero(ink.mean(axis=0) >= _STEM_OF_ONE * ink.mean(axis=0).max())
    head = ink[: max(1, round(_HEAD_OF_ONE * height))].sum(axis=0)
    left, right = float(head[: stem[0]].sum()), float(head[stem[-1] + 1 :].sum())
    return left >= _FLAG * height * height and left >= _LEFT_OVER_RIGHT * right


def first_glyph(strip: Grey) -> Grey:
    """The leftmost piece of ink of a line, cut out: uint8 grey; empty where there is none.

    Args:
        strip: uint8 grey (height, width), ink dark.
    """
    ink = strip < (int(strip.min()) + paper_of(strip)) / 2
    columns = np.flatnonzero(ink.any(axis=0))
    if not len(columns):
        return strip[:0, :0]
    ends = columns[np.flatnonzero(np.diff(columns) > 1)]
    across = slice(int(columns[0]), int(ends[0] if len(ends) else columns[-1]) + 1)
    rows = np.flatnonzero(ink[:, across].any(axis=1))
    return strip[int(rows[0]) : int(rows[-1]) + 1, across]


def paper_of(glyph: Grey) -> int:
    """Brightness of the paper around a glyph, 0 to 255; `glyph` is uint8 grey (height, width)."""
    return int(np.percentile(glyph, 95))


def _stretches(marked: NDArray[np.bool_]) -> int:
    """How many stretches of True there are."""
    return int(np.count_nonzero(marked[1:] & ~marked[:-1])) + int(marked[0])


def _is_barred(full: NDArray[np.bool_], middle: NDArray[np.bool_]) -> bool:
    """Is there ink half-way up nearly everywhere between the strokes (`full` columns), as in an H?"""
    at = np.flatnonzero(full)
    if not len(at):
        return False
    inner = slice(int(at[0]), int(at[-1]) + 1)
    between = ~full[inner]
    crossed = np.asarray(middle.any(axis=0))[inner][between]
    return bool(crossed.size and crossed.mean() > _BAR_OF_H)
