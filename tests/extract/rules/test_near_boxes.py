"""Boxes near each other, and what hangs together, against the plain way."""

from __future__ import annotations

import numpy as np
import pytest

from sohoa.extract.rules import near_boxes
from sohoa.extract.rules.near_boxes import Boxes, joined, near_pairs


def some_boxes(n, seed, whole=True):
    rng = np.random.default_rng(seed)
    x0, y0 = rng.uniform(-20, 300, n), rng.uniform(-20, 200, n)
    wide, tall = rng.exponential(15, n), rng.exponential(9, n)
    tall[:2] = 150.0
    sides = x0, y0, x0 + wide, y0 + tall
    return Boxes(*(np.rint(s).astype(np.int64) for s in sides)) if whole else Boxes(*sides)


def plainly(these, those):
    a, b = (np.stack(boxes) for boxes in (these, those))
    near = (a[0][:, None] <= b[2]) & (a[2][:, None] >= b[0]) & (a[1][:, None] <= b[3]) & (a[3][:, None] >= b[1])
    return {(i, k) for i, k in np.argwhere(near).tolist()}


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize("at_once", [7, 1 << 20])
def test_each_near_pair_is_found_once(whole, at_once, monkeypatch):
    monkeypatch.setattr(near_boxes, "_PAIRS_AT_ONCE", at_once)
    these, those = some_boxes(60, 1, whole), some_boxes(90, 2, whole)
    pairs = list(zip(*(side.tolist() for side in near_pairs(these, those)), strict=True))
    assert len(pairs) == len(set(pairs))
    assert set(pairs) == plainly(these, those)


def test_no_boxes_have_no_pairs():
    none = some_boxes(3, 1)
    none = Boxes(*(s[:0] for s in none))
    assert not len(near_pairs(none, some_boxes(5, 1))[0])
    assert not len(near_pairs(some_boxes(5, 1), none)[0])


def test_what_hangs_together_in_the_order_of_its_first():
    pairs = np.array([(5, 6), (0, 3), (3, 9), (6, 2), (9, 8)])
    assert [g.tolist() for g in joined(10, *pairs.T)] == [[0, 3, 8, 9], [1], [2, 5, 6], [4], [7]]
    chain = np.random.default_rng(1).permutation(500)
    assert len(joined(500, chain[1:], chain[:-1])) == 1
    assert joined(0, chain[:0], chain[:0]) == []
