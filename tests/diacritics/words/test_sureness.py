"""How sure a word is once the language has had its say."""

import pytest

from sohoa.diacritics.words.sureness import weighed
from sohoa.nouns.word import Word


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
