"""The alphabet, and where tones stand."""

import unicodedata

import pytest

from sohoa.diacritics.language.alphabet import ALPHABET, LETTERS
from sohoa.diacritics.language.tone_place import place_tone


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
