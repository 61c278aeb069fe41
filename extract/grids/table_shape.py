"""What a table looks like: closed on its sides, larger than a stamp, no squared paper, no flow chart."""

from __future__ import annotations

import numpy as np

from sohoa.extract.grids.lattice import Lattice
from sohoa.extract.grids.spans import Span
from sohoa.extract.rules.rulings import Rulings

_CLOSED = 0.6
"""Share of each side that is ruled in a table; a flow chart or an underlined column has less."""
_WORN_SIDE = 0.25
_WELL_RULED = 0.75
"""One side may show no more than the first share where the rules of the table show the second on the whole."""
_WIDEST_STAMP = 0.3
_HIGHEST_STAMP = 0.12
"""A boxed stamp ("ĐẾN") is smaller than this share of the page both ways."""
_LOWEST_ROW = 1.3
"""Rows are a line high: more than this many letter heights (squared paper is not)."""
_SQUARE = 3.5
_MANY_SQUARES = 12
"""So many rows and columns of cells no larger than this (letter heights) are squared paper."""
_NO_RULE, _FEW_ROWS = 0.3, 2
"""In so few rows, a column of which less is ruled above and below is a gap between two boxes. A guess."""
_MOST_CUTS = 0.34
"""More cuts than this per cell and the drawing is no table."""
_LEAST_SEEN = 0.15
"""Of the rules of a worn table so much is seen, both ways; worn to half they show 0.45, stems of letters 0.05 to 0.25.
A guess."""
_BOUNDED, _STRUCK = (3.5, 4.5), 0.5
"""Mean log-odds of the boundaries of a worn table, both ways: 6 and more at the worst of wear, 3 in running text, 3.7
in one scan. The second where words stand across such a share of the ruled pieces of a boundary."""


def is_table(
    lattice: Lattice, spans: tuple[Span, ...], cuts: int, rulings: Rulings, page_size: tuple[int, int]
) -> bool:
    """Do the spans make a table, and not a box, a stamp, a flow chart or squared paper?

    Rule: A box, two boxes with a gap between, a stamp, a flow chart from top to bottom or squared paper is no table.
    Test: extract/grids/test_no_tables.py::test_what_is_no_table
    """
    if len({s.col for s in spans}) < 2 or cuts > _MOST_CUTS * len(spans):
        return False
    letter = rulings.measures.letter_height
    high, wide = (float(np.median(np.diff(x))) / letter for x in (lattice.row_levels, lattice.col_levels))
    squared = max(high, wide) < _SQUARE and min(lattice.n_rows, lattice.n_cols) >= _MANY_SQUARES
    if high < _LOWEST_ROW or squared:
        return False
    if lattice.n_rows <= _FEW_ROWS and (lattice.across.shown[[0, -1]].max(0) < _NO_RULE).any():
        return False
    width, height = (float(x[-1] - x[0]) * rulings.scale for x in (lattice.col_levels, lattice.row_levels))
    if width < _WIDEST_STAMP * page_size[0] and height < _HIGHEST_STAMP * page_size[1]:
        return False
    return is_closed(lattice)


def is_closed(lattice: Lattice) -> bool:
    """Are all four sides ruled, or three of a table whose rules show well?"""
    widths, heights = np.diff(lattice.col_levels), np.diff(lattice.row_levels)
    across, down = lattice.across.shown, lattice.down.shown
    sides = [(across[k], widths) for k in (0, -1)] + [(down[:, k], heights) for k in (0, -1)]
    weakest, second, *_ = sorted(float((shown * lengths).sum() / lengths.sum()) for shown, lengths in sides)
    if weakest >= _CLOSED:
        return True
    shown = np.concatenate([across.ravel(), down.ravel()])
    several = lattice.n_rows > 1 and lattice.n_cols > 1
    return several and weakest >= _WORN_SIDE and second >= _CLOSED and float(shown.mean()) >= _WELL_RULED


def is_worn_table(shown: float, bounded: float, struck: float) -> bool:
    """Do boundaries that inference found make a table, and not running text?

    Args:
        shown: share of the probable edges that is seen, 0 to 1, of the way that shows less.
        bounded: mean log-odds of the boundaries, of the way that has less.
        struck: share of the probable pieces of a boundary across which words stand, 0 to 1, of the worst boundary.

    Rule: Lines of running text, whose feet and stems look like worn rules, are no table; where words stand across a
        boundary, more must speak for one.
    Test: extract/grids/test_inference.py::test_more_must_speak_for_a_table_where_words_stand_across
    """
    return shown >= _LEAST_SEEN and bounded >= _BOUNDED[struck >= _STRUCK]
