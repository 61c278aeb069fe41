"""Log-odds of edges with what words say of cells as wholes (`evidence/merged_words.py`)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sohoa.extract.evidence.merged_words import words_tell
from sohoa.extract.evidence.odds import log_odds, probability
from sohoa.extract.evidence.word_places import Places
from sohoa.extract.grids.best_cells import best_cells

Floats = NDArray[np.float64]


def with_words(across: Floats, down: Floats, places: tuple[Places, Places]) -> tuple[Floats, Floats]:
    """Probabilities of edges, given also what words say of the cells that they part.

    What words say of a cell counts once, over all edges in it, so that they are alike then.

    Args:
        across: probability of each piece of a row boundary, shape (n_rows + 1, n_cols).
        down: the same of column boundaries, shape (n_rows, n_cols + 1).
        places: words as seen from rows and from columns.
    """
    own = log_odds(across), log_odds(down)
    spans, _ = best_cells(*own)
    rects = [(s.row, s.row + s.row_span, s.col, s.col + s.col_span) for s in spans]
    told = own[0].copy(), own[1].copy()
    for (a, b, c, d), one in words_tell(rects, places):
        inside = (slice(a + 1, b), slice(c, d)), (slice(a, b), slice(c + 1, d))
        odds = np.concatenate([x[at].ravel() for x, at in zip(own, inside, strict=True)])
        each = (odds.sum() - one) / len(odds)
        for x, at in zip(told, inside, strict=True):
            x[at] = np.minimum(x[at], each) if one > 0 else np.maximum(x[at], each)
    return probability(told[0]), probability(told[1])
