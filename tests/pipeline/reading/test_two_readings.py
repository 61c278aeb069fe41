"""Two readings of one line: which is believed, and how much."""

import pytest

from sohoa.nouns.word import Word
from sohoa.pipeline.reading.two_readings import (
    DISPUTED,
    are_two_numbers,
    better_line,
    disputed,
    settled_value,
    spelled,
    surety,
)


def words(*told):
    return [Word(t, t, None, c) for t, c in told]


def test_the_surer_reading_of_a_line_is_kept_and_the_first_of_two_alike():
    first, second = words(("các", 0.9), ("xã", 0.4)), words(("các", 0.9), ("xa", 0.5))
    assert better_line(first, second) is second
    assert better_line(second, first) is second
    twin = words(("các", 0.9), ("xã", 0.4))
    assert better_line(first, twin) is first
    assert better_line([], first) is first
    assert better_line(first, []) is first


@pytest.mark.parametrize(
    ("larger", "smaller", "text", "confidence"),
    [
        ([("1,5", 0.6)], [("1,5", 0.9)], "1,5", 0.6),
        ([("1,5", 0.9)], [("15", 0.95)], "1,5", DISPUTED),
        ([("1,5", 0.2)], [("15", 0.95)], "15", DISPUTED),
        ([("l5", 0.9)], [("15", 0.4)], "15", 0.4),
        ([("15", 0.4)], [("l5", 0.9)], "15", 0.4),
        ([("Có", 0.9)], [("Cỏ", 0.8)], "Có", DISPUTED),
        ([("Cỏ", 0.7)], [("Có", 0.8)], "Có", DISPUTED),
        ([], [("Có", 0.8)], "Có", DISPUTED),
    ],
)
def test_a_value_is_settled(larger, smaller, text, confidence):
    settled = settled_value(words(*larger), words(*smaller))
    assert (spelled(settled), surety(settled)) == (text, confidence)


@pytest.mark.parametrize(
    ("first", "second", "two"),
    [("1,5", "15", True), ("1,5", "1,5", False), ("1,5", "l5", False), ("≥90%", "90%", True), ("12/3", "12/8", True)],
)
def test_two_numbers_are_told_from_one(first, second, two):
    assert are_two_numbers(words((first, 0.9)), words((second, 0.9))) is two


def test_a_dispute_raises_no_confidence():
    assert [w.confidence for w in disputed([*words(("1", 0.9), ("2", 0.1)), Word("3", "3", None, None)])] == [
        DISPUTED, 0.1, 0.0,
    ]  # fmt: skip


def test_nothing_read_is_sure_of_nothing():
    assert (surety([]), spelled([])) == (0.0, "")
