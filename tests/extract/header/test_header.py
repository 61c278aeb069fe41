import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sohoa.extract.header.letterhead import strip_about
from sohoa.extract.header.recipe import read_header
from sohoa.extract.wording.authority_names import mend_authority, mend_place
from sohoa.extract.wording.document_symbols import canonical_symbol
from sohoa.nouns.problem import ProblemKind
from sohoa.nouns.word import RegionKind
from tests.support.record_builders import page

CASES = json.loads((Path(__file__).parent / "cases" / "headers.json").read_text("utf-8"))


def _pages(case, regions=True):
    return [page(n, lines, regions) for n, lines in enumerate(case["pages"], 1)]


def _check(header, expected):
    for name, value in expected.items():
        got = getattr(header, name)
        got = got.isoformat() if name == "issued_on" and got else got
        assert (list(got) if isinstance(got, tuple) else got) == value, name


@pytest.mark.parametrize("regions", [True, False], ids=["regions", "no regions"])
@pytest.mark.parametrize("case", CASES, ids=[c["name"] for c in CASES])
def test_header(case, regions):
    header, _, problems = read_header(_pages(case, regions))
    _check(header, case["header"])
    assert [p.kind for p in problems] == [ProblemKind.FIELD_MISSING] * len(header.missing_fields)


def test_a_table_page_after_the_foot_does_not_hide_it():
    pages = _pages(CASES[0])
    table = replace(
        pages[0],
        frame=replace(pages[0].frame, number=3),
        words=tuple(replace(w, region=RegionKind.TABLE) for w in pages[0].words),
    )
    header, _, _ = read_header([*pages, table])
    _check(header, CASES[0]["header"])


def test_no_pages_give_an_empty_header():
    header, _, problems = read_header([])
    assert header.code is None
    assert problems


def test_words_without_boxes_give_no_error():
    bare = [replace(p, words=tuple(replace(w, box=None) for w in p.words)) for p in _pages(CASES[2])]
    header, _, _ = read_header(bare)
    assert header.number in (None, "83")


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("UY BAN NHAN DÁN", "ỦY BAN NHÂN DÂN"),
        ("ỦY BANNHÂNDÂN", "ỦY BAN NHÂN DÂN"),
        ("- SỞ NGOAI VU", "SỞ NGOẠI VỤ"),
        ("TỈNH LÂM ĐÒNG", "TỈNH LÂM ĐỒNG"),
        ("CÔNG TY CẤP NƯỚC LAM GIANG", "CÔNG TY CẤP NƯỚC LAM GIANG"),
    ],
)
def test_marks_of_authorities_are_mended_by_the_vocabulary(read, meant):
    assert mend_authority(read) == meant


def test_an_unknown_place_stays_as_it_was_read():
    assert mend_place("Lâm Đông,") == "Lâm Đồng"
    assert mend_place("Lam Gíang") == "Lam Gíang"


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("QD-UBND", "QĐ-UBND"),
        ("QĐÐ-UBND", "QĐ-UBND"),
        ("KH/TU", "KH/TU"),
        ("CTr-XYZ", "CTr-XYZ"),
        ("GM-BCĐABs", "GM-BCĐABS"),
        ("QĐ-TTg", "QĐ-TTg"),
        ("KH-Ars", "KH-Ars"),
        ("BC-SNgo", "BC-SNgo"),
        ("TTr-Sx", "TTr-Sx"),
    ],
)
def test_symbols_are_written_as_the_decree_does(read, meant):
    assert canonical_symbol(read) == meant


@pytest.mark.parametrize(
    "text",
    [
        "V/v rà soát",
        "Về việc rà soát",
        "và việc rà soát",
        "rà soát.",
        "V/wv rà soát",
        "Ngày Về việc rà soát",
        "v rà soát",
    ],
)
def test_a_subject_stands_without_its_opening(text):
    assert strip_about(text) == "rà soát"


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 2400), st.integers(0, 3400), st.text(max_size=30)), max_size=12))
def test_any_page_is_read_without_an_error(lines):
    header, _, _ = read_header([page(1, [list(x) for x in lines], regions=False)])
    assert header.number is None or header.number.isdigit()


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["KT. CHỦ TỊCH", "Ó CHỦ TỊCH"], "KT. CHỦ TỊCH PHÓ CHỦ TỊCH"),
        (["-_ KT. CHỦ TỊCH", "PHÓ CHƯ TỊCH"], "KT. CHỦ TỊCH PHÓ CHỦ TỊCH"),
        (["KT. GIÁM ĐỐC", "GIÁM ĐỐC"], None),
        (["KT. GIÁM ĐỐC"], None),
        (["TM. ỦY BAN NHÂN DÂN"], None),
        (["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"], "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH"),
        (["TL.CHỦ TỊCH", "CHÁNH VĂN PHÒNG"], "TL.CHỦ TỊCH CHÁNH VĂN PHÒNG"),
    ],
)
def test_titles_under_a_seal(lines, title):
    left = [[330, 420, "Nơi nhận:"], [330, 480, "- Như trên;"], [330, 540, "- Lưu: VT."]]
    right = [[1600, 420 + 60 * i, text] for i, text in enumerate(lines)]
    header, _, _ = read_header([page(1, [*left, *right, [1550, 900, "Lê Thử"]])])
    assert header.signer_title == title


def test_month_and_year_are_kept_beside_a_day_by_hand():
    lines = [
        [330, 200, "SỞ NỘI VỤ"],
        [1200, 200, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        [350, 400, "Số: 41/QĐ-SNV"],
        [1300, 400, "Lam Giang, ngày ÍR tháng 02 năm 2021"],
    ]
    header, _, _ = read_header([page(1, lines, regions=False)])
    assert (header.issued_on, header.issued_year, header.issued_month) == (None, 2021, 2)
