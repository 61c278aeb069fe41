"""Words of a scan with a line drawn through them: struck out if the line runs where it must, and ends with them."""

import numpy as np
import pytest

from sohoa.nouns.problem import ProblemKind
from sohoa.pipeline.ink.components import page_to_components
from sohoa.pipeline.ink.line_ink import LineInk
from sohoa.pipeline.ink.text_lines import components_to_lines
from sohoa.pipeline.reading.struck_lines import struck_problems, with_struck
from tests.support.print_strips import font, page
from tests.support.read_lines import read_line

TEXT = "nộp hồ sơ trước ngày 20/6/2026, trước ngày 30/6/2026 tại xã"
SIZE, LEFT, FOOT = 42, 60, 100


def lined(first, last, above, *, begin=0, end=0, text=TEXT):
    """Run and ink of a line with a stroke from word `first` to word `last`, `above` pixels over the baseline."""
    run, _ = read_line(text, text, size=SIZE)
    words = text.split()
    face = font(SIZE)
    start = LEFT + face.getlength(" ".join([*words[:first], ""]))
    stop = LEFT + face.getlength(" ".join(words[: last + 1]))
    pixels = page((text, LEFT, FOOT), size=SIZE).copy()
    pixels[FOOT - above - 2 : FOOT - above + 1, round(start) + begin : round(stop) + end] = 0
    parts = page_to_components(pixels)
    line = max(components_to_lines(parts), key=lambda x: x.box.width)
    return run, LineInk(pixels, parts, line)


def struck(run, ink):
    (done,) = with_struck([run], [ink])
    return [k for k, w in enumerate(done.words) if w.struck], done


@pytest.mark.parametrize("above", [9, 11, 14])
def test_a_line_through_words_strikes_them_out(above):
    found, done = struck(*lined(3, 5, above))
    assert found == [3, 4, 5]
    (problem,) = struck_problems(done.words, 1)
    assert problem.kind is ProblemKind.STRUCK_TEXT


@pytest.mark.parametrize(
    ("first", "last", "above", "more"),
    [
        (3, 5, -4, {}),
        (3, 5, -8, {}),
        (3, 5, 34, {}),
        (0, 10, 11, {"begin": -50, "end": 60}),
    ],
    ids=["an underline", "a low underline", "a rule above", "a streak"],
)
def test_other_lines_strike_nothing(first, last, above, more):
    run, ink = lined(first, last, above, **more)
    found, done = struck(run, ink)
    assert found == []
    assert struck_problems(done.words, 1) == ()


def test_a_line_of_print_stays_the_same_object():
    run, ink = read_line(TEXT, TEXT)
    assert with_struck([run], [ink])[0] is run


@pytest.mark.parametrize("size", [26, 42])
@pytest.mark.parametrize(("text", "at"), [("nộp 20 bộ hồ sơ", 1), ("nộp hồ sơ 30 bộ", 3), ("có 12 xã", 2)])
def test_a_short_word_that_may_be_struck_out_is_doubtful(size, text, at):
    text = f"{text} theo quy chuẩn của tỉnh và của từng địa bàn xã"
    words, face = text.split(), font(size)
    run, _ = read_line(text, text, size=size)
    start, stop = (LEFT + face.getlength(" ".join(x)) for x in ([*words[:at], ""], words[: at + 1]))
    pixels = np.pad(page((text, LEFT, FOOT), size=size), ((0, 0), (0, 1400)), constant_values=255)
    assert doubtful(run, pixels) == []
    level = FOOT - round(0.25 * size)
    pixels[level - 1 : level + 1, round(start) - 1 : round(stop) + 1] = 0
    assert doubtful(run, pixels) == [words[at]]


def doubtful(run, pixels):
    parts = page_to_components(pixels)
    line = max(components_to_lines(parts), key=lambda x: x.box.width)
    (done,) = with_struck([run], [LineInk(pixels, parts, line)])
    return [w.text for w in done.words if w.confidence < 0.85]


@pytest.mark.parametrize(
    "text",
    [
        "HAH 88 96 mm ff tt zz ee",
        "TT HĐND EH FE 44 00 xe",
        "UBND KTTH ĐẤT THẾ HỆ 1234 5678 9044",
        "lễ hỏi tên đền 2020–2025",
    ],
)
@pytest.mark.parametrize("size", [16, 20, 26, 42])
def test_letters_with_level_strokes_are_not_struck_out(text, size):
    text = f"{text} theo quy chuẩn của tỉnh và của từng địa bàn xã"
    run, ink = read_line(text, text, size=size)
    assert doubtful(run, np.pad(ink.pixels, ((0, 0), (0, 1400)), constant_values=255)) == []
