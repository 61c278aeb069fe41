import numpy as np
import pytest

from extract.comparison_signs import has_bar, read_comparison_signs
from pipeline.model import Box, Word

SIZE = 24
"""Height and width of a drawn sign in pixels."""


def _sign(barred: bool, less: bool = False) -> np.ndarray:
    """Ink of an angle, 3 pixels thick, with a bar at its foot if `barred`."""
    ink = np.zeros((SIZE, SIZE), dtype=bool)
    reach = SIZE - 6 if barred else SIZE
    for y in range(reach):
        x = round((SIZE - 5) * (1 - abs(2 * y / (reach - 1) - 1)))
        x = SIZE - 5 - x if less else x
        ink[y, x : x + 5] = True
    if barred:
        ink[-3:] = True
    return ink


def _page(ink: np.ndarray) -> np.ndarray:
    page = np.full((60, 120), 250, dtype=np.uint8)
    page[20 : 20 + SIZE, 10 : 10 + SIZE][ink] = 10
    return page


def _words(text: str) -> list[Word]:
    return [
        Word(text, text, Box(10, 20, 10 + SIZE, 20 + SIZE), 0.9),
        Word("70%", "70%", Box(50, 20, 110, 44), 0.9),
    ]


@pytest.mark.parametrize("less", [False, True])
@pytest.mark.parametrize("barred", [False, True])
def test_the_bar_tells_the_signs_apart(barred, less):
    ink = _sign(barred, less)
    assert has_bar(ink) == barred
    read = read_comparison_signs(_words("<" if less else ">"), _page(ink))
    signs = {(False, False): ">", (True, False): "≥", (False, True): "<", (True, True): "≤"}
    assert read[0].text == signs[barred, less]
    assert read[0].text_ocr == read[0].text
    assert read[1].text == "70%"


def test_a_sign_that_no_number_follows_is_left_alone():
    words = _words(">")[:1]
    assert read_comparison_signs(words, _page(_sign(True))) == tuple(words)


def test_a_sign_glued_to_its_number():
    words = [Word(">70%", ">70%", Box(10, 20, 110, 44), 0.9)]
    assert read_comparison_signs(words, _page(_sign(True)))[0].text == "≥70%"
    assert read_comparison_signs(words, _page(_sign(False)))[0].text == ">70%"


def test_without_pixels_or_off_the_page_nothing_changes():
    words = tuple(_words(">"))
    assert read_comparison_signs(words, None) == words
    assert read_comparison_signs(words, np.zeros((0, 0), dtype=np.uint8)) == words
    assert read_comparison_signs(words, np.full((60, 120), 255, dtype=np.uint8)) == words
