"""Raised figures: found by their place, put back as superscripts."""

import numpy as np
import pytest

from sohoa.nouns.geometry import Box
from sohoa.nouns.word import Word
from sohoa.pipeline.glyphs.raised_figures import Raised, as_printed, find_raised, with_raised, without
from sohoa.pipeline.ink.components import page_to_components
from sohoa.pipeline.ink.line_ink import LineInk
from sohoa.pipeline.ink.text_lines import TextLine, components_to_lines
from tests.support.print_strips import pieces_of_print

CODE = ("Nghị quyết của HĐND", 60, 100, 54)
FILLER = ("Các sở, ban, ngành tổ chức thực hiện và báo cáo kết quả", 60, 200, 54)


def inks_of(*pieces):
    pixels = pieces_of_print(*pieces)
    parts = page_to_components(pixels)
    return [LineInk(pixels, parts, line) for line in components_to_lines(parts)]


@pytest.mark.parametrize("figure", ["1", "2", "3", "4", "5", "6", "7", "8", "9", "12"])
def test_a_footnote_mark_is_found_and_taken_out(figure):
    inks = inks_of(CODE, (figure, 580, 82, 34), FILLER)
    (raised,) = find_raised(inks)
    assert (raised.line, len(raised.ink.members)) == (0, len(figure))
    assert 575 < raised.ink.box.x0 < raised.ink.box.x1 < 630
    line = inks[0].line
    left = without(line, raised)
    assert left.box == line.box
    assert set(left.members) == set(line.members) - set(raised.ink.members)


@pytest.mark.parametrize("figure", ["1", "2", "7", "12"])
def test_a_mark_in_brackets_is_found_and_taken_out(figure):
    inks = inks_of(CODE, (f"({figure})", 580, 82, 34), FILLER)
    (raised,) = find_raised(inks)
    assert (len(raised.ink.members), len(raised.brackets)) == (len(figure), 2)
    left = set(inks[0].line.members) - set(without(inks[0].line, raised).members)
    assert left == {*raised.ink.members, *raised.brackets}
    assert as_printed(Word("2", "2", None, 0.9), raised).text == "⁽²⁾"


@pytest.mark.parametrize("bracketed", ["(2)", "(12)", "m (2)", "1)", "a)"])
def test_brackets_on_the_line_are_no_mark(bracketed):
    assert find_raised(inks_of(CODE, (bracketed, 590, 100, 54), FILLER)) == ()
    assert find_raised(inks_of(CODE, (bracketed, 590, 98, 40), FILLER)) == ()


@pytest.mark.parametrize(
    "line",
    [
        "“Chuyển đổi số”, tiền lệ; ủy ban: 12.5% - 3/4 ổ, ễ, ậ?",
        "ngày 12 tháng 3 năm 2031, quyết định số 218",
        "I. II. III. 1. 11. 111",
    ],
)
def test_nothing_is_raised_in_ordinary_print(line):
    assert find_raised(inks_of((line, 60, 100, 54), FILLER)) == ()


@pytest.mark.parametrize(("baseline", "size"), [(100, 34), (96, 34), (60, 34), (82, 54)])
def test_figures_that_are_low_high_or_large_are_not_raised(baseline, size):
    assert find_raised(inks_of(CODE, ("2", 580, baseline, size), FILLER)) == ()


@pytest.mark.parametrize("figure", ["2", "3", "4", "6"])
@pytest.mark.parametrize("baseline", [109, 111])
def test_a_lowered_figure_is_found(figure, baseline):
    (lowered,) = find_raised(inks_of(("Khí CO", 60, 100, 54), (figure, 228, baseline, 34), FILLER))
    assert (lowered.line, lowered.lowered) == (0, True)


@pytest.mark.parametrize("text", [",", ";", ")", "j", "g", "p", "q", "ạ", "y", "Q", "§"])
def test_what_hangs_below_the_line_is_no_lowered_figure(text):
    assert find_raised(inks_of((f"Khí CO{text} nhà kính", 60, 100, 54), FILLER)) == ()


def test_a_lowered_figure_is_put_back_as_one():
    box = Box(51, 12, 56, 24)
    lowered = Raised(0, TextLine(box, 0, np.zeros(0, np.int64)), lowered=True)
    figure = as_printed(Word("2", "2", box, 0.6), lowered)
    assert [w.text for w in with_raised([word("CO", 0, 50)], box, figure, 10)] == ["CO₂"]


def test_a_raised_letter_inside_a_word_is_none():
    assert find_raised(inks_of(CODE, ("2", 580, 82, 34), ("nd", 597, 100, 54), FILLER)) == ()


def word(text, x0, x1):
    return Word(text, text, Box(x0, 0, x1, 10), 0.9)


@pytest.mark.parametrize(
    ("words", "at", "texts"),
    [
        ([word("NQ-CP;", 0, 60)], 52, ["NQ-CP¹;"]),
        ([word("NQ-CP", 0, 50), word(";", 56, 60)], 51, ["NQ-CP¹;"]),
        ([word("m", 36, 50), word("/ngày", 57, 90)], 51, ["m¹/ngày"]),
        ([word("m", 36, 50), word("/ngày", 77, 90)], 51, ["m¹", "/ngày"]),
        ([word("Ngày", 20, 60)], 4, ["¹", "Ngày"]),
        ([word("năm", 0, 30), word("sau", 80, 110)], 55, ["năm", "¹", "sau"]),
        ([word("kếhoạch", 0, 70)], 30, ["kếhoạch", "¹"]),
        ([], 4, ["¹"]),
    ],
)
def test_put_back(words, at, texts):
    box = Box(at, 0, at + 4, 5)
    marked = with_raised(words, box, Word("¹", "¹", box, 0.6), reach=10)
    assert [w.text for w in marked] == texts
    assert min(w.confidence for w in marked) == 0.6
    assert all(w.text == w.text_ocr for w in marked)
