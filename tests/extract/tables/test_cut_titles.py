"""Titles of groups that a page end cuts: one with their rest, and not with what only stands there."""

import pytest

from sohoa.extract.tables.recipe import build_tables
from sohoa.settings import TableSettings
from tests.extract.tables.test_logical_tables import reading

HEADING = ["TT", "Nhiệm vụ", "Chủ trì", "Thời gian"]
FIRST = ["1", "Lập bản đồ ngập lụt.", "Sở Xây dựng", "Năm 2027"]
NEXT = ["2", "Báo cáo", "Sở Y tế", "Năm 2027"]


def titles(above, below):
    """The texts of the second column over a page end, the heading repeated."""
    pages = [[HEADING, FIRST, above], [HEADING, below, NEXT]]
    readings = [reading(k + 1, {"tables": [{"cols": [1, 6, 3, 2], "rows": r}]}) for k, r in enumerate(pages)]
    (found,) = build_tables(readings, TableSettings())
    return [c.text for c in found.cells if c.col == 1][2:-1]


@pytest.mark.parametrize(
    ("above", "below", "whole"),
    [
        (["II", "Đào tạo, bồi dưỡng cho", "", ""], ["", "cán bộ các xã", "", ""], True),
        (["II", "Đào tạo, bồi dưỡng cho", "", ""], ["", "Cán bộ các xã", "", ""], False),
        (["II", "Đào tạo, bồi dưỡng cho", "", ""], ["3", "cán bộ các xã", "", ""], False),
        (["II", "Đào tạo, bồi dưỡng cho", "", ""], ["", "cán bộ các xã", "Sở Nội vụ", ""], False),
        (["II", "Đào tạo, bồi dưỡng cho", "", ""], ["", "", "các xã", ""], False),
        (["II", "Đào tạo, bồi dưỡng.", "", ""], ["", "cán bộ các xã", "", ""], False),
        (["2", "Đào tạo, bồi dưỡng cho.", "Sở Nội vụ.", "Năm 2027."], ["", "Cán bộ các xã", "Sở Y tế", "Quý I"], False),
    ],
)
def test_titles_of_groups_at_a_page_end(above, below, whole):
    parts = [above[1], below[1]]
    assert titles(above, below) == ([" ".join(parts)] if whole else parts)
