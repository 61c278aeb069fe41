"""Pictures lie under the boxes that the datasets tell, are kept within bounds, and are missed without harm."""

import io

import numpy as np
import pytest
from PIL import Image

from sohoa.nouns import homography
from sohoa.nouns.geometry import Box
from sohoa.pipeline.output.outcomes import load_outcomes
from sohoa.pipeline.review.pictures.kept import Kept
from sohoa.pipeline.review.pictures.pages import PageShape, Pictures
from sohoa.settings import Settings
from tests.support.review_outputs import SIZE, page_reading, review_output


@pytest.fixture
def outcome(tmp_path):
    return load_outcomes(review_output(tmp_path)).popitem()[1]


def shape_of(reading, turned=0):
    to_source = reading.frame.to_source
    width, height = SIZE
    if turned:
        back = homography.quarter_turn(360 - turned, *((height, width) if turned % 180 else (width, height)))
        to_source = homography.compose(to_source, back)
        width, height = (height, width) if turned % 180 else (width, height)
    return PageShape(1, width, height, to_source)


def pixels(data):
    return np.asarray(Image.open(io.BytesIO(data)).convert("L"))


@pytest.mark.parametrize("turned", [0, 90, 180])
def test_a_crop_shows_what_was_read_there(tmp_path, outcome, turned):
    word = next(w for w in page_reading().words if w.text == "12.500.000")
    turn = homography.quarter_turn(turned, *SIZE)
    box = homography.apply_to_box(turn, word.box)
    pictures = Pictures([tmp_path], Settings())
    shape = shape_of(page_reading(), turned)
    ink = pixels(pictures.crop(outcome, shape, box))
    assert (ink < 128).mean() > 0.05
    assert abs(ink.shape[1] - box.width) <= 1
    above = Box(box.x0, max(0, box.y0 - 300), box.x1, max(1, box.y0 - 299)) if not turned else None
    if above:
        assert (pixels(pictures.crop(outcome, shape, above)) < 128).mean() < 0.05


def test_a_page_is_made_small_enough(tmp_path, outcome):
    assert pixels(Pictures([tmp_path], Settings()).page(outcome, shape_of(page_reading()))).shape == (1754, 1240)


@pytest.mark.parametrize("gone", ["missing", "other bytes"])
def test_a_source_that_is_not_here_is_no_failure(tmp_path, outcome, gone):
    source = tmp_path / "thu.png"
    source.unlink() if gone == "missing" else source.write_bytes(b"other")
    pictures = Pictures([tmp_path], Settings())
    assert pictures.sources.path_of(outcome) is None
    assert pictures.page(outcome, shape_of(page_reading())) is None
    assert pictures.crop(outcome, shape_of(page_reading()), Box(0, 0, 9, 9)) is None


def test_a_page_that_no_source_has_is_no_failure(tmp_path, outcome):
    pictures = Pictures([tmp_path], Settings())
    assert pictures.page(outcome, PageShape(9, 100, 100, (1, 0, 0, 0, 1, 0, 0, 0, 1))) is None
    assert pictures.page(outcome, PageShape(1, 10**6, 10**6, (1, 0, 0, 0, 1, 0, 0, 0, 1))) is None


def test_what_is_kept_has_a_bound_and_the_least_lately_used_goes():
    made = []
    kept = Kept(10, len)

    def get(key):
        return kept.get(key, lambda: made.append(key) or b"x" * 4)

    for key in "abacab":
        get(key)
    assert made == ["a", "b", "c", "b"]
    assert kept.used == 8
    kept.get("large", lambda: b"x" * 11)
    assert kept.used == 8
