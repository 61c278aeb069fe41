"""Lines cut out for the engine: their place, size and paper."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sohoa.pipeline.ink.strips import line_strips
from tests.support.drawn_lines import draw, found_lines


@settings(max_examples=25, deadline=None)
@given(
    x=st.integers(0, 300),
    baseline=st.integers(45, 400),
    size=st.integers(26, 70),
    letters=st.sampled_from([None, 20, 30]),
)
def test_places_in_a_strip_map_back_onto_the_page(x, baseline, size, letters):
    page, (mask, *_) = draw([("Kế hoạch gộp ý", x, baseline)], size=size, width=900, height=420)
    parts, lines = found_lines(page)
    strip = line_strips(page, parts, lines, letters)[0]
    rows, cols = np.nonzero(strip.pixels < 128)
    there_y, there_x = np.nonzero(mask)
    slack = 1.5 + 1 / strip.scale
    for found, wanted in (
        (cols.min() / strip.scale + strip.x, there_x.min()),
        ((cols.max() + 1) / strip.scale + strip.x, there_x.max() + 1),
        (rows.min() / strip.scale + strip.y, there_y.min()),
        ((rows.max() + 1) / strip.scale + strip.y, there_y.max() + 1),
    ):
        assert found == pytest.approx(wanted, abs=slack)


@pytest.mark.parametrize("size", [30, 50, 80])
def test_strips_come_at_the_letter_height_asked_for(size):
    page, _ = draw([("nam mua ruou canh xe", 60, 200)], size=size, height=300)
    parts, lines = found_lines(page)
    strip = line_strips(page, parts, lines, 20)[0]
    ink = (strip.pixels < 128).astype(np.uint8)
    heights = cv2.connectedComponentsWithStats(ink)[2][1:, 3]
    assert np.median(heights) == pytest.approx(20, abs=2)


def test_a_strip_shows_its_own_line_alone():
    texts = ("Ấn định mức hỗ trợ cho các hộ", "ỂNH ẪN ỬNG ỘI nguyễn, khuyến nghị", "kỹ thuật số được ưu tiên đầu tư")
    page, masks = draw([(t, 60, 100 + round(k * 1.15 * 50)) for k, t in enumerate(texts)])
    parts, lines = found_lines(page)
    for k, strip in enumerate(line_strips(page, parts, lines)):
        ys, xs = np.nonzero(strip.pixels < 128)
        on_page = (ys + int(strip.y), xs + int(strip.x))
        own = cv2.dilate(masks[k].astype(np.uint8), np.ones((5, 5), np.uint8))[on_page]
        assert own.mean() > 0.995


def test_a_strip_of_the_same_size_is_not_resampled():
    page, _ = draw([("Kế hoạch gộp ý", 60, 120)], size=48, height=240)
    parts, lines = found_lines(page)
    (plain,), (near,) = line_strips(page, parts, lines), line_strips(page, parts, lines, parts.letter_height * 1.03)
    assert near.scale == plain.scale == 1.0
    assert np.array_equal(near.pixels, plain.pixels)
    assert plain.pixels.flags.c_contiguous


def test_a_soft_strip_has_the_same_place_and_size():
    page, _ = draw([("Kế hoạch gộp ý", 60, 120)], size=48, height=240)
    parts, lines = found_lines(page)
    (sharp,), (soft,) = line_strips(page, parts, lines, 20), line_strips(page, parts, lines, 20, soften=True)
    assert (soft.x, soft.y, soft.scale, soft.pixels.shape) == (sharp.x, sharp.y, sharp.scale, sharp.pixels.shape)
    assert soft.pixels.astype(int).std() < sharp.pixels.astype(int).std()


def test_a_line_at_the_corner_of_the_page():
    page, _ = draw([("Kế hoạch", -4, 30)], size=40, width=200, height=60)
    parts, lines = found_lines(page)
    for strip in line_strips(page, parts, lines, 20):
        assert strip.pixels.min() < 100


def pale_stop(page, x, y):
    """A stop that is hardly ink: pale, with one pixel as dark as print."""
    page[y - 4 : y, x : x + 4] = 215
    page[y - 2, x + 1] = 90


def darkest(strip, x, y):
    """Darkest grey of a strip in the place of a stop on the page."""
    top, left = y - 5 - int(strip.y), x - 1 - int(strip.x)
    return int(strip.pixels[top : top + 6, left : left + 6].min())


def test_a_pale_stop_between_words_is_left_to_the_reader():
    page, (mask,) = draw([("nam mua   ruou", 60, 120)], size=48, height=240)
    inked = np.flatnonzero(mask.any(axis=0))
    x = int(inked[np.flatnonzero(np.diff(inked) > 18)[0]]) + 14
    pale_stop(page, x, 120)
    parts, lines = found_lines(page)
    (strip,) = line_strips(page, parts, lines)
    assert darkest(strip, x, 120) == 90


@pytest.mark.parametrize("aside", [4, 9])
def test_a_pale_stop_behind_the_last_letter_is_in_its_strip(aside):
    page, (mask,) = draw([("nam mua ruou", 60, 120)], size=48, height=240)
    x = int(np.flatnonzero(mask.any(axis=0)).max()) + aside
    page[116:120, x : x + 4] = 215
    parts, lines = found_lines(page)
    (strip,) = line_strips(page, parts, lines)
    assert darkest(strip, x, 120) == 215


def test_specks_above_and_below_a_line_are_painted_over():
    page, (mask,) = draw([("nam mua   ruou", 60, 120)], size=48, height=240)
    inked, bottom = np.flatnonzero(mask.any(axis=0)), int(np.flatnonzero(mask.any(axis=1)).max())
    x = int(inked[np.flatnonzero(np.diff(inked) > 18)[0]]) + 14
    for y in (bottom + 7, 120 - 28):
        pale_stop(page, x, y)
    parts, lines = found_lines(page)
    (strip,) = line_strips(page, parts, lines)
    assert darkest(strip, x, bottom + 7) > 200
    assert darkest(strip, x, 120 - 28) > 200


@pytest.mark.parametrize(("neighbour", "grey"), [("rule", 20), ("rule", 170), ("letter", 20)])
def test_what_stands_close_behind_a_line_is_not_in_its_strip(neighbour, grey):
    page, (mask,) = draw([("nam mua ruou", 60, 120)], size=48, height=240)
    x = int(np.flatnonzero(mask.any(axis=0)).max()) + 9
    page[80:130, x : x + 3] = grey
    zones = np.zeros(page.shape, np.int32)
    zones[:, x:] = -1 if neighbour == "rule" else 2
    parts, lines = found_lines(page, zones)
    strip = min(line_strips(page, parts, lines), key=lambda s: s.x)
    assert strip.pixels[:, x - int(strip.x) :].min() > 200


def cell_above_a_rule(text, beside):
    """A line of a cell, a rule right below it of which `beside` grey is left next to its place, and the strip."""
    page, (mask,) = draw([(text, 60, 120)], size=48, height=240)
    bottom = int(np.flatnonzero(mask.any(axis=1)).max())
    zones = np.ones(page.shape, np.int32)
    zones[bottom + 4 : bottom + 7] = -1
    zones[bottom + 7 :] = 2
    page[bottom + 4 : bottom + 7, ::2] = 150
    page[bottom + 3, 40:900] = page[bottom + 7, 40:900] = beside
    parts, lines = found_lines(page, zones)
    strip = next(s for s, line in zip(line_strips(page, parts, lines), lines, strict=True) if line.zone == 1)
    return strip, mask, bottom


@pytest.mark.parametrize("beside", [150, 215, 235])
def test_what_is_left_of_a_rule_is_painted_over(beside):
    strip, _, bottom = cell_above_a_rule("nam mua ruou", beside)
    assert strip.pixels[bottom + 2 - int(strip.y) :].min() > 245


def test_letters_close_above_a_rule_stay_whole():
    strip, mask, _ = cell_above_a_rule("quý, gộp ý", 215)
    ys, xs = np.nonzero(mask)
    assert strip.pixels[ys - int(strip.y), xs - int(strip.x)].max() < 128
