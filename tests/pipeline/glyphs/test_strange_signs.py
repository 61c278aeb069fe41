"""A sign that the reader takes for a letter is told by its ink; the letter itself is not."""

import pytest

from sohoa.pipeline.glyphs.strange_signs import with_strange_signs
from tests.support.read_lines import read_line

REST = " theo quy chuẩn của tỉnh và của từng địa bàn xã"


def doubtful(printed, read, size=42):
    """Words under 0.85 with the first other reading."""
    run, ink = read_line(printed + REST, read + REST, size)
    (done,) = with_strange_signs([run], [ink])
    return {w.text: w.alternatives[0].text for w in done.words if w.confidence < 0.85}


@pytest.mark.parametrize("size", [26, 42])
@pytest.mark.parametrize(
    ("printed", "read", "found"),
    [
        ("lệch Δt lớn", "lệch At lớn", {"At": "Δt"}),
        ("lệch Δ, lớn", "lệch A, lớn", {"A,": "Δ,"}),
        ("căn √2 của", "căn V2 của", {"V2": "√2"}),
        ("căn (√3) của", "căn (V3) của", {"(V3)": "(√3)"}),
        ("bản ™ của", "bản TM của", {"TM": "™"}),
        ("■ gửi phiếu", "☐ gửi phiếu", {"☐": "■"}),
        ("tổng Σ các", "tổng ≥ các", {"≥": "Σ"}),
    ],
)
def test_a_sign_read_as_a_letter_is_doubtful(printed, read, found, size):
    assert doubtful(printed, read, size) == found


@pytest.mark.parametrize("size", [22, 26, 42])
@pytest.mark.parametrize(
    "printed",
    [
        "xã An Tân, A và B",
        "mục A, B; AB, Ai",
        "giấy A4, khổ A.",
        "phiên bản V2 và V10",
        "TM. và TM",
        "☐ gửi phiếu",
        "đạt ≥ 90 và ≤ 5",
        "hạng ≥ A",
        "đạt từ ≤ mức",
    ],
)
def test_letters_and_signs_that_are_what_they_seem_stay(printed, size):
    assert doubtful(printed, printed, size) == {}


def test_a_line_without_such_words_stays_the_same_object():
    run, ink = read_line("xây 12 km đường" + REST, "xây 12 km đường" + REST)
    assert with_strange_signs([run], [ink])[0] is run
