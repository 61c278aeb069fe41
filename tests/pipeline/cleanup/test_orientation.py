from dataclasses import replace

import numpy as np
import pytest

from sohoa.nouns.homography import apply
from sohoa.nouns.page import Page, PageFrame
from sohoa.nouns.problem import ProblemKind
from sohoa.pipeline.cleanup.orientation import Orientation, along_the_better_axis
from sohoa.pipeline.cleanup.pixels import turned
from sohoa.pipeline.cleanup.recipe import clean_page
from sohoa.pipeline.cleanup.skew import Skew
from sohoa.settings import CleanupSettings
from tests.support.drawn_pages import shaded, table_page, text_page, tilted


def page_of(pixels: np.ndarray, dpi: float = 100.0) -> Page:
    high, wide = pixels.shape[:2]
    k = 72 / dpi
    return Page(PageFrame(1, wide, high, dpi, wide * k, high * k, (k, 0, 0, 0, k, 0, 0, 0, 1)), pixels)


def never(_strip):
    raise AssertionError("the engine was asked although the letters tell")


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("make", [text_page, table_page])
@pytest.mark.parametrize("skew", [-6.8, 0.4, 3.1])
def test_upright_and_straight_from_any_turn(make, turn, skew):
    scan = turned(shaded(tilted(make(), skew)), -turn % 360)
    done = clean_page(page_of(scan), CleanupSettings(), never)
    assert done.frame.rotation == turn
    assert done.frame.skew_deg == pytest.approx(skew, abs=0.1)
    assert not done.problems
    assert done.pixels.shape == (done.height, done.width)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_to_source_leads_back_to_the_ink(turn):
    drawn = text_page()
    drawn = drawn.copy()
    drawn[500:512, 5:17] = 0  # a mark outside the text, to be found again
    scan = turned(tilted(drawn, 2.0), -turn % 360)
    done = clean_page(page_of(scan), CleanupSettings(remove_borders=False))
    ys, xs = np.nonzero(done.pixels < 100)
    marks = [apply(done.frame.to_source, x + 0.5, y + 0.5) for x, y in zip(xs[::97], ys[::97], strict=True)]
    on_scan = [scan[int(y / 0.72), int(x / 0.72)] for x, y in marks]
    assert np.mean(np.array(on_scan) < 160) > 0.9


def test_turning_can_be_switched_off():
    done = clean_page(page_of(turned(text_page(), 180)), CleanupSettings(orient=False))
    assert done.frame.rotation == 0
    done = clean_page(page_of(tilted(text_page(), 3)), CleanupSettings(deskew=False))
    assert done.pixels.shape == (1160, 820)


def few_lines() -> np.ndarray:
    return text_page(lines=1)


@pytest.mark.parametrize(("sure", "turn"), [((0.9, 0.3), 0), ((0.3, 0.9), 180)])
def test_the_engine_decides_where_letters_do_not(sure, turn):
    answers = iter(sure)
    done = clean_page(page_of(few_lines()), CleanupSettings(), lambda _strip: next(answers))
    assert done.frame.rotation == turn


def test_what_is_surely_read_is_not_tried_the_other_way():
    asked = []

    def sure(strip):
        asked.append(strip)
        return 0.8

    done = clean_page(page_of(few_lines()), CleanupSettings(), sure)
    assert (done.frame.rotation, len(asked)) == (0, 1)


def test_what_is_hardly_read_either_way_is_tried_both_ways_and_left():
    answers = iter((0.7, 0.74))
    done = clean_page(page_of(few_lines()), CleanupSettings(), lambda _strip: next(answers))
    assert (done.frame.rotation, next(answers, None)) == (0, None)


def test_undecided_is_said():
    done = clean_page(page_of(few_lines()), CleanupSettings(), lambda _strip: 0.5)
    assert done.frame.rotation == 0
    assert [p.kind for p in done.problems] == [ProblemKind.ORIENTATION_UNSURE]


def seal() -> np.ndarray:
    import cv2

    page = np.full((1160, 820), 255, np.uint8)
    for r in (90, 80, 40):
        cv2.circle(page, (500, 800), r, 60, 3)
    return page


def photograph() -> np.ndarray:
    import cv2

    rough = np.random.default_rng(1).uniform(0, 255, (40, 30)).astype(np.uint8)
    return cv2.resize(rough, (820, 1160), interpolation=cv2.INTER_CUBIC)


@pytest.mark.parametrize("pixels", [np.full((1160, 820), 240, np.uint8), seal(), photograph()])
def test_a_page_without_lines_is_left_alone_and_said(pixels):
    done = clean_page(page_of(pixels), CleanupSettings(), never)
    assert (done.frame.rotation, done.frame.skew_deg) == (0, 0)
    assert [p.kind for p in done.problems] == [ProblemKind.BLANK_PAGE]


@pytest.mark.parametrize("shape", [(1, 1), (3, 4000), (20, 20), (4000, 2), (30, 9000)])
def test_odd_shapes_do_no_harm(shape):
    for level in (0, 255):
        done = clean_page(page_of(np.full(shape, level, np.uint8)), CleanupSettings(), never)
        assert done.pixels.shape == shape


@pytest.mark.parametrize(("better", "turn"), [("narrow", 90), ("wide", 0), ("neither", 0)])
def test_of_two_axes_the_one_that_the_engine_reads(better, turn):
    def sure(strip):
        return {"narrow": 0.9, "wide": 0.3, "neither": 0.5}[better] if strip.shape[1] < 100 else 0.5

    page, ink = np.full((100, 300), 255, np.uint8), np.ones((100, 300), np.uint8)
    level, other = Skew(0.4, 3.0, 2.0), Skew(-0.2, 3.0, 1.0)
    way = Orientation(0, level, clear=True, lines=True, other=other)
    found = along_the_better_axis(page, ink, 4.0, way, sure)
    assert found.turn == turn
    assert found.skew == (other if turn else level)
    assert along_the_better_axis(page, ink, 4.0, replace(way, other=None), sure).turn == 0
