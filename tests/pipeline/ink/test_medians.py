"""Medians and percentiles of a few numbers are those of NumPy."""

import numpy as np
import pytest

from sohoa.pipeline.ink.medians import median_of, percentile_of


@pytest.mark.parametrize("n", [1, 2, 5, 8])
def test_medians_are_those_of_numpy(n):
    values = np.random.default_rng(n).integers(0, 9, n)
    assert median_of(values) == float(np.median(values))
    assert median_of(values * 0.3) == float(np.median(values * 0.3))


@pytest.mark.parametrize("n", [1, 2, 5, 8, 400])
@pytest.mark.parametrize("share", [0, 3, 20, 25, 50, 97, 100])
def test_percentiles_are_those_of_numpy(n, share):
    values = np.random.default_rng(n).integers(0, 255, n).astype(np.uint8)
    assert percentile_of(values, share) == float(np.percentile(values, share))
    assert percentile_of(values * 0.3, share) == float(np.percentile(values * 0.3, share))
