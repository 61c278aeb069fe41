"""Place and date as one line prints them: the values, the words that they lead to, and what is not believed."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from sohoa.extract.header import dateline
from sohoa.extract.header.dateline import YEAR_SURE, read_date_line, year_height
from sohoa.nouns.geometry import Box
from sohoa.nouns.text_run import words_to_run
from sohoa.nouns.word import Alternative, Word


def run(text, sure=0.96, high=40.0, top=0.0, **others):
    """A line of words; `others` are (confidence, height) of single ones by their text."""
    at, made = 0.0, []
    for word in text.split():
        confidence, height = others.get(word.strip(",."), (sure, high))
        made.append(Word(word, word, Box(at, top, at + 20 * len(word), top + height), confidence))
        at += 20 * len(word) + 10
    return words_to_run(made)


def texts(found):
    return [w.text for w in found.words]


def test_each_value_leads_to_its_own_words():
    told = read_date_line([run("Bắc Sơn, ngày 07 tháng 5 năm 2024")])
    assert told.place.value == "Bắc Sơn"
    assert texts(told.place) == ["Bắc", "Sơn,"]
    assert told.issued_on.value == date(2024, 5, 7)
    assert texts(told.issued_on) == ["07", "5", "2024"]
    assert (told.month.value, texts(told.month)) == (5, ["5"])
    assert (told.year.value, texts(told.year)) == (2024, ["2024"])
    assert told.unsure_on is None


def test_a_place_of_one_letter_has_its_word_and_the_line_may_begin_with_the_day():
    told = read_date_line([run("Q ngày 07 tháng 5 năm 2024")])
    assert texts(told.place) == ["Q"]
    alone = read_date_line([run("ngày 07 tháng 5 năm 2024")])
    assert (alone.place, alone.issued_on.value) == (None, date(2024, 5, 7))


def test_a_line_without_a_whole_date_still_tells_the_place():
    told = read_date_line([run("Kế hoạch chung"), run("Hà Trung, ngày tháng năm", top=90.0)])
    assert (told.place.value, told.year, told.issued_on) == ("Hà Trung", None, None)
    assert read_date_line([run("Kế hoạch chung")]) == read_date_line([])


def test_the_year_tells_how_high_print_is():
    line = run("Bắc Sơn, ngày 07 tháng 5 năm 2024", **{"2024": (0.96, 33.0), "07": (0.96, 70.0)})
    assert year_height([line]) == 33.0
    assert year_height([run("Kế hoạch năm 2024")]) is None


@pytest.mark.parametrize("month", [1, 12])
def test_the_first_and_the_last_month_are_months(month):
    told = read_date_line([run(f"Bắc Sơn, ngày 07 tháng {month} năm 2024")])
    assert (told.month.value, told.issued_on.value) == (month, date(2024, month, 7))


@pytest.mark.parametrize("text", ["ngày 07 tháng 13 năm 2024", "ngày 07 tháng 0 năm 2024"])
def test_what_is_no_month_is_none(text):
    told = read_date_line([run(text)])
    assert (told.month, told.issued_on, told.unsure_on) == (None, None, None)
    assert told.year.value == 2024


def test_a_day_that_the_month_has_not_leaves_month_and_year():
    told = read_date_line([run("Bắc Sơn, ngày 31 tháng 6 năm 2024")])
    assert (told.issued_on, told.month.value, told.year.value) == (None, 6, 2024)


def test_a_day_by_hand_leaves_month_and_year_and_is_told_as_unsure():
    told = read_date_line([run("Bắc Sơn, ngày 07 tháng 5 năm 2024", **{"07": (0.4, 40.0)})])
    assert (told.issued_on, told.month.value, told.year.value) == (None, 5, 2024)
    assert told.unsure_on.value == date(2024, 5, 7)
    assert texts(told.unsure_on) == ["07", "5", "2024"]
    assert told.unsure_on.sure <= 0.4


@pytest.mark.parametrize(
    ("day", "month", "given"),
    [
        ((), ("1Ò", "1ồ", "l0"), True),
        ((), ("1Ò", "16"), False),
        ((), ("1†",), False),
        (("2O",), (), False),
    ],
    ids=["the same figures", "another figure", "a sign", "a day"],
)
def test_a_month_of_which_all_readings_show_the_same_figures(day, month, given):
    line = run("Bắc Sơn, ngày 20 tháng 10 năm 2023", **({"20": (0.5, 40.0)} if day else {"10": (0.5, 40.0)}))
    seen = {"20": day, "10": month}
    words = [
        replace(w, alternatives=tuple(Alternative(a, 0.2) for a in seen.get(w.text.strip(","), ()))) for w in line.words
    ]
    told = read_date_line([words_to_run(words)])
    assert (told.issued_on is not None) is given
    if given:
        assert told.issued_on.sure == 0.5


@pytest.mark.parametrize("day", ["7x", "107", "3O1"])
def test_what_is_no_day_is_told_by_nothing(day):
    told = read_date_line([run(f"Bắc Sơn, ngày {day} tháng 5 năm 2024", **{day: (0.4, 40.0)})])
    assert (told.issued_on, told.unsure_on) == (None, None)


@pytest.fixture
def today(monkeypatch):
    """A day that is today."""

    class Day(date):
        @classmethod
        def today(cls):
            return date(2024, 5, 7)

    monkeypatch.setattr(dateline, "date", Day)
    return date(2024, 5, 7)


def test_nothing_is_issued_after_today(today):
    def read(day):
        return read_date_line([run(f"Bắc Sơn, ngày {day.day:02} tháng {day.month} năm {day.year}")])

    assert read(today).issued_on.value == today
    tomorrow = read(today + timedelta(1))
    assert (tomorrow.place.value, tomorrow.issued_on, tomorrow.month, tomorrow.year) == ("Bắc Sơn", None, None, None)
    next_year = read(date(2025, 1, 2))
    assert (next_year.year, next_year.month, next_year.issued_on, next_year.unsure_on) == (None, None, None, None)


@pytest.mark.parametrize(("sure", "believed"), [(YEAR_SURE, True), (YEAR_SURE - 0.01, False), (None, True)])
def test_a_year_is_believed_sooner_than_other_figures(sure, believed):
    told = read_date_line([run("Bắc Sơn, ngày 07 tháng 5 năm 2024", **{"2024": (sure, 40.0)})])
    assert (told.year is not None) is believed
    assert (told.issued_on is not None) is believed


@pytest.mark.parametrize("year", ["1899", "2199", "20245", "202", "2O24x"])
def test_what_is_no_year_of_documents_is_none(year):
    assert read_date_line([run(f"ngày 07 tháng 5 năm {year}")]).year is None


def test_an_o_in_a_year_is_a_nought():
    assert read_date_line([run("ngày 07 tháng 5 năm 2O24")]).year.value == 2024


def test_a_date_is_as_sure_as_its_least_sure_part():
    line = run("Bắc Sơn, ngày 07 tháng 5 năm 2024", **{"07": (0.93, 40.0), "2024": (0.7, 40.0)})
    told = read_date_line([line])
    assert told.issued_on.sure == min(told.month.sure, told.year.sure, 0.93)
    assert told.issued_on.sure == told.year.sure
