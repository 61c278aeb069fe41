"""What lines over a table say of it."""

import pytest

from sohoa.extract.wording.captions import unit_of


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("(Đơn vị tính: triệu đồng)", "triệu đồng"),
        ("Đơn vị: triệu đồng", "triệu đồng"),
        ("Biểu 2. Dự toán năm 2031 (đơn vị: Triệu đồng)", "Triệu đồng"),
        ("Dự toán chi tiết Đơn vị: nghìn đồng", "nghìn đồng"),
        ("Bảng giá ĐVT: đồng/bộ.", "đồng/bộ"),
        ("Đơn vị: bộ", "bộ"),
        ("ĐVT: bộ hồ sơ", "bộ hồ sơ"),
        ("Đơn vị: Sở Nội vụ", None),
        ("ĐƠN VỊ: PHÒNG TÀI CHÍNH - KẾ HOẠCH", None),
        ("Tên đơn vị: Nhà in Lam Giang", None),
        ("Danh sách theo đơn vị: xem trang sau", None),
        ("Mã sốđvt: 12", None),
    ],
)
def test_unit_of_a_line(line, unit):
    assert unit_of(line) == unit
