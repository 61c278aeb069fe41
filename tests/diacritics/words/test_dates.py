"""Dates that there are not, and what only looks like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sohoa.diacritics.words.dates import NO_SUCH_DAY, doubt_dates
from sohoa.nouns.word import Word


def doubtful(text, confidence=0.998):
    words = [Word(t, t, None, confidence) for t in text.split()]
    return [w.text for w in doubt_dates(words) if w.confidence == NO_SUCH_DAY]


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("Lam Giang, ngày 45 tháng 3 năm 2024", ["45"]),
        ("ngày 00 tháng 01 năm 2024", ["00"]),
        ("ngày 12 tháng 13 năm 2024", ["13"]),
        ("Ngày 31 tháng 6 năm 2025", ["31", "6"]),
        ("(ngày 29 tháng 02 năm 2025)", ["29", "02"]),
        ("đến ngày 31/6/2025; sau", ["31/6/2025;"]),
        ("ngày 12-14-2025.", ["12-14-2025."]),
    ],
)
def test_a_date_that_there_is_not_is_doubtful(text, doubted):
    assert doubtful(text) == doubted


@pytest.mark.parametrize(
    "text",
    [
        "ngày 29 tháng 02 năm 2024",
        "ngày 29 tháng 02",
        "ngày 31 tháng 12 năm 2025",
        "ngày tháng 3 năm 2024",
        "ngày 15 tháng năm 2024",
        "sau 45 ngày, tháng 3 năm 2024",
        "trong 45 ngày 15 phút",
        "từ ngày 1-5 tháng 6",
        "tỷ lệ 45/60/2500",
        "lô 31.6.25",
        "ngày",
        "ngày 4",
    ],
)
def test_other_figures_are_left_alone(text):
    assert doubtful(text) == []


def test_words_without_a_confidence_get_none():
    words = [Word(t, t, None, None) for t in ["ngày", "45", "tháng", "3"]]
    assert doubt_dates(words) == words


@given(st.dates().filter(lambda d: 1900 <= d.year < 2100))
def test_no_day_of_the_calendar_is_doubtful(day):
    text = f"ngày {day.day:02} tháng {day.month} năm {day.year}, {day.day}/{day.month:02}/{day.year}"
    assert doubtful(text) == []


@given(st.lists(st.sampled_from(["ngày", "tháng", "năm", "45", "3", "0", "99999", "31/6/2025", "²", ""])))
def test_words_stay_as_they_were_read(texts):
    words = [Word(t, t, None, 0.9) for t in texts]
    done = doubt_dates(words)
    assert [w.text for w in done] == texts
    assert all(a.confidence <= b.confidence for a, b in zip(done, words, strict=True))
