"""Signs behind words by ink and words together."""

import pytest

from sohoa.diacritics.words.choices import Mend, Token
from sohoa.diacritics.words.weighed_signs import with_weighed_signs
from sohoa.nouns.word import ChangeRule


def signed(text, seen, below="", ends=False):
    """What becomes of the first word of `text`, of which the ink also shows what `seen` says."""
    lines = [text.split(), *([below.split()] if below else [])]
    tokens = [[Token(w, 0.9) for w in line] for line in lines]
    tokens[0][0] = Token(lines[0][0], 0.9, tuple(seen.items()))
    mends = [[Mend(w) for w in line] for line in lines]
    found = with_weighed_signs(tokens, mends, [not below and ends, ends][: len(lines)])
    assert [m for line in found for m in line][1:] == [m for line in mends for m in line][1:]
    return found[0][0]


@pytest.mark.parametrize(
    ("text", "seen", "below", "after"),
    [
        ("bệnh chữa bệnh", {"bệnh,": 0.3}, "", "bệnh,"),
        ("bệnh. chữa bệnh", {"bệnh,": 0.4}, "", "bệnh,"),
        ("tỉnh: UBND các xã", {"tỉnh;": 0.4}, "", "tỉnh;"),
        ("quả; Vào các ngày", {"quả:": 0.4}, "", "quả:"),
        ("bệnh", {"bệnh,": 0.3}, "chữa bệnh", "bệnh,"),
    ],
)
def test_ink_and_words_together(text, seen, below, after):
    mend = signed(text, seen, below)
    assert (mend.text, mend.rule) == (after, ChangeRule.ALTERNATIVE)
    assert mend.score > 0.65


@pytest.mark.parametrize(
    ("text", "seen", "below"),
    [
        pytest.param("bệnh chữa bệnh", {"bệnh,": 0.02}, "", id="next to nothing in the ink"),
        pytest.param("bệnh chữa bệnh", {"bộnh,": 0.4}, "", id="another word"),
        pytest.param("quy định của", {"quy,": 0.4}, "", id="words that belong together"),
        pytest.param("12 chữa bệnh", {"12,": 0.6}, "", id="a number"),
        pytest.param("3. Thông tư", {"3,": 0.6}, "", id="an item's number"),
        pytest.param("57/2024/TT-BYT ngày", {"57/2024/TT-BYT,": 0.6}, "", id="a code"),
        pytest.param("sơ", {"sơ.": 0.3}, "", id="what may go on over the page's end"),
        pytest.param("và; 10 ngày", {"và:": 0.4}, "", id="where none is meant"),
        pytest.param("đoàn; Hội Doanh nhân", {"đoàn,": 0.4}, "", id="the next item of a list"),
        pytest.param("phường; - Báo", {"phường,": 0.65}, "", id="the dash of the next item"),
        pytest.param("bệnh, chữa bệnh", {"bệnh.": 0.4}, "", id="the likely sign"),
    ],
)
def test_other_signs_stay(text, seen, below):
    assert signed(text, seen, below).text == text.split()[0]


def test_the_end_of_a_cell_is_a_witness_where_others_stand_below():
    assert signed("sơ,", {"sơ.": 0.4}, ends=True).text == "sơ."
    assert signed("sơ,", {"sơ.": 0.4}, ends=False).text == "sơ,"
    assert signed("năm", {"năm.": 0.7}, ends=True).text == "năm"


def test_a_sign_that_is_lacking():
    assert signed("bệnh chữa bệnh", {}).score == 0.5
    assert signed("bệnh chữa bệnh", {}).text == "bệnh"
    assert signed("quy định của", {}).score == 1.0
    assert signed("bệnh, chữa bệnh", {}).score == 1.0


def test_a_word_that_was_mended_gets_its_sign_too():
    tokens = [[Token("bênh", 0.5, (("bênh,", 0.4),)), Token("chữa", 0.9)]]
    mends = [[Mend("bệnh", ChangeRule.MALFORMED, 0.9), Mend("chữa")]]
    ((first, _),) = with_weighed_signs(tokens, mends, [False])
    assert (first.text, first.rule) == ("bệnh,", ChangeRule.MALFORMED)
