"""Pieces of a mask, also of one on which hardly any row has something."""

import cv2
import numpy as np
import pytest

from sohoa.extract.rules.levels import at_least, below, transposed
from sohoa.extract.rules.mask_pieces import mask_to_pieces

BOXES = ((5, 0, 60, 2), (80, 2, 90, 3), (10, 40, 30, 41), (31, 41, 50, 42), (7, 44, 60, 46), (70, 98, 99, 101))
"""x0, y0, x1, y1; the third and the fourth touch at a corner, the first is next to nothing."""


def drawn(height):
    mask = np.zeros((height, 100), np.bool_)
    for x0, y0, x1, y1 in BOXES:
        mask[y0:y1, x0:x1] = True
    return mask


@pytest.mark.parametrize("height", [101, 102, 400])
def test_pieces_are_in_the_order_in_which_the_whole_mask_has_them(height):
    mask = drawn(height)
    _, labels = cv2.connectedComponents(mask.view(np.uint8), connectivity=8, ltype=cv2.CV_32S)
    pieces = mask_to_pieces(mask, mask)
    assert pieces.labels.tolist() == list(range(1, labels.max() + 1))
    for k, label in enumerate(pieces.labels):
        ys, xs = np.nonzero(labels == label)
        assert (pieces.pixels(k)[0] == xs).all()
        assert (pieces.pixels(k)[1] == ys).all()
        assert pieces.ends[k, [0, 2]].tolist() == [xs.min(), xs.max() + 1]


def test_pieces_that_are_sure_nowhere_are_none():
    mask = drawn(400)
    sure = mask & (np.arange(100) > 85)
    assert mask_to_pieces(mask, sure).ends[:, [0, 2]].tolist() == [[80, 90], [70, 99]]
    assert not len(mask_to_pieces(np.zeros_like(mask), mask).ends)


def test_levels_and_turning_are_those_of_numpy():
    grey = np.arange(256, dtype=np.uint8).reshape(8, 32)
    for level in (-3.0, 0.0, 0.5, 99.0, 99.2, 255.0, 255.5, 300.0):
        assert (at_least(grey, level) == (grey >= level)).all()
        assert (below(grey, level) == (grey < level)).all()
    assert (transposed(grey > 99) == (grey > 99).T).all()
