"""What is counted in a layer, word by word."""

import json
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest

from sohoa.diacritics.language.folding import strip_marks
from sohoa.diacritics.layers.traits import LayerTraits, is_overlay, read_traits

PLAN = "\n".join(json.loads((Path(__file__).parent / "layer_cases.json").read_text("utf-8"))["plan"])
NOTHING = LayerTraits(words=0, marked=0, ill_formed=0, plain=0, kinds=0, english=0, odd=0, unreadable=0)


@pytest.mark.parametrize(
    ("word", "counted"),
    [
        ("được", {"words": 1, "marked": 1}),
        ("“được”,", {"words": 1, "marked": 1}),
        ("đưcợ", {"words": 1, "marked": 1, "ill_formed": 1}),
        ("sở/ngành", {"words": 1, "marked": 1}),
        ("Đắk", {"words": 1, "marked": 1}),
        ("Ê-đê", {"words": 1, "marked": 1}),
        ("hoach", {"words": 1, "plain": 1, "kinds": 1}),
        ("which", {"words": 1, "english": 1}),
        ("d6i", {"words": 1, "odd": 1}),
        ("c;c", {"words": 1, "odd": 1}),
        ("thôngTin", {"words": 1, "marked": 1, "ill_formed": 1, "odd": 1}),
        ("Hҥnh", {"words": 1, "unreadable": 1}),
        ("km2", {"words": 1}),
        ("\ufffd", {"unreadable": 1}),
        ("a\ue012b", {"words": 1, "unreadable": 1, "odd": 1}),
    ],
)
def test_one_word(word, counted):
    assert read_traits(word) == replace(NOTHING, **counted)


@pytest.mark.parametrize("word", ["", "2031", "31/KH-UBND", "XIV", "UBND", "a", "–", "\ue012"])
def test_numbers_codes_and_signs_tell_nothing(word):
    assert read_traits(word) == NOTHING


def test_words_that_repeat_are_of_one_kind():
    traits = read_traits("con con con con dan")
    assert (traits.plain, traits.kinds) == (5, 2)


def test_a_page_of_a_plan_has_marks_and_the_same_without_has_none():
    marked, plain = read_traits(PLAN), read_traits(strip_marks(PLAN))
    assert marked.marked > 0.7 * marked.words
    assert (plain.marked, plain.words) == (0, pytest.approx(marked.words, abs=0.1 * marked.words))
    assert plain.plain > 0.6 * plain.words


def test_decomposed_text_counts_the_same():
    assert read_traits(unicodedata.normalize("NFD", PLAN)) == read_traits(PLAN)


def test_a_stamp_is_told_from_a_page_that_names_a_signature():
    assert is_overlay("Ký bởi: Sở Nội vụ\nThời gian ký: 02/03/2031")
    assert not is_overlay(PLAN + "\nNgười ký: Trần Văn A")
