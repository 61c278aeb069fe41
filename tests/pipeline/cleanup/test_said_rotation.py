"""A page that a person has turned."""

import numpy as np
import pytest

from sohoa.pipeline.cleanup.recipe import clean_page
from sohoa.settings import CleanupSettings
from tests.pipeline.cleanup.test_orientation import page_of
from tests.support.drawn_pages import text_page


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_person_decides(rotation):
    """Though the letters of the page say that it is upright, and an engine that it is not."""
    pixels = text_page()
    done = clean_page(page_of(pixels), CleanupSettings(), lambda _: 0.9, rotation)
    assert done.frame.rotation == rotation
    there = np.rot90(pixels, -rotation // 90)
    assert done.pixels.shape == there.shape
    assert np.abs(done.pixels.astype(int) - there).mean() < 1.0
