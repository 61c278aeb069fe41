import cv2
import numpy as np
import pytest

from sohoa.nouns.geometry import Box
from sohoa.nouns.table import GridCell
from sohoa.pipeline.glyphs.lone_dashes import lone_dashes
from tests.support.drawn_lines import draw, found_lines

CELL = Box(700.0, 150.0, 1000.0, 350.0)


def _page(text="", x=840, size=50):
    """A page with a line outside and a cell that holds `text`."""
    lines = [("Nội dung công việc", 40, 100)]
    page, _ = draw([*lines, (text, x, 265)] if text else lines, size=size)
    return page


def _dashes(page):
    zones = np.zeros(page.shape, np.int32)
    zones[140:360, 690:1010] = -1
    zones[150:350, 700:1000] = 1
    parts, lines = found_lines(page, zones)
    cell = GridCell(0, 0, 1, 1, CELL)
    return lone_dashes(page, parts, lines, [cell])


@pytest.mark.parametrize("dash", ["-", "–", "—", "−"])
def test_dashes(dash):
    found = _dashes(_page(dash))
    assert [r.text for r in found] == ["-"]
    assert CELL.intersection(found[0].box) == found[0].box.area


@pytest.mark.parametrize("text", ["", "- 5", "a -", ".", ",", "'", "=", "- -", "/", "~", "1"])
def test_other_signs_and_dashes_beside_letters_are_no_lone_dashes(text):
    assert not _dashes(_page(text))


def test_a_scrap_of_a_rule_is_no_dash():
    page = _page()
    page[152:156, 800:840] = 0
    assert not _dashes(page)


def test_a_slanted_stroke_is_no_dash():
    page = _page()
    cv2.line(page, (820, 260), (860, 244), 0, 3)
    assert not _dashes(page)


def test_pale_dirt_is_no_dash():
    page = _page()
    page[248:252, 820:850] = 175
    assert not _dashes(page)
    page[248:252, 820:850] = 30
    assert _dashes(page)
