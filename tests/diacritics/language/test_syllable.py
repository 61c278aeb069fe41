import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sohoa.diacritics.language.syllable import (
    ALPHABET,
    LETTERS,
    bears_marks,
    fold,
    is_well_formed,
    place_tone,
    strip_marks,
)


def test_alphabet_is_complete_and_nfc():
    bases = "aăâeêioôơuưy"
    tones = ["", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"]
    vowels = {unicodedata.normalize("NFC", b + t) for b in bases for t in tones}
    lower = vowels | set("bcdđghklmnpqrstvx")
    assert set(LETTERS) == lower
    assert lower | {c.upper() for c in lower} == ALPHABET
    assert len(ALPHABET) == 2 * (12 * 6 + 17)
    assert all(unicodedata.is_normalized("NFC", c) and len(c) == 1 for c in ALPHABET)


@pytest.mark.parametrize(
    ("new", "old"),
    [
        ("hoá", "hóa"),
        ("thuý", "thúy"),
        ("uỷ", "ủy"),
        ("khoẻ", "khỏe"),
        ("Hoà", "Hòa"),
        ("THUỶ", "THỦY"),
        ("quý", "quý"),
        ("già", "già"),
        ("gì", "gì"),
        ("hoàn", "hoàn"),
        ("hòan", "hoàn"),
        ("nứơc", "nước"),
        ("tóan", "toán"),
        ("khuỷu", "khuỷu"),
        ("ngoài", "ngoài"),
        ("quốc", "quốc"),
        ("mía", "mía"),
        ("xyz", "xyz"),
        ("", ""),
        ("của", "của"),
    ],
)
def test_old_style(new, old):
    assert place_tone(new) == old


@pytest.mark.parametrize(
    ("old", "new"), [("hóa", "hoá"), ("thúy", "thuý"), ("quý", "quý"), ("mía", "mía"), ("Ủy", "Uỷ")]
)
def test_new_style(old, new):
    assert place_tone(old, "new") == new


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


@given(st.text())
def test_strip_marks_keeps_length_and_is_stable(text):
    bare = strip_marks(text)
    assert len(bare) == len(text)
    assert strip_marks(bare) == bare
    assert not any(c in ALPHABET and not c.isascii() for c in bare)


@given(st.text())
def test_fold_is_stable(text):
    assert fold(fold(text)) == fold(text)


def test_bears_marks():
    assert bears_marks("hòa")
    assert bears_marks("hoa\u0300")
    assert not bears_marks("hoa")
    assert not bears_marks("über")
