"""The signs ≥ and ≤, told from > and < by the ink, and the space behind them."""

from dataclasses import replace

import cv2
import pytest

from sohoa.nouns.geometry import Box
from sohoa.nouns.text_run import words_to_run
from sohoa.nouns.word import Word
from sohoa.pipeline.glyphs.comparison_signs import with_bars
from sohoa.pipeline.ink.line_ink import LineInk
from tests.support.drawn_lines import draw, found_lines
from tests.support.print_strips import font

AS_READ = str.maketrans("≥≤", "><")
"""What the engine makes of them."""


def value_line(text, size, blur):
    """The line of a cell drawn and read as the engine does: run with boxes, and its ink."""
    context = "Tỷ lệ thủ tục hành chính giải quyết trực tuyến"
    page, _ = draw([(context, 40, 2 * size), (text, 60, 5 * size)], width=30 * size, height=7 * size, size=size)
    if blur:
        page = cv2.GaussianBlur(page, (0, 0), blur * size / 50)
    parts, lines = found_lines(page)
    line = max(lines, key=lambda t: t.box.cy)
    words, face = [], font(size)
    at = 0
    for token in text.split(" "):
        start = text.index(token, at)
        at = start + len(token)
        x0, x1 = 60 + face.getlength(text[:start]), 60 + face.getlength(text[:at])
        read = token.translate(AS_READ)
        words.append(Word(read, read, Box(x0, line.box.y0, x1, line.box.y1), 0.9))
    return words_to_run(words), LineInk(page, parts, line)


@pytest.mark.parametrize("blur", [0, 1.0, 2.0])
@pytest.mark.parametrize("size", [28, 40, 50, 70])
@pytest.mark.parametrize(
    "text", ["≥ 90%", "≤ 5%", "> 90%", "< 5%", "≥90%", "≤5%", ">90%", "<5%", "≥ 1.500", "≤ 12 ngày", "> 0,85", "<100"]
)
def test_sign_is_read_from_the_ink(text, size, blur):
    done = with_bars(*value_line(text, size, blur))
    assert done.text == text
    assert "".join(w.text_ocr for w in done.words) == text.translate(AS_READ).replace(" ", "")


@pytest.mark.parametrize("text", ["90%", "1.500", "Có", "42 - 45%", "quý II"])
def test_lines_without_a_sign_are_left_alone(text):
    run, ink = value_line(text, 50, 1.0)
    assert with_bars(run, ink) is run


def glued(text, size=50):
    """The line with its words as one."""
    run, ink = value_line(text, size, 0)
    read = "".join(w.text for w in run.words)
    return words_to_run([Word(read, read, Box.around(w.box for w in run.words), 0.9)]), ink


def test_words_that_ran_together_are_parted_where_the_space_is_printed():
    done = with_bars(*glued("≥ 90%"))
    assert [w.text for w in done.words] == ["≥", "90%"]
    assert done.words[0].box.x1 <= done.words[1].box.x0


def test_words_are_not_parted_where_no_space_is_printed():
    assert [w.text for w in with_bars(*glued("≥90%")).words] == ["≥90%"]


def test_an_underline_far_below_is_no_bar():
    size = 50
    lines = [("Tỷ lệ thủ tục hành chính", 40, 2 * size), ("> 90%", 60, 5 * size)]
    page, _ = draw(lines, width=1500, height=350, size=size)
    page = page.copy()
    page[272:275, 60:85] = 0
    parts, lines = found_lines(page)
    line = next(t for t in lines if t.box.y1 > 4 * size)
    run = words_to_run([Word(">", ">", Box(60, 220, 90, 250), 0.9), Word("90%", "90%", Box(100, 215, 170, 252), 0.9)])
    assert with_bars(run, LineInk(page, parts, line)).text == "> 90%"


def test_a_sign_without_a_box_stays():
    run, ink = value_line("≥ 90%", 50, 0)
    bare = replace(run, words=tuple(replace(w, box=None) for w in run.words))
    assert with_bars(bare, ink).text == "> 90%"
