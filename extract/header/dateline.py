"""Place and date: the line `Lam Giang, ngày 05 tháng 3 năm 2031` (Decree 30/2020/NĐ-CP, Annex I, II.4)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import regex

from sohoa.diacritics.language.folding import bare
from sohoa.extract.header.document_code import sure_digits
from sohoa.extract.wording.authority_names import mend_place, trim
from sohoa.extract.wording.formal_phrases import date_start
from sohoa.nouns.text_run import TextRun
from sohoa.nouns.word import Word

YEAR_SURE = 0.30
"""A year is printed, so four digits in range are believed sooner."""

_DATE = regex.compile(r"ngay(?P<day>.*?)\bt?hang(?P<month>.*?)nam\W*(?P<year>\w+)")


def _word_of(run: TextRun, start: int, end: int) -> list[Word]:
    """The words of a run that its text holds between two code points."""
    at, found = 0, []
    for w in run.words:
        if at < end and at + len(w.text) > start:
            found.append(w)
        at += len(w.text) + 1
    return found


def year_height(runs: Sequence[TextRun]) -> float | None:
    """Height in pixels of the printed year in the date line, None if there is none."""
    for s in runs:
        if m := _DATE.search(bare(s.text)):
            boxes = [w.box for w in _word_of(s, *m.span("year")) if w.box is not None]
            return max(b.height for b in boxes) if boxes else None
    return None


def read_place_and_date(runs: Sequence[TextRun]) -> tuple[str | None, date | None]:
    """Place and date from the line `Nghệ An, ngày 11 tháng 9 năm 2025` among these runs.

    The date is None where a part of it was not surely read (often the day is handwritten).
    """
    for s in runs:
        m = _DATE.search(bare(s.text))
        start = m.start() if m else date_start(s.text)
        if start is not None:
            name = mend_place(regex.sub(r"[,.;]?\s*$", "", s.text[:start]))
            return name or None, _date_of(s, m) if m else None
    return None, None


def _date_of(run: TextRun, m: regex.Match[str]) -> date | None:
    height = year_height([run])
    values = []
    for part in ("day", "month", "year"):
        text = trim(m[part].replace("o", "0") if part == "year" else m[part])
        words = _word_of(run, *m.span(part))
        if part == "year":
            believed = all(w.confidence is None or w.confidence >= YEAR_SURE for w in words)
            ok = believed and regex.fullmatch(r"(?:19|20)\d\d", text) is not None
        else:
            ok = sure_digits(words, text, height) and len(text) <= 2
        if not ok:
            return None
        values.append(int(text))
    try:
        found = date(values[2], values[1], values[0])
    except ValueError:
        return None
    # No document is issued after the day it is digitised: such a date is a misread figure.
    return found if found <= date.today() else None
