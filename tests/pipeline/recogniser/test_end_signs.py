import cv2
import numpy as np
import pytest

from sohoa.pipeline.recogniser.end_signs import end_sign

CORE, BASE, LAST = 20, 45, 200
"""Height of small letters, their base line, and the middle of the last of them, in pixels of the strip."""


def strip(*pieces, soft=True):
    """A line of letters (rings), and pieces of ink behind the last: left, top, width and height."""
    grey = np.full((64, 300), 250, np.uint8)
    for x in range(20, LAST, 14):
        grey[BASE - CORE : BASE, x : x + 10] = 60
        grey[BASE - CORE + 4 : BASE - 4, x + 3 : x + 7] = 250
    for x, y, wide, high in pieces:
        grey[y : y + high, x : x + wide] = 110
    return np.asarray(cv2.GaussianBlur(grey, (0, 0), 0.8)) if soft else grey


@pytest.mark.parametrize(
    ("pieces", "sign"),
    [
        pytest.param([(LAST + 10, BASE - 4, 4, 4)], ".", id="stop"),
        pytest.param([(LAST + 8, BASE - 9, 8, 3)], "-", id="hyphen"),
        pytest.param([], "", id="nothing"),
        pytest.param([(LAST + 10, BASE - 12, 4, 4)], "", id="speck above the base line"),
        pytest.param([(LAST + 10, BASE + 5, 4, 4)], "", id="speck below it"),
        pytest.param([(LAST + 22, BASE - 4, 4, 4)], "", id="speck far behind"),
        pytest.param([(LAST + 10, BASE - 4, 4, 4), (LAST + 19, BASE - 3, 3, 3)], "", id="two specks"),
        pytest.param([(LAST + 10, BASE - 4, 4, 4), (LAST + 10, BASE - 14, 4, 4)], "", id="colon"),
        pytest.param([(LAST + 8, BASE - 11, 10, 11)], "", id="blot"),
        pytest.param([(LAST + 8, BASE - 9, 30, 3)], "", id="rule"),
        pytest.param([(LAST + 10, BASE - 1, 2, 1)], "", id="grain"),
    ],
)
def test_what_stands_alone_behind_the_last_letter(pieces, sign):
    assert end_sign(strip(*pieces), LAST) == sign


def test_a_speck_is_sharper_than_print():
    stop = (LAST + 10, BASE - 4, 4, 4)
    assert end_sign(strip(stop), LAST) == "."
    assert end_sign(strip(stop, soft=False), LAST) == ""
