"""Dashes that stand alone in a cell: they say that there is none, and are too flat to be a line of letters.

A dash is a short level bar, evenly inked, in a cell that holds no letter, well away from the cell's rules. What
touches a rule, is slanted, or is as pale as dirt is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from sohoa.nouns.geometry import Box
from sohoa.nouns.table import GridCell
from sohoa.nouns.text_run import TextRun
from sohoa.nouns.word import Word
from sohoa.pipeline.ink.components import Components
from sohoa.pipeline.ink.dashes import FILLED, bars, filled_share
from sohoa.pipeline.ink.text_lines import TextLine

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

DASH = "-"
_FREE = 0.35
"""Paper between a dash and the rules around its cell, in letter heights at least: scraps of rules lie nearer."""
_DARK = 0.55
"""How dark it is at least, as a share of the way from paper to the page's letters. A guess: dirt is paler."""
_SPECK = 0.3
"""Other ink of the cell that is no larger than this, in letter heights, is dirt. A guess."""
SURE_DASH = 0.9
"""Confidence of a dash that is told by its shape alone. A guess, above `records.review_below`."""


def lone_dashes(
    pixels: NDArray[uint8], parts: Components, lines: Sequence[TextLine], cells: Sequence[GridCell]
) -> tuple[TextRun, ...]:
    """A run with one dash for each cell that holds a dash and nothing else.

    Args:
        pixels: the cleaned page, uint8 grey (height, width), ink dark.
        parts: its components; zone k is the k-th cell.
        lines: its text lines: a cell with one holds letters.
        cells: of all its grids, in the order of the zones.

    Rule: A dash alone in a cell is read as "-", a scrap of a rule or a speck is not.
    Test: pipeline/glyphs/test_lone_dashes.py::test_dashes
    """
    h = parts.letter_height
    if h <= 0 or not cells:
        return ()
    taken = np.zeros(len(cells) + 1, np.bool_)
    taken[[line.zone for line in lines]] = True
    ink = np.maximum(parts.heights, parts.widths) > _SPECK * h
    ink[0] = False
    alone = np.flatnonzero(ink & (parts.zone > 0) & ~taken[parts.zone])
    pieces = np.bincount(parts.zone[alone], minlength=len(cells) + 1)
    flat = bars(parts)
    single = [int(k) for k in alone if pieces[parts.zone[k]] == 1 and flat[k]]
    levels = _ink_level(pixels, parts) if single else (0.0, 0.0)
    found = [k for k in single if _is_dash(pixels, parts, k, cells[int(parts.zone[k]) - 1].box, levels)]
    return tuple(_run(parts, k) for k in found)


def _is_dash(pixels: NDArray[uint8], parts: Components, k: int, cell: Box, levels: tuple[float, float]) -> bool:
    """Is a level bar whole, as dark as letters, and away from the rules of its cell?"""
    x0, y0, x1, y1 = (int(a[k]) for a in (parts.x0, parts.y0, parts.x1, parts.y1))
    free = _FREE * parts.letter_height
    if min(x0 - cell.x0, cell.x1 - x1, y0 - cell.y0, cell.y1 - y1) < free:
        return False
    own = parts.labels[y0:y1, x0:x1] == k
    paper, letters = levels
    darkness = (paper - float(np.median(pixels[y0:y1, x0:x1][own]))) / max(1.0, paper - letters)
    return filled_share(own) >= FILLED and darkness >= _DARK


def _ink_level(pixels: NDArray[uint8], parts: Components) -> tuple[float, float]:
    """Brightness of the paper and of the ink of letters, 0 to 255, by medians."""
    inked = parts.labels > 0
    some = pixels[inked]
    return float(np.median(pixels[~inked])), float(np.median(some)) if some.size else 0.0


def _run(parts: Components, k: int) -> TextRun:
    box = parts.box(k)
    return TextRun((Word(DASH, DASH, box, SURE_DASH),), box, parts.letter_height)
