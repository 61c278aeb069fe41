import cv2
import numpy as np
import pytest

from sohoa.pipeline.cleanup.coloured_ink import black_print
from sohoa.pipeline.cleanup.paper import estimate_paper, evened
from sohoa.pipeline.cleanup.recipe import clean_page
from sohoa.pipeline.cleanup.scanner_edges import find_borders
from sohoa.settings import CleanupSettings
from tests.pipeline.cleanup.test_orientation import page_of
from tests.support.drawn_pages import shaded, text_page

RED, BLUE = (205, 40, 50), (50, 70, 190)


def coloured(page: np.ndarray, ink: tuple[int, int, int]) -> np.ndarray:
    """A ring and a star of `ink` printed over the text: light passes both."""
    stamp = np.zeros(page.shape, np.uint8)
    for radius in (95, 80, 30):
        cv2.circle(stamp, (400, 420), radius, 1, 5)
    rgb = np.repeat(page[..., None], 3, axis=2).astype(np.float32)
    rgb[stamp > 0] *= np.array(ink, np.float32) / 255
    return rgb.astype(np.uint8)


def test_a_clean_page_stays_what_it_is():
    page = text_page()
    done = clean_page(page_of(page), CleanupSettings())
    assert done.pixels.shape == page.shape
    assert np.abs(done.pixels.astype(int) - page).mean() < 0.5


@pytest.mark.parametrize("ink", [RED, BLUE])
def test_seal_goes_and_the_text_under_it_stays(ink):
    page = text_page()
    print_only = black_print(coloured(page, ink))
    under = page < 60
    bare = page > 250
    assert (print_only[under] < 110).mean() > 0.99
    assert (print_only[bare] > 200).mean() > 0.995


def test_grey_scan_passes_through():
    page = shaded(text_page())
    assert black_print(page) is page
    rgb = np.repeat(page[..., None], 3, axis=2)
    assert np.array_equal(black_print(rgb), cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY))


def test_uneven_paper_becomes_white():
    flat = evened(shaded(text_page()), estimate_paper(shaded(text_page())))
    paper = text_page() == 255
    assert np.percentile(flat[paper], 5) > 225
    assert np.percentile(flat[text_page() < 10], 95) < 110


def test_dark_edges_and_punch_holes_go_and_nothing_else():
    ink = (text_page() < 128).astype(np.uint8)
    edge = ink.copy()
    edge[:, :9] = 1
    edge[-14:, 200:] = 1
    for y in (300, 620):
        cv2.circle(edge, (45, y), 11, 1, -1)
    mask = find_borders(edge)
    left = edge & (1 - mask)
    assert not left[:, :9].any()
    assert not left[-14:, 200:].any()
    assert not left[285:315, 30:60].any()
    assert np.array_equal(left[60:1100, 70:], ink[60:1100, 70:])


@pytest.mark.parametrize("step", ["orient", "deskew", "flatten", "separate_colour", "remove_borders"])
def test_each_step_can_be_left_out(step):
    scan = np.repeat(shaded(text_page())[..., None], 3, axis=2)
    done = clean_page(page_of(scan), CleanupSettings(**{step: False}))
    assert done.pixels.ndim == 2
    assert done.frame.rotation == 0
