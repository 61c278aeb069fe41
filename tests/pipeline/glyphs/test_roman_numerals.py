"""Roman numerals inside a line, counted by their strokes."""

from dataclasses import replace

import pytest

from sohoa.nouns.geometry import Box
from sohoa.pipeline.glyphs.roman_numerals import with_numerals
from tests.support.read_lines import read_line, texts, texts_ocr


def close(run, ink):
    """The run with the box of its first word close around its ink, as the engine gives it."""
    first = ink.letters[ink.parts.x1[ink.letters] <= run.words[0].box.x1 + 3]
    p = ink.parts
    box = Box(*(float(v) for v in (p.x0[first].min(), p.y0[first].min(), p.x1[first].max(), p.y1[first].max())))
    return replace(run, words=(replace(run.words[0], box=box), *run.words[1:])), ink


@pytest.mark.parametrize(
    ("printed", "read"),
    [("II.", "H."), ("III.", "IH."), ("II", "lI"), ("II.", "I1."), ("II.", "IHI."), ("III:", "H1:")],
)
def test_numerals_are_counted(printed, read):
    run = with_numerals(*close(*read_line(f"{printed} Nhiệm vụ", f"{read} Nhiệm vụ", size=50)))
    assert (texts(run)[0], texts_ocr(run)[0]) == (printed, read)


@pytest.mark.parametrize("read", ["I.", "II", "III)"])
def test_what_was_read_rightly_stays(read):
    run, ink = close(*read_line(f"{read} Nhiệm vụ", f"{read} Nhiệm vụ", size=50))
    assert with_numerals(run, ink) == run


@pytest.mark.parametrize("printed", ["II.", "III"])
def test_another_numeral_than_was_read_is_doubtful(printed):
    run = with_numerals(*close(*read_line(f"{printed} Nhiệm vụ", f"{printed[1:]} Nhiệm vụ", size=50)))
    assert texts(run)[0] == printed
    assert run.words[0].confidence <= 0.7


@pytest.mark.parametrize("read", ["1.", "11.", "Hà", "IT", "lý", "1", "11"])
def test_numbers_and_words_are_left_alone(read):
    run, ink = close(*read_line(f"{read} Nhiệm vụ", f"{read} Nhiệm vụ", size=50))
    assert with_numerals(run, ink) is run


def test_an_h_is_no_numeral():
    run, ink = close(*read_line("H. Nhiệm vụ", "H. Nhiệm vụ", size=50))
    assert with_numerals(run, ink).text == "H. Nhiệm vụ"


@pytest.mark.parametrize("box", [None, Box(1600, 100, 1600, 120), Box(60, 600, 80, 600)])
def test_without_a_place_on_the_page_nothing_is_counted(box):
    run, ink = read_line("II. Nhiệm vụ", "H. Nhiệm vụ")
    lost = replace(run, words=(replace(run.words[0], box=box), *run.words[1:]))
    assert with_numerals(lost, ink) == lost


@pytest.mark.parametrize("size", [30, 36, 50])
@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("III/2031", "II/2031"),
        ("III/2031", "I/2031"),
        ("II/2031", "I/2031"),
        ("III,", "II,"),
        ("XVIII", "XVII"),
        ("III", "II"),
    ],
)
def test_a_lost_stroke_is_found(printed, read, size):
    run = with_numerals(*read_line(f"Quý {printed} nhiệm vụ", f"Quý {read} nhiệm vụ", size=size))
    assert (texts(run)[1], texts_ocr(run)[1]) == (printed, read)
    assert run.words[1].confidence == 0.7


@pytest.mark.parametrize(
    "word", ["II/2031", "I/2031", "I", "IV", "XVII", "I/IV", "I,", "VI", "(I)", "I)", "I-II", "XI/2031"]
)
def test_a_numeral_that_was_read_rightly_stays(word):
    run, ink = read_line(f"Quý {word} nhiệm vụ", f"Quý {word} nhiệm vụ")
    assert with_numerals(run, ink) == run
