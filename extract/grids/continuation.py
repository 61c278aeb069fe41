"""A boundary judged as a whole: where it goes on though worn or covered, and which is not the table's own.

Continuation is a law of perceptual grouping (Lowe, Three-dimensional object recognition from
single two-dimensional images, Artificial Intelligence 31, 1987): a rule that is seen above
and below a gap runs through it. What speaks against it is a merged cell, which shows nothing
of the rule, mostly beside others, or text across it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sohoa.extract.grids.piece_evidence import Shown

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

LEAST_SHOWN = 0.42
"""Share of a worn piece of rule that must be seen."""
SHARP = 0.95
"""A page whose pieces show this much (median) is not worn."""
ESTABLISHED = 0.5
"""A boundary ruled over this share of its length goes on through a piece ..."""
_REMNANT = 0.2
_CROSSED = 0.1
_BESIDE_WORDS = 0.6
"""... of which this share is left on a worn page, or, where words or a seal stand on both sides over the second share
of it, the third share of the rest ..."""
_COUNTS_AS = 0.7
"""... and counts there as this."""
_CROSSED_OVER = 0.1
_PALER = 0.8
"""A column boundary with print on both sides of this share of what is ruled of it, and this pale beside the usual
one, shines through from the other side of the sheet, or is a streak."""


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """How much of each piece of each boundary is ruled, 0 to 1, and where that was `inferred`, not seen.

    Shape of both: (boundaries, pieces), or its transpose.
    """

    shown: Floats
    inferred: Bools

    @property
    def turned(self) -> Pieces:
        """The same transposed."""
        return Pieces(self.shown.T, self.inferred.T)


def followed(shown: Shown, lengths: Floats) -> Pieces:
    """The pieces, a doubtful one judged by the rest of its boundary; shape (boundaries, pieces).

    A boundary that is ruled over most of its length goes on where it is worn or a seal or
    words lie on it, if something of it is seen there beside them: continuation, as in the
    perceptual grouping of Lowe (1987, see above). A merged cell shows nothing of it.

    Args:
        shown: what is seen of each piece.
        lengths: of the pieces, shape (pieces,).

    Rule: A rule goes on where it is worn or a seal lies on it, if the rest of it is seen.
    Test: extract/grids/test_steps.py::test_boundaries_that_go_on
    """
    ruled = shown.strict >= LEAST_SHOWN
    if not ruled.any():
        return Pieces(shown.strict, np.zeros(shown.strict.shape, np.bool_))
    established = (ruled * lengths).sum(1) >= ESTABLISHED * lengths.sum()
    worn = float(np.median(shown.strict[ruled])) < SHARP
    enough = np.where(shown.crossed > _CROSSED, _BESIDE_WORDS, _REMNANT if worn else _BESIDE_WORDS)
    inner = ruled[1:-1] & established[1:-1, None]
    others = inner.sum(0) - np.pad(inner, ((1, 1), (0, 0)))
    enclosed = 2 * others >= established[1:-1].sum() - np.pad(established[1:-1], 1)[:, None]
    goes_on = established[:, None] & enclosed & (shown.strict < _COUNTS_AS) & (shown.clear >= enough)
    return Pieces(np.where(goes_on, _COUNTS_AS, shown.strict), np.asarray(goes_on))


def shining_through(shown: Shown, lengths: Floats) -> Bools:
    """Which boundaries are no rules of this table: paler than the others, and text runs across them; (boundaries,).

    The outer ones are never among them.

    Rule: Rules that shine through from the back of the sheet are none of the table.
    Test: extract/grids/test_steps.py::test_rules_of_the_other_side
    """
    there = (shown.strict >= LEAST_SHOWN) * lengths
    crossed = (shown.crossed * there).sum(1) / np.maximum(there.sum(1), 1e-9)
    seen = shown.strength[shown.strength > 0]
    usual = float(np.median(seen)) if len(seen) else 0.0
    out = (crossed >= _CROSSED_OVER) & (shown.strength < _PALER * usual)
    out[[0, -1]] = False
    return np.asarray(out)
