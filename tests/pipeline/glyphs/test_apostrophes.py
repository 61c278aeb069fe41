from dataclasses import replace

import pytest

from sohoa.nouns.geometry import Box
from sohoa.pipeline.glyphs.apostrophes import with_apostrophes
from tests.support.print_strips import font
from tests.support.read_lines import read_line, texts, texts_ocr

REST = " ở buôn bản vùng cao"


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("H'Mông", "HMông"),
        ("M'Drắk,", "MDrắk,"),
        ("K'Brêu", "KBrêu"),
        ("M'nông", "Mnông"),
        ("H'Drai,", 'H"Drai,'),
        ("H’Lim", "HLim"),
        ("H'MÔNG", "HMÔNG"),
    ],
)
@pytest.mark.parametrize("size", [30, 42])
def test_an_apostrophe_is_seen(printed, read, size):
    run, ink = read_line(printed + REST, read + REST, size=size)
    done = with_apostrophes(run, ink)
    assert texts(done)[0] == printed.replace("’", "'")
    assert texts_ocr(done)[0] == read


@pytest.mark.parametrize(
    "word", ["HĐND", "Hồng", "Tỉnh", "Ánh", "Mường", "Hôm", "Kết", "Ủy", "TÍNH", "Rơm", "Nế", "Lỗi", "Hị", "A", "Đố"]
)
def test_marks_of_letters_are_no_apostrophes(word):
    run, ink = read_line(word + REST, word + REST)
    assert with_apostrophes(run, ink) is run


def test_an_apostrophe_that_was_read_stays_one():
    run, ink = read_line("H'Mông" + REST, "H'Mông" + REST)
    assert with_apostrophes(run, ink) is run


@pytest.mark.parametrize("read", ["Hen", "Lâm,", "(Kinh", "UBND", "HĐND;", "TAND", "VIỆT", "TỈNH"])
def test_a_syllable_as_it_stands_gets_no_apostrophe(read):
    first = read.lstrip("(")[0]
    run, ink = read_line(read.replace(first, f"{first}'") + REST, read + REST)
    assert with_apostrophes(run, ink) is run


def parted(printed, read):
    """Run and ink of a name that was read as two words, the letter before the sign and the rest."""
    run, ink = read_line(printed + REST, read + REST)
    name, *others = run.words
    face = font(42)
    first, rest = read.split("_")
    middle, end = name.box.x0 + face.getlength(first), name.box.x1
    begin = end - face.getlength(rest)
    left = replace(name, text=first, text_ocr=first, box=Box(name.box.x0, name.box.y0, middle, name.box.y1))
    right = replace(name, text=rest, text_ocr=rest, box=Box(begin, name.box.y0, end, name.box.y1))
    return replace(run, words=(left, right, *others)), ink


@pytest.mark.parametrize("printed", ["H'Mông", "M’nông", "H’Drai,", "M'gar"])
def test_a_name_in_two_words_is_one(printed):
    first, rest = printed.replace("’", "'").split("'")
    run, ink = parted(printed, f"{first}_{rest}")
    done = with_apostrophes(run, ink)
    assert texts(done)[0] == f"{first}'{rest}"
    assert texts_ocr(done)[0] == f"{first} {rest}"
    assert done.words[0].confidence <= 0.7
    assert len(done.words) == len(run.words) - 1


@pytest.mark.parametrize("printed", ["H Mông", "B Hồng", "K Tuấn,"])
def test_a_letter_and_a_word_without_a_sign_are_two(printed):
    run, ink = read_line(printed + REST, printed + REST)
    assert with_apostrophes(run, ink) is run


@pytest.mark.parametrize(
    ("read", "after"),
    [
        ("11h30¹;", "11h30';"),
        ("(7h30¹", "(7h30'"),
        ("11h30²", "11h30²"),
        ("11h¹", "11h¹"),
        ("11h3¹", "11h3¹"),
        ("11h75¹", "11h75¹"),
        ("hành¹", "hành¹"),
        ("30¹", "30¹"),
    ],
)
def test_minutes(read, after):
    run, ink = read_line("từ " + read + REST, "từ " + read + REST)
    assert texts(with_apostrophes(run, ink))[1] == after
