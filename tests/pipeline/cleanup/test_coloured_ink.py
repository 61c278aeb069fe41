"""Seals and signatures out, the text under them kept."""

import cv2
import numpy as np
import pytest

from sohoa.pipeline.cleanup.coloured_ink import black_print, luminance
from tests.support.drawn_pages import shaded, text_page

RED, BLUE = (205, 40, 50), (50, 70, 190)
PALE = (235, 150, 155)


def separated(pixels):
    return black_print(pixels, luminance(pixels))


def coloured(page: np.ndarray, ink: tuple[int, int, int]) -> np.ndarray:
    """A ring and a star of `ink` printed over the text: light passes both."""
    stamp = np.zeros(page.shape, np.uint8)
    for radius in (95, 80, 30):
        cv2.circle(stamp, (400, 420), radius, 1, 5)
    rgb = np.repeat(page[..., None], 3, axis=2).astype(np.float32)
    rgb[stamp > 0] *= np.array(ink, np.float32) / 255
    return rgb.astype(np.uint8)


@pytest.mark.parametrize("ink", [RED, BLUE])
def test_seal_goes_and_the_text_under_it_stays(ink):
    page = text_page()
    print_only = separated(coloured(page, ink))
    under = page < 60
    bare = page > 250
    assert (print_only[under] < 110).mean() > 0.99
    assert (print_only[bare] > 200).mean() > 0.995


def test_grey_scan_passes_through():
    page = shaded(text_page())
    assert separated(page) is page
    rgb = np.repeat(page[..., None], 3, axis=2)
    assert np.array_equal(separated(rgb), cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY))


def test_brightness_is_that_of_the_standard():
    rgb = np.array([[[255, 0, 0], [0, 255, 0], [0, 0, 255], [255, 255, 255]]], np.uint8)
    assert luminance(rgb).tolist() == [[76, 150, 29, 255]]
    assert luminance(luminance(rgb)).tolist() == [[76, 150, 29, 255]]


def test_a_little_colour_is_no_seal():
    """The fringes that JPEG leaves at dark strokes."""
    rgb = np.repeat(text_page()[..., None], 3, axis=2)
    rgb[300:302, 200:202] = (230, 60, 60)
    assert np.array_equal(separated(rgb), luminance(rgb))


def test_the_faint_half_of_a_seal_goes_with_it():
    """A stamp pressed down at one side; black print that is a little coloured by the scanner stays as it is."""
    page = text_page()
    faint, strong = coloured(page, PALE), coloured(page, RED)
    half = np.where(np.arange(page.shape[1])[None, :, None] < 400, faint, strong)
    seen = separated(half)
    assert (seen[page > 250] > 230).all()
    alone = separated(faint)
    assert np.array_equal(alone, luminance(faint))
