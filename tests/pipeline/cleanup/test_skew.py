"""The angle of text lines."""

import numpy as np
import pytest

from sohoa.pipeline.cleanup.skew import MAX_SKEW, NO_SKEW, estimate_skew, lower_edges
from tests.support.drawn_pages import table_page, text_page, tilted


@pytest.mark.parametrize("page", [text_page(), table_page()], ids=["text", "table"])
@pytest.mark.parametrize("degrees", [-6.3, -1.0, -0.12, 0.0, 0.4, 3.7])
def test_the_angle_is_found(page, degrees):
    found = estimate_skew((tilted(page, degrees) < 128).astype(np.uint8))
    assert found.degrees == pytest.approx(degrees, abs=0.1)
    assert found.sharpness > 3


def test_what_has_no_lines_is_not_sharp():
    noise = (np.random.default_rng(7).random((900, 700)) < 0.02).astype(np.uint8)
    found = estimate_skew(noise)
    assert found.sharpness < 1.8
    assert abs(found.degrees) <= MAX_SKEW + 0.5


def test_a_page_nearly_empty_has_no_skew():
    few = np.zeros((900, 700), np.uint8)
    few[100:105, 100:110] = 1
    assert estimate_skew(few) == NO_SKEW
    assert estimate_skew(few * 0) == NO_SKEW


def test_edges_have_paper_below():
    ink = np.array([[1, 0], [1, 1], [0, 1]], np.uint8)
    assert [a.tolist() for a in lower_edges(ink)] == [[0.0, 1.0], [1.0, 2.0]]
