from dataclasses import replace

import numpy as np
import pytest

from sohoa.errors import EngineFailed
from sohoa.nouns.doubt import DoubtKind
from sohoa.nouns.geometry import Box
from sohoa.nouns.page import Page, PageFrame, TextLayer
from sohoa.nouns.problem import ProblemKind
from sohoa.nouns.word import LayerWord
from sohoa.pipeline.engine.words import EngineWord
from sohoa.pipeline.layers.layer_check import believed
from tests.support.engines import ScriptedEngine

PRINTED = [
    "Sở Xây dựng chủ trì lập quy hoạch khu dân cư số 20",
    "Hoàn thành trước ngày 30 tháng 10 năm 2030",
    "Kinh phí 1.050 triệu đồng từ nguồn sự nghiệp",
]


def page_of(lines):
    """A white page on whose layer each line stands on a line of its own."""
    words = [
        LayerWord(text, Box(100 + 90 * k, 200 + 60 * n, 180 + 90 * k, 230 + 60 * n))
        for n, line in enumerate(lines)
        for k, text in enumerate(line.split())
    ]
    return Page(
        PageFrame(1, 1600, 1000, 300.0, 384.0, 240.0),
        np.full((1000, 1600), 255, np.uint8),
        has_scan=False,
        layer_words=tuple(words),
        layer=TextLayer.SOUND,
        layer_suspect=True,
    )


def engine_that_reads(lines):
    """Gives the lines as they are asked for, from top to bottom."""

    def answer(strips, _call):
        return [[EngineWord(line, Box(0, 0, 9, 9), 0.9)] for line, _ in zip(lines, strips, strict=True)]

    return ScriptedEngine(answer)


LIES = {
    "codes for letters": [line.translate({k: k - 29 for k in range(64, 127)}) for line in PRINTED],
    "O for 0": [line.replace("0", "O") for line in PRINTED],
    "a table shifted by one": [line.translate({k: k + 1 for k in range(97, 122)}) for line in PRINTED],
}


@pytest.mark.parametrize("layer", LIES.values(), ids=LIES.keys())
def test_a_layer_that_lies_is_found(layer):
    page = believed(page_of(layer), engine_that_reads(PRINTED), 10.0)
    assert page.layer is TextLayer.BROKEN
    assert [p.kind for p in page.problems] == [ProblemKind.BROKEN_LAYER]
    assert page.problems[0].doubts[0].kind is DoubtKind.LAYER_CONTRADICTED


READINGS = {
    "the same": PRINTED,
    "an engine that errs here and there": [
        "Sở Xây dưng chủ tri lập quy hoạch khu dân cu số 20",
        "Hoàn thanh trước ngày 30 thảng 10 năm 2030",
        "Kinh phí 1.050 triệu đông từ nguồn sự nghiệp",
    ],
    "nothing": ["", "", ""],
}


@pytest.mark.parametrize("read", READINGS.values(), ids=READINGS.keys())
def test_a_layer_that_says_what_is_printed_is_believed(read):
    page = page_of(PRINTED)
    assert believed(page, engine_that_reads(read), 10.0) is page


def moved(page, down, right=0.0):
    """The page whose layer lies elsewhere, over and beyond its edges."""
    words = [
        replace(w, box=Box(w.box.x0 + right, w.box.y0 + down, w.box.x1 + right, w.box.y1 + down))
        for w in page.layer_words
    ]
    return replace(page, layer_words=tuple(words))


@pytest.mark.parametrize(("down", "right"), [(900, 0), (-400, 0), (0, 1700), (0, -1700)])
def test_lines_beside_the_page_are_not_looked_at(down, right):
    asked = []

    def answer(strips, _call):
        asked.extend(strips)
        return [[] for _ in strips]

    page = moved(page_of(PRINTED), down, right)
    assert believed(page, ScriptedEngine(answer), 10.0) is page
    assert asked == []


def test_a_line_over_the_edge_is_read_as_far_as_it_is_there():
    shapes = []

    def answer(strips, _call):
        shapes.extend(s.shape for s in strips)
        return [[] for _ in strips]

    believed(moved(page_of(PRINTED), 1000 - 200 - 15.5), ScriptedEngine(answer), 10.0)
    assert [height for height, _ in shapes] == [24]  # it begins at 776, with its paper


def test_nonsense_of_the_engine_fails_the_page():
    off = ScriptedEngine(lambda strips, _: [[EngineWord("chữ", Box(0, 9e9, 9, 9e9 + 9), 0.9)] for _ in strips])
    with pytest.raises(EngineFailed) as refused:
        believed(page_of(PRINTED), off, 10.0)
    assert refused.value.doubt.kind is DoubtKind.ENGINE_NONSENSE
