"""Small letters read as capitals of the same shape."""

from dataclasses import replace

import numpy as np
import pytest

from sohoa.nouns.word import Alternative
from sohoa.pipeline.glyphs.letter_case import with_letter_case
from tests.support.read_lines import LEFT, PITCH, SIZE, read_lines, texts_ocr

AROUND = "thực hiện nhiệm vụ theo Nghị định, kể từ ngày nhận đủ"


def read_as(*lines, **how):
    """Texts after the step; each line is (printed, read)."""
    runs, inks = read_lines(*lines, **how)
    after = with_letter_case(runs, inks)
    assert [texts_ocr(run) for run in after] == [read.split() for _, read in lines]
    return [run.text for run in after]


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


def test_what_stands_in_tables_is_measured_by_tables_alone():
    """The heights of the text around say nothing of cells, which are often set smaller."""
    zones = np.zeros((600, 1600), np.int32)
    zones[130:] = 1
    assert read_as((AROUND, AROUND), ("x", "X"), zones=zones) == [AROUND, "X"]


@pytest.mark.parametrize(
    ("printed", "read", "after"), [("sơ.", "Sơ.", "sơ."), ("Sơ.", "Sơ.", "Sơ."), ("SỞ", "SỞ", "SỞ")]
)
def test_a_short_line_of_a_cell_is_measured_by_the_rest_of_its_cell(printed, read, after):
    runs, inks = read_lines((AROUND, AROUND), (printed, read))
    cell = [replace(i, line=replace(i.line, zone=1)) for i in inks]
    assert with_letter_case(runs, cell)[1].text == after
    apart = [cell[0], replace(inks[1], line=replace(inks[1].line, zone=2))]
    assert with_letter_case(runs, apart)[1].text == read


@pytest.mark.parametrize(
    ("read", "after"), [("Có", "Có"), ("CÓ", "có"), ("X", "x")], ids=["all of a cell", "all capitals", "a letter"]
)
def test_a_capitalised_word_that_is_all_of_a_cell_stays(read, after):
    runs, inks = read_lines((AROUND, AROUND), ("có" if len(read) > 1 else "x", read))
    cells = [replace(i, line=replace(i.line, zone=k)) for k, i in enumerate(inks, 1)]
    assert [r.text for r in with_letter_case(runs, cells)] == [AROUND, after]
    one = [replace(i, line=replace(i.line, zone=1)) for i in inks]
    assert with_letter_case(runs, one)[1].text == after.lower()


def broken(share):
    """Wear that parts the first letter of the second line, so far up from its foot, in shares of its height."""

    def wear(pixels):
        foot = 2 * PITCH
        letter = pixels[foot - SIZE : foot + 2, LEFT - 2 : LEFT + SIZE]
        columns = np.flatnonzero((letter < 128).any(axis=0))
        wide = int(columns[np.flatnonzero(np.diff(columns) > 1)[0]]) + 1
        rows = np.flatnonzero((letter[:, :wide] < 128).any(axis=1))
        gap = int(rows[-1] - share * len(rows))
        letter[gap - 2 : gap + 1, :wide] = 255

    return wear


@pytest.mark.parametrize(
    ("printed", "share", "after"), [("sơ.", 0.7, "sơ."), ("sơ.", 0.6, "sơ."), ("Sơ.", 0.4, "Sơ."), ("Sơ.", 0.6, "Sơ.")]
)
def test_a_broken_letter_is_as_high_as_its_pieces_together(printed, share, after):
    runs, inks = read_lines((AROUND, AROUND), (printed, "Sơ."), wear=broken(share))
    cell = [replace(i, line=replace(i.line, zone=1)) for i in inks]
    assert with_letter_case(runs, cell)[1].text == after


def test_lines_of_which_nothing_was_read_say_nothing():
    runs, inks = read_lines((AROUND, AROUND), ("x", "X"))
    empty = replace(runs[0], words=())
    assert with_letter_case([empty, runs[1]], inks) == (empty, runs[1])


def test_words_without_a_box_stay():
    runs, inks = read_lines((AROUND, AROUND), ("sơ", "SƠ"))
    bare = replace(runs[1], words=tuple(replace(w, box=None) for w in runs[1].words))
    assert with_letter_case([runs[0], bare], inks) == (runs[0], bare)


def _tick(printed, size):
    """Text after the step of a tick of another type size than the rest of the table."""
    (text,), (around,) = read_lines((AROUND, AROUND))
    (_, tick), (_, ink) = read_lines((AROUND, AROUND), (printed, "X"), size=size)
    inks = [replace(i, line=replace(i.line, zone=1)) for i in (around, ink)]
    return with_letter_case([text, tick], inks)[1].text


def test_a_tick_in_larger_type_is_small():
    assert _tick("x", 52) == "x"


@pytest.mark.parametrize("size", [42, 46, 52])
def test_a_capital_in_a_cell_stays(size):
    assert _tick("X", size) == "X"


@pytest.mark.parametrize(
    ("read", "sure", "after"),
    [
        ("Sung thêm", 0.99, "Sung thêm"),  # surely a capital, whose edge may be worn
        ("Sung thêm", 0.9, "sung thêm"),
        ("Sung", 0.99, "sung"),  # by itself an engine has nothing to measure it by
        ("SỐ điều", 0.99, "số điều"),  # an engine takes a large mark for a large letter
    ],
)
def test_a_first_letter_surely_read_beside_other_words_stays(read, sure, after):
    runs, inks = read_lines((AROUND, AROUND), (read.lower(), read))
    words = tuple(replace(w, confidence=sure) for w in runs[1].words)
    assert with_letter_case((runs[0], replace(runs[1], words=words)), inks)[1].text == after


def test_other_readings_are_in_small_letters_too():
    """`Sở` for sơ: the capital goes from the reading that is likelier by the words around as well."""
    runs, inks = read_lines((AROUND, AROUND), ("hồ sơ", "hồ Sở"))
    others = (Alternative("Sơ", 0.7), Alternative("sơ", 0.2), Alternative("8ở", 0.1), Alternative("sở", 0.05))
    first, second = runs[1].words
    runs = [runs[0], replace(runs[1], words=(first, replace(second, alternatives=others)))]
    found = with_letter_case(runs, inks)[1].words[1]
    assert (found.text, found.alternatives) == ("sở", (Alternative("sơ", 0.7), Alternative("8ở", 0.1)))
