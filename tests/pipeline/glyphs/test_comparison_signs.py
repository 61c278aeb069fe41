import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from sohoa.nouns.geometry import Box
from sohoa.nouns.text_run import words_to_run
from sohoa.nouns.word import Word
from sohoa.pipeline.glyphs.comparison_signs import with_bars
from sohoa.pipeline.glyphs.roman_numerals import as_roman_numeral, with_numerals
from tests.support.drawn_lines import draw, font, found_lines

AS_READ = str.maketrans("≥≤", "><")
"""What the engine makes of them."""


def value_line(text, size, blur):
    """The line of a cell drawn and read as the engine does: components, line, run with boxes."""
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
    return parts, line, words_to_run(words)


@pytest.mark.parametrize("blur", [0, 1.0, 2.0])
@pytest.mark.parametrize("size", [28, 40, 50, 70])
@pytest.mark.parametrize(
    "text", ["≥ 90%", "≤ 5%", "> 90%", "< 5%", "≥90%", "≤5%", ">90%", "<5%", "≥ 1.500", "≤ 12 ngày", "> 0,85", "<100"]
)
def test_sign_is_read_from_the_ink(text, size, blur):
    parts, line, run = value_line(text, size, blur)
    done = with_bars(run, parts, line)
    assert done.text == text
    assert "".join(w.text_ocr for w in done.words) == text.translate(AS_READ).replace(" ", "")


@pytest.mark.parametrize("text", ["90%", "1.500", "Có", "42 - 45%", "quý II"])
def test_lines_without_a_sign_are_left_alone(text):
    parts, line, run = value_line(text, 50, 1.0)
    assert with_bars(run, parts, line) is run


def test_words_that_ran_together_are_parted_where_the_space_is_printed():
    parts, line, run = value_line("≥ 90%", 50, 0)
    a, b = run.words
    glued = words_to_run([Word(">90%", ">90%", Box.around((a.box, b.box)), 0.9)])
    done = with_bars(glued, parts, line)
    assert [w.text for w in done.words] == ["≥", "90%"]
    assert done.words[0].box.x1 <= done.words[1].box.x0


BOLD = ("Tinos-Bold.ttf", "LiberationSerif-Bold.ttf")


def bold(size):
    for name in BOLD:
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    pytest.skip("no bold Tinos or Liberation Serif")


def numeral_strip(text, size, blur=0.0, face=None):
    face = face or bold(size)
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
    word = as_roman_numeral(read_as(as_read, pixels), pixels)
    assert word is not None
    assert (word.text, word.text_ocr) == (text, as_read)


@pytest.mark.parametrize("size", [24, 32, 50])
@pytest.mark.parametrize("text", ["1", "11", "111", "12", "2", "IV", "V", "Số", "H", "M", "TT", "x"])
def test_what_is_no_numeral_is_left_alone(text, size):
    for face in (bold(size), font(size)):
        pixels = numeral_strip(text, size, face=face)
        assert as_roman_numeral(read_as(text, pixels), pixels) is None


def test_a_numeral_read_rightly_is_no_change():
    pixels = numeral_strip("III", 40)
    assert as_roman_numeral(read_as("III", pixels), pixels) is None


@pytest.mark.parametrize(
    ("text", "as_read"), [("II.", "H."), ("III.", "IH."), ("II", "lI"), ("I.", "I."), ("II.", "I1.")]
)
def test_numerals_in_running_text(text, as_read):
    page, _ = draw([(text, 60, 100)], width=300, height=160, size=50)
    ink = page < 128
    xs, ys = np.flatnonzero(ink.any(axis=0)), np.flatnonzero(ink.any(axis=1))
    box = Box(float(xs[0]), float(ys[0]), float(xs[-1] + 1), float(ys[-1] + 1))
    done = with_numerals(words_to_run([Word(as_read, as_read, box, 0.8)]), page)
    assert (done.text, done.words[0].text_ocr) == (text, as_read)


@pytest.mark.parametrize("as_read", ["1.", "11.", "Hà", "IT", "lý", "1", "11"])
def test_numbers_and_words_in_running_text_are_left_alone(as_read):
    page, _ = draw([(as_read, 60, 100)], width=300, height=160, size=50)
    run = words_to_run([Word(as_read, as_read, Box(60, 60, 140, 104), 0.8)])
    assert with_numerals(run, page) == run
