"""Formal parts are known by how they begin, also where print broke them."""

import pytest

from sohoa.extract.wording.formal_phrases import (
    date_start,
    is_addressee,
    is_motto,
    is_recipients_head,
    likeness,
    number_line,
    opens_number,
    opens_with,
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("CỘNG HOÀ XÃ HỘI CHÚ NGHlA VIỆT NAM", True),
        ("Độc Iập - Tự do - Hạnh phúc", True),
        ("ĐẢNG CỘNG SẢN VIỆT NAM", True),
        ("Độc lập, tự chủ trong công tác", False),
        ("", False),
    ],
)
def test_mottos(text, found):
    assert is_motto(text) is found


def test_likeness_is_none_for_texts_of_other_lengths():
    assert likeness("", "abc") == likeness("a" * 40, "abc") == 0


@pytest.mark.parametrize(
    ("text", "found"),
    [("Nơi nhân:", True), ("N ơi nhận", True), ("Nơi thực hiện", False), ("Nơi nhận hồ sơ là bộ phận một cửa", False)],
)
def test_recipients(text, found):
    assert is_recipients_head(text) is found


def test_addressee_and_subject_of_a_letter():
    assert is_addressee("Kính gửí: Các sở")
    assert opens_with("V/v rà soát", "about")
    assert opens_with("Về viêc rà soát", "about")
    assert not opens_with("Về phía sở", "about")


@pytest.mark.parametrize(
    ("text", "code", "opens"),
    [
        ("Số: 126/KH-UBND", "126/KH-UBND", True),
        ("Só:Ì232 /KH-SYT", "Ì232 /KH-SYT", True),
        ("Số ............", None, True),
        ("SỞ Y TẾ", None, False),
        ("Sổ tay", None, False),
    ],
)
def test_lines_of_number_and_symbol(text, code, opens):
    assert number_line(text) == code
    assert opens_number(text) is opens


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("Lam Giang, ngày 05 tháng 3 năm 2031", 11),
        ("TP. Hồ Chí Minh, ngày ... Tc 9 năm 2014", 17),
        ("Lam Giang, ngày     tháng     năm", 11),
        ("hằng ngày", None),
    ],
)
def test_lines_of_place_and_date(text, start):
    assert date_start(text) == start
