"""Raised and lowered figures of a text layer: the marks of footnotes, powers (km²), formulas (CO₂).

A PDF has no letters for them: they are set in a smaller type, off the baseline. Without that a mark becomes part of the
number or code before it (`3.120³` reads as 3.1203).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import groupby

from sohoa.pipeline.source.pdf.chars import Char

_SMALLER = 0.8
"""Type of raised figures, at most, as a share of that of the letters beside them: 0.58 to 0.66 in office programs."""
_RAISED = (0.12, 0.8)
"""How far above the baseline they stand, in font sizes of the letters beside them: 0.33 to 0.4 in office programs."""
_LOWERED = (-0.45, -0.04)
"""The same of lowered ones: 0.1 to 0.2 below it."""
_BESIDE = (-0.35, 1.2)
"""Gap between a raised figure and the letter beside it, in font sizes of that. A guess: a space may stand between."""
_SAME_LINE = 0.04
"""Figures that stand side by side on a baseline of their own are level within this, in font sizes."""
_FORMS = "0123456789+-=()"
_SUPERSCRIPTS = str.maketrans(_FORMS, "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾")
_SUBSCRIPTS = str.maketrans(_FORMS, "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")


def with_raised(chars: Sequence[Char]) -> list[Char]:
    """The characters; small figures above or below the baseline of the letters beside them become ³ or ₂.

    Rule: Small figures above or below the baseline of a text layer are marks, powers or indices, never part of the
        number or code that they stand at: `3.120³`, `71/NQ-HĐND¹`, `m²`, `CO₂`.
    Test: pipeline/source/pdf/test_raised_text.py::test_raised_figures_are_told_by_size_and_place
    """
    placed = [k for k, c in enumerate(chars) if c.text not in ("", " ")]
    found = list(chars)
    for group in _figure_groups(chars, placed):
        before = chars[placed[group[0] - 1]] if group[0] else None
        after = chars[placed[group[-1] + 1]] if group[-1] + 1 < len(placed) else None
        first, last = chars[placed[group[0]]], chars[placed[group[-1]]]
        rise = _rise(before, first, _gap(before, first)) if before else None
        if rise is None and after:
            rise = _rise(after, last, _gap(last, after))
        table = _table(rise)
        for k in [placed[n] for n in group]:
            if table is not None:
                found[k] = chars[k]._replace(text=chars[k].text.translate(table), raised=True)
    return found


def _figure_groups(chars: Sequence[Char], placed: Sequence[int]) -> Iterator[list[int]]:
    """Figures and signs that follow each other in one size on one baseline, by their places in `placed`."""

    def key(k: int) -> tuple[bool, float, float]:
        c = chars[placed[k]]
        return c.text in _FORMS, round(c.em, 2), round(_across(c) / (_SAME_LINE * c.em or 1.0))

    for (figures, _, _), group in groupby(range(len(placed)), key):
        some = list(group)
        if figures and any(chars[placed[k]].text.isdigit() for k in some):
            yield some


def _rise(letter: Char, figure: Char, gap: float) -> float | None:
    """How far a smaller figure stands above the baseline of the letter beside it, in its font sizes; None elsewhere."""
    if figure.em > _SMALLER * letter.em or abs(letter.angle - figure.angle) > _SAME_LINE:
        return None
    if not _BESIDE[0] * letter.em <= gap <= _BESIDE[1] * letter.em:
        return None
    return (_across(figure) - _across(letter)) / letter.em


def _table(rise: float | None) -> dict[int, int] | None:
    if rise is None:
        return None
    if _RAISED[0] <= rise <= _RAISED[1]:
        return _SUPERSCRIPTS
    return _SUBSCRIPTS if _LOWERED[0] <= rise <= _LOWERED[1] else None


def _gap(left: Char | None, right: Char) -> float:
    """From the end of a character to the start of the next, along the baseline."""
    assert left is not None
    return right.origin_x * math.cos(right.angle) + right.origin_y * math.sin(right.angle) - left.end


def _across(c: Char) -> float:
    """Height of a character's baseline over the origin, off its direction."""
    return c.origin_y * math.cos(c.angle) - c.origin_x * math.sin(c.angle) if c.angle else c.origin_y
