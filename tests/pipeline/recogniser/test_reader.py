import numpy as np
import pytest

from sohoa.pipeline.recogniser.decoding import Letter
from sohoa.pipeline.recogniser.line_image import BEHIND, HEIGHT
from sohoa.pipeline.recogniser.reader import LineReader, ReadLine, _Look
from sohoa.pipeline.recogniser.session import _groups


class Fixed:
    """A session that sees an "a" in every eighth frame and a space half way."""

    labels, stride = "\0a ", 4

    def probabilities(self, pictures):
        assert all(p.shape[0] == HEIGHT for p in pictures)
        return [self.frames(p.shape[1] // 4) for p in pictures]

    def frames(self, count):
        said = np.zeros((count, 3), np.float32)
        said[:, 0] = 0.98
        said[::8] = (0.05, 0.9, 0.05)
        said[4::8] = (0.05, 0.05, 0.9)
        return said


def test_each_strip_has_its_line_in_its_order():
    strips = [np.full((40, width), 255, np.uint8) for width in (300, 40, 150)]
    lines = LineReader(Fixed()).read(strips)
    assert len(lines[0].words()) > len(lines[2].words()) > len(lines[1].words())
    assert all(0 <= x.x0 <= x.x1 <= 300 + 3 * BEHIND for x in lines[0].letters[1:])
    assert abs(lines[0].least_sure - 0.9) < 1e-6


class Hesitant(Fixed):
    """A session that is as sure at each look as it is told."""

    def __init__(self, sures):
        self.sures, self.asked = list(sures), []

    def frames(self, count):
        sure = self.sures[len(self.asked) - 1]
        said = np.full((count, 3), (1 - sure) / 2, np.float32)
        said[:, 0] = 0.9999
        said[4] = (1 - sure, sure, 0) if sure > 0.6 else (0.2, 0.2, sure)
        return said

    def probabilities(self, pictures):
        self.asked.append(len(pictures))
        return super().probabilities(pictures)


@pytest.mark.parametrize(
    ("sures", "text", "asked"),
    [
        pytest.param((0.95, 0.6, 0.6, 0.6), "a", [1, 0, 0, 0], id="sure at once"),
        pytest.param((0.6, 0.95, 0.3, 0.3), "a", [1, 1, 0, 0], id="sure when larger"),
        pytest.param((0.6, 0.3, 0.95, 0.3), "a", [1, 1, 1, 0], id="sure when wider"),
        pytest.param((0.605, 0.3, 0.3, 0.95), "a", [1, 1, 1, 1], id="sure when narrower"),
        pytest.param((0.6, 0.3, 0.3, 0.95), "", [1, 1, 1, 0], id="nothing, which is not looked at narrower"),
    ],
)
def test_the_likelier_of_the_looks_counts(sures, text, asked):
    session = Hesitant(sures)
    (line,) = LineReader(session).read([np.full((40, 300), 255, np.uint8)])
    assert line.text == text
    assert session.asked == asked


def test_one_look_where_no_other_is_wanted():
    session = Hesitant([0.3, 0.9, 0.9])
    LineReader(session).read([np.full((40, 300), 255, np.uint8)], looks_again=False)
    assert session.asked == [1]


@pytest.mark.parametrize(
    ("letters", "held", "margin", "better"),
    [(1, 1, 0.1, True), (1, 1, 0.5, False), (0, 1, 0.0, False), (1, 0, 9.0, True), (0, 0, 0.0, True)],
)
def test_a_look_beats_another_by_more_than_the_margin(letters, held, margin, better):
    one = (Letter("a", 0, 1, 0.9),)
    new, old = _Look(ReadLine(one * letters), -0.8), _Look(ReadLine(one * held), -1.1)
    assert new.beats(old, margin) is better


def test_nothing_to_read():
    assert LineReader(Fixed()).read([]) == []


def test_pictures_of_like_width_go_together():
    widths = [100, 104, 500, 90, 30]
    groups = _groups(sorted(range(5), key=widths.__getitem__), widths)
    assert sorted(k for g in groups for k in g) == [0, 1, 2, 3, 4]
    assert all(max(widths[k] for k in g) <= 1.5 * min(widths[k] for k in g) for g in groups)
