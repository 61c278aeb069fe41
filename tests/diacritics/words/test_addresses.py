"""Addresses of the web and of mail, and what only looks like one."""

import pytest

from sohoa.diacritics.words.addresses import mend_address


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("https://díchvucong.lamgiang.gov.vn", "https://dichvucong.lamgiang.gov.vn"),
        ("(csdl.dịchvucông.vn);", "(csdl.dichvucong.vn);"),
        ("www.lâmgiang.vn/tin-tức", "www.lamgiang.vn/tin-tuc"),
        ("vănthư@lamgiang.gov.vn.", "vanthu@lamgiang.gov.vn."),
        ("http://đầutư.com", "http://dautu.com"),
        ("HTTPS://DỊCHVUCONG.", "HTTPS://DICHVUCONG."),
        ("www.hồtrợ.lamgiang.vn).(Mẫu", "www.hotro.lamgiang.vn).(Mẫu"),
        ("(dịchvucong.gov.vn/tin;mục", "(dichvucong.gov.vn/tin;mục"),
    ],
)
def test_addresses_bear_no_marks(read, printed):
    assert mend_address(read) == printed
    assert mend_address(printed) is None


@pytest.mark.parametrize(
    "text",
    [
        "tỉnh.Vn",
        "phố.",
        "Điều.1",
        "đồng/hồ",
        "15/2026/QĐ-UBND",
        "tỉnh.vnă",
        "sơ.Văn",
        "@tỉnh",
        "TP.Hồ",
        "www.lamgiang.vn).(Mẫu",
        "lamgiang.gov.vn)Địa",
        "vanthu@lamgiang.gov.vn;Điện",
        "",
    ],
)
def test_what_is_no_address_stays(text):
    assert mend_address(text) is None
