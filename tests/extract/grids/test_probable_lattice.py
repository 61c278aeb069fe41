"""How sure the cells of a worn table are: a doubtful rule makes what stands beside it doubtful, and what follows."""

from dataclasses import replace

import numpy as np
import pytest

from sohoa.extract.evidence.edge_model import edge_model
from sohoa.extract.evidence.odds import log_odds
from sohoa.extract.evidence.text_gaps import GAP
from sohoa.extract.grids.best_cells import best_cells
from sohoa.extract.grids.continuation import Pieces
from sohoa.extract.grids.edge_features import BOUNDARY, EDGE
from sohoa.extract.grids.lattice import Lattice
from sohoa.extract.grids.probable_lattice import CELL, cell_features, cells_sure


def lattice(across, down, row_odds=None, col_odds=None):
    """A lattice of probabilities, rows 30 high, columns 100 wide, boundaries as sure as can be if not told."""
    n, m = down.shape[0], across.shape[1]
    none = (np.zeros(x.shape, np.bool_) for x in (across, down))
    pieces = [Pieces(x, inferred) for x, inferred in zip((across, down), none, strict=True)]
    return Lattice(
        np.arange(n + 1) * 30.0,
        np.arange(m + 1) * 100.0,
        *pieces,
        probable=True,
        row_odds=np.full(n + 1, 8.5) if row_odds is None else np.array(row_odds),
        col_odds=np.full(m + 1, 8.5) if col_odds is None else np.array(col_odds),
    )


def sure(one):
    """How sure each cell is, by its place."""
    spans, margins = best_cells(log_odds(one.across.shown), log_odds(one.down.shown))
    return {(s.row, s.col): p for s, p in zip(spans, cells_sure(one, spans, margins), strict=True)}


def whole(n=8, m=5):
    return np.full((n + 1, m), 0.997), np.full((n, m + 1), 0.997)


def test_cells_of_a_table_without_doubt_are_sure():
    assert min(sure(lattice(*whole())).values()) > 0.9


def test_cells_beside_an_edge_that_may_be_none_are_less_sure_than_others():
    across, down = whole()
    down[3, 2] = 0.55
    told = sure(lattice(across, down))
    beside = max(told[3, 1], told[3, 2])
    assert beside < min(p for place, p in told.items() if place not in ((3, 1), (3, 2)))
    assert beside < 0.75


def test_what_words_part_is_doubtful():
    missed = np.array([0.003, 0.95, 0.003, 0.003, 0.003])
    told = sure(replace(lattice(*whole()), missed_rows=np.full(8, 0.003), missed_cols=missed))
    assert max(told[k, c] for k in range(8) for c in (1, 2, 3, 4)) < 0.6
    assert min(told[k, 0] for k in range(8)) > max(told[k, 1] for k in range(8))


def test_a_column_that_may_be_none_makes_the_cells_after_it_doubtful():
    across, down = whole()
    down[:, 2] = 0.9
    told = sure(lattice(across, down, col_odds=[8.5, 8.5, 0.6, 8.5, 8.5, 8.5]))
    known = sure(lattice(*whole()))
    assert max(told[k, 4] for k in range(8)) < min(known[k, 4] for k in range(8))


@pytest.mark.parametrize(
    ("name", "names"), [("first", EDGE), ("second", EDGE), ("boundary", BOUNDARY), ("gap", GAP), ("cell", CELL)]
)
def test_the_trees_ask_for_features_that_there_are(name, names):
    trees = getattr(edge_model(), name)
    assert len(trees.features)
    assert 0 <= trees.features.min() <= trees.features.max() < len(names)


def test_features_of_cells_have_their_names():
    one = lattice(*whole())
    spans, margins = best_cells(log_odds(one.across.shown), log_odds(one.down.shown))
    assert cell_features(one, spans, margins).shape == (40, len(CELL))
