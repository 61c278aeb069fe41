"""Strokes counted, and the heads of an I and a 1."""

import cv2
import numpy as np
import pytest

from sohoa.pipeline.glyphs.strokes import count_strokes, first_glyph, is_capital_i, is_figure_one
from tests.support.print_strips import strip

EMPTY = np.zeros((0, 5), np.uint8)
PAPER = np.full((20, 30), 255, np.uint8)


def cut(text, size=54, bold=False, rim=0):
    """The ink of a text, cut close, with `rim` columns of paper beside it."""
    pixels = strip(text, size, bold=bold)
    ys, xs = np.nonzero(pixels < 128)
    return pixels[ys.min() : ys.max() + 1, xs.min() - rim : xs.max() + 1 + rim]


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("size", [24, 32, 50])
@pytest.mark.parametrize(("text", "strokes"), [("I", 1), ("II", 2), ("III", 3)])
def test_strokes_of_numerals_are_counted(text, strokes, size, bold):
    assert count_strokes(strip(text, size, bold=bold)) == strokes
    assert count_strokes(cv2.GaussianBlur(strip(text, size, bold=bold), (0, 0), 0.8)) == strokes


@pytest.mark.parametrize("strokes", [1, 2, 3])
def test_a_box_that_is_mostly_ink_is_counted_too(strokes):
    """A bold stem at 150 dpi, paler in its middle than at its sides: what is usual in its box is ink, not paper."""
    stem = np.tile(np.array([190, 90, 35, 75, 80, 25, 70, 200], np.uint8), (24, 1))
    serif = np.tile(np.array([90, 60, 50, 45, 40, 50, 60, 90], np.uint8), (2, 1))
    one = np.pad(np.vstack([serif, stem, serif]), ((0, 0), (1, 0)), constant_values=245)
    assert count_strokes(np.hstack([one] * strokes)) == strokes


@pytest.mark.parametrize("text", ["H", "IV", "V", "M", "2", "TT", "Số", "x", "a"])
def test_other_letters_are_no_strokes(text):
    assert count_strokes(strip(text, 40)) == 0


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("high", [1, 2, 3])
def test_a_dash_of_few_rows_has_no_strokes(high):
    dash = PAPER.copy()
    dash[9 : 9 + high, 5:25] = 0
    assert count_strokes(dash) == 0


def test_paper_has_no_strokes():
    assert count_strokes(PAPER) == 0
    assert count_strokes(EMPTY) == 0


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize(
    ("text", "is_i"), [("I", True), ("1", False), ("l", False), ("|", False), ("H", False), ("T", False)]
)
def test_an_i_has_serifs_on_both_sides(text, is_i, bold):
    assert is_capital_i(cut(text, bold=bold)) is is_i


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize(("text", "is_one"), [("1", True), ("I", False), ("|", False), ("l", False), ("7", False)])
def test_a_one_has_a_flag_at_the_left(text, is_one, bold):
    assert is_figure_one(cut(text, bold=bold, rim=2)) is is_one


def test_nothing_is_neither():
    assert not is_capital_i(EMPTY)
    assert not is_figure_one(EMPTY)
    assert not is_capital_i(PAPER[:0, :0])


def test_the_first_glyph_is_the_leftmost():
    pixels = strip("I 2", 40)
    first = first_glyph(pixels)
    assert is_capital_i(first)
    assert (first.min(), first.shape[0]) == (0, cut("I", 40).shape[0])
    assert first_glyph(PAPER).size == 0
