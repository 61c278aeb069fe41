"""Marks alone in a cell, told by the shape of their ink; letters and figures are none."""

from dataclasses import replace

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from sohoa.nouns.text_run import TextRun
from sohoa.pipeline.glyphs.check_marks import is_cross, is_tick, with_check_mark
from tests.support.read_lines import read_line, texts

DEJAVU = "DejaVuSans.ttf"


def shape_of(sign, size=60, face=DEJAVU):
    image = Image.new("L", (3 * size, 3 * size), 255)
    ImageDraw.Draw(image).text((size, size // 2), sign, fill=0, font=ImageFont.truetype(face, size))
    inked = cv2.GaussianBlur(np.asarray(image), (0, 0), 0.8) < 128
    rows, cols = np.flatnonzero(inked.any(1)), np.flatnonzero(inked.any(0))
    return inked[rows[0] : rows[-1] + 1, cols[0] : cols[-1] + 1]


@pytest.mark.parametrize("size", [40, 60])
@pytest.mark.parametrize("sign", ["✓", "✔"])
def test_a_tick_is_one(sign, size):
    assert is_tick(shape_of(sign, size))
    assert not is_cross(shape_of(sign, size))


@pytest.mark.parametrize("size", [40, 60])
@pytest.mark.parametrize("sign", ["✗", "✘", "×", "x", "X"])
def test_a_cross_is_one(sign, size):
    assert is_cross(shape_of(sign, size))
    assert not is_tick(shape_of(sign, size))


@pytest.mark.parametrize("face", [DEJAVU, "LiberationSerif-Regular.ttf", "LiberationSerif-Italic.ttf"])
@pytest.mark.parametrize("sign", list("VvYyJrWwNkLTtIl/147203569-+%"))
def test_letters_and_figures_are_neither(sign, face):
    shape = shape_of(sign, 60, face)
    assert not is_tick(shape)
    assert not is_cross(shape)


def cell(sign, read, size=42):
    """A line of letters beside which a mark stands, as the run and the ink of a cell."""
    run, ink = read_line("x", "x", size)
    shape = shape_of(sign, size)
    high, wide = shape.shape
    strip = np.full((high + 20, wide + 20), 255, np.uint8)
    strip[10 : 10 + high, 10 : 10 + wide][shape] = 20

    class Ink:
        column = 2
        letter_height = 0.48 * size
        line = replace(ink.line, box=replace(ink.line.box, x1=ink.line.box.x0 + wide, y1=ink.line.box.y0 + high))

        def strip(self):
            return strip

    word = replace(run.words[0], text=read, text_ocr=read)
    return TextRun((word,) if read else (), Ink.line.box, 20.0), Ink()


@pytest.mark.parametrize(
    ("sign", "read", "mark"),
    [
        ("✓", "", "✓"), ("✓", "v", "✓"), ("✗", "", "✗"), ("☐", "", "☐"), ("☐", "O", "☐"), ("☒", "", "☒"),
        ("☑", "", "☑"), ("x", "X", "x"), ("X", "x", "X"),
    ],
)  # fmt: skip
def test_marks_alone_in_a_cell(sign, read, mark):
    run, ink = cell(sign, read)
    done = with_check_mark(run, ink)
    assert texts(done) == [mark]
    assert done.words[0].text_ocr == read
    assert done.words[0].confidence <= 0.9


@pytest.mark.parametrize(
    ("sign", "read"),
    [("7", "7"), ("1", "1"), ("4", "4"), ("V", "V"), ("V", ""), ("O", "O"), ("O", ""), ("0", "0"), ("D", "D"),
     ("x", "x"), ("✓", "12"), ("✓", "có"), ("K", "K"), ("Y", "Y")],
)  # fmt: skip
def test_what_is_no_mark_stays(sign, read):
    run, ink = cell(sign, read)
    assert with_check_mark(run, ink) is run


def test_outside_of_tables_nothing_is_a_mark():
    run, ink = cell("✓", "v")
    ink.column = None
    assert with_check_mark(run, ink) is run
