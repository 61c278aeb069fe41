"""Which of several readings of a covered line counts."""

import pytest

from sohoa.nouns.geometry import Box
from sohoa.nouns.word import Word
from sohoa.pipeline.reading.covered_words import best_reading


def look(text):
    """Words as `TRƯỞNG:56 BAN:39`: text and confidence in per cent."""
    some = (part.rpartition(":") for part in text.split())
    return [Word(t, t, Box(60 * k, 0, 60 * k + 50, 20), int(sure) / 100) for k, (t, _, sure) in enumerate(some)]


@pytest.mark.parametrize(
    ("looks", "best"),
    [
        (["UNG:54 BAN:84", "TRƯƠNG:49 BAN:79"], "TRƯƠNG BAN"),
        (["UNG:54 BAN:84", "KT. GIÁM:50 ĐỐC:50"], "KT. GIÁM ĐỐC"),
        (["UNG:54 BAN:84", "TRƯƠNG:20 BAN:30"], "UNG BAN"),  # hardly legible
        (["UNG:54 BAN:84", "Trương:49 Ban:79"], "UNG BAN"),  # no title is set so
        (["T/M:60 TỈNH:63 ỦY:98", "TỈNH:65 ỦY:99"], "T/M TỈNH ỦY"),
        (["T/ẠI:56 TỈNH:63 ỦY:98", "TỈNH:65 ỦY:99"], "T/ẠI TỈNH ỦY"),  # letters before it would be lost
        (["NGUYỄN:60 VĂN:70", "NGUYỀN:50 VÀN:50"], "NGUYỄN VĂN"),
    ],
)
def test_of_several_looks_that_with_an_office(looks, best):
    looks = [" ".join(w if ":" in w else f"{w}:65" for w in one.split()) for one in looks]
    assert best_reading([look(one) for one in looks], []).text == best


@pytest.mark.parametrize(
    ("looks", "best"),
    [
        (["Lế:43 Hữu:99 Khải:99", "Lê:43 Hữu:95 Khải:99"], "Lê Hữu Khải"),
        (["Hữu:99 Khải:99", "Lê:43 Hữu:99 Khải:99"], "Lê Hữu Khải"),
        (["Lế:80 Hữu:99 Khải:99", "Lê:43 Hữu:99 Khải:99"], "Lế Hữu Khải"),  # surer by far
        (["lế:43 hữu:99 khải:99", "lê:43 hữu:95 khải:99"], "lế hữu khải"),  # no name is set so
        (["Hà:50 nội:99", "Hồ:49 nội:99"], "Hà nội"),
        (["Hong:69 Hữu:83 Hạnh:99", "Hoáng:58 Hữu:89 Hạnh:99"], "Hoáng Hữu Hạnh"),  # Hoàng, but for a mark
        (["Hoáng:58 Hữu:89 Hạnh:99", "Hoàng:56 Hữu:89 Hạnh:99"], "Hoàng Hữu Hạnh"),
    ],
)
def test_of_several_looks_that_with_a_surname(looks, best):
    assert best_reading([look(one) for one in looks], []).text == best


def test_no_reading_is_none():
    assert best_reading([], []) is None
    assert best_reading([[]], []) is None
