"""Dark edges and punch holes."""

import cv2
import numpy as np
import pytest

from sohoa.pipeline.cleanup.scanner_edges import find_borders, painted_over
from tests.support.drawn_pages import text_page


def test_dark_edges_and_punch_holes_go_and_nothing_else():
    ink = (text_page() < 128).astype(np.uint8)
    edge = ink.copy()
    edge[:, :9] = 1
    edge[-14:, 200:] = 1
    for y in (300, 620):
        cv2.circle(edge, (45, y), 11, 1, -1)
    mask = find_borders(edge)
    left = edge & (1 - mask)
    assert not left[:, :9].any()
    assert not left[-14:, 200:].any()
    assert not left[285:315, 30:60].any()
    assert np.array_equal(left[60:1100, 70:], ink[60:1100, 70:])


@pytest.mark.parametrize("at", [(400, 580), (45, 300)], ids=["a seal inside", "a ring at the rim"])
def test_rings_are_no_punch_holes(at):
    ink = (text_page() < 128).astype(np.uint8)
    cv2.circle(ink, at, 11 if at[0] < 100 else 60, 1, 3)
    assert not find_borders(ink).any()


def test_letters_cut_off_by_the_rim_stay():
    ink = (text_page() < 128).astype(np.uint8)
    ink[300:312, :8] = 1
    assert not find_borders(ink).any()


def test_what_is_painted_over_is_as_bright_as_the_paper():
    grey = np.full((200, 100), 180, np.uint8)
    grey[:, :10] = 0
    mask, paper = np.zeros((100, 50), np.uint8), np.full((100, 50), 180, np.uint8)
    assert painted_over(grey, mask, paper) is grey
    mask[:, :5] = 1
    assert (painted_over(grey, mask, paper) == 180).all()
