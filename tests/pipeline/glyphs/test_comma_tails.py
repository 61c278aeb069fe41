"""Commas and semicolons told from full stops and colons by their tails."""

from dataclasses import replace

import pytest

from sohoa.nouns.geometry import Box
from sohoa.nouns.text_run import words_to_run
from sohoa.nouns.word import Word
from sohoa.pipeline.glyphs.comma_tails import with_tails
from sohoa.pipeline.ink.components import page_to_components
from sohoa.pipeline.ink.text_lines import components_to_lines
from tests.support.print_strips import font, page

SIZE, X, BASELINE = 42, 60, 100


def misread(printed, read):
    """The run of a drawn line, its words read as `read`, where `printed` is what stands there."""
    parts = page_to_components(page((printed, X, BASELINE)))
    (line,) = components_to_lines(parts)
    words, face = [], font(SIZE)
    for k, (word, text) in enumerate(zip(printed.split(), read.split(), strict=True)):
        start = X + face.getlength(" ".join([*printed.split()[:k], ""]))
        box = Box(start, BASELINE - SIZE, start + face.getlength(word), BASELINE + 10)
        words.append(Word(text, text, box, 0.9))
    return with_tails(words_to_run(words), parts, line)


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("các phường, xã trong tỉnh", "các phường. xã trong tỉnh"),
        ("Sở Tài chính; Sở Nội vụ", "Sở Tài chính: Sở Nội vụ"),
        ("năm 2031, các sở liên quan", "năm 2031. các sở liên quan"),
        ("(nếu có), báo cáo kết quả", "(nếu có). báo cáo kết quả"),
    ],
)
def test_a_tail_makes_a_comma(printed, read):
    run = misread(printed, read)
    assert " ".join(w.text for w in run.words) == printed
    assert " ".join(w.text_ocr for w in run.words) == read


@pytest.mark.parametrize(
    "printed",
    [
        "Tổ chức thực hiện. Các sở báo cáo",
        "Nơi nhận: các sở, ban, ngành",
        "tr. 12 và các trang sau",
        "số 1.250.000 đồng, năm 2031.",
    ],
)
def test_what_stands_on_the_line_stays(printed):
    run = misread(printed, printed)
    assert " ".join(w.text for w in run.words) == printed


def test_a_word_without_a_box_stays():
    run = misread("các phường, xã", "các phường. xã")
    bare = replace(run, words=tuple(replace(w, text=w.text_ocr, box=None) for w in run.words))
    parts = page_to_components(page(("các phường, xã", X, BASELINE)))
    assert with_tails(bare, parts, components_to_lines(parts)[0]).words[1].text == "phường."
