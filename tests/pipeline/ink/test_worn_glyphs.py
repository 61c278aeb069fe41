import cv2
import numpy as np
import pytest

from sohoa.pipeline.ink.components import page_to_components
from sohoa.pipeline.ink.text_lines import components_to_lines
from sohoa.pipeline.ink.worn_glyphs import mend_worn_glyphs

INK, WORN, GHOST = 60, 232, 246
"""Grey of print, of what wear left of it (paler than ink, darker than paper), and of what shines through."""


def page(*marks):
    """A page of two cells: print in the right one, in the left one what is drawn: grey, left, top, width, height."""
    grey = np.full((400, 600), 255, np.uint8)
    for y in (100, 200, 300):
        for x in range(320, 560, 22):
            cv2.rectangle(grey, (x, y), (x + 12, y + 18), INK, 2)
    for level, x, y, wide, high in marks:
        grey[y : y + high, x : x + wide] = level
    zones = np.full(grey.shape, -1, np.int32)
    zones[5:395, 5:295], zones[5:395, 305:595] = 1, 2
    return grey, zones


def mended(*marks):
    """Boxes of the lines in the left cell, and how many components it has."""
    grey, zones = page(*marks)
    parts = page_to_components(grey, zones)
    parts, lines = mend_worn_glyphs(grey, parts, components_to_lines(parts))
    assert sorted(set(np.unique(parts.labels)) - {0}) == list(range(1, len(parts.x0)))
    for k in range(1, len(parts.x0)):
        ys, xs = np.nonzero(parts.labels == k)
        box = (xs.min(), ys.min(), xs.max() + 1, ys.max() + 1)
        assert box == (parts.x0[k], parts.y0[k], parts.x1[k], parts.y1[k])
    return [t.box for t in lines if t.zone == 1]


FIGURE = [(INK, 100, 150, 14, 8), (WORN, 106, 158, 4, 10), (INK, 100, 168, 14, 6)]
"""Head and foot of a 2, and the pale stroke between them."""
DASH = [(INK, 102, 150, 7, 4), (WORN, 99, 149, 13, 6), (INK, 102, 150, 7, 4)]


def test_a_figure_in_pieces_is_one():
    (box,) = mended(*FIGURE)
    assert (box.x0, box.y0, box.x1, box.y1) == (100, 150, 114, 174)


@pytest.mark.parametrize(
    "marks",
    [
        pytest.param([FIGURE[0], FIGURE[2]], id="nothing between the pieces"),
        pytest.param([(GHOST, *m[1:]) if m[0] == WORN else m for m in FIGURE], id="only what shines through"),
        pytest.param([*FIGURE, (WORN, 112, 150, 60, 4)], id="a stroke as long as four figures"),
        pytest.param([(INK, 100, 150, 5, 4), (WORN, 101, 154, 3, 22)], id="a speck with a pale stroke"),
        pytest.param([(INK, 100, 150, 3, 3)], id="a speck"),
        pytest.param(
            [(g, x + 30 * k, y, w, h) for k in range(4) for g, x, y, w, h in FIGURE], id="many in one cell: a picture"
        ),
    ],
)
def test_what_is_no_figure(marks):
    assert mended(*marks) == []


def test_a_dash_of_which_the_middle_is_left_belongs_to_its_line():
    letters = [(INK, 150 + 22 * k, 141, 14, 18) for k in range(5)]
    (alone,) = mended(*letters)
    (with_dash,) = mended(*letters, *DASH)
    assert (alone.x0, with_dash.x0) == (150, 99)


def test_nothing_worn():
    grey, zones = page()
    parts = page_to_components(grey, zones)
    lines = components_to_lines(parts)
    again = mend_worn_glyphs(grey, parts, lines)
    assert again[0] is parts
    assert again[1] == lines
