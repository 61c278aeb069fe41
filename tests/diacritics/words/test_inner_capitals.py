"""Capitals inside a syllable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sohoa.diacritics.words.inner_capitals import mend_case


@pytest.mark.parametrize(("read", "printed"), [("mỘt", "một"), ("quyềN,", "quyền,"), ("(SỐ)", None), ("hỖ", "hỗ")])
def test_a_large_mark_is_no_capital(read, printed):
    assert mend_case(read) == printed


@pytest.mark.parametrize("text", ["VNeID", "TTr", "QĐ-UBND", "UBND", "Sở", "SỞ", "QUYẾT", "", "5G", "KHoa", "Đa-mi"])
def test_abbreviations_and_words_stay(text):
    assert mend_case(text) is None


@given(st.text(max_size=10))
def test_what_is_mended_needs_no_mending_again(text):
    mended = mend_case(text)
    assert mended is None or mend_case(mended) is None
