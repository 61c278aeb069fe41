import pytest

from sohoa.diacritics.language.syllable import is_well_formed


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
