"""Scraps of a seal over a table: what stands alone inside its box is unsure, other print stays as sure as it was."""

import cv2
import numpy as np
import pytest

from sohoa.nouns.geometry import Box
from sohoa.nouns.text_run import words_to_run
from sohoa.nouns.word import Word
from sohoa.pipeline.ink.components import page_to_components
from sohoa.pipeline.ink.text_lines import components_to_lines
from sohoa.pipeline.reading.seal_scraps import with_scraps_told
from tests.support.drawn_lines import draw


def confidences(words, *shapes, in_table=True):
    """Words drawn at (text, x, y), read with 0.97, after a look at the shapes on the page."""
    grey, _ = draw(words, size=40, height=600)
    grey = grey.copy()
    for shape in shapes:
        shape(grey)
    parts = page_to_components(grey, np.full(grey.shape, int(in_table), np.int32))
    lines = components_to_lines(parts)
    near = {text: min(lines, key=lambda r: abs(r.box.x0 - x) + abs(r.box.y1 - y)) for text, x, y in words}
    runs = []
    for line in lines:
        said = [Word(t, t, line.box, 0.97) for t, owner in near.items() if owner is line]
        runs.append(words_to_run(said or [Word("?", "?", Box(0, 0, 1, 1), 0.1)]))
    done = with_scraps_told(parts, lines, runs)
    return {w.text: w.confidence for run in done for w in run.words if w.text != "?"}


def seal(x, y=300, radius=130):
    return lambda grey: cv2.circle(grey, (x, y), radius, 20, 4)


PRINT = [("Kinh phí thực hiện", 700, 150), ("khoảng 40 tỷ đồng", 700, 450)]


def test_a_lone_figure_inside_a_seal_is_unsure():
    told = confidences([("4", 390, 300), *PRINT], seal(400))
    assert told["4"] == 0.65
    assert {told[text] for text, _, _ in PRINT} == {0.97}


@pytest.mark.parametrize(
    ("words", "shapes"),
    [
        ([("4", 390, 300)], ()),
        ([("4", 60, 300)], (seal(400),)),
        ([("2.450", 350, 300)], (seal(400),)),
        ([("4", 390, 300)], (lambda grey: cv2.line(grey, (300, 320), (520, 320), 20, 3),)),
    ],
    ids=["no seal", "beside it", "a whole number", "a rule under it"],
)
def test_other_figures_stay_as_sure_as_they_were(words, shapes):
    told = confidences([*words, *PRINT], *shapes)
    assert told[words[0][0]] == 0.97


def test_outside_of_tables_others_look():
    assert confidences([("4", 390, 300), *PRINT], seal(400), in_table=False)["4"] == 0.97
