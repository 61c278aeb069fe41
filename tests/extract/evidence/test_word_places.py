"""What words say of boundaries: one runs across, how near they stand, and what that makes of a boundary."""

import numpy as np
import pytest

from sohoa.extract.evidence.word_places import BESIDE, Places, words_beside, words_near, words_part

LETTER = 10.0
LEVELS = (0.0, 100.0, 200.0)


def places(words, pieces=3):
    """Two gaps between three boundaries; `words` are (start, end, piece)."""
    at = np.repeat(np.array(LEVELS)[:, None], pieces, axis=1)
    boxes = np.array([w[:2] for w in words], np.float64).reshape(-1, 2)
    nothing = np.zeros((10, 10), np.uint8)
    piece = np.array([w[2] for w in words], np.int_)
    return Places(at, boxes, piece, np.zeros((pieces, 2)), nothing, nothing > 0, LETTER)


def test_how_far_a_word_reaches_past_both_sides_of_a_boundary():
    over, _, _ = words_near(places([(90, 110, 0), (98, 130, 1), (60, 101, 2), (60, 150, 2)]))
    assert over.tolist() == [[0, 0, 0], [1, pytest.approx(0.2), 2], [0, 0, 0]]


def test_how_near_words_stand_before_a_boundary_and_after_it():
    _, before, after = words_near(places([(40, 70, 0), (80, 95, 0), (120, 150, 1)]))
    assert before[1].tolist() == pytest.approx([0.5, 20, 20])
    assert after[1].tolist() == pytest.approx([20, 2.0, 20])
    assert after[0].tolist() == pytest.approx([4.0, 20, 20])
    assert before[2].tolist() == pytest.approx([20, 5.0, 20])


def test_words_of_no_piece_say_nothing():
    near = words_near(places([(90, 110, -1)]))
    assert near[0].sum() == 0
    assert (near[1:] == 20).all()


def test_a_boundary_with_words_on_both_sides_and_one_with_words_across():
    told = words_beside(words_near(places([(20, 60, 0), (120, 160, 0), (20, 60, 1), (130, 170, 1), (90, 110, 2)])))
    middle = dict(zip(BESIDE, told[1], strict=True))
    assert middle["together"] == pytest.approx(2 / 3)
    assert middle["across"] == middle["over_usual"] == pytest.approx(1 / 3)


def test_a_page_without_words():
    assert (words_beside(words_near(places([])))[:, BESIDE.index("across")] == 0).all()


def near_of(over):
    """What is told of one boundary of ten pieces with words on both sides, and how far they reach past it."""
    sides = np.full((2, 1, 10), 2.0)
    return np.concatenate([np.array(over).reshape(1, 1, 10), sides])


@pytest.mark.parametrize(
    ("over", "part"),
    [
        ([0.0] * 10, True),
        ([0.0] * 8 + [0.2] * 2, True),
        ([0.26] * 10, False),  # the stem of a letter in each row
        ([0.0] * 9 + [1.0], False),  # a word across
    ],
)
def test_words_that_part(over, part):
    assert words_part(near_of(over), 5, 0.4).tolist() == [part]


def test_words_of_a_heading_part_an_empty_column():
    near = near_of([0.0] * 10)
    near[2, 0, 2:] = 20.0
    assert words_part(near, 5, 0.4).tolist() == [True]
    near[2, 0, :2] = 20.0
    assert words_part(near, 5, 0.4).tolist() == [False]


def test_few_words_part_nothing():
    near = near_of([0.0] * 10)
    near[1:, 0, 4:] = 20.0
    assert words_part(near, 5, 0.4).tolist() == [False]
    assert words_part(near, 4, 0.4).tolist() == [True]
