"""Shrinking and turning arrays of pixels."""

import numpy as np
import pytest

from sohoa.pipeline.cleanup.pixels import as_grey, shrunk, turned


@pytest.mark.parametrize("shape", [(3508, 2480), (1, 9000), (9000, 1), (333, 777), (10, 10)])
@pytest.mark.parametrize("most", [1e6, 2500, 64])
def test_pixels_are_averaged_down(shape, most):
    small, factor = shrunk(np.full(shape, 137, np.uint8), most)
    assert (small == 137).all()
    assert 0 < factor <= 1
    assert small.size <= 1.1 * most + max(small.shape)
    assert small.shape[0] == pytest.approx(max(1, shape[0] * factor), abs=1)


def test_a_small_picture_is_left_as_it_is():
    picture = np.arange(12, dtype=np.uint8).reshape(3, 4)
    same, factor = shrunk(picture, 100)
    assert same is picture
    assert factor == 1.0
    assert as_grey(picture) is picture


@pytest.mark.parametrize(("degrees", "first"), [(0, 1), (90, 3), (180, 4), (270, 2), (360, 1), (-90, 2)])
def test_turns_are_exact_and_clockwise(degrees, first):
    assert turned(np.array([[1, 2], [3, 4]], np.uint8), degrees)[0, 0] == first
