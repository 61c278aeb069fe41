"""Lines of which no letter stands apart from a seal: looked for in its ink, believed where they make words."""

from time import monotonic

import numpy as np
import pytest

from sohoa.nouns.geometry import Box
from sohoa.nouns.text_run import TextRun
from sohoa.nouns.word import Word
from sohoa.pipeline.engine.protocol import StripKind
from sohoa.pipeline.engine.words import EngineWord
from sohoa.pipeline.ink.components import page_to_components
from sohoa.pipeline.reading.covered_lines import covers
from sohoa.pipeline.reading.hidden_lines import read_hidden
from sohoa.pipeline.reading.page_engine import PageEngine
from tests.pipeline.reading.test_covered_lines import INK, page, seal


class Sees:
    """Reads these words on covered strips whose middle lies within the line that the test hides, else letters."""

    name, scale_matters, needless = "sees", False, frozenset()

    def __init__(self, *words, sure=0.8):
        self.words, self.sure, self.kinds = words, sure, []

    def version(self):
        return "1"

    def read(self, strips, kind, _seconds):
        self.kinds += [kind] * len(strips)
        return [self._words(s) if kind is StripKind.COVERED else [EngineWord("đ" * 9, _box(s), 0.95)] for s in strips]

    def _words(self, strip):
        """The words, surest where the band of ink lies in the middle of the strip."""
        inked = np.flatnonzero((strip < 100).mean(axis=1) > 0.25)
        if not len(inked):
            return []
        off = abs(inked.mean() - strip.shape[0] / 2) / strip.shape[0]
        return [EngineWord(w, _box(strip), self.sure - off) for w in self.words]


def _box(strip):
    return Box(0, strip.shape[0] / 2 - 5, strip.shape[1], strip.shape[0] / 2 + 5)


def hidden(grey):
    """A band of ink across a seal, high as a line."""
    seal(800, 1180, 160)(grey)
    grey[1172:1188, 640:960] = INK


def found(engine, *shapes, printed=()):
    """What is found where nothing but these boxes of lines was read."""
    pixels = page(*shapes).pixels
    parts = page_to_components(pixels, np.zeros(pixels.shape, np.int32))
    runs = [TextRun((Word("đđđđđ", "đđđđđ", box, 0.9),), box, 20.0) for box in printed]
    lines = read_hidden(PageEngine(engine, pixels, parts, monotonic() + 60), [], runs, covers(parts))
    return [r for r in lines if 1140 < r.box.cy < 1230]


def test_a_line_that_is_one_with_the_seal_is_found():
    engine = Sees("PHÓ", "GIÁM", "ĐỐC")
    (line,) = found(engine, hidden)
    assert line.text == "PHÓ GIÁM ĐỐC"
    assert max(w.confidence for w in line.words) < 0.7
    assert StripKind.COVERED in engine.kinds


@pytest.mark.parametrize(
    ("words", "sure"),
    [(("PHÓ", "GIÁM", "ĐỐC"), 0.45), (("PHX", "GIÁM", "ĐỐC"), 0.8), (("BAN",), 0.8), (("Ở", "BÊ"), 0.8)],
    ids=["illegible", "no words", "one word", "few letters"],
)
def test_what_makes_no_words_is_the_seals(words, sure):
    assert found(Sees(*words, sure=sure), hidden) == []


def test_where_a_line_was_read_none_is_looked_for():
    engine = Sees("PHÓ", "GIÁM", "ĐỐC")
    assert found(engine, hidden, printed=[Box(700, 1170, 900, 1190)]) == []
    assert len(found(engine, hidden, printed=[Box(200, 1170, 400, 1190)])) == 1


def test_where_no_seal_lies_nothing_is_looked_for():
    engine = Sees("PHÓ", "GIÁM", "ĐỐC")
    assert found(engine) == []
    assert StripKind.COVERED not in engine.kinds


def test_a_part_of_a_line_that_was_read_is_none():
    engine = Sees("PHÓ", "GIÁM", "ĐỐC")
    assert found(engine, hidden, printed=[Box(970, 1170, 1300, 1190)]) == []
