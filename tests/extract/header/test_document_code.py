"""Number and symbol as one line prints them, by hand, in print or glued together."""

import pytest

from sohoa.extract.header.document_code import read_code
from sohoa.nouns.geometry import Box
from sohoa.nouns.text_run import words_to_run
from sohoa.nouns.word import Word


def run(*words):
    at, made = 0.0, []
    for text, confidence in words:
        made.append(Word(text, text, Box(at, 0, at + 20 * len(text), 40), confidence))
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
