"""Pieces of ink, their zones, and which of them may be letters."""

import numpy as np
import pytest

from sohoa.pipeline.ink.components import page_to_components
from tests.support.drawn_lines import draw


def test_every_piece_of_ink_is_in_its_box():
    page, (mask,) = draw([("Kế hoạch", 60, 120)], size=48, height=240)
    parts = page_to_components(page)
    for k in range(1, len(parts.x0)):
        ys, xs = np.nonzero(parts.labels == k)
        assert (xs.min(), ys.min(), xs.max() + 1, ys.max() + 1) == (parts.x0[k], parts.y0[k], parts.x1[k], parts.y1[k])
    assert (parts.labels[mask] > 0).all()


def test_letters_are_told_from_marks_stops_and_rules():
    page, _ = draw([("ế, ạ. nh", 60, 120)], size=48, height=240)
    page = page.copy()
    page[200:204, 40:1300] = 0
    parts = page_to_components(page)
    heights = parts.heights[parts.letters]
    assert not parts.letters[0]
    assert 0.9 * parts.letter_height <= heights.min()
    assert parts.rules[202, 700]
    assert (parts.labels[parts.rules] == 0).all()


def test_a_stroke_that_crosses_a_rule_keeps_its_ink():
    page, _ = draw([("thực hiện nhiệm vụ", 60, 120)], size=48, height=240)
    page = page.copy()
    page[130:132, 40:600] = 0
    page[60:220, 400:405] = 0
    parts = page_to_components(page)
    assert parts.rules[131, 300]
    assert not parts.rules[131, 402]


@pytest.mark.parametrize(("x", "zone"), [(60, 1), (700, 2)])
def test_a_component_is_in_the_zone_of_its_middle(x, zone):
    page, _ = draw([("Sở", x, 120)], size=48, height=240)
    zones = np.ones(page.shape, np.int32)
    zones[:, 500:] = 2
    zones[:, 498:500] = -1
    parts = page_to_components(page, zones)
    assert set(parts.zone[1:]) == {zone}


def test_ink_on_rules_is_paper():
    page = np.full((200, 300), 255, np.uint8)
    page[90:110, 50:60] = 0
    zones = np.full(page.shape, -1, np.int32)
    parts = page_to_components(page, zones)
    assert (len(parts.x0), parts.letter_height) == (1, 0.0)


def test_pale_print_is_ink():
    page, (mask,) = draw([("Kế hoạch gộp ý", 60, 120)], size=48, height=240)
    pale = (255 - 0.3 * (255 - page.astype(float))).astype(np.uint8)
    parts = page_to_components(pale)
    assert (parts.labels[mask] > 0).mean() > 0.8


@pytest.fixture
def table_page():
    """A page with print in two cells; rules at x 500 and y 60, of which the zone of rules covers the middle."""
    page, _ = draw([("Sở", 100, 150), ("1", 560, 150)], size=48, height=240)
    zones = np.ones(page.shape, np.int32)
    zones[:, 500:] = 2
    zones[:, 496:505] = -1
    zones[:60] = 0
    zones[56:65] = -1
    return page.copy(), zones


def test_a_piece_of_a_rule_is_no_letter(table_page):
    page, zones = table_page
    before = len(page_to_components(page, zones).x0)
    page[66:140, 506:509] = 0  # in the cell
    page[66:69, 506:540] = 0
    page[49:52, 700:730] = 0  # outside of the table
    assert len(page_to_components(page, zones).x0) == before


def test_a_dash_of_a_dashed_rule_beside_its_place_is_no_letter(table_page):
    page, zones = table_page
    parts = page_to_components(page, zones)
    page[100 : 100 + round(0.7 * parts.letter_height), 506:509] = 0
    assert len(page_to_components(page, zones).x0) == len(parts.x0)


@pytest.mark.parametrize("shift", [0, -48])
def test_print_close_to_a_rule_stays(table_page, shift):
    page, zones = table_page
    page[:, 500:700] = np.roll(page[:, 500:700], shift, axis=1)  # a narrow 1, a letter's width from the rule or on it
    page[100:104, 507:511] = 0  # a stop
    parts = page_to_components(page, zones)
    assert (parts.zone[1:] == 2).sum() == 2
