"""Printed lines that the engine drops are tried once more as a block, and told if they stay lost."""

import numpy as np
import pytest

from sohoa.nouns.doubt import DoubtKind
from sohoa.nouns.geometry import Box
from sohoa.nouns.page import Page, PageFrame
from sohoa.nouns.problem import ProblemKind
from sohoa.pipeline.engine.protocol import StripKind
from sohoa.pipeline.engine.words import EngineWord
from sohoa.pipeline.reading.recipe import read_print
from sohoa.settings import GlyphSettings, Settings

SETTINGS = Settings(glyphs=GlyphSettings(raised_figures=False, lone_figures=False))
LOST = 300
"""Where the line stands that the engine drops."""


class Drops:
    """Reads every line but the one that is an eighth lighter, and gives `block` for a block."""

    name, scale_matters, needless = "drops", False, frozenset()

    def __init__(self, block=()):
        self.block, self.blocks = block, 0

    def version(self):
        return "1"

    def read(self, strips, kind, _seconds):
        self.blocks += kind is StripKind.BLOCK
        return [self._words(s, kind) for s in strips]

    def _words(self, strip, kind):
        height, width = strip.shape
        if kind is StripKind.BLOCK:
            return [EngineWord(t, Box(20 * k, 2, 20 * k + 15, height - 2), 0.95) for k, t in enumerate(self.block)]
        if strip.min() > 40:
            return []
        return [EngineWord("đọc", Box(0, 0, width, height), 0.95)]


def printed(shapes):
    """A page of lines of letters at y = 100, 200, 300 ...; each shape draws one line into an array."""
    grey = np.full((900, 1200), 255, np.uint8)
    for k, shape in enumerate(shapes):
        shape(grey, 100 + 100 * k)
    return Page(PageFrame(1, 1200, 900, 300.0, 288.0, 216.0), grey)


def line(grey, y, letters=40, ink=20):
    for k in range(letters):
        x = 100 + 20 * k + 14 * (k // 5)
        grey[y : y + 20, x : x + 12] = ink
        grey[y + 5 : y + 15, x + 4 : x + 8] = 255


def lost(grey, y):
    line(grey, y, ink=60)


def scribble(grey, y):
    """Strokes of many heights that stand on no line."""
    for k in range(40):
        height = 6 + 13 * (k % 5)
        grey[y - 3 * (k % 7) : y - 3 * (k % 7) + height, 100 + 20 * k : 112 + 20 * k] = 60


def test_a_lost_line_is_read_as_a_block_or_told():
    page = printed([line, line, lost, line])
    runs, left = read_print(page, (), Drops(block=["dòng", "bị", "bỏ", "sót"]), SETTINGS)
    (again,) = [r for r in runs if r.text == "dòng bị bỏ sót"]
    assert LOST - 20 < again.box.cy < LOST + 40
    assert max(w.confidence for w in again.words) <= 0.7
    assert left.problems(1) == ()
    runs, left = read_print(page, (), Drops(), SETTINGS)
    assert len(runs) == 3
    (problem,) = left.problems(1)
    assert (problem.kind, problem.doubts[0].kind) == (ProblemKind.NOT_READ, DoubtKind.PRINT_NOT_READ)
    assert left.share == pytest.approx(0.25, abs=0.02)
    assert LOST - 10 < left.boxes[0].cy < LOST + 30


@pytest.mark.parametrize(
    "shape",
    [lambda g, y: line(g, y, letters=6, ink=60), scribble, lambda _grey, _y: None],
    ids=["a scrap", "a signature", "nothing"],
)
def test_what_is_no_line_of_print_is_not_missed(shape):
    engine = Drops(block=["mực"])
    _, left = read_print(printed([line, line, shape, line]), (), engine, SETTINGS)
    assert left.boxes == ()
    assert engine.blocks == 0
