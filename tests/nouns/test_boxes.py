"""Boxes that lie together are joined, whatever their order."""

from itertools import permutations

import pytest

from sohoa.nouns.geometry import Box

CHAIN = [Box(0, 0, 10, 10), Box(8, 8, 20, 20), Box(18, 0, 30, 10), Box(100, 0, 110, 10)]


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_boxes_that_share_an_area_are_one(order):
    joined = Box.joined(CHAIN[k] for k in order)
    assert set(joined) == {Box(0, 0, 30, 20), Box(100, 0, 110, 10)}


@pytest.mark.parametrize(("gap", "n"), [(0.0, 2), (4.0, 2), (6.0, 1)])
def test_boxes_nearer_than_a_gap_are_one(gap, n):
    assert len(Box.joined([Box(0, 0, 10, 10), Box(15, 0, 20, 10)], gap)) == n


def test_boxes_that_only_touch_are_apart():
    assert not Box(0, 0, 10, 10).meets(Box(10, 0, 20, 10))
    assert len(Box.joined([Box(0, 0, 10, 10), Box(10, 0, 20, 10)])) == 2
