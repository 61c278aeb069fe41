"""Agencies as printed and their ids."""

import pytest

from sohoa.extract.records.agency_register import agency_id, looks_like_agency, province_now, with_printed_marks
from sohoa.extract.wording.vocabulary import rows


@pytest.mark.parametrize(
    ("printed", "known"),
    [
        ("Sở Khoa học và Công nghệ", "department/khoa-hoc-cong-nghe"),
        ("Sở KH&CN", "department/khoa-hoc-cong-nghe"),
        ("SỞ KHOA HỌC VÀ CÔNG NGHỆ TỈNH LAM GIANG", "department/khoa-hoc-cong-nghe"),
        ("Sở Kế hoạch và Đầu tư", "department/ke-hoach-dau-tu"),
        ("Bộ Khoa học và Công nghệ", "ministry/khoa-hoc-cong-nghe"),
        ("Các sở, ban, ngành cấp tỉnh", "set/so-ban-nganh"),
        ("các sở, ngành liên quan", "set/don-vi-lien-quan"),
        ("UBND các phường, xã", "set/xa-phuong"),
        ("UBND xã Cẩm Đoài", "local/xa-phuong"),
        ("Ủy ban nhân dân tỉnh", "province-body/uy-ban-nhan-dan"),
        ("UBND tỉnh Yên Bái", "province/yen-bai"),
        ("UBND TP. Hồ Chí Minh", "province/ho-chi-minh"),
        ("UBND tỉnh Lam Giang", "province-body/uy-ban-nhan-dan"),
        ("Công an tỉnh", "province-body/cong-an"),
        ("Tỉnh đoàn", "mass/doan-thanh-nien"),
        ("Sở Khoa hoc và Công nghệ", None),
        ("Sở Khoa học", None),
        ("Phòng Sở Nội vụ", None),
        ("Sở Nội vụ, Sở Tài chính", None),
        ("UBND thành phố Thái Nguyên", None),
        ("Thành phố Lào Cai", None),
        ("UBND tỉnh Thái Nguyên", "province/thai-nguyen"),
        ("UBND thành phố Cẩm Vân", None),
        ("UBND thành phố", "province-body/uy-ban-nhan-dan"),
        ("Hội Nông dân thành phố Cẩm Vân", None),
        ("Hội Nông dân thành phố Hải Phòng", "mass/nong-dan"),
        ("Hội Nông dân TP. HCM", "mass/nong-dan"),
        ("Các trường trên địa bàn thành phố Cẩm Vân", None),
        ("Sở Nội vụ tỉnh, Sở Tài chính", None),
        ("Sở Nội vụ tỉnh và Sở Tài chính", None),
        ("UBND tỉnh, Công an tỉnh", None),
        ("UBND huyện Cẩm Vân và Sở Tài chính", None),
        ("UBND huyện Cẩm Vân, tỉnh Yên Bái", "local/huyen"),
        ("UBND thị xã", "local/huyen"),
        ("", None),
    ],
)
def test_ids_of_printed_names(printed, known):
    assert agency_id(printed) == known


def test_each_name_and_id_stands_once():
    names = [name for row in rows("agencies.tsv") for name in row[1].split("|")]
    ids = [row[0] for row in rows("agencies.tsv")]
    assert len(ids) == len(set(ids))
    folded = [agency_id(n) for n in names]
    assert all(folded)


@pytest.mark.parametrize(
    ("text", "like"), [("Phòng Đào tạo", True), ("Khoa Toán", True), ("Quý II", False), ("Xây cầu", False)]
)
def test_what_looks_like_an_agency(text, like):
    assert looks_like_agency(text) is like


def test_provinces_before_and_after_july_2025():
    table = rows("province_register.tsv")
    assert len(table) == 63
    assert len({province_now(row[0]) for row in table}) == 34
    assert province_now("province/yen-bai") == "province/lao-cai"
    assert province_now("province/nghe-an") == "province/nghe-an"


def test_cities_of_the_rank_of_a_province():
    cities = {row[0] for row in rows("province_register.tsv") if row[3:] == ("city",)}
    assert cities == {f"province/{x}" for x in ("ha-noi", "hai-phong", "da-nang", "can-tho", "hue", "ho-chi-minh")}


@pytest.mark.parametrize(
    ("read", "name"),
    [
        ("Sở Văn hóa, Thế thao và Du lịch", "Sở Văn hóa, Thể thao và Du lịch"),
        ("Công an tình", "Công an tỉnh"),
        ("UBNĐ các xã, phường", "UBND các xã, phường"),
        ("ỦBND phường Mẫu", "UBND phường Mẫu"),
        ("SỞ NỘI VU", "SỞ NỘI VỤ"),
        ("Ban Quản lý Khu kinh tế tình", "Ban Quản lý Khu kinh tế tỉnh"),
        ("Sở Nội vụ", "Sở Nội vụ"),
        ("Trung tâm nghiên cứu nghĩa tính", "Trung tâm nghiên cứu nghĩa tính"),
        ("Bảo tàng Hà Tĩnh", "Bảo tàng Hà Tĩnh"),
        ("Số Nội vụ năm", "Sở Nội vụ năm"),
        ("sở Nội vu", "sở Nội vụ"),
        ("Bộ Lao đông", "Bộ Lao đông"),
        ("Liên hiệp các hội KH&KT tình", "Liên hiệp các hội KH&KT tỉnh"),
        ("Liên hiệp các hội KH&KT tính", "Liên hiệp các hội KH&KT tỉnh"),
        ("Hiệp hội máy tính", "Hiệp hội máy tính"),
        ("Sở Văn hóa Thế thao và Du lịch", "Sở Văn hóa Thế thao và Du lịch"),
        ("Mối tình", "Mối tình"),
    ],
)
def test_marks_of_names(read, name):
    assert with_printed_marks(read) == name
