"""Place and date: the line `Lam Giang, ngày 05 tháng 3 năm 2031` (Decree 30/2020/NĐ-CP, Annex I, II.4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import regex

from sohoa.diacritics.language.folding import bare
from sohoa.extract.header.document_code import whole_lines
from sohoa.extract.header.found import Found, words_sure
from sohoa.extract.header.printed_figures import sure_digits
from sohoa.extract.wording.authority_names import mend_place, trim
from sohoa.extract.wording.formal_phrases import date_start
from sohoa.nouns.text_run import TextRun
from sohoa.nouns.word import Word

YEAR_SURE = 0.30
"""A year is printed, so four digits in range are believed sooner."""

_DATE = regex.compile(r"ngay(?P<day>.*?)\bt?hang(?P<month>.*?)nam\W*(?P<year>\w+)")


@dataclass(frozen=True, slots=True)
class DateLine:
    """What the line of place and date says; month and year may be printed where the day is written by hand.

    `unsure_on` is a date whose day or month is not surely print: only where another place says the same it counts.
    """

    place: Found[str] | None = None
    issued_on: Found[date] | None = None
    year: Found[int] | None = None
    month: Found[int] | None = None
    unsure_on: Found[date] | None = None


def _word_of(run: TextRun, start: int, end: int) -> tuple[Word, ...]:
    """The words of a run that its text holds between two code points."""
    at, found = 0, []
    for w in run.words:
        if at < end and at + len(w.text) > start:
            found.append(w)
        at += len(w.text) + 1
    return tuple(found)


def year_height(runs: Sequence[TextRun]) -> float | None:
    """Height in pixels of the printed year in the date line, None if there is none."""
    for s in whole_lines(runs):
        if m := _DATE.search(bare(s.text)):
            boxes = [w.box for w in _word_of(s, *m.span("year")) if w.box is not None]
            return max(b.height for b in boxes) if boxes else None
    return None


def read_date_line(runs: Sequence[TextRun]) -> DateLine:
    """Place and date from the line `Nghệ An, ngày 11 tháng 9 năm 2025` among these runs.

    The date is None where a part of it was not surely read (often the day is handwritten); month and year stand
    without it where they are print.

    Rule: Month and year are kept where they are printed although the day is written by hand.
    Test: extract/header/test_header.py::test_month_and_year_are_kept_beside_a_day_by_hand
    """
    for s in whole_lines(runs):
        m = _DATE.search(bare(s.text))
        start = m.start() if m else date_start(s.text)
        if start is not None:
            name = mend_place(regex.sub(r"[,.;]?\s*$", "", s.text[:start]))
            words = _word_of(s, 0, max(1, len(s.text[:start].rstrip(" ,.;"))))
            place = Found(name, words, words_sure(words)) if name else None
            return _dated(s, m, place) if m else DateLine(place)
    return DateLine()


def _dated(run: TextRun, m: regex.Match[str], place: Found[str] | None) -> DateLine:
    height = year_height([run])
    year = _year(run, m)
    day, month = (_small(run, m, part, height) for part in ("day", "month"))
    month = month if month and year and 1 <= month.value <= 12 else None
    if not (day and month and year):
        return DateLine(place, None, year, month, _unsure(run, m, year))
    try:
        found = date(year.value, month.value, day.value)
    except ValueError:
        return DateLine(place, None, year, month)
    # No document is issued after the day it is digitised: such a date is a misread figure.
    if found > date.today():
        return DateLine(place)
    words = (*day.words, *month.words, *year.words)
    return DateLine(place, Found(found, words, min(day.sure, month.sure, year.sure)), year, month)


def _year(run: TextRun, m: regex.Match[str]) -> Found[int] | None:
    text = trim(m["year"].replace("o", "0"))
    words = _word_of(run, *m.span("year"))
    believed = all(w.confidence is None or w.confidence >= YEAR_SURE for w in words)
    if not believed or not regex.fullmatch(r"(?:19|20)\d\d", text) or int(text) > date.today().year:
        return None
    return Found(int(text), words, words_sure(words))


def _unsure(run: TextRun, m: regex.Match[str], year: Found[int] | None) -> Found[date] | None:
    """The date as it was read, however unsurely; None where its figures make none."""
    day, month = (m[part].strip(" .,") for part in ("day", "month"))
    if year is None or not (day.isdecimal() and month.isdecimal()) or len(day) > 2 or len(month) > 2:
        return None
    try:
        found = date(year.value, int(month), int(day))
    except ValueError:
        return None
    words = (*_word_of(run, *m.span("day")), *_word_of(run, *m.span("month")), *year.words)
    return Found(found, words, words_sure(words))


def _small(run: TextRun, m: regex.Match[str], part: str, height: float | None) -> Found[int] | None:
    """Day or month, None where it is not surely print."""
    text, words = m[part].strip(" .,"), _word_of(run, *m.span(part))
    if len(text) > 2 or not sure_digits(words, text, height, beside_print=part == "month"):
        return None
    return Found(int(text), words, words_sure(words))
