from dataclasses import replace

import cv2
import numpy as np
import pytest

from sohoa.pipeline.recogniser.decoding import Letter
from sohoa.pipeline.recogniser.line_image import find_line
from sohoa.pipeline.recogniser.sign_looks import with_lost_signs

LABELS = "\0 .,-'ab1"
PAPER = np.full((40, 200), 255, np.uint8)


class Looks:
    """A network that sees the letters of a line, and what it is told for each look: sign, place, sureness."""

    labels, stride = LABELS, 4

    def __init__(self, text, seen):
        self.text, self.seen, self.asked = text, list(seen), 0

    def probabilities(self, pictures):
        sign, x, sure = self.seen[self.asked % len(self.seen)]
        self.asked += 1
        return [self.frames(p.shape[1], sign, x, sure) for p in pictures]

    def frames(self, width, sign, x, sure):
        scale = (width - 8) / 200  # `BEHIND`, and half a frame before the line at most
        said = np.zeros((-(-width // 4), len(LABELS)), np.float32)
        said[:, 0] = 1
        for k, c in enumerate(self.text):
            said[int((16 * k + 8) * scale / 4)] = 0.98 * np.eye(len(LABELS))[LABELS.index(c)]
        f = int(x * scale / 4)
        said[f] = 0
        said[f, LABELS.index(sign)], said[f, 0] = sure, 1 - sure
        return said


def line(text, missed=0.1):
    return tuple(Letter(c, 16.0 * k, 16.0 * k + 16, 0.98, missed=missed) for k, c in enumerate(text))


def read(text, *seen, letters=None, strip=PAPER):
    network = Looks(text, seen)
    (found,) = with_lost_signs(network, [find_line(strip)], [letters or line(text)])
    return found


def test_a_sign_that_the_looks_see_together_is_put_in():
    found = read("ab", ("'", 16, 0.9), ("'", 16, 0.2), ("'", 16, 0.8))
    assert "".join(x.text for x in found) == "a'b"
    assert 0.6 < found[1].probability < 0.95
    assert [x.missed for x in found] == [0, 0, 0]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        pytest.param("ab", [(",", 16, 0.9), (",", 16, 0.05), (",", 16, 0.05)], id="one look in three"),
        pytest.param("ab", [("1", 16, 0.9)], id="a figure"),
        pytest.param("ab", [(",", 16, 0.9), (",", 16, 0.2), (",", 16, 0.8)], id="what may be a speck, not so surely"),
        pytest.param("a.b", [("a", 24, 0.0)], id="a sign that is not seen stays"),
    ],
)
def test_what_is_not_put_in(text, seen):
    assert "".join(x.text for x in read(text, *seen)) == text


def test_a_line_without_doubt_is_not_looked_at():
    network = Looks("ab", [(",", 16, 0.9)])
    letters = line("ab", missed=0.0)
    assert with_lost_signs(network, [find_line(PAPER)] * 2, [letters, ()]) == [letters, ()]
    assert not network.asked


def test_what_stands_far_from_the_doubt_is_not_looked_at():
    text = "ab" * 12
    letters = tuple(replace(x, missed=0.1 if k == 23 else 0.0) for k, x in enumerate(line(text)))
    widths = []

    class Narrow(Looks):
        def probabilities(self, pictures):
            widths.extend(p.shape[1] for p in pictures)
            return [np.eye(1, len(LABELS), dtype=np.float32).repeat(-(-p.shape[1] // 4), axis=0) for p in pictures]

    strip = np.full((40, 400), 255, np.uint8)
    assert with_lost_signs(Narrow(text, []), [find_line(strip)], [letters]) == [letters]
    assert len(widths) == 6
    assert max(widths) < 0.75 * 400 * 1.5


def with_stop():
    grey = PAPER.copy()
    for x in (2, 18):
        grey[10:30, x : x + 12] = 60
        grey[14:26, x + 4 : x + 8] = 255
    grey[26:30, 34:38] = 120
    return np.asarray(cv2.GaussianBlur(grey, (0, 0), 0.8))


@pytest.mark.parametrize(
    ("sure", "text"), [(0.15, "ab."), (0.004, "ab")], ids=["the looks have a notion of it", "the looks deny it"]
)
def test_a_stop_at_the_end_is_shown_by_its_ink(sure, text):
    found = read("ab", (".", 36, sure), strip=with_stop())
    assert "".join(x.text for x in found) == text
    assert found[-1].probability <= 0.98
    if text == "ab.":
        assert found[-1].probability == 0.8
        assert "".join(x.text for x in read("ab", (".", 36, sure))) == "ab"  # not without its ink
