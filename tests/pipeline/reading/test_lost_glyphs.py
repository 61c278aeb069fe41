"""A sign among the words of a line that was not read makes the words beside it doubtful; what is no sign does not."""

from dataclasses import replace

import pytest

from sohoa.pipeline.reading.lost_glyphs import with_lost_glyphs
from tests.support.read_lines import read_line

REST = " theo quy chuẩn của tỉnh và của từng địa bàn xã"


def doubtful(printed, missing):
    """Texts of the words that come out under 0.85 where the words at `missing` were not read."""
    run, ink = read_line(printed, printed)
    kept = tuple(w for k, w in enumerate(run.words) if k not in missing)
    (done,) = with_lost_glyphs([replace(run, words=kept)], [ink])
    return [w.text for w in done.words if w.confidence < 0.85]


@pytest.mark.parametrize(
    ("printed", "missing", "beside"),
    [
        ("bước sóng λ là 550" + REST, {2}, ["sóng", "là"]),
        ("nếu 15 ≠ 16 thì" + REST, {2}, ["15", "16"]),
        ("xem mục ¶ 3" + REST, {2}, ["mục", "3"]),
        ("tổng Σ chi phí" + REST, {1}, ["tổng", "chi"]),
        ("25 hằng tháng" + REST, {0}, ["hằng"]),
    ],
)
def test_words_beside_a_lost_sign_are_doubtful(printed, missing, beside):
    assert doubtful(printed, missing) == beside


@pytest.mark.parametrize(
    ("printed", "missing"),
    [
        ("bước sóng dài 550" + REST, set()),
        ("gồm có , và" + REST, {2}),
        ("■ gửi phiếu" + REST, {0}),
        ("họp • bàn" + REST, {1}),
        ("theo quy chuẩn của tỉnh và của từng địa bàn xã ■", {11}),
    ],
    ids=["all is read", "a stop", "a bullet", "a dot", "a mark at the end"],
)
def test_what_is_no_letter_or_stands_at_the_ends_tells_nothing(printed, missing):
    assert doubtful(printed, missing) == []


def test_a_line_that_is_read_stays_the_same_object():
    run, ink = read_line("xây 12 km đường" + REST, "xây 12 km đường" + REST)
    assert with_lost_glyphs([run], [ink])[0] is run
