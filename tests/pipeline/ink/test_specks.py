import cv2
import numpy as np
import pytest

from sohoa.pipeline.ink.components import page_to_components
from sohoa.pipeline.ink.specks import without_specks

PRINT, DUST = 90, 20


def page(specks, level=DUST, size=4, soft=False):
    """Soft print, a stop behind each line, and specks between the lines, sharp unless they are `soft`."""
    grey = np.full((600, 600), 255, np.uint8)
    for y in range(40, 560, 60):
        for x in range(40, 500, 26):
            cv2.rectangle(grey, (x, y), (x + 16, y + 20), PRINT, 3)
        cv2.rectangle(grey, (520, y + 16), (524, y + 20), PRINT, -1)
    dust = [(50 + 17 * k % 500, 70 + 60 * (k % 8)) for k in range(specks)]
    for x, y in dust if soft else []:
        grey[y : y + size, x : x + size] = level
    grey = np.asarray(cv2.GaussianBlur(grey, (0, 0), 1.2))
    for x, y in [] if soft else dust:
        grey[y : y + size, x : x + size] = level
    return grey


def in_cell(grey):
    """Components of a page that is one cell."""
    return page_to_components(grey, np.ones(grey.shape, np.int32))


def cleaned(grey):
    """The page and the number of its components, before and after."""
    parts = in_cell(grey)
    clean, left = without_specks(grey, parts)
    assert set(np.unique(left.labels)) == set(range(len(left.x0)))
    return clean, len(parts.x0), len(left.x0)


def test_what_is_darker_and_sharper_than_print_is_a_speck():
    grey = page(40)
    clean, before, after = cleaned(grey)
    assert before - after == 40
    assert np.array_equal(clean, page(0))


@pytest.mark.parametrize(
    "grey",
    [
        pytest.param(page(0), id="stops are print"),
        pytest.param(page(8), id="a page that is not dusty"),
        pytest.param(page(40, level=PRINT), id="as dark as print"),
        pytest.param(page(40, soft=True), id="as soft as print"),
        pytest.param(page(40, size=12), id="larger than a stop"),
        pytest.param(np.full((200, 200), 255, np.uint8), id="nothing"),
    ],
)
def test_what_is_no_speck(grey):
    parts = in_cell(grey)
    clean, left = without_specks(grey, parts)
    assert clean is grey
    assert left is parts


def test_outside_of_tables_specks_may_be_of_stamps():
    grey = page(40)
    parts = page_to_components(grey)
    assert without_specks(grey, parts)[0] is grey
