import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sohoa.nouns.geometry import IDENTITY, Box
from sohoa.nouns.homography import apply, apply_to_box, compose, invert, quarter_turn, straightening

SIDES = st.integers(10, 5000)
TURNS = st.sampled_from((0, 90, 180, 270))


@given(TURNS, SIDES, SIDES)
def test_four_turns_bring_a_page_back(turn, width, height):
    there = quarter_turn(turn, width, height)
    new = (width, height) if turn % 180 == 0 else (height, width)
    back = quarter_turn(-turn % 360, *new)
    assert compose(back, there) == pytest.approx(IDENTITY)
    assert invert(there) == pytest.approx(back)


def test_a_turn_is_clockwise():
    assert apply(quarter_turn(90, 200, 300), 0, 0) == (300, 0)
    assert apply(quarter_turn(180, 200, 300), 0, 0) == (200, 300)
    assert apply(quarter_turn(270, 200, 300), 0, 0) == (0, 200)
    with pytest.raises(ValueError, match="45"):
        quarter_turn(45, 200, 300)


@given(st.floats(-9, 9), SIDES, SIDES)
def test_straightening_keeps_every_corner_and_levels_the_lines(skew, width, height):
    move, new_width, new_height = straightening(skew, width, height)
    for x in (0, width):
        for y in (0, height):
            u, v = apply(move, x, y)
            assert -1e-6 <= u <= new_width + 1e-6
            assert -1e-6 <= v <= new_height + 1e-6
    angle = math.radians(skew)
    _, y0 = apply(move, 0, 0)
    _, y1 = apply(move, 100 * math.cos(angle), 100 * math.sin(angle))
    assert y1 == pytest.approx(y0, abs=1e-6)


def test_a_box_is_surrounded():
    assert apply_to_box(quarter_turn(90, 200, 300), Box(10, 20, 30, 50)) == Box(250, 10, 280, 30)
