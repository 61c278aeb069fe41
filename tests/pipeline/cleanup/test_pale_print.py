"""Pale print is darkened before anything is looked for; grain, dark print and what shines through are not."""

import cv2
import numpy as np
import pytest

from sohoa.nouns.doubt import DoubtKind
from sohoa.pipeline.cleanup.pale_print import darkened, find_print
from sohoa.pipeline.cleanup.paper import estimate_paper, ink_map, thumbnail
from sohoa.pipeline.cleanup.recipe import clean_page
from sohoa.settings import CleanupSettings
from tests.pipeline.cleanup.test_orientation import page_of

SIZE = 1600, 1200


def printed(ink, paper=240, grain=4.0, lines=30):
    """A page of drawn lines, so dark, on paper with grain."""
    page = np.full(SIZE, 255, np.uint8)
    for k in range(lines):
        text = "ke hoach phat trien kinh te xa hoi nam"[k % 7 :]
        cv2.putText(page, text, (80, 100 + 48 * k), cv2.FONT_HERSHEY_COMPLEX, 1.2, 0, 2, cv2.LINE_AA)
    grey = ink + (paper - ink) * page.astype(np.float64) / 255
    return worn(grey, grain)


def worn(grey, grain):
    noise = np.random.default_rng(3).normal(0, grain, np.shape(grey))
    return np.asarray(np.clip(grey + noise, 0, 255), np.uint8)


def found(grey):
    small, _ = thumbnail(grey)
    paper = estimate_paper(small)
    ink = ink_map(small, paper)
    return find_print(grey, small, paper, ink, np.zeros_like(ink)), paper


@pytest.mark.parametrize("ink", [165, 190, 210, 218])
def test_pale_print_is_darkened(ink):
    grey = printed(ink)
    pale, paper = found(grey)
    assert pale.is_pale and abs(pale.middle - (ink - 8) / 240) < 0.06
    dark = darkened(grey, paper, pale.reflected)
    assert np.median(dark) > 245
    strokes = cv2.erode((grey < (ink + 240) / 2).astype(np.uint8), np.ones((2, 2), np.uint8)) > 0
    assert 60 < np.median(dark[strokes]) < 160


ACROSS, DOWN = np.arange(SIZE[1])[None, :] / SIZE[1], np.arange(SIZE[0])[:, None] / SIZE[0]


@pytest.mark.parametrize(
    "ink",
    [
        pytest.param(np.where(DOWN < 1 / 3, 200, 30), id="the upper third"),
        pytest.param(np.where(DOWN < 1 / 2, 30, 205), id="the lower half"),
        pytest.param(np.maximum(220 - 200 * ACROSS, 30), id="to one side"),
    ],
)
def test_print_that_is_pale_in_part_is_darkened_by_its_palest_strokes(ink):
    grey = printed(ink)
    pale, paper = found(grey)
    assert pale.is_pale and pale.reflected == pale.nearly_all > pale.middle + 0.1
    dark, strokes = darkened(grey, paper, pale.reflected), grey < (ink + 240) / 2 - 8
    assert np.percentile(dark[strokes & (ink > 180)], 75) < 200


@pytest.mark.parametrize("ink", [0, 60, 120])
def test_print_that_is_dark_enough_is_left(ink):
    assert not found(printed(ink))[0].is_pale


@pytest.mark.parametrize("grain", [0.0, 3.0, 10.0, 25.0])
def test_grain_is_no_print(grain):
    assert not found(worn(np.full(SIZE, 235.0), grain))[0].is_pale


@pytest.mark.parametrize("coarse", [2.0, 5.0, 9.0])
def test_mottled_paper_is_no_print(coarse):
    mottled = cv2.GaussianBlur(np.random.default_rng(5).normal(0, 1, SIZE), (0, 0), coarse)
    assert not found(worn(230 + 12 * mottled / mottled.std(), 2.0))[0].is_pale


def test_what_is_darkened_is_told():
    grey = printed(205)
    page = page_of(grey)
    done = clean_page(page, CleanupSettings())
    assert DoubtKind.PALE_PRINT in [d.kind for p in done.problems for d in p.doubts]
    assert np.percentile(done.pixels, 2) < 150 < np.percentile(page.pixels, 2)
    as_it_is = clean_page(page, CleanupSettings(flatten=False))
    assert np.percentile(as_it_is.pixels, 2) > 150
    assert DoubtKind.PALE_PRINT not in [d.kind for p in as_it_is.problems for d in p.doubts]
