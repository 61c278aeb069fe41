"""Letterheads without the State's name, and what stands under the type of a document."""

import pytest

from sohoa.extract.layout.letterhead import find_letterhead, part_columns
from sohoa.nouns.geometry import Box
from sohoa.nouns.text_run import words_to_run
from sohoa.nouns.word import Word

WIDTH, HEIGHT = 1650.0, 2330.0


def run(x, y, text, gap=14):
    """A run of letters 14 pixels wide, its words `gap` apart."""
    words, at = [], float(x)
    for token in text.split():
        words.append(Word(token, token, Box(at, y, at + 14 * len(token), y + 28.0), 0.99))
        at += 14 * len(token) + gap
    return words_to_run(words)


def head(right="ĐOÀN TNCS HỒ CHÍ MINH", number="Số 1250 KHĐTN"):
    left = [run(340, 230, "TỈNH ĐOÀN LAM GIANG"), run(300, 270, "BCH ĐOÀN TRƯỜNG ĐẠI HỌC"), run(380, 310, number)]
    return [*left, run(970, 230, right), run(900, 300, "Lam Giang, ngày 18 tháng 10 năm 2025")]


@pytest.mark.parametrize(
    ("right", "found"),
    [
        ("ĐOÀN TNCS HỒ CHÍ MINH", True),
        ("ĐOÀN THANH NIÊN CỘNG SẢN HỒ CHÍ MINH", True),
        ("ĐẢNG CỘNG SẢN VIỆT NAM", True),
        ("THÀNH PHỐ HỒ CHÍ MINH", False),
    ],
)
def test_the_youth_unions_head(right, found):
    """The number is not readable: nothing else tells the columns."""
    letterhead = find_letterhead(head(right), WIDTH, HEIGHT)
    assert (letterhead is not None) is found
    assert letterhead is None or letterhead.right[0].text == right
    assert letterhead is None or len(letterhead.left) == 3


def test_a_body_of_the_union_at_the_left_is_none():
    runs = [run(300, 230, "ĐOÀN TNCS HỒ CHÍ MINH"), run(380, 310, "Số 1250 KHĐTN")]
    assert find_letterhead(runs, WIDTH, HEIGHT) is None


@pytest.mark.parametrize(("kind", "whole"), [("KẾ HOẠCH", True), ("NỘI DUNG", False)])
def test_a_subject_with_wide_gaps_is_not_cut_in_two(kind, whole):
    title = run(825 - 7 * len(kind), 350, kind)
    subject = [run(600, 390, "Về việc rà soát"), run(845, 390, "hồ sơ lưu trữ năm 2026")]
    line = words_to_run([*subject[0].words, *subject[1].words])
    runs = [*head(number="Số: 12/KH-ĐTN"), title, line]
    assert (line in part_columns(runs, WIDTH, HEIGHT)) is whole
    found = find_letterhead(part_columns(runs, WIDTH, HEIGHT), WIDTH, HEIGHT)
    assert any("Về việc" in r.text for r in found.left) is not whole
