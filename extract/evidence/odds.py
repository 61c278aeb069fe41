"""Log-odds and probabilities, and what is known of a part once the whole is believed in."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

MOST = 6.0
"""Log-odds beyond this say no more: what was not seen while fitting cannot be surer."""
_TINY = 1e-6
"""A boundary of which all edges are less probable together is ruled nowhere, whatever its odds."""


def probability(odds: Floats) -> Floats:
    """From log-odds, which count up to a bound."""
    return np.asarray(1 / (1 + np.exp(-odds.clip(-MOST, MOST))))


def log_odds(probable: Floats) -> Floats:
    """From probabilities, up to the same bound."""
    least = 1 / (1 + np.exp(MOST))
    within = probable.clip(least, 1 - least)
    return np.asarray(np.log(within / (1 - within)))


def edges_given(boundary: Floats, edges: Floats) -> Floats:
    """Probability that each edge is ruled, given its boundary: one that is believed in is ruled somewhere.

    By Bayes' rule, edges taken as independent: in a table of many rows nothing changes, in a part of two rows of which
    one is merged (a group) the other must have the rules.

    Args:
        boundary: log-odds of the boundaries, shape (boundaries,).
        edges: probabilities of their edges, 0 to 1, shape (boundaries, edges).

    Rule: A boundary in which inference believes has a rule in one row at least, or column: a group row and one more
        row at the end of a page keep their columns.
    Test: extract/grids/test_inference.py::test_a_group_row_and_one_more_keep_their_columns
    """
    somewhere = 1 - np.prod(1 - edges, axis=1)
    more = np.maximum(1.0, probability(boundary) / np.maximum(somewhere, _TINY))
    return np.asarray(np.minimum(edges * more[:, None], 1.0))
