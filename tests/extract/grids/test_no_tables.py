"""Drawings of straight lines that are no table: boxes, stamps, flow charts from top to bottom, squared paper."""

from __future__ import annotations

import numpy as np
import pytest

from sohoa.extract.grids.recipe import page_to_steps
from tests.extract.grids.test_grids import SIZE, drawn, page_of, rules_of


def boxes(*some):
    """Boxes (left, top, right, bottom) as a case of rules, in pixels."""
    across = [[y, x0, x1] for x0, y0, x1, y1 in some for y in (y0, y1)]
    return {"across": across, "down": [[x, y0, y1] for x0, y0, x1, y1 in some for x in (x0, x1)]}


def joined(case, across=(), down=()):
    return {"across": [*case["across"], *across], "down": [*case["down"], *down]}


STEPS = boxes((420, 200, 820, 320), (420, 440, 820, 560), (150, 720, 550, 840), (690, 720, 1090, 840))
NONE = {
    "box": boxes((100, 200, 1100, 600)),
    "box inside a box": boxes((100, 200, 1100, 600), (110, 210, 1090, 590)),
    "stamp of four fields": joined(boxes((800, 200, 1050, 320)), [[260, 800, 1050]], [[930, 200, 320]]),
    "two boxes and a line between": joined(boxes((120, 200, 700, 320), (790, 200, 1090, 320)), [[260, 700, 790]]),
    "flow chart": joined(
        STEPS,
        across=[[640, 350, 890]],
        down=[[620, 320, 440], [620, 560, 640], [350, 640, 720], [890, 640, 720]],
    ),
}


@pytest.mark.parametrize("case", NONE.values(), ids=NONE)
def test_what_is_no_table(case):
    across, down = rules_of(case)
    assert page_to_steps(page_of(rules=[*across, *down])).grids == ()
    assert page_to_steps(page_of(drawn(case))).grids == ()


@pytest.mark.parametrize("step", [30, 12])
def test_squared_paper_gives_nothing_or_ends_soon(step):
    pixels = np.full((SIZE[1], SIZE[0]), 255, np.uint8)
    pixels[60:1700:step, 60:1200], pixels[60:1700, 60:1200:step] = 150, 150
    assert page_to_steps(page_of(pixels)).grids == ()


def test_a_table_of_the_same_lines_is_one():
    case = joined(
        boxes((100, 200, 1100, 600)), [[300, 100, 1100], [450, 100, 1100]], [[200, 200, 600], [700, 200, 600]]
    )
    assert [(g.n_rows, g.n_cols) for g in page_to_steps(page_of(drawn(case))).grids] == [(3, 3)]


def test_a_table_of_one_row_is_one():
    case = joined(boxes((120, 200, 1090, 320)), down=[[700, 200, 320], [790, 200, 320]])
    assert [(g.n_rows, g.n_cols) for g in page_to_steps(page_of(drawn(case))).grids] == [(1, 3)]
