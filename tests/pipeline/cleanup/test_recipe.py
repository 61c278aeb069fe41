"""The cleanup of a page as a whole."""

import numpy as np
import pytest

from sohoa.pipeline.cleanup.recipe import clean_page
from sohoa.settings import CleanupSettings
from tests.pipeline.cleanup.test_orientation import page_of
from tests.support.drawn_pages import shaded, text_page


def test_a_clean_page_stays_what_it_is():
    page = text_page()
    done = clean_page(page_of(page), CleanupSettings())
    assert done.pixels.shape == page.shape
    assert np.abs(done.pixels.astype(int) - page).mean() < 0.5


@pytest.mark.parametrize("step", ["orient", "deskew", "flatten", "separate_colour", "remove_borders"])
def test_each_step_can_be_left_out(step):
    scan = np.repeat(shaded(text_page())[..., None], 3, axis=2)
    done = clean_page(page_of(scan), CleanupSettings(**{step: False}))
    assert done.pixels.ndim == 2
    assert done.frame.rotation == 0
