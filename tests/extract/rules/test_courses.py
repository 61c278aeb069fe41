"""Where boundaries run: along all chords of a bent rule, and beside what is of another rule."""

import itertools

import numpy as np
import pytest

from samples.paint_tables import Look, paint_page
from samples.table_nouns import DPI, PORTRAIT, SetPage, put_words
from sohoa.extract.grids.recipe import page_to_steps
from sohoa.extract.rules.courses import courses_of
from sohoa.extract.rules.crossings import Line
from sohoa.nouns.geometry import Rule
from sohoa.nouns.page import Page, PageFrame

LETTER = 13.0
XS = (118, 195, 789, 918, 1122)


def chords(places):
    """The parts of a bent upright rule through (x, y) places."""
    return tuple(Rule(*a, *b) for a, b in itertools.pairwise(places))


def line(level, start, end, rules):
    return Line(level, start, end, rules)


BENT = ((195.8, 128.0), (191.1, 407.0), (190.5, 686.0), (193.9, 964.0), (201.3, 1243.0))


def test_a_course_follows_a_bent_rule_to_its_end():
    (course,) = courses_of([line(195, 128, 1243, chords(BENT))], 195, -0.003, LETTER, turned=True)
    for x, y in BENT:
        assert course.across(np.array([y]))[0] == pytest.approx(x, abs=0.5)


def test_a_piece_far_aside_that_begins_elsewhere_is_of_no_course():
    piece = Rule(202.0, 970.0, 209.0, 1240.0)
    (course,) = courses_of([line(195, 128, 1243, (*chords(BENT[:4]), piece))], 195, -0.003, LETTER, turned=True)
    assert course.across(np.array([1240.0]))[0] < 200


@pytest.mark.parametrize("bend", [4.0, 8.0, 11.0])
@pytest.mark.parametrize("rows", [6, 12, 17])
def test_a_bent_table_keeps_all_its_rows(bend, rows):
    page = SetPage(PORTRAIT)
    ys = [128 + 66 * k for k in range(rows + 1)]
    page.rules.extend((XS[0], y, XS[-1], y) for y in ys)
    page.rules.extend((x, ys[0], x, ys[-1]) for x in XS)
    for y, (x, text) in itertools.product(
        ys[:-1], zip(XS, ("1", "Nâng cấp trục liên thông", "12,5", "Sở Nội vụ"), strict=False)
    ):
        put_words(page, text, x + 8, y + 16)
    pixels = paint_page(page, Look(thickness=1, bend=bend, skew_deg=0.35, noise=5.9), np.random.default_rng(3))
    frame = PageFrame(1, pixels.shape[1], pixels.shape[0], DPI, page.size[0] * 72 / DPI, page.size[1] * 72 / DPI)
    (grid,) = page_to_steps(Page(frame, pixels)).grids
    assert (grid.n_rows, grid.n_cols, len(grid.cells)) == (rows, 4, 4 * rows)
