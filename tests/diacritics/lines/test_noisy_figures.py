"""Figures of garbled lines stay; letters among figures that are no figures are mended."""

import pytest

from sohoa.diacritics.lines.restore import restore_lines

GARBLED = "Trién khai c6ng tac chuy€n d6i s6 trén dja ban"


def restored(line):
    (done,) = restore_lines([line], "noisy")
    return done


@pytest.mark.parametrize(
    ("line", "stays"),
    [
        (f"{GARBLED} 13 xa va 56 thén", ["13", "56"]),
        (f"{GARBLED} tir ngay 10 dén ngay 19", ["10", "19"]),
        (f"{GARBLED} nha van h6a 450 m2 va s4n 12m", ["450", "m2", "12m"]),
        (f"{GARBLED}, in trén giay A4 va A3", ["A4", "A3"]),
        (f"{GARBLED} giam khi CO2, dudng QL1A", ["CO2", "QL1A"]),
        (f"{GARBLED}, 15kg hat gi6ng, 3,5ha dat", ["15kg", "3,5ha"]),
        (f"a2) {GARBLED}", ["a2)"]),
        (f"6 4p: {GARBLED}", ["6"]),
    ],
)
def test_figures_stay(line, stays):
    assert set(stays) <= set(restored(line).text.replace(",", " ").replace("3 5ha", "3,5ha").split())


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Lanh dao UBND x4 chi dao c6ng tac chuyén d6i s6", ["xã", "công", "đổi", "số"]),
        ("T6 c6ng ngh€ s6 cong déng thén duoc thanh 14p", ["Tổ", "công", "số", "lập"]),
        ("B6 ph4n mot cira cua x4 16ng ghép cac n6i dung", ["Bộ", "phận", "xã", "lồng", "nội"]),
    ],
)
def test_words_with_figures_for_letters_are_mended(line, words):
    assert set(words) <= set(restored(line).text.split())


def test_a_figure_that_may_be_a_word_is_told():
    done = restored("D6i méi s4ng tao 13 nhiém vu trong tam, 13 d6t ph4 hang d4u")
    assert done.text.split().count("13") == 2
    assert any(d.before == "13" and "là" in d.others for d in done.doubts)
