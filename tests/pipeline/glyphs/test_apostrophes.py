import pytest

from sohoa.pipeline.glyphs.apostrophes import with_apostrophes
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
