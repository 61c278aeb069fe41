"""Our reader as an engine: words, boxes, alternatives, time."""

import cv2
import numpy as np
import pytest

from sohoa.errors import PageTimeout
from sohoa.pipeline.engine.own_door import OwnEngine, line_to_words
from sohoa.pipeline.engine.protocol import StripKind
from sohoa.pipeline.recogniser.decoding import Letter
from sohoa.pipeline.recogniser.reader import ReadLine
from tests.support.print_strips import strip


@pytest.fixture(scope="module")
def engine():
    return OwnEngine()


@pytest.mark.parametrize("kind", [StripKind.LINE, StripKind.WORD, StripKind.RAW_LINE])
def test_a_line_becomes_words_with_boxes_where_they_stand(engine, kind):
    picture = strip("Kế hoạch phát triển", 36)
    (words,) = engine.read([picture], kind, 60)
    assert [w.text for w in words] == ["Kế", "hoạch", "phát", "triển"]
    edges = [x for w in words for x in (w.box.x0, w.box.x1)]
    assert edges == sorted(edges)
    assert all(0 <= w.box.y0 < w.box.y1 <= picture.shape[0] for w in words)
    assert all(0.5 < w.confidence <= 1 for w in words)


def test_strips_come_back_in_their_order(engine):
    texts = ["Ủy ban nhân dân", "2026", "Sở Nội vụ"]
    read = engine.read([strip(t, 36) for t in texts], StripKind.LINE, 60)
    assert [" ".join(w.text for w in words) for words in read] == texts


def test_nothing_is_read_where_nothing_stands(engine):
    assert engine.read([], StripKind.LINE, 60) == []
    assert engine.read([np.full((40, 300), 255, np.uint8)], StripKind.LINE, 60) == [[]]


def test_covered_lines_have_a_network_of_their_own(engine):
    picture = strip("PHÓ GIÁM ĐỐC", 40).copy()
    height = picture.shape[0]
    for radius, thick in ((150, 5), (90, 3)):
        cv2.circle(picture, (180, height // 2 + 60), radius, 30, thick)
    stroke = np.array([(140, height - 2), (190, 4), (220, height - 4), (270, 6)], np.int32)
    cv2.polylines(picture, [stroke], False, 20, 4)
    plain, covered = (engine.read([picture], kind, 60)[0] for kind in (StripKind.LINE, StripKind.COVERED))
    assert [w.text for w in covered] == ["PHÓ", "GIÁM", "ĐỐC"] != [w.text for w in plain]
    assert " covered " in engine.version()


def test_no_time_is_a_timeout(engine):
    with pytest.raises(PageTimeout):
        engine.read([strip("Kế hoạch", 36)], StripKind.LINE, 0.0)


def test_a_block_is_read_line_by_line(engine):
    block = np.vstack(
        [strip("Ủy ban nhân dân tỉnh", 36), np.full((30, strip("Ủy ban nhân dân tỉnh", 36).shape[1]), 255)]
    )
    words = engine.read([block.astype(np.uint8)], StripKind.BLOCK, 60)[0]
    assert [w.text for w in words] == ["Ủy", "ban", "nhân", "dân", "tỉnh"]


def letter(text, x, p=0.9, others=()):
    return Letter(text, x, x + 8, p, others)


def test_a_word_is_as_sure_as_its_least_sure_letter_and_names_others():
    line = ReadLine((letter("đ", 0), letter("ô", 10, 0.6, (("ồ", 0.35),)), letter("n", 20), letter("g", 30)))
    (word,) = line_to_words(line, np.zeros((20, 60), np.uint8))
    assert (word.text, word.confidence) == ("đông", 0.6)
    assert [(a.text, a.score) for a in word.alternatives] == [("đồng", 0.35)]


def test_a_word_is_less_sure_by_the_letter_that_may_have_been_missed():
    line = ReadLine((letter("Q", 0), letter("Đ", 10), Letter(" ", 20, 28, 0.9), Letter("a", 30, 38, 0.9, (), 0.5)))
    code, word = line_to_words(line, np.zeros((20, 60), np.uint8))
    assert (code.confidence, word.confidence) == (0.9, 0.45)


def test_a_covered_line_ends_with_its_letters():
    """A seal's ink goes on at both ends of the strip; a printed line's own ink may stand beside its letters."""
    strip = np.full((20, 200), 255, np.uint8)
    strip[5:15] = 0
    line = ReadLine((letter("K", 60), letter("T", 70), letter(" ", 80), letter("Đ", 90), letter("C", 100)))
    covered = [(w.box.x0, w.box.x1) for w in line_to_words(line, strip, covered=True)]
    assert covered == [(60, 84), (84, 108)]
    assert [(w.box.x0, w.box.x1) for w in line_to_words(line, strip)] == [(0, 84), (84, 200)]
    assert line_to_words(ReadLine(()), strip, covered=True) == []


def test_three_stops_are_stops():
    (word,) = line_to_words(ReadLine((letter("…", 0),)), np.zeros((20, 60), np.uint8))
    assert word.text == "..."
