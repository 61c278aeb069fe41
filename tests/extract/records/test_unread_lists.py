"""Tables that look like lists and give no records."""

import pytest

from sohoa.extract.records.unread_lists import unread_list
from sohoa.nouns.problem import ProblemKind
from sohoa.settings import RecordSettings
from tests.support.record_builders import table

BODIES = ["Sở Nội vụ", "Sở Tài chính", "Công an tỉnh", "UBND các xã"]


def rows(*columns):
    return [list(row) for row in zip(*columns, strict=True)]


def problems(heading, *columns):
    return unread_list(table({"rows": [heading, *rows(*columns)]}), "", RecordSettings())


def test_a_list_without_records_is_told():
    found = problems(["TT", "Xe", "Nơi nhận xe"], "1234", ["Xe tải"] * 4, BODIES)
    assert [p.kind for p in found] == [ProblemKind.LIST_UNREAD]
    assert found[0].page == 3
    assert "Nơi nhận xe" in found[0].doubts[0].detail


@pytest.mark.parametrize(
    ("heading", "columns"),
    [
        (["TT", "Họ và tên", "Số điện thoại"], ("1234", ["Lê Thử", "Lê Mẫu", "Vũ Thử", "Vũ Mẫu"], ["0912"] * 4)),
        (["A", "Xe", "Nơi nhận xe"], (["x", "y", "z", "t"], ["Xe tải"] * 4, BODIES)),
        (["TT", "Nơi nhận xe"], ("1234", BODIES)),
        (["TT", "Tên thủ tục hành chính", "Cơ quan giải quyết"], ("1234", ["Cấp giấy"] * 4, BODIES)),
    ],
    ids=["names and numbers", "without row numbers", "two columns", "procedures"],
)
def test_other_tables_are_none(heading, columns):
    assert problems(heading, *columns) == ()
