"""Dashes and their lines: justified lines stretch the space behind a dash."""

import numpy as np
import pytest

from tests.support.drawn_lines import draw, found_lines, owners

WORDS = [("Quyết", 400, 120), ("định", 760, 120), ("số", 1080, 120)]
BELOW = ("ban hành danh mục thủ tục hành chính", 60, 200)


def barred(bars, height=9):
    """A stretched line with bars at these places (x, y, length); the page, and for each the line it is given to."""
    page, _ = draw([*WORDS, BELOW], size=48)
    page = page.copy()
    for x, y, length in bars:
        page[y : y + height, x : x + length] = 0
    parts, lines = found_lines(page)
    whose = owners(parts, lines)
    return lines, [int(whose[y + 1, x + 1]) for x, y, _ in bars]


@pytest.mark.parametrize("x", [250, 340, 620])
def test_a_dash_belongs_to_the_line_at_whose_height_it_stands(x):
    lines, (owner,) = barred([(x, 106, 18)], 5)
    assert owner >= 0
    assert lines[owner].box.y1 < 145


def test_a_dash_far_behind_the_last_word_is_of_its_line_too():
    lines, (owner,) = barred([(1250, 106, 18)], 5)
    assert lines[owner].box.x1 == 1268


@pytest.mark.parametrize(
    "bars",
    [
        pytest.param([(1250, 150, 18)], id="between two lines"),
        pytest.param([(250, 84, 18)], id="over the line"),
        pytest.param([(220, 106, 150)], id="as long as a word"),
        pytest.param([(250, 106, 6)], id="a speck"),
        pytest.param(
            [(190, 106, 18), (230, 106, 18), (270, 106, 18), (310, 106, 18), (350, 106, 18)], id="a dashed rule"
        ),
    ],
)
def test_what_is_no_dash_of_a_line_is_given_to_none(bars):
    assert set(barred(bars, 5)[1]) == {-1}


def worn_dash(page, x, y):
    """A dash of two rows, with specks that touch it over and under it: it fills less than two thirds of its box."""
    page[y : y + 3, x : x + 18] = 0
    page[y - 2 : y, x + 3 : x + 8] = page[y + 3 : y + 4, x + 12 : x + 15] = 0


def slanted(page, x, y):
    """A stroke with the same box."""
    for k in range(18):
        page[y - 2 + k // 4 : y + k // 4, x + k] = 0


@pytest.mark.parametrize(("shape", "taken"), [(worn_dash, True), (slanted, False)])
def test_a_dash_with_specks_that_touch_it_is_one_and_a_slanted_stroke_is_none(shape, taken):
    page, _ = draw([*WORDS, BELOW], size=48)
    page = page.copy()
    shape(page, 240, 106)
    parts, lines = found_lines(page)
    owner = int(owners(parts, lines)[107, 249])
    assert (owner >= 0 and lines[owner].box.y1 < 145) is taken


def test_a_dash_of_the_next_cell_is_not_taken():
    page, _ = draw([("Quyết định", 400, 120)], size=48)
    page = page.copy()
    page[106:111, 250:268] = 0
    zones = np.ones(page.shape, np.int32)
    zones[:, :330] = 2
    zones[:, 328:332] = -1
    parts, lines = found_lines(page, zones)
    assert owners(parts, lines)[108, 255] == -1


@pytest.mark.parametrize(
    ("bar", "zone", "taken"),
    [
        pytest.param((350, 104, 14, 8), 1, True, id="before the line"),
        pytest.param((350, 104, 14, 8), 0, False, id="outside of cells"),
        pytest.param((1180, 104, 14, 8), 1, False, id="behind the line"),
        pytest.param((350, 116, 14, 8), 1, False, id="on the base line"),
        pytest.param((350, 104, 10, 8), 1, False, id="a square"),
        pytest.param((60, 104, 14, 8), 1, False, id="far before it"),
    ],
)
def test_a_short_thick_dash_before_a_line_in_a_cell(bar, zone, taken):
    page, _ = draw([*WORDS, BELOW], size=48)
    page = page.copy()
    x, y, wide, high = bar
    page[y : y + high, x : x + wide] = 0
    parts, lines = found_lines(page, np.full(page.shape, zone, np.int16))
    owner = int(owners(parts, lines)[y + 1, x + 1])
    assert (owner >= 0 and lines[owner].box.y1 < 145) is taken
