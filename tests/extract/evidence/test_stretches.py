"""All stretches at once give what each by itself gives."""

import numpy as np
import pytest

from sohoa.extract.evidence.edge_model import edge_model
from sohoa.extract.evidence.stretches import Stretches, medians

STARTS, ENDS = [0, 3, 9, 10, 4, 12], [5, 9, 9, 20, 3, 13]
"""Some share places, the third and the fifth are empty."""


@pytest.fixture
def values():
    return np.random.default_rng(3).integers(0, 4, 20).astype(np.uint8) * 60


def each(values):
    return [values[a : max(a, b)] for a, b in zip(STARTS, ENDS, strict=True)]


def longest_run(values):
    return max(map(len, "".join("x" if v else " " for v in values).split()), default=0)


def test_sums_shares_and_runs(values):
    stretches, true = Stretches(np.array(STARTS), np.array(ENDS)), values > 0
    assert stretches.sums(true).tolist() == [int(x.sum()) for x in each(true)]
    assert stretches.sums(np.stack([true, ~true]))[1].tolist() == [int((~x).sum()) for x in each(true)]
    assert stretches.shares(true).tolist() == [float(x.mean()) if len(x) else 0.0 for x in each(true)]
    assert stretches.longest(true).tolist() == [longest_run(x) for x in each(true)]


def test_medians_of_what_is_there(values):
    stretches = Stretches(np.array(STARTS), np.array(ENDS))
    wanted = [float(np.median(x[x > 0])) if (x > 0).any() else 0.0 for x in each(values)]
    assert stretches.medians(values).tolist() == wanted
    assert medians(values * np.uint8(0), np.zeros(20, np.int_), 2).tolist() == [0.0, 0.0]


def test_trimmed_stretches_end_earlier_or_are_empty(values):
    trimmed = Stretches(np.array(STARTS), np.array(ENDS)).trimmed(2)
    assert trimmed.lengths.tolist() == [1, 2, 0, 6, 0, 0]
    assert trimmed.sums(values >= 0).tolist() == [1, 2, 0, 6, 0, 0]


def test_trees_say_the_same_of_one_row_and_of_many():
    trees = edge_model().gap
    rows = np.random.default_rng(5).normal(size=(700, 17))
    wanted = np.full(len(rows), trees.base)
    for asked, least, leaves in zip(trees.features, trees.thresholds, trees.leaves, strict=True):
        leaf = sum((rows[:, f] >= t) * 2**k for k, (f, t) in enumerate(zip(asked[::-1], least[::-1], strict=True)))
        wanted += leaves[leaf]
    assert (trees.log_odds(rows) == wanted).all()
    assert trees.log_odds(rows[:1]) == wanted[:1]
