"""Keywords: what a subject is about."""

import pytest

from sohoa.pipeline.export.archive.keywords import SEPARATOR, keywords


@pytest.mark.parametrize(
    ("subject", "found"),
    [
        ("Phát triển du lịch cộng đồng tỉnh Vân Khê năm 2031", ["Phát triển du lịch cộng đồng", "Vân Khê"]),
        ("thực hiện chuyển đổi số trong lĩnh vực nông nghiệp", ["chuyển đổi số", "nông nghiệp"]),
        ("thực hiện Nghị quyết số 12-NQ/TU về phòng cháy rừng", ["phòng cháy rừng"]),
        ("PHÒNG, CHỐNG THIÊN TAI", ["chống thiên tai"]),
        ("ban hành quy định mới", []),
        ("", []),
        ("123 - 456 / 2031", []),
    ],
)
def test_keywords(subject, found):
    assert list(keywords(subject)) == found


def test_headings_come_after_the_subject_and_nothing_twice():
    found = keywords("bảo vệ môi trường", ["Bảo vệ môi trường", "Xử lý chất thải rắn"])
    assert found[0] == "bảo vệ môi trường"
    assert len({k.casefold() for k in found}) == len(found)
    assert any("chất thải" in k for k in found)


def test_together_they_fit_the_field():
    long = (
        "nuôi trồng thủy sản, chăn nuôi gia súc, khai thác khoáng sản, vận tải đường thủy, chế biến lâm sản, dạy nghề"
    )
    found = keywords(long, longest=100)
    assert len(SEPARATOR.join(found)) <= 100
    assert len(found) >= 4
