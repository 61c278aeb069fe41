"""Lone and raised figures: found by their place, read by themselves, put back as superscripts."""

from time import monotonic

import numpy as np
import pytest
from PIL import Image, ImageDraw

from sohoa.nouns.geometry import Box
from sohoa.nouns.word import Word
from sohoa.pipeline.engine.engine import open_engine
from sohoa.pipeline.glyphs.lone_figures import agreed_figures, is_figure_one
from sohoa.pipeline.glyphs.raised_figures import find_raised, with_raised
from sohoa.pipeline.ink.components import page_to_components
from sohoa.pipeline.ink.text_lines import components_to_lines
from sohoa.pipeline.reading.line_reader import LineReader
from sohoa.pipeline.reading.page_engine import PageEngine
from sohoa.settings import GlyphSettings, OcrSettings
from tests.support.print_strips import font


def printed(*pieces, width=1500, height=400, noise=0.0):
    """A page with each (text, x, baseline, size)."""
    picture = Image.new("L", (width, height), 250)
    draw = ImageDraw.Draw(picture)
    for text, x, baseline, size in pieces:
        draw.text((x, baseline), text, fill=10, font=font(size), anchor="ls")
    grain = np.random.default_rng(7).normal(0, noise, (height, width)) if noise else 0
    return np.clip(np.asarray(picture) + grain, 0, 255).astype(np.uint8)


def read(pixels):
    parts = page_to_components(pixels)
    page = PageEngine(open_engine(OcrSettings()), pixels, parts, monotonic() + 60)
    reader = LineReader(page, OcrSettings(), GlyphSettings())
    return [" ".join(w.text for w in words) for words in reader.read(components_to_lines(parts)) if words]


def end_of(text, x, size):
    return x + font(size).getlength(text)


CODE = "Nghị quyết của HĐND"
FILLER = ("Các sở, ban, ngành tổ chức thực hiện và báo cáo kết quả", 60, 200, 54)


@pytest.mark.engine
@pytest.mark.parametrize("figure", ["1", "2", "3", "4", "5", "6", "7", "8", "9", "12"])
def test_footnote_mark_after_a_code(figure):
    x = end_of(CODE, 60, 54) + 2
    after = end_of(figure, x, 34) + 4
    pixels = printed((CODE, 60, 100, 54), (figure, x, 82, 34), ("; Kế hoạch", after, 100, 54), FILLER)
    first = read(pixels)[0]
    assert first.startswith(CODE + figure.translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")) + ";"), first


@pytest.mark.engine
def test_footnote_mark_at_the_head_of_a_note():
    pixels = printed(("2", 60, 82, 34), ("Ngày 14 tháng 01 của tỉnh Lam Giang", 84, 100, 50), FILLER)
    assert read(pixels)[0].startswith("² Ngày 14")


def test_nothing_is_raised_in_ordinary_print():
    line = ("“Chuyển đổi số”, tiền lệ; ủy ban: 12.5% - 3/4 ổ, ễ, ậ?", 60, 100, 54)
    pixels = printed(line, FILLER)
    parts = page_to_components(pixels)
    assert find_raised(parts, components_to_lines(parts)) == ()


@pytest.mark.engine
@pytest.mark.parametrize("figure", ["1", "2", "3", "4", "5", "6", "7", "8", "9", "11", "14"])
def test_lone_page_number_on_grainy_paper(figure):
    pixels = printed((figure, 700, 60, 54), FILLER, ("nhiệm vụ được giao trong năm", 60, 300, 54), noise=2.0)
    assert read(pixels)[0] == figure


@pytest.mark.parametrize(
    ("readings", "known"),
    [
        ([("5", 0.8), ("5", 0.97), ("555", 0.9)], "5"),
        ([("Š", 0.8), ("5", 0.97), ("555", 0.9)], "5"),
        ([("3", 0.8), ("»", 0.9), ("»%»", 0.9)], None),
        ([("4", 0.9), ("3", 0.9), ("", 0.0)], None),
        ([("§", 0.9), ("§", 0.7), ("8§§", 0.3)], "8"),
        ([("§", 0.9), ("§", 0.9), ("§§§", 0.9)], None),
        ([("12", 0.9), ("12", 0.9), ("121212", 0.5)], "12"),
        ([("", 0.0), ("", 0.0), ("", 0.0)], None),
        ([("I", 0.99), ("I", 0.99), ("III", 0.99)], None),
    ],
)
def test_agreement(readings, known):
    agreed = agreed_figures(readings)
    assert (agreed[0] if agreed else None) == known
    assert agreed is None or 0 < agreed[1] <= 1


@pytest.mark.parametrize(("text", "one"), [("1", True), ("I", False), ("|", False)])
def test_shape_of_a_one(text, one):
    x, width = 20, int(font(54).getlength(text))
    pixels = printed((text, x, 60, 54), width=100, height=80)
    ys, xs = np.nonzero(pixels < 100)
    assert width > 0
    assert is_figure_one(pixels[ys.min() : ys.max() + 1, xs.min() - 2 : xs.max() + 3]) is one


def word(text, x0, x1):
    return Word(text, text, Box(x0, 0, x1, 10), 0.9)


@pytest.mark.parametrize(
    ("words", "at", "texts"),
    [
        ([word("NQ-CP;", 0, 60)], 52, ["NQ-CP¹;"]),
        ([word("NQ-CP", 0, 50), word(";", 56, 60)], 51, ["NQ-CP¹;"]),
        ([word("Ngày", 20, 60)], 4, ["¹", "Ngày"]),
        ([word("năm", 0, 30), word("sau", 80, 110)], 55, ["năm", "¹", "sau"]),
        ([word("kếhoạch", 0, 70)], 30, ["kếhoạch", "¹"]),
        ([], 4, ["¹"]),
    ],
)
def test_put_back(words, at, texts):
    box = Box(at, 0, at + 4, 5)
    marked = with_raised(words, box, Word("1", "1", box, 0.6), reach=10)
    assert [w.text for w in marked] == texts
    assert min(w.confidence for w in marked) == 0.6
    assert all(w.text == w.text_ocr for w in marked)
