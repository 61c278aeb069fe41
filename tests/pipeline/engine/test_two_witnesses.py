"""When the second engine is asked, and what it costs."""

import numpy as np
import pytest

from sohoa.nouns.geometry import Box
from sohoa.pipeline.engine.protocol import StripKind
from sohoa.pipeline.engine.two_witnesses import TwoWitnesses, is_doubtful
from sohoa.pipeline.engine.words import EngineWord

STRIPS = [np.full((20, 60 + k), 255, np.uint8) for k in range(3)]


class Says:
    """An engine whose answers are told beforehand, by the width of the strip."""

    name = "says"
    scale_matters = True
    needless = frozenset({"comma_tails"})

    def __init__(self, by_width):
        self.by_width, self.asked = by_width, []

    def version(self):
        return "says 1"

    def read(self, strips, kind, _seconds):
        self.asked += [(s.shape[1], kind) for s in strips]
        return [[EngineWord(t, Box(0, 0, 9, 9), c) for t, c in self.by_width.get(s.shape[1], [])] for s in strips]


def test_only_lines_in_doubt_are_read_twice():
    first = Says({60: [("kế", 0.999)], 61: [("kể", 0.5)], 62: []})
    second = Says({61: [("kế", 0.9)], 62: [("hoạch", 0.8)]})
    read = TwoWitnesses(first, second).read(STRIPS, StripKind.LINE, 60)
    assert [width for width, _ in second.asked] == [61, 62]
    assert [[w.text for w in words] for words in read] == [["kế"], ["kể"], ["hoạch"]]


def test_everything_is_read_twice_where_that_is_asked_for():
    first, second = Says({60: [("kế", 0.999)]}), Says({})
    TwoWitnesses(first, second, everything=True).read(STRIPS, StripKind.LINE, 60)
    assert len(second.asked) == len(STRIPS)


def test_blocks_are_read_by_tesseract_whose_sureness_orientation_was_measured_with():
    first, second = Says({}), Says({})
    TwoWitnesses(first, second).read(STRIPS, StripKind.BLOCK, 60)
    assert (first.asked, len(second.asked)) == ([], len(STRIPS))


@pytest.mark.parametrize(
    ("words", "doubt"),
    [
        ([], True),
        ([("kế", 0.999), ("hoạch,", 0.99)], False),
        ([("kế", 0.9)], True),
        ([("hoah", 0.999)], True),
        ([("UBND", 0.999)], False),
        ([("2026", 0.999)], False),
        ([("2026", 0.98)], True),
        ([("-", 0.999)], False),
    ],
)
def test_what_is_doubtful(words, doubt):
    assert is_doubtful([EngineWord(t, Box(0, 0, 9, 9), c) for t, c in words]) is doubt


def test_its_version_names_both():
    assert TwoWitnesses(Says({}), Says({})).version() == "says 1; doubt: says 1"


def test_it_asks_of_the_page_what_the_first_asks():
    both = TwoWitnesses(Says({}), Says({}))
    assert (both.scale_matters, both.needless) == (True, frozenset({"comma_tails"}))
