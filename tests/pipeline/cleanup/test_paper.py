"""Grey, shaded and unevenly lit paper made white, and what is ink on it."""

import numpy as np
import pytest

from sohoa.pipeline.cleanup.paper import estimate_paper, evened, ink_map, thumbnail
from tests.support.drawn_pages import shaded, text_page


def test_uneven_paper_becomes_white():
    flat = evened(shaded(text_page()), estimate_paper(shaded(text_page())))
    paper = text_page() == 255
    assert np.percentile(flat[paper], 5) > 225
    assert np.percentile(flat[text_page() < 10], 95) < 110


@pytest.mark.parametrize("page", [text_page(), shaded(text_page())], ids=["white", "shaded"])
def test_ink_is_told_from_paper(page):
    ink = ink_map(page, estimate_paper(page))
    assert (ink[text_page() < 60] == 1).mean() > 0.98
    assert (ink[text_page() == 255] == 0).mean() > 0.99


def test_grain_alone_is_no_ink():
    grain = np.clip(200 + np.random.default_rng(7).normal(0, 4, (600, 400)), 0, 255).astype(np.uint8)
    assert ink_map(grain, estimate_paper(grain)).mean() < 0.001


def test_white_paper_is_even_and_shaded_paper_is_not():
    assert estimate_paper(text_page()).uneven < 3
    assert estimate_paper(shaded(text_page())).uneven > 50


def test_a_dark_field_is_no_shadow():
    page = text_page().copy()
    page[400:800, 100:700] = 20
    assert estimate_paper(page).light.min() > 80


def test_the_thumbnail_has_a_million_pixels_at_most():
    small, factor = thumbnail(np.full((3508, 2480), 255, np.uint8))
    assert small.size <= 1.01e6
    assert factor == pytest.approx(small.shape[1] / 2480, rel=0.01)
    assert thumbnail(text_page())[1] == 1.0
