"""Marks of secrecy: alone in their line, in capitals."""

import pytest

from sohoa.pipeline.output.secrecy import marks_of_secrecy


def words(*lines, region="letterhead_left"):
    return [
        {"page": 1, "line": k, "text": word, "region": region} for k, line in enumerate(lines) for word in line.split()
    ]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (("SỞ TÀI CHÍNH", "Số: 12/BC-STC", "MẬT"), ["MẬT"]),
        (("| TỐI MẬT |",), ["TỐI MẬT"]),
        (("[TUYỆT MẬT.",), ["TUYỆT MẬT"]),
        (("ỦY BAN MẶT TRẬN TỔ QUỐC",), []),
        (("MẶT TRẬN",), []),
        (("Mật",), []),  # the last word of a sentence
        (("tuyệt mật",), []),
        (("BẢO VỆ BÍ MẬT NHÀ NƯỚC",), []),
        (("KẾ HOẠCH BẢO VỆ BÍ", "MẬT"), []),  # a title that goes on
        (("TỐI MẬT ĐỘ DÂN SỐ",), []),
        (("MẬT ONG",), []),
    ],
)
def test_marks(lines, found):
    assert [mark for mark, _ in marks_of_secrecy(words(*lines))] == found


def test_a_cell_of_a_table_is_no_mark():
    assert list(marks_of_secrecy(words("MẬT", region="table"))) == []
