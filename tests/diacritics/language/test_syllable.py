import pytest

from sohoa.diacritics.language.syllable import is_well_formed, syllables_among
from sohoa.diacritics.language.tokens import FIRST_WORD
from sohoa.diacritics.statistics.syllable_model import shipped_model


@pytest.mark.parametrize(
    "word",
    [
        "nghiêng",
        "quyết",
        "giếng",
        "giặt",
        "Đảng",
        "BỘ",
        "ủy",
        "uỷ",
        "khuya",
        "thuở",
        "rượu",
        "xoong",
        "oằn",
        "yêu",
        "gì",
        "ý",
    ],
)
def test_well_formed(word):
    assert is_well_formed(word)


@pytest.mark.parametrize(
    "word", ["d6i", "nghg", "thwe", "cap\u0301", "cảp", "website", "kọa", "ngia", "", "ïa", "ghà", "UBND"]
)
def test_not_well_formed(word):
    assert not is_well_formed(word)


def test_those_of_many_are_found_as_one_by_one():
    words = shipped_model().words[FIRST_WORD:]
    odd = ["", "tiếế", "tíếng", "óách", "mặc", "măc", "website", "đ", "ïa", "kọa"]
    for some in (words, odd, []):
        assert syllables_among(some) == [i for i, word in enumerate(some) if is_well_formed(word)]
    assert len(syllables_among(words)) > 7000
