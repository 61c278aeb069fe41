"""Wilson's interval: against the equation it solves, at its ends, and against figures that others have printed."""

from math import sqrt

import pytest

from sohoa.pipeline.rounds.intervals import Z_95, wilson_interval


@pytest.mark.parametrize(("k", "n"), [(1, 10), (5, 10), (3, 300), (299, 300), (50, 1000)])
def test_each_end_is_a_share_from_which_the_found_one_is_just_so_far(k, n):
    for end in wilson_interval(k, n):
        assert abs(k / n - end) == pytest.approx(Z_95 * sqrt(end * (1 - end) / n))


@pytest.mark.parametrize(("k", "n", "low", "high"), [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (1, 1, 0.2065, 1.0)])
def test_none_and_all(k, n, low, high):
    assert wilson_interval(k, n) == pytest.approx((low, high), abs=1e-4)


def test_of_none_nothing_is_known():
    assert wilson_interval(0, 0) == (0.0, 1.0)


def test_more_make_it_narrower():
    widths = [high - low for low, high in (wilson_interval(n // 10, n) for n in (10, 100, 1000))]
    assert widths == sorted(widths, reverse=True)
