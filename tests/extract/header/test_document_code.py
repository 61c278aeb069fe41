"""Number and symbol as one line prints them, by hand, in print or glued together."""

import pytest

from sohoa.extract.header.document_code import read_code
from sohoa.extract.header.found import REVIEW_BELOW
from sohoa.extract.header.initials import with_own_bars
from sohoa.nouns.geometry import Box
from sohoa.nouns.text_run import words_to_run
from sohoa.nouns.word import Alternative, Word


def run(*words):
    """A line of words: text, confidence, and other readings."""
    at, made = 0.0, []
    for text, confidence, *others in words:
        seen = tuple(Alternative(other, 0.3) for other in others)
        made.append(Word(text, text, Box(at, 0, at + 20 * len(text), 40), confidence, alternatives=seen))
        at += 20 * len(text) + 10
    return words_to_run(made)


@pytest.mark.parametrize(
    ("words", "number", "symbol"),
    [
        ([("Số:2753", 0.96), ("/TTr-STP", 0.97)], "2753", "TTr-STP"),
        ([("Số:35", 0.5), ("KH-SYT", 0.7)], None, "KH-SYT"),
        ([("Số:", 0.9), ("1250", 0.9), ("KH/ĐTN", 0.9)], None, "KH/ĐTN"),
        ([("Số:", 0.9), ("6/2", 0.4), ("/KH-UBND", 0.9)], None, "KH-UBND"),
        ([("Sở:", 0.9), ("242", 0.4), ("/ĐHCT-KHTH", 0.9)], None, "ĐHCT-KHTH"),
        ([("Số:15/CTPH-LĐLĐ-SN,DL", 0.5)], None, None),
        ([("Số", 0.9), ("45-KH/TU", 0.95)], "45", "KH/TU"),
        ([("Số", 0.9), ("45²/KH-UBND", 0.95)], None, "KH-UBND"),
        ([("SỞ", 0.9), ("LAO", 0.9), ("ĐỘNG", 0.9), ("-", 0.9), ("XÃ", 0.9)], None, None),
    ],
)
def test_number_and_symbol(words, number, symbol):
    code = read_code([run(*words)])
    assert (code.number, code.symbol) == (number, symbol)


@pytest.mark.parametrize(
    ("word", "number"),
    [
        (("1341/HD-ĐHCĐ", 0.5, "1341/HD-DHCĐ", "1341/HĐ-ĐHCĐ"), "1341"),
        (("1435/PTTH-TH", 0.5, "1435/PTTH.TH"), "1435"),
        (("1341/HD-ĐHCĐ", 0.5, "1347/HD-ĐHCĐ"), None),
        (("1341/HD-ĐHCĐ", 0.5, "/HD-ĐHCĐ"), None),
        (("1341/HD-ĐHCĐ", 0.45, "1341/HD-DHCĐ"), None),
        (("1341/HD-ĐHCĐ", 0.5), None),
    ],
    ids=["engines", "our own", "another figure", "no figures", "less sure", "nothing else seen"],
)
def test_figures_that_all_readings_share_are_given(word, number):
    code = read_code([run(("Số:", 0.95), word)], printed_height=40.0)
    assert code.number == number
    if number:
        assert code.found()["code"].sure < REVIEW_BELOW


def test_a_number_that_stands_alone_is_not_given_for_that():
    assert read_code([run(("Số:", 0.95), ("101", 0.5, "1O1"), ("/KH-UBND", 0.95))], 40.0).number is None


@pytest.mark.parametrize(
    ("others", "symbol"),
    [(["VBHN-ĐHCĐ"], "VBHN-ĐHCĐ"), (["VBHN-DHCD"], "VBHN-ĐHCD"), (["VBHN-ĐHCO"], "VBHN-ĐHCD"), ([], "VBHN-ĐHCD")],
    ids=["the bar", "other bars", "another letter", "not read"],
)
def test_a_bar_that_another_reading_and_the_authority_have(others, symbol):
    code = read_code([run(("Số:", 0.95), ("12", 0.5), ("/VBHN-ĐHCD", 0.7, *(f"/{o}" for o in others)))])
    own = with_own_bars(code, "TRƯỜNG ĐẠI HỌC CƠ ĐIỆN")
    assert own.symbol == symbol
    assert own.limit < REVIEW_BELOW if others[:1] == ["VBHN-ĐHCĐ"] else own == code


def test_initials_of_another_body_change_no_symbol():
    code = read_code([run(("Số:", 0.95), ("12/KH-ĐHCD", 0.95, "12/KH-ĐHCĐ"))])
    assert with_own_bars(code, "SỞ NỘI VỤ") == code
    whole = with_own_bars(code, "TRƯỜNG ĐẠI HỌC CƠ ĐIỆN")
    assert (whole.symbol, whole.code) == ("KH-ĐHCĐ", "12/KH-ĐHCĐ")
