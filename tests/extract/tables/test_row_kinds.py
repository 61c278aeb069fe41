"""What a row is: heading, column numbers, group heading, parts' heading."""

from types import SimpleNamespace

import pytest

from sohoa.extract.tables.row_kinds import (
    count_heading_rows,
    heads_parts,
    is_group_heading,
    may_be_group_heading,
    numbers_columns,
    repeated_heading,
)

N_COLS = 5
HEADING = ["TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn"]


def row(*texts, at=0):
    """Cells of one row: a text, or (text, columns it spans), or (text, columns, rows)."""
    cells, col = [], 0
    for note in texts:
        text, across, down = (*((note,) if isinstance(note, str) else note), 1, 1)[:3]
        cells.append(SimpleNamespace(row=at, col=col, row_span=down, col_span=across, text=text))
        col += across
    return cells


def rows(*some):
    return [row(*texts, at=k) for k, texts in enumerate(some)]


@pytest.mark.parametrize(
    ("some", "n"),
    [
        ((HEADING, ["1", "a", "b", "c", "d"]), 1),
        ((HEADING, ["(1)", "(2)", "(3)", "(4)", "(5)"], ["1", "a", "b", "c", "d"]), 2),
        ((["", "Nhiệm vụ", "Cơ quan chủ trì", "Phối hợp", "Thời hạn"], ["x", "a", "b", "c", "d"]), 1),
        ((["Mã", "Tên", "Xã", "Số hộ", "Số người"], ["1", "a", "b", "7", "9"]), 1),
        ((["Mã", "Tên", "Xã", "Số hộ", "Số người."], ["1", "a", "b", "7", "9"]), 0),
        ((["1", "Tên", "Xã", "Số hộ", "Số người"], ["2", "a", "b", "7", "9"]), 0),
        (([("TT", 1, 2), ("Nhiệm vụ", 1, 2), ("Cơ quan", 2), ("Hạn", 1, 2)], ["Chủ trì", "Phối hợp"], ["1", "a"]), 2),
        (([("TT", 1, 1), ("Nhiệm vụ", 1, 3), ("Cơ quan", 3)], ["1", "a", "b"], ["2", "a", "b"], ["3", "c", "d"]), 1),
        ((HEADING,), 1),
        ((), 0),
    ],
)
def test_heading_rows(some, n):
    assert count_heading_rows(rows(*some), N_COLS) == n


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (["(1)", "(2)", "(3)", "(4)", "(5)"], True),
        (["A", "B", "1", "2", "3=1+2"], True),
        (["1", "2", "3", "4", ""], True),
        (["[1]", "[2]", "[3]", "[4]", "[5]"], True),
        (["1", "2", "4", "5", "6"], False),
        (["7", "8", "9", "10", "11"], False),
        (["1", "Khảo sát", "3", "4", "5"], False),
        (["1", "", "", "4", "5"], False),
    ],
)
def test_rows_that_number_the_columns(texts, found):
    assert numbers_columns(row(*texts), N_COLS) is found


@pytest.mark.parametrize(
    ("texts", "sure", "perhaps"),
    [
        (["II", "Nguồn lực", "", "", ""], True, True),
        (["A", ("Nguồn lực", 4)], True, True),
        ([("I. Nguồn lực", 5)], True, True),
        (["", "Nguồn lực", "", "", ""], False, True),
        (["IH", "Nguồn lực", "", "", ""], False, True),
        (["", "và các xã", "", "", ""], False, False),
        (["1", "Khảo sát", "", "", ""], False, False),
        (["II", "Nguồn lực", "Sở Y tế", "", ""], False, False),
        ([("Tổng cộng", 4), "5.750,5"], False, False),
        (["", "", "", "", ""], False, False),
    ],
)
def test_group_headings(texts, sure, perhaps):
    assert is_group_heading(row(*texts), N_COLS) is sure
    assert may_be_group_heading(row(*texts), N_COLS, 0) is perhaps


def test_parts_follow_their_number():
    one = row("1", "Hạ tầng", "", "", "")
    assert heads_parts(one, row("1.1", "Khảo sát", "Sở Y tế", "", ""), 0)
    assert heads_parts(one, row("a)", "Khảo sát", "Sở Y tế", "", ""), 0)
    assert not heads_parts(one, row("2", "Khảo sát", "Sở Y tế", "", ""), 0)
    assert not heads_parts(row("1", "Hạ tầng", "Sở", "", ""), row("1.1", "Khảo sát", "", "", ""), 0)


@pytest.mark.parametrize(
    ("first", "n"),
    [
        (HEADING, 1),
        (["TT", "Nhiêm vu", "Chủ trì", "Phôi hợp", "Thời han"], 1),
        (["", "", "", "", ""], 1),
        (["1", "Khảo sát", "Sở Y tế", "", "Năm 2031"], 0),
    ],
)
def test_a_heading_is_repeated(first, n):
    assert repeated_heading([row(*HEADING)], rows(first, ["1", "Khảo sát", "Sở Y tế", "", ""])) == n
    assert repeated_heading([], rows(first)) == 0


TWO_ROWS = rows(
    [("TT", 1, 2), ("Tên thủ tục hành chính", 1, 2), ("Dịch vụ công trực tuyến", 2, 1), ("Ghi chú", 1, 2)],
    ["Toàn trình", "Một phần"],
)


@pytest.mark.parametrize(
    ("below", "n"),
    [
        # a rule of the heading is lost: both rows are one
        ([["TT", "Tên thủ tục hành chính", "Dịch vụ Toàn trình", "công trực tuyến Một phần", "Ghi chú"]], 1),
        # a stroke through it: three rows
        ([["TT", "Tên thủ tục", "Dịch vụ công trực tuyến", "Ghi chú"], ["hành chính"], ["Toàn trình", "Một phần"]], 3),
        ([["TT", "Tên thủ tục hành chính", "Dịch vụ công trực tuyến", "Ghi chú"], ["Toàn trình", "Một phần"]], 2),
        # only a part of it is alike
        ([["TT", "Tên đơn vị", "Số lượng hồ sơ đã tiếp nhận", "Ghi chú"], ["Toàn trình", "Một phần"]], 0),
    ],
)
def test_a_repeated_heading_may_have_another_row(below, n):
    rest = [["", "trong phạm vi hoạt động chuyên môn"], ["5", "Cấp lại giấy phép do bị mất", "x", "", "Sửa đổi"]]
    assert repeated_heading(TWO_ROWS, rows(*below, *rest)) == n
