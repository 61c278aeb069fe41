"""An & between two abbreviations stays; one that joins nothing is a letter, if that was seen."""

import pytest

from sohoa.diacritics.words.ampersands import mend_ampersand


@pytest.mark.parametrize(
    ("text", "other", "score", "meant"),
    [
        ("KGV&(Hg,", "KGVX(Hg,", 0.15, "KGVX(Hg,"),
        ("KGV&", "KGVX", 0.25, "KGVX"),
        ("KGV&", "KGVX", 0.05, None),
        ("KGV&", "KCVX", 0.3, None),
        ("KGV&", "KGVÀ", 0.3, None),
        ("KGV&", "KGV8", 0.3, None),
        ("KH&CN", "KHXCN", 0.3, None),
        ("A&", "AX", 0.3, None),
        ("&TH", "XTH", 0.3, None),
    ],
)
def test_an_ampersand_that_joins_nothing(text, other, score, meant):
    assert mend_ampersand(text, [(other, score)]) == meant


def test_of_several_letters_the_likelier_counts():
    assert mend_ampersand("KGV&", [("KGVY", 0.12), ("KGVX", 0.25), ("KGVK", 0.11)]) == "KGVX"
