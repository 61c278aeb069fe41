"""Lone figures: the number on which the readings agree, and ones told by their shape."""

import numpy as np
import pytest

from sohoa.pipeline.glyphs.lone_figures import agreed_figures, may_be_figures, upright_figures
from sohoa.pipeline.ink.components import page_to_components
from sohoa.pipeline.ink.line_ink import LineInk
from sohoa.pipeline.ink.text_lines import components_to_lines
from tests.support.print_strips import page


@pytest.mark.parametrize(
    ("readings", "known"),
    [
        ([("5", 0.8), ("5", 0.97), ("555", 0.9)], "5"),
        ([("Š", 0.8), ("5", 0.97), ("555", 0.9)], "5"),
        ([("3", 0.8), ("»", 0.9), ("»%»", 0.9)], None),
        ([("4", 0.9), ("3", 0.9), ("", 0.0)], None),
        ([("§", 0.9), ("§", 0.7), ("8§§", 0.3)], "8"),
        ([("§", 0.9), ("§", 0.9), ("§§§", 0.9)], None),
        ([("12", 0.9), ("12", 0.9), ("121212", 0.5)], "12"),
        ([("", 0.0), ("", 0.0), ("", 0.0)], None),
        ([("I", 0.99), ("I", 0.99), ("III", 0.99)], None),
    ],
)
def test_agreement(readings, known):
    agreed = agreed_figures(readings)
    assert (agreed[0] if agreed else None) == known
    assert agreed is None or 0 < agreed[1] <= 1


@pytest.mark.parametrize(
    ("readings", "sure"),
    [
        ([("5", 0.9), ("5", 0.9), ("555", 0.9)], 0.9),
        ([("3", 0.9), ("5", 0.9), ("555", 0.9)], 0.6),
        ([("§", 0.9), ("8", 0.9), ("888", 0.9)], 0.45),
    ],
    ids=["all agree", "one disagrees", "one took an 8 for a section sign"],
)
def test_what_disagrees_takes_off_confidence(readings, sure):
    assert agreed_figures(readings)[1] == pytest.approx(sure)


@pytest.mark.parametrize(
    ("readings", "may"),
    [
        ([("5", 0.1), ("", 0)], True),
        ([("l", 0.9), ("x", 0.9)], True),
        ([("§", 0.9)], True),
        ([("x", 0.9), ("Sở", 0.9)], False),
        ([("", 0)], False),
    ],
)
def test_what_is_worth_a_third_reading(readings, may):
    assert may_be_figures(readings) is may


STROKES = [("I", 0.4), ("l", 0.5), ("||", 0.3)]
AROUND = ("thực hiện nhiệm vụ theo Nghị định", 60, 100)


def lone(text):
    pixels = page(AROUND, (text, 60, 300))
    parts = page_to_components(pixels)
    return LineInk(pixels, parts, max(components_to_lines(parts), key=lambda line: line.box.cy))


def narrow(ink):
    """Without the foot of a 1, which makes it wide."""
    pixels = ink.pixels.copy()
    foot = int(ink.line.box.y1)
    pixels[foot - 4 : foot, 40:200] = 255
    parts = page_to_components(pixels)
    return LineInk(pixels, parts, max(components_to_lines(parts), key=lambda line: line.box.cy))


@pytest.mark.parametrize("text", ["1", "11"])
def test_ones_are_told_by_their_flags(text):
    assert upright_figures(narrow(lone(text)), STROKES)[0] == text


@pytest.mark.parametrize("text", ["I", "l", "4", "7", "111", "II"])
def test_other_glyphs_are_no_ones(text):
    assert upright_figures(lone(text), STROKES) is None


def test_a_one_that_was_once_read_needs_no_flag():
    assert upright_figures(lone("I"), [("1", 0.8), ("l", 0.5), ("", 0.0)]) == ("1", 0.7)
    assert upright_figures(lone("I"), [("1", 0.6), ("l", 0.5), ("", 0.0)]) is None


def test_a_one_that_two_readings_know():
    assert upright_figures(lone("I"), [("1", 0.5), ("l", 0.0), ("1T1", 0.4)]) == ("1", 0.5)
    assert upright_figures(lone("I"), [("1", 0.5), ("I", 0.0), ("1T1", 0.4)]) is None
    assert upright_figures(lone("II"), [("1", 0.5), ("l", 0.0), ("1T1", 0.4)]) is None


def test_readings_that_are_no_strokes_speak_against_a_one():
    assert upright_figures(narrow(lone("1")), [("I", 0.4), ("Sở", 0.5), ("ab", 0.3)]) is None


def test_a_rule_is_no_one():
    pixels = page(AROUND).copy()
    pixels[260:300, 60:62] = 0
    parts = page_to_components(pixels)
    rule = np.flatnonzero(parts.y0 == 260)
    line = max(components_to_lines(parts), key=lambda t: t.box.cy)
    assert upright_figures(LineInk(pixels, parts, type(line)(line.box, 0, rule)), STROKES) is None
