"""An engine at work on one page: time left, and words at their places."""

from time import monotonic

import pytest

from sohoa.nouns.geometry import Box
from sohoa.nouns.word import Alternative
from sohoa.pipeline.engine.protocol import StripKind
from sohoa.pipeline.engine.words import EngineWord
from sohoa.pipeline.ink.components import page_to_components
from sohoa.pipeline.ink.text_lines import components_to_lines
from sohoa.pipeline.reading.page_engine import PageEngine
from tests.support.print_strips import page

PIXELS = page(("các phường, xã", 60, 100), ("trong tỉnh", 300, 400))
PARTS = page_to_components(PIXELS)
LINES = components_to_lines(PARTS)


class FindsInk:
    """Reads one word a strip: its ink."""

    name = "finds ink"
    scale_matters = True
    needless = frozenset()

    def __init__(self):
        self.asked = []

    def version(self):
        return "1.0"

    def read(self, strips, kind, seconds):
        self.asked.append((kind, seconds))
        return [[self._word(s)] for s in strips]

    @staticmethod
    def _word(strip):
        columns, rows = ((strip < 128).any(axis=a).nonzero()[0] for a in (0, 1))
        box = Box(float(columns[0]), float(rows[0]), float(columns[-1] + 1), float(rows[-1] + 1))
        return EngineWord("mực", box, 0.8, alternatives=(Alternative("mức", 0.2),))


@pytest.mark.parametrize("letter_height", [0, 15, 20, 40])
@pytest.mark.parametrize("soften", [False, True])
def test_words_come_back_where_their_ink_is(letter_height, soften):
    read = PageEngine(FindsInk(), PIXELS, PARTS, monotonic() + 60).read_lines(LINES, letter_height, soften=soften)
    for line, (word,) in zip(LINES, read, strict=True):
        for side in ("x0", "y0", "x1", "y1"):
            assert getattr(word.box, side) == pytest.approx(getattr(line.box, side), abs=3)
        assert (word.text, word.text_ocr, word.confidence) == ("mực", "mực", 0.8)
        assert [a.text for a in word.alternatives] == ["mức"]


def test_the_engine_is_told_what_it_is_given_and_how_much_time_is_left():
    engine = FindsInk()
    page_engine = PageEngine(engine, PIXELS, PARTS, monotonic() + 60)
    page_engine.read_lines(LINES, 20, StripKind.RAW_LINE)
    page_engine.read_strips([], StripKind.WORD)
    assert [kind for kind, _ in engine.asked] == [StripKind.RAW_LINE, StripKind.WORD]
    assert all(59 < seconds <= 60 for _, seconds in engine.asked)


def test_inks_are_of_the_same_page():
    inks = PageEngine(FindsInk(), PIXELS, PARTS, 0.0).inks(LINES)
    assert [(ink.line, ink.parts, ink.column) for ink in inks] == [(line, PARTS, None) for line in LINES]
