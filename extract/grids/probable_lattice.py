"""Lattices of a worn page, by inference: what they show are probabilities."""

from __future__ import annotations

import numpy as np

from sohoa.extract.grids.continuation import Pieces
from sohoa.extract.grids.crossings import Lines
from sohoa.extract.grids.inference import Probable, lines_to_tables
from sohoa.extract.grids.lattice import Lattice, with_open_sides, without_idle
from sohoa.extract.rules.rulings import Rulings

_EVEN = 0.5


def probable_lattices(lines: Lines, everything: Lines, rulings: Rulings) -> tuple[Lattice, ...]:
    """The lattices of lines that hang together on a worn page: several where tables stand close, one above the other.

    Args as for `lines_to_lattice`.
    """
    found = (_probable(table, lines) for table in lines_to_tables(lines, everything, rulings))
    return tuple(lattice for lattice in found if lattice is not None)


def _probable(found: Probable, lines: Lines) -> Lattice | None:
    rows, cols = found.rows, found.cols
    across, down = (Pieces(x, np.zeros(x.shape, np.bool_)) for x in (found.across, found.down.T))
    lattice = Lattice(
        rows.levels,
        cols.levels,
        with_open_sides(across, rows.open_first, rows.open_last),
        with_open_sides(down, cols.open_first, cols.open_last).turned,
        there_across=_EVEN,
        there_down=_EVEN,
        lean_across=lines.lean_across,
        lean_down=lines.lean_down,
        open_top=rows.open_first,
        open_bottom=rows.open_last,
        probable=True,
        row_odds=found.row_odds,
        col_odds=found.col_odds,
    )
    return without_idle(lattice)
