"""Dashes: level bars of ink, too flat to be letters, and which line they belong to.

A justified line in a narrow column stretches its spaces: the dash before an item, or between two years, then stands
further from any letter than a mark ever does. Measures of Times: a hyphen is 0.7 letter heights long and 0.15 high, a
minus 1.25 long, an em dash 2.2; all stand 0.3 to 0.7 letter heights above the baseline.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from sohoa.pipeline.ink.components import Components

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

_LENGTH, _HEIGHT = (0.4, 2.6), (0.06, 0.32)
"""Of a dash, in letter heights. Guesses around those of Times."""
_LEVEL = 2.0
"""A dash is at least so many times as long as high: 4 in Times, less where it is worn."""
FILLED = 0.7
"""Share of its box that the ink of a dash fills; a slanted stroke fills less. A guess."""
_OWN_ROW = 0.5
"""Share of its length that a row of a dash has ink on, at least; the rows of a slanted stroke have less. A guess."""
_BAND = (0.15, 0.85)
"""How high above the baseline the middle of a dash stands, in letter heights. A guess around 0.3 to 0.7."""
_REACH = 8.0
"""Furthest a dash may stand from the line that it belongs to, in letter heights: in a cell of 4 cm a line of two words
has spaces of 6. A guess."""
_SMALLER_TYPE = 0.75
"""Type of a line beside that of the page: capitals and stacked marks make letters high on the whole. A guess."""
_STUB_LENGTH, _STUB_HEIGHT, _STUB_LEVEL, _STUB_FILLED = (0.45, 1.0), 0.36, 1.6, 0.8
"""Of a dash before the first letter of a line in a cell that wear left short and thick: two of worn tables had 0.56 and
0.61, 0.33, 1.7 and 1.8, 0.86 and 0.98."""
_STUB_BAND, _STUB_REACH = (0.3, 0.7), (0.4, 4.0)
"""Where it stands: its middle above the baseline, and how far before the line, in letter heights. Guesses."""
_MOST = 4
"""More bars at one height are a rule that is worn or dashed. A guess; "Độc lập - Tự do - Hạnh phúc" has two."""


def bars(parts: Components, smallest_type: float = 1.0) -> NDArray[np.bool_]:
    """Which components have length and height of a dash: bool (components,).

    Args:
        parts: the components of the page.
        smallest_type: of type that is so small beside that of the page, too, 0 to 1.
    """
    h, wide, tall = parts.letter_height, parts.widths, parts.heights
    found = (wide >= smallest_type * _LENGTH[0] * h) & (wide <= _LENGTH[1] * h) & (wide >= _LEVEL * tall)
    found &= tall <= max(2.0, _HEIGHT[1] * h)
    found[0] = False
    return np.asarray(found)


def attach_dashes(parts: Components, groups: Sequence[Ints], bases: Sequence[tuple[float, float]], owner: Ints) -> None:
    """Give loose dashes to the line at whose middle height they stand, the nearest one in their zone.

    Args:
        parts: the components of the page.
        groups: the letters of each line, by their indices: int64 (n,).
        bases: the baseline of each.
        owner: for each component the index of its line, or -1; changed in place.

    Rule: A dash belongs to the line at whose middle height it stands, however wide the space of a justified line.
    Test: pipeline/ink/test_dashes.py::test_a_dash_belongs_to_the_line_at_whose_height_it_stands

    Rule: Before the first letter of a line in a cell a dash may be short and thick by wear.
    Test: pipeline/ink/test_dashes.py::test_a_short_thick_dash_before_a_line_in_a_cell
    """
    long, short = bars(parts, _SMALLER_TYPE) & (owner < 0), _stubs(parts) & (owner < 0)
    loose = np.flatnonzero(long | short)
    if not len(loose) or not groups:
        return
    x0 = np.array([parts.x0[g].min() for g in groups])
    x1 = np.array([parts.x1[g].max() for g in groups])
    zones = np.array([parts.zone[g[0]] for g in groups])
    slope, offset = np.array(bases).T
    h = parts.letter_height
    for k in loose:
        cx, cy = (parts.x0[k] + parts.x1[k]) / 2, (parts.y0[k] + parts.y1[k]) / 2
        high = (slope * cx + offset - cy) / h
        aside = np.maximum(0, np.maximum(x0 - parts.x1[k], parts.x0[k] - x1))
        band = _BAND if long[k] else _STUB_BAND
        fits = (zones == parts.zone[k]) & (high >= band[0]) & (high <= band[1]) & (aside <= _REACH * h)
        if not long[k]:
            fits &= (x0 - parts.x1[k] >= _STUB_REACH[0] * h) & (x0 - parts.x1[k] <= _STUB_REACH[1] * h)
        whole = FILLED if long[k] else _STUB_FILLED
        if fits.any() and _is_whole(parts, int(k), whole) and _in_row(parts, loose, int(k)) <= _MOST:
            owner[k] = int(np.where(fits, aside, np.inf).argmin())


def _stubs(parts: Components) -> NDArray[np.bool_]:
    """Which components in cells may be a dash that wear left short and thick: bool (components,)."""
    h, wide, tall = parts.letter_height, parts.widths, parts.heights
    found = (wide >= _STUB_LENGTH[0] * h) & (wide <= _STUB_LENGTH[1] * h) & (wide >= _STUB_LEVEL * tall)
    found &= (tall <= _STUB_HEIGHT * h) & (parts.zone > 0)
    found[0] = False
    return np.asarray(found)


def filled_share(own: NDArray[np.bool_]) -> float:
    """Share of its box that the ink of a bar fills, but for rows that are hardly its: specks that touch it.

    Args:
        own: bool (height, width), its ink in its box.
    """
    core = own[own.mean(axis=1) >= _OWN_ROW]
    return float(core.mean()) if len(core) else 0.0


def _is_whole(parts: Components, k: int, share: float) -> bool:
    """Does the ink fill such a share of its box?"""
    return filled_share(parts.labels[parts.y0[k] : parts.y1[k], parts.x0[k] : parts.x1[k]] == k) >= share


def _in_row(parts: Components, loose: Ints, k: int) -> int:
    """How many of the loose bars of its zone stand at its height, itself too."""
    beside = (parts.y0[loose] < parts.y1[k]) & (parts.y1[loose] > parts.y0[k]) & (parts.zone[loose] == parts.zone[k])
    return int(beside.sum())
