"""Roman numerals that number rows, counted by their strokes."""

from dataclasses import replace

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw

from sohoa.nouns.geometry import Box
from sohoa.nouns.word import Word
from sohoa.pipeline.glyphs.row_numerals import as_row_numeral, with_row_figure, with_row_numeral
from tests.support.print_strips import font
from tests.support.read_lines import read_line, read_lines


def numeral_strip(text, size, blur=0.0, bold=True):
    face = font(size, bold)
    x0, y0, x1, y1 = face.getbbox(text)
    picture = Image.new("L", (x1 - x0 + 16, y1 - y0 + 16), 255)
    ImageDraw.Draw(picture).text((8 - x0, 8 - y0), text, fill=0, font=face)
    pixels = np.asarray(picture)
    return cv2.GaussianBlur(pixels, (0, 0), blur) if blur else pixels


def read_as(text, pixels):
    height, width = pixels.shape
    return [Word(text, text, Box(8, 8, width - 8, height - 8), 0.6)] if text else []


@pytest.mark.parametrize("blur", [0, 0.8])
@pytest.mark.parametrize("size", [24, 32, 50])
@pytest.mark.parametrize(
    ("text", "as_read"),
    [
        *(("I", read) for read in "|Hl1"),
        *(("II", read) for read in ("11", "H", "n", "")),
        *(("III", read) for read in ("IH", "HI")),
    ],
)
def test_roman_numerals_are_counted_by_their_strokes(text, as_read, size, blur):
    pixels = numeral_strip(text, size, blur)
    word = as_row_numeral(read_as(as_read, pixels), pixels)
    assert word is not None
    assert (word.text, word.text_ocr) == (text, as_read)


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("size", [24, 32, 50])
@pytest.mark.parametrize("text", ["1", "11", "111", "12", "2", "IV", "V", "Số", "H", "M", "TT", "x"])
def test_what_is_no_numeral_is_left_alone(text, size, bold):
    pixels = numeral_strip(text, size, bold=bold)
    assert as_row_numeral(read_as(text, pixels), pixels) is None


def test_a_numeral_read_rightly_is_no_change():
    pixels = numeral_strip("III", 40)
    assert as_row_numeral(read_as("III", pixels), pixels) is None


AROUND = "thực hiện nhiệm vụ theo Nghị định"


def in_column(printed, read, column):
    (_, run), (_, ink) = read_lines((AROUND, AROUND), (printed, read))
    return run, replace(ink, column=column)


def test_a_numeral_stands_where_its_line_stands():
    run, ink = in_column("II", "H", 0)
    done = with_row_numeral(run, ink)
    assert ([w.text for w in done.words], done.words[0].box) == (["II"], ink.line.box)


def test_a_numeral_of_which_nothing_was_read_is_found():
    run, ink = in_column("II", "H", 0)
    (word,) = with_row_numeral(replace(run, words=()), ink).words
    assert (word.text, word.text_ocr, word.confidence) == ("II", "", 0.0)


@pytest.mark.parametrize("column", [None, 1, 2])
def test_only_the_first_column_numbers_rows(column):
    run, ink = in_column("II", "H", column)
    assert with_row_numeral(run, ink) is run


def test_a_wide_line_is_no_numeral():
    run, ink = read_line("II II II II II", "H H H H H")
    assert with_row_numeral(run, replace(ink, column=0)) is run


@pytest.mark.parametrize(("printed", "read"), [("II", "11"), ("I", "1"), ("II.", "11."), ("I.", "1.")])
def test_figures_are_looked_at_by_a_pass_of_their_own(printed, read):
    run, ink = in_column(printed, read, 0)
    assert with_row_numeral(run, ink) is run
    assert [w.text for w in with_row_figure(run, ink).words] == ["I" * len(read.strip("."))]


@pytest.mark.parametrize("text", ["1", "11", "1.", "11."])
def test_printed_figures_stay(text):
    run, ink = in_column(text, text, 0)
    assert with_row_figure(run, ink) is run


@pytest.mark.parametrize("read", ["H", "IH", "12", "Số"])
def test_letters_are_no_matter_of_figures(read):
    run, ink = in_column("II", read, 0)
    assert with_row_figure(run, ink) is run
