import pytest
from hypothesis import given
from hypothesis import strategies as st

from sohoa.diacritics.words.joined_words import parts_of
from sohoa.diacritics.words.mend import Token, mend_tokens


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("đồng/hồ", ["đồng/", "hồ"]),
        ("(xã/phường),", ["(xã/", "phường),"]),
        ("Ê-đê", ["Ê-", "đê"]),
        ("QĐ-UBND", ["QĐ-UBND"]),
        ("e-commerce", ["e-commerce"]),
        ("57-NQ/TW", ["57-NQ/TW"]),
        ("12/5", ["12/5"]),
        ("đồng/", ["đồng/"]),
        ("và", ["và"]),
    ],
)
def test_parts(text, parts):
    assert [t.text for t in parts_of(Token(text, 0.6))] == parts


def test_alternatives_go_to_their_parts():
    first, second = parts_of(Token("đồng/hộ", 0.6, (("đồng/hồ", 0.8), ("đông/hộ", 0.1), ("đồnghồ", 0.7))))
    assert first.alternatives == (("đông/", 0.1),)
    assert second.alternatives == (("hồ", 0.8),)


def test_a_part_is_mended_and_the_rest_stays():
    line = [Token(t, 0.99) for t in ("mức", "thu", "500.000")] + [
        Token("đồng/hố", 0.5, (("đồng/hồ", 0.9),)),
        Token("sơ", 0.99),
    ]
    assert [m.text for m in mend_tokens([line])[0]] == ["mức", "thu", "500.000", "đồng/hồ", "sơ"]


def test_sure_words_and_codes_stay():
    line = [Token("và/hoặc", 0.99), Token("QĐ-UBND", 0.4), Token("bán/mua", 0.99)]
    assert [m.rule for m in mend_tokens([line])[0]] == [None, None, None]


@given(st.lists(st.text(alphabet="đồhaêKĐ/-–.,() 5", max_size=9), max_size=4))
def test_as_many_results_as_tokens(texts):
    line = [Token(t, 0.5) for t in texts]
    assert len(mend_tokens([line])[0]) == len(line)
    assert all("".join(p.text for p in parts_of(t)) == t.text for t in line)
