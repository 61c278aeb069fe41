"""Small letters read as capitals of the same shape."""

from dataclasses import replace

import pytest

from sohoa.nouns.geometry import Box
from sohoa.nouns.text_run import words_to_run
from sohoa.nouns.word import Word
from sohoa.pipeline.glyphs.letter_case import with_letter_case
from sohoa.pipeline.ink.components import page_to_components
from sohoa.pipeline.ink.text_lines import components_to_lines
from tests.support.print_strips import font, page

SIZE, X = 42, 60
AROUND = "thực hiện nhiệm vụ theo Nghị định, kể từ ngày nhận đủ"


def read_as(*lines):
    """Texts after the step; each line is (printed, read)."""
    parts = page_to_components(page(*((printed, X, 100 * (k + 1)) for k, (printed, _) in enumerate(lines)), size=SIZE))
    found = components_to_lines(parts)
    assert len(found) == len(lines)
    face, runs = font(SIZE), []
    for k, (printed, read) in enumerate(lines):
        words = []
        for n, (word, text) in enumerate(zip(printed.split(), read.split(), strict=True)):
            start = X + face.getlength(" ".join([*printed.split()[:n], ""]))
            foot = 100 * (k + 1)
            words.append(Word(text, text, Box(start, foot - SIZE, start + face.getlength(word), foot + 10), 0.9))
        runs.append(words_to_run(words))
    after = with_letter_case(runs, found, parts)
    assert [w.text_ocr for run in after for w in run.words] == [t for _, read in lines for t in read.split()]
    return [" ".join(w.text for w in run.words) for run in after]


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("x", "X"),
        ("hồ sơ", "hồ SƠ"),
        ("một số điều", "một SỐ điều"),
        ("đối với các cơ sở", "đối VỚI các CƠ Sở"),
        ("sửa đổi, bổ sung", "sửa đổi, bổ Sung"),
        ("các phường, xã;", "các phường, Xã;"),
    ],
)
def test_small_letters_read_as_capitals(printed, read):
    assert read_as((AROUND, AROUND), (printed, read)) == [AROUND, printed]


@pytest.mark.parametrize(
    "printed",
    ["X", "Sở Tài chính", "CƠ SỞ VẬT CHẤT", "Xã Sơn Trà", "HỒ SƠ", "Chính phủ", "các Sở, Văn phòng", "S. Oa, V"],
)
def test_capitals_stay(printed):
    assert read_as((AROUND, AROUND), (printed, printed)) == [AROUND, printed]


def test_a_page_that_says_nothing_of_its_heights():
    assert read_as(("x x", "X X")) == ["X X"]


def test_words_without_a_box_stay():
    parts = page_to_components(page((AROUND, X, 100)))
    run = words_to_run([Word("SƠ", "SƠ", Box(X, 60, X + 40, 110), 0.9)])
    bare = replace(run, words=tuple(replace(w, box=None) for w in run.words))
    assert with_letter_case([bare], components_to_lines(parts), parts) == (bare,)
