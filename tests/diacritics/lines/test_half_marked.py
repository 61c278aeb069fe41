import pytest

from sohoa.diacritics.lines.half_marked import has_marks_of
from sohoa.diacritics.lines.restore import restore_lines
from sohoa.diacritics.lines.verdict import Verdict, judge_lines


@pytest.mark.parametrize(
    ("line", "mended"),
    [
        (
            "Giao Sở Nội vụ phối hop với Ủy ban nhan dân các xã tổ chức thực hiện.",
            "Giao Sở Nội vụ phối hợp với Ủy ban nhân dân các xã tổ chức thực hiện.",
        ),
        (
            "Các đơn vị bao cáo kêt quả về Văn phòng trước ngày 15 hằng thang.",
            "Các đơn vị báo cáo kết quả về Văn phòng trước ngày 15 hằng tháng.",
        ),
    ],
)
def test_missing_marks_are_added(line, mended):
    assert restore_lines([line])[0].text == mended


@pytest.mark.parametrize(
    "line",
    [
        "Bà Lò Thị Mai, ông Hoang Sa Lam ở xã Tân Lam.",
        "Cho thuê đất trong khu dân cư thôn Bình Yên.",
        "Các xã Kbang, Krông Nô và Ia Rsai trong tỉnh.",
        "Dùng Big Data và Cloud trong quản lý cho nhanh.",
        "Nhà văn hóa thôn Đồi Cao làm xong trong năm nay.",
        "Cơ quan chủ trì: UBND xã; kinh phí: 5 ty đồng.",
    ],
)
def test_sound_lines_and_lines_with_one_odd_word_stay(line):
    assert restore_lines([line])[0].text == line


def test_one_odd_word_is_doubtful():
    (done,) = restore_lines(["Cơ quan chủ trì: UBND xã; kinh phí: 5 ty đồng."])
    assert [(d.before, d.after, d.others) for d in done.doubts] == [("ty", "ty", ("tỷ",))]
    assert done.text == "Cơ quan chủ trì: UBND xã; kinh phí: 5 ty đồng."


def test_bare_words_that_are_meant_are_not_doubtful():
    assert restore_lines(["Cho thuê đất trong khu dân cư thôn Bình Yên."])[0].doubts == ()


def test_a_sound_line_among_bare_ones_stays():
    lines = ["Uy ban nhan dan xa to chuc hop thon", "Bà Y Ban, ông Hoang Sa Lam", "de ban ve viec lam duong giao thong"]
    assert judge_lines(lines) == [Verdict.BARE, Verdict.SOUND, Verdict.BARE]
    assert restore_lines(lines)[1].text == lines[1]


def test_marks_are_only_added():
    line = "Sở Tài chinh chủ trì, phối hop với các xã bố tri kinh phi."
    mended = restore_lines([line])[0].text
    assert mended != line
    assert all(has_marks_of(b.lower(), a.lower()) for a, b in zip(line, mended, strict=True))


@pytest.mark.parametrize(
    ("richer", "word", "has"),
    [
        ("tổng", "tông", True),
        ("tông", "tổng", False),
        ("đến", "den", True),
        ("den", "đen", False),
        ("ổn", "on", True),
        ("a", "ab", False),
    ],
)
def test_letters_with_all_marks_of_others(richer, word, has):
    assert has_marks_of(richer, word) == has


def test_words_that_no_model_knows_are_no_trouble():
    line = "Sở Tài chinh chủ trì, phối hop với XQZK và Wxyz bố tri kinh phi."
    assert "XQZK và Wxyz" in restore_lines([line])[0].text
