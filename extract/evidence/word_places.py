"""Where the words of a page stand in a lattice, as seen from its rows and from its columns."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sohoa.extract.rules.rulings import Rulings

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Ints = NDArray[np.int_]
Grey = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Words of one direction of a lattice, its boundaries as if upright.

    `at` (boundaries, pieces): where each boundary runs beside each piece; `words` (words, 2): start and end across
    the boundaries; `piece` (words,): which piece each stands in, -1 for none; `ranges` (pieces, 2): where pieces begin
    and end; `strength`, `runs`: of rules that run along the boundaries, pieces run down.
    """

    at: Floats
    words: Floats
    piece: Ints
    ranges: Floats
    strength: Grey
    runs: Bools
    letter: float


def words_to_places(row_at: Floats, col_at: Floats, rulings: Rulings) -> tuple[Places, Places]:
    """The words of a page in a lattice, as seen from its rows and from its columns.

    Args:
        row_at: where each row boundary runs in each column, shape (boundaries, columns), working pixels.
        col_at: where each column boundary runs in each row, shape (boundaries, rows).
        rulings: of the page.
    """
    words = np.zeros((0, 4)) if rulings.printed is None else rulings.printed.words
    letter, across, down = rulings.measures.letter_height, rulings.across, rulings.down
    x, y = (words[:, 0] + words[:, 2]) / 2, (words[:, 1] + words[:, 3]) / 2
    col = np.clip(np.searchsorted(col_at.mean(1), x) - 1, 0, len(col_at) - 2)
    row = _nearest(row_at, y, col)
    for _ in range(2):
        col = _nearest(col_at, x, row)
        row = _nearest(row_at, y, col)
    of_rows, of_cols = (np.stack([at.mean(1)[:-1], at.mean(1)[1:]], axis=1) for at in (row_at, col_at))
    return (
        Places(row_at, words[:, [1, 3]], col, of_cols, across.strength.T, across.runs.T, letter),
        Places(col_at, words[:, [0, 2]], row, of_rows, down.strength, down.runs, letter),
    )


def _nearest(at: Floats, where: Floats, piece: Ints) -> Ints:
    """Between which boundaries each word stands, given its piece; -1 for none."""
    out = np.full(len(where), -1)
    for p in range(at.shape[1]):
        own = piece == p
        out[own] = np.searchsorted(at[:, p], where[own]) - 1
    return np.where((out >= 0) & (out < len(at) - 1), out, -1)
