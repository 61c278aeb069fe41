"""A text line with its page: what is derived of it."""

import numpy as np
import pytest

from sohoa.nouns.geometry import Box
from sohoa.pipeline.ink.components import page_to_components
from sohoa.pipeline.ink.line_ink import LineInk
from sohoa.pipeline.ink.text_lines import TextLine, components_to_lines
from tests.support.print_strips import page


def ink_of(*lines):
    pixels = page(*lines)
    parts = page_to_components(pixels)
    return [LineInk(pixels, parts, line) for line in components_to_lines(parts)]


def test_letters_are_told_from_stops_and_marks():
    (ink,) = ink_of(("các xã.", 60, 100))
    assert len(ink.letters) == 5
    assert set(ink.letters) < set(ink.members)


@pytest.mark.parametrize("foot", [100, 300])
def test_the_baseline_is_where_the_letters_stand(foot):
    (ink,) = ink_of(("ban hành kế hoạch", 60, foot))
    slope, offset = ink.baseline
    assert slope == pytest.approx(0, abs=1e-6)
    assert offset == pytest.approx(foot, abs=1)


def test_the_strip_shows_the_line_alone():
    first, second = ink_of(("các xã", 60, 100), ("phường", 60, 150))
    assert first.strip().shape[0] < 100
    dark = [int((ink.strip() < 128).sum()) for ink in (first, second)]
    assert sum(dark) == pytest.approx(int((first.pixels < 128).sum()), rel=0.02)


def test_a_line_without_letters_stands_on_its_foot():
    (ink,) = ink_of(("các xã", 60, 100))
    bare = LineInk(ink.pixels, ink.parts, TextLine(Box(60, 70, 160, 101), 2, np.array([], np.int64)))
    assert (len(bare.letters), bare.baseline, bare.line.in_table) == (0, (0.0, 101), True)
