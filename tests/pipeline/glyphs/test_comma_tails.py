"""Commas and semicolons told from full stops and colons by their tails."""

from dataclasses import replace

import pytest

from sohoa.pipeline.glyphs.comma_tails import with_tails
from tests.support.read_lines import read_line, texts, texts_ocr


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
    run = with_tails(*read_line(printed, read))
    assert (texts(run), texts_ocr(run)) == (printed.split(), read.split())


@pytest.mark.parametrize(
    "printed",
    [
        "Tổ chức thực hiện. Các sở báo cáo",
        "Nơi nhận: các sở, ban, ngành",
        "tr. 12 và các trang sau",
        "số 1.250.000 đồng, năm 2031.",
        "ủy ban nhân dân các xã",
    ],
)
def test_what_stands_on_the_line_stays(printed):
    run, ink = read_line(printed, printed)
    assert with_tails(run, ink) is run


@pytest.mark.parametrize("read", ["các . xã", "các phường.. xã", "các ph%. xã"])
def test_a_stop_that_ends_no_word_is_left_alone(read):
    run, ink = read_line("các phường, xã", read)
    assert with_tails(run, ink) is run


def test_few_letters_have_no_sure_baseline():
    run, ink = read_line("các phường, xã", "các phường. xã")
    few = replace(ink, line=replace(ink.line, members=ink.letters[-3:]))
    assert with_tails(run, few) is run


def test_a_word_without_a_box_stays():
    run, ink = read_line("các phường, xã", "các phường. xã")
    bare = replace(run, words=tuple(replace(w, box=None) for w in run.words))
    assert with_tails(bare, ink).words[1].text == "phường."


def test_a_line_of_which_nothing_was_read_stays_empty():
    run, ink = read_line("các phường, xã", "các phường. xã")
    empty = replace(run, words=())
    assert with_tails(empty, ink) is empty
