"""Lettering told from specks, rules, frames and pictures."""

import cv2
import numpy as np
import pytest

from sohoa.pipeline.cleanup.lettering import find_lettering
from tests.support.drawn_pages import text_page

TEXT = (text_page() < 128).astype(np.uint8)


def test_text_is_lettering():
    found = find_lettering(TEXT)
    assert found.count > 500
    assert 6 < found.size < 14
    assert found.ink.sum() > 0.95 * TEXT.sum()


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_the_measure_is_the_same_for_any_turn(turns):
    turned = find_lettering(np.ascontiguousarray(np.rot90(TEXT, turns)))
    assert (turned.size, turned.count) == (find_lettering(TEXT).size, find_lettering(TEXT).count)


def test_rules_seals_specks_and_edges_are_none():
    page, added = TEXT.copy(), np.zeros_like(TEXT)
    added[40:43, 80:740] = 1
    cv2.circle(added, (400, 1040), 90, 1, 4)
    added[1000:1001, 60:62] = 1
    added[200:800, :6] = 1
    lettering = find_lettering(page | added).ink
    assert not lettering[(added > 0) & (TEXT == 0)].any()


def test_nothing_is_none():
    found = find_lettering(np.zeros((50, 40), np.uint8))
    assert (found.size, found.count, found.ink.any()) == (0.0, 0, False)
