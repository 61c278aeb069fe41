"""Figures read as letters inside numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sohoa.diacritics.words.figures import mend_figure

MENDED = {
    "1Š": "15",
    "0l": "01",
    "0I.": "01.",
    "7I/NQ-CP": "71/NQ-CP",
    "2O25": "2025",
    "12/O5/2025;": "12/05/2025;",
    "2I/3/2025": "21/3/2025",
    "l5": "15",
    "lŠ": "15",
    "Š7": "57",
    "Ø1": "01",
    "I1h30": "11h30",
    "!7h00'.": "17h00'.",
    "15/2023/QHI5;": "15/2023/QH15;",
    "1Š/2023/QHl5": "15/2023/QH15",
}
KEPT = [
    "15",
    "5.000",
    "24/4/2025",
    "57-NQ/TW",
    "II/2026",
    "I/2026",
    "III",
    "H53",
    "5G",
    "O2",
    "số",
    "l",
    "",
    "20l",
    "1,5l;",
    "I.1",
    "II",
    "OI",
    "7h30",
    "QH15",
    "Š",
]


@pytest.mark.parametrize(("read", "printed"), MENDED.items())
def test_a_letter_inside_a_number_becomes_its_figure(read, printed):
    assert mend_figure(read) == printed


@pytest.mark.parametrize("text", KEPT)
def test_sound_numbers_codes_numerals_and_words_stay(text):
    assert mend_figure(text) is None


def test_the_engine_is_believed_before_the_shape():
    assert mend_figure("2§2/KH-UBND", [("2s2/KH-UBND", 0.9), ("282/KH-UBND", 0.3)]) == "282/KH-UBND"
    assert mend_figure("3l", [("31", 0.2)]) == "31"


@given(st.text(alphabet="0123456789.,/-lIOŠ§|! ", max_size=12))
def test_what_is_mended_needs_no_mending_again(text):
    mended = mend_figure(text)
    assert mended is None or mend_figure(mended) is None


@given(st.text())
def test_any_text_is_taken(text):
    mend_figure(text)


@pytest.mark.parametrize(
    ("text", "seen", "after"),
    [
        ("(6/c);", ("(bích", "(b/c);"), "(b/c);"),
        ("(6/c)", ("(b/c)",), "(b/c)"),
        ("(6/c)", (), None),  # the ink does not show it
        ("6/c", ("b/c",), None),
        ("(6/10)", ("(b/10)",), None),
    ],
)
def test_to_report(text, seen, after):
    assert mend_figure(text, [(other, 0.3) for other in seen]) == after


def test_a_low_line_before_a_number():
    assert mend_figure("_1.013040", [("1.013040", 0.3), ("L.013040", 0.2)]) == "1.013040"
    assert mend_figure("_1.013040", [("L.013040", 0.2)]) is None
    assert mend_figure("_1.O13040", [("1.O13040", 0.3)]) is None
    assert mend_figure("__", [("_", 0.3)]) is None
