"""The forms in which texts are compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sohoa.diacritics.language.alphabet import ALPHABET
from sohoa.diacritics.language.folding import (
    bare,
    bare_letters,
    bare_line,
    bare_words,
    bears_marks,
    fold_word,
    fold_words,
    strip_marks,
)


@pytest.mark.parametrize(
    ("form", "text", "folded"),
    [
        (strip_marks, "Quý III – Đến", "Quy III – Den"),
        (strip_marks, "über", "über"),
        (bare, "Quý  III – Ðến", "quy  iii – den"),
        (bare_line, " Quý  III –\u00a0Đến", "quy iii - den"),
        (bare_line, "2026÷2030", "2026-2030"),
        (bare_words, "V/v: Rà soát (lần 2)", "v v ra soat lan 2"),
        (bare_letters, "Nơi nhận:", "noinhan"),
        (bare_letters, "ĐẢNG CỘNG SẢN", "dangcongsan"),
        (bare_letters, "V/v", "vv"),
        (bare_letters, "57-NQ/TW", "57nqtw"),
        (fold_word, "THUỶ", "thủy"),
        (fold_word, "hoa\u0300", "hòa"),
        (fold_words, "UỶ BAN – Xã/Phường 3", "ủy ban xã phường 3"),
    ],
)
def test_forms(form, text, folded):
    assert form(text) == folded


@given(st.text())
def test_places_stay_where_length_is_kept(text):
    assert len(strip_marks(text)) == len(text)
    assert len(bare(text)) == len(text)
    assert not any(c in ALPHABET and not c.isascii() for c in bare(text))


@given(st.text())
@pytest.mark.parametrize("form", [strip_marks, bare, bare_line, bare_words, bare_letters, fold_word, fold_words])
def test_every_form_is_stable(form, text):
    assert form(form(text)) == form(text)


@given(st.text())
def test_weaker_forms_follow_from_stronger_ones(text):
    assert bare_letters(bare_words(text)) == bare_letters(text)
    assert bare_words(bare(text)) == bare_words(text)


def test_bears_marks():
    assert bears_marks("hòa")
    assert bears_marks("hoa\u0300")
    assert not bears_marks("hoa")
    assert not bears_marks("über")
