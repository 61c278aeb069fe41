"""The days that a deadline prints: where it begins and where it ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

import regex

from sohoa.diacritics.language.folding import bare_words
from sohoa.extract.wording.vocabulary import rows
from sohoa.nouns.doubt import Doubt, DoubtKind

_DAY = regex.compile(
    r"(?<![\d/.,])(?<!quy\s?)(?:(?P<day>\d{1,2})\s*(?P<by>[/.-])\s*(?P<month>\d{1,2})"
    r"(?:\s*(?P=by)\s*(?P<year>(?:19|20)\d\d)|\s*nam\s*(?P<year>(?:19|20)\d\d))?"
    r"|(?<=ngay\s*)(?P<day>\d{1,2})\s*thang\s*(?P<month>\d{1,2})(?:\s*(?:nam|[/,-])?\s*(?P<year>(?:19|20)\d\d))?)(?![\d/])"
)
_CLOCK = regex.compile(r"(?<!\w)\d{1,2}\s*(?:h|gio)(?:\s*\d{1,2}(?:\s*phut)?)?(?![\w/])")
"""A time of the day, which says nothing of a year."""
_FIRST_OF_MONTH = regex.compile(r"(?:^|(?:tu|ngay)\s*)(?P<day>\d{1,2})\s*-\s*$")
"""What stands before the last day of several of one month: 22-27/6."""
_JOINING = regex.compile(r"\s*(?:-|den)\s*(?:het\s*)?(?:ngay\s*)?")


@dataclass(frozen=True, slots=True)
class Days:
    """First and last day of a deadline, None where none is printed; `doubts`: why a person should look at it."""

    start: date | None = None
    end: date | None = None
    doubts: tuple[Doubt, ...] = ()


@cache
def words_before(*kinds: str) -> str:
    """A pattern of the folded phrases of these kinds (`until`, `from`, `edge`) in `deadline_phrases.tsv`."""
    return "|".join(bare_words(phrase) for kind, phrase in rows("deadline_phrases.tsv") if kind in kinds)


@cache
def _opening(kind: str) -> regex.Pattern[str]:
    return regex.compile(
        rf"(?<!\w)(?:{words_before(kind)})(?:\s*:\s*|\s+)(?:(?:{words_before('edge')})\s+)?(?:ngay\s*)?$"
    )


def read_days(text: str, printed: str, context_year: int | None) -> Days:
    """The days that a folded deadline names.

    A day behind `trước`, `đến` … is an end alone, one behind `từ` a beginning alone, a lone day is both, of two days
    joined by a dash or `đến` the first begins, as in `22-27/6`. A day without a year has that of the day behind it, or
    the context's.

    Args:
        text: the deadline as `bare_line` folds it.
        printed: the same as printed, for doubts.
        context_year: the year that the table's or the document's title states, None if there is none.

    Rule: Where a day is printed (Trước ngày 30/6/2026) it stands in `start_on` or `end_on`; what is no day of the
        calendar stays empty and is doubtful.
    Test: extract/records/test_days.py::test_days
    """
    found = [m for m in _DAY.finditer(text) if _may_be_day(m)]
    if not found:
        return Days()
    year = next((int(m["year"]) for m in reversed(found) if m["year"]), context_year)
    if year is None:
        return Days()
    days = [_day(m, int(m["year"] or year)) for m in found]
    if any(d is None for d in days):
        return Days(doubts=(Doubt(DoubtKind.DAY_IMPOSSIBLE, printed),))
    first, last = days[0], days[-1]
    if len(found) == 1:
        before = text[: found[0].start()]
        several = _FIRST_OF_MONTH.search(before)
        if several and last is not None:
            if not 0 < int(several["day"]) < last.day:
                return Days(doubts=(Doubt(DoubtKind.SEVERAL_DAYS, printed),))
            return Days(last.replace(day=int(several["day"])), last)
        start = None if _opening("until").search(before) else first
        return Days(start, None if _opening("from").search(before) else last)
    joined = len(found) == 2 and _JOINING.fullmatch(text[found[0].end() : found[1].start()])
    if joined and first is not None and last is not None and first <= last:
        return Days(first, last)
    return Days(doubts=(Doubt(DoubtKind.SEVERAL_DAYS, printed),))


def _may_be_day(m: regex.Match[str]) -> bool:
    """Is it day and month by its form? `12.5` may be a number, `6-2026` is none of both."""
    by = m["by"]
    return by in ("/", None) or bool(m["year"])


def _day(m: regex.Match[str], year: int) -> date | None:
    try:
        return date(year, int(m["month"]), int(m["day"]))
    except ValueError:
        return None


def without_asides(s: str) -> str:
    """A folded deadline without times of the day and without what it looks ahead to.

    Rule: Behind "tầm nhìn" stands no deadline: "giai đoạn 2026-2030, tầm nhìn đến năm 2045" ends in 2030.
    Test: extract/records/test_values.py::test_deadline
    """
    at = s.find("tam nhin")
    ahead = at > 0 and regex.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", s, endpos=at)
    return str(_CLOCK.sub(" ", s[:at] if ahead else s))
