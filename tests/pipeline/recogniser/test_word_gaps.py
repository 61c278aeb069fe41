"""Spaces that were passed over or put in wrongly."""

import re
from dataclasses import replace

import pytest

from sohoa.pipeline.recogniser.decoding import Letter
from sohoa.pipeline.recogniser.word_gaps import with_word_gaps


def line(written):
    """Letters of a line: `|3|` is a gap without a space, of which 3 % say that there is one; `_60_` an unsure space."""
    letters, spaced, x = [], 0.0, 0.0
    for part in re.findall(r"\|\d+\||_\d+_|.", written):
        if part[0] == "|" and len(part) > 1:
            spaced = int(part[1:-1]) / 100
        else:
            unsure = part[0] == "_" and len(part) > 1
            text, p = (" ", int(part[1:-1]) / 100) if unsure else (part, 0.999)
            letters.append(Letter(text, x, x + 8, p, spaced=spaced))
            spaced, x = 0.0, x + 10
    return letters


def text(written):
    return "".join(x.text for x in with_word_gaps(line(written)))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Thông tư|17|số 59/2023", "Thông tư số 59/2023"),
        ("Thông|9|tư|27|số", "Thông tư số"),
        ("Thông tư|17|số|3|09/2015/TT-BYT", "Thông tư số 09/2015/TT-BYT"),
        ("lĩnh vực|5|y|12|tế;", "lĩnh vực y tế;"),
        ("khám bệnh,|20|chữa bệnh", "khám bệnh, chữa bệnh"),
        ("ngày 30|8|tháng 12", "ngày 30 tháng 12"),
        ("-|40|Thông tư", "- Thông tư"),
    ],
)
def test_spaces_that_were_passed_over(written, meant):
    assert text(written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Đầu|4|t_60_ư tỉnh", "Đầu tư tỉnh"),
        ("kin_55_h tế", "kinh tế"),
        ("tr_90_ình", "trình"),
        ("đồng_70_/hồ sơ", "đồng/hồ sơ"),
    ],
)
def test_spaces_that_were_put_in_wrongly(written, meant):
    assert text(written) == meant


@pytest.mark.parametrize(
    "written",
    [
        "Internet",
        "Lo|0|go",
        "TT-BY|2|T",
        "KGVX|2|n1014",
        "NC(ong172)",
        "dichvucong.|30|laichau.gov.vn",
        "7h|3|30",
        "H|5|35",
        "kế hoạch",
        "1.|20|000",
        "A_70_B",
        "đạt 4.800_60_m",
        "4.800_60_m/ngày",
        "Krông A|5|na,",
        "Niê K|5|dăm,",
        "số_70_5 t",
        "Số: 4585_60_/QĐ-UBND",
        "12_60_/ĐA-UBND",
        "",
    ],
)
def test_what_stays(written):
    bare = re.sub(r"\|\d+\|", "", re.sub(r"_\d+_", " ", written))
    assert text(written) == bare


def test_letters_and_known_spaces_are_the_same_as_before():
    before = line("Thông tư|17|số 59")
    after = with_word_gaps(before)
    assert [x for x in after if x in before] == before
    (new,) = [x for x in after if x not in before]
    assert new == Letter(" ", 79.0, 79.0, 0.17)


@pytest.mark.parametrize(
    ("first", "second", "stop", "meant"),
    [
        ("https://dichvucong", "laichau.gov.vn", 0.02, "https://dichvucong.laichau.gov.vn"),
        ("https://dichvucong", ".laichau.gov.vn.", 0.0, "https://dichvucong.laichau.gov.vn."),
        ("https://dichvucong", "laichau.gov.vn", 0.0, "https://dichvucong laichau.gov.vn"),
        ("https://tinh.gov.vn", "laichau.gov.vn", 0.3, "https://tinh.gov.vn laichau.gov.vn"),
        ("https://dichvucong", "của tỉnh", 0.3, "https://dichvucong của tỉnh"),
        ("dichvucong", "laichau.gov.vn", 0.3, "dichvucong laichau.gov.vn"),
    ],
)
def test_an_address_is_one(first, second, stop, meant):
    letters = line(f"{first} {second}")
    letters[len(first)] = replace(letters[len(first)], others=((".", stop),) if stop else ())
    assert "".join(x.text for x in with_word_gaps(letters)) == meant
