"""Title, unit and notes of a table, from the lines around it."""

import pytest

from sohoa.extract.tables.surroundings import notes_of, title_of, unit_over


@pytest.mark.parametrize(
    ("above", "title"),
    [
        (["PHỤ LỤC II", "DANH MỤC NHIỆM VỤ NĂM 2027"], "PHỤ LỤC II DANH MỤC NHIỆM VỤ NĂM 2027"),
        (["Phụ lục I", "Danh mục dự án", "(Kèm theo Kế hoạch số 12", "của Sở Nội vụ)"], "Phụ lục I Danh mục dự án"),
        (["Biểu 03: Số hộ dùng nước sạch", "ĐVT: hộ"], "Biểu 03: Số hộ dùng nước sạch"),
        (["các xã báo cáo như sau:", "DANH MỤC DỰ ÁN", "CÁC XÃ VÙNG CAO"], "DANH MỤC DỰ ÁN CÁC XÃ VÙNG CAO"),
        (["KẾ HOẠCH BỒI DƯỠNG", "(Kèm theo Kế hoạch số 12)"], "KẾ HOẠCH BỒI DƯỠNG"),
        (["Các sở, ban, ngành tổ chức thực hiện như sau:"], None),
        (["ỦY BAN NHÂN DÂN TỈNH", "Căn cứ tình hình thực tế, các đơn vị đề nghị:"], None),
        (["ĐVT: ha"], None),
        ([], None),
    ],
)
def test_titles(above, title):
    assert title_of(above) == title


@pytest.mark.parametrize(
    ("above", "unit"),
    [
        (["Biểu 03", "Đơn vị tính: triệu đồng"], "triệu đồng"),
        (["(ĐVT: ha)"], "ha"),
        (["ĐVT : nghìn người."], "nghìn người"),
        (["Đơn vị tính: %"], "%"),
        (["Các đơn vị tính toán lại số liệu"], None),
        (["Đơn vị: Sở Nội vụ và các cơ quan, đơn vị trực thuộc tỉnh Lam Giang"], None),
        ([], None),
    ],
)
def test_units(above, unit):
    assert unit_over(above) == unit


@pytest.mark.parametrize(
    ("below", "notes"),
    [
        (["Ghi chú: tạm tính", "đến hết tháng 9", "Nơi nhận:"], ("Ghi chú: tạm tính đến hết tháng 9",)),
        (["(*) Nguồn: các xã", "Chú thích: gồm vốn lồng ghép"], ("(*) Nguồn: các xã", "Chú thích: gồm vốn lồng ghép")),
        (["Các sở, ban, ngành thực hiện", "đúng thời hạn"], ()),
        (["ĐVT: ha"], ()),
        ([], ()),
    ],
)
def test_notes(below, notes):
    assert notes_of(below) == notes
