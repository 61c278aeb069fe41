"""How sure a word is once the language has had its say."""

from dataclasses import replace

import pytest

from sohoa.diacritics.words.sureness import weighed
from sohoa.nouns.word import Alternative, RegionKind, Word


@pytest.mark.parametrize(
    ("text", "read", "plausible", "sure"),
    [
        ("chuyển", 0.4, 0.998, 0.65),
        ("(chuyển", 0.4, 0.998, 0.65),
        ("chuyển", 0.97, 1.0, 0.97),
        ("chuyển", 0.4, 0.98, 0.392),
        ("ST", 0.4, 1.0, 0.4),
        ("2031", 0.4, 1.0, 0.4),
        ("chuyển", 0.7, 0.93, 0.55),
        ("chuyển", 0.7, 0.95, 0.665),
        ("chuyển", 0.97, 0.93, 0.9021),
        ("chuyển", 0.5, 0.93, 0.465),
    ],
    ids=["beyond doubt", "with a bracket", "surer still", "nearly", "no syllable", "a number", "unsettled",
         "settled", "read surely", "less sure than that"],
)  # fmt: skip
def test_what_the_language_confirms_and_what_it_does_not(text, read, plausible, sure):
    assert weighed(Word(text, text, None, read), plausible) == pytest.approx(sure)


def test_what_the_language_changed_is_not_confirmed_by_it():
    assert weighed(Word("chuyển", "chuyên", None, 0.5), 1.0) == 0.5


def test_a_word_of_a_text_layer_has_no_confidence():
    assert weighed(Word("chuyển", "chuyển", None, None), 0.5) is None


@pytest.mark.parametrize(
    ("ours", "other", "region", "sure"),
    [
        ("85.000", "85.00O", "table", 0.65),
        ("24", "2A", "table", 0.65),
        ("18/8/2025", "18/8/202S", "table", 0.65),
        ("2026-2030", "2026-203G", "table", 0.65),
        ("85.000", "86.000", "table", 0.5),
        ("85:000", "85.00O", "table", 0.5),
        ("60,000", "6O.000", "table", 0.5),
        ("1", "l", "table", 0.5),
        ("2", "—", "table", 0.5),
        ("11/2026", "II/2026", "table", 0.5),
        ("31/13/2026", "31/I3/2026", "table", 0.5),
        ("57-NQ/TW", "S7-NQ/TW", "table", 0.5),
        ("231", "Z3I", "letterhead_left", 0.5),
    ],
)
def test_numbers_that_no_number_contests(ours, other, region, sure):
    word = Word(ours, ours, None, 0.5, region=RegionKind(region), alternatives=(Alternative(other, 0.9),))
    assert weighed(word, 1.0) == sure
    assert weighed(replace(word, alternatives=()), 1.0) == 0.5
