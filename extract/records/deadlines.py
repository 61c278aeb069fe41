"""What a deadline says: years, quarters and whether it recurs.

The readings are those of the records' data dictionary: a single year begins and ends the
task; `đến năm 2030` and `trước ngày 30/6/2030` have an end and no beginning; `… và những năm tiếp theo` has a beginning
and no end and is continuous. Years of a cited document (`Kế hoạch số 12/KH-UBND ngày
3/4/2025`) are not years of the deadline.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache

import regex

from sohoa.diacritics.language.folding import bare, bare_line, bare_words
from sohoa.extract.records.days import Days, read_days, without_asides, words_before
from sohoa.extract.records.numbers import LONGEST_VALUE
from sohoa.extract.wording.numerals import ROMAN, read_quarter
from sohoa.extract.wording.vocabulary import find, rows
from sohoa.nouns.doubt import Doubt, DoubtKind
from sohoa.nouns.record import Recurrence

FIRST_YEAR, LAST_YEAR = 1945, 2100
"""Years outside are taken for misread."""

_QUARTER = r"(?:[ivl|!tjh1]{1,4}|[1-4])(?![\w])"
_SPLIT = r"\s*(?:[/,;&+]|va|hoac|-|den)\s*"
_QUARTERS = regex.compile(rf"(?<!\w)quy?\s*({_QUARTER}(?:{_SPLIT}(?:quy\s*)?{_QUARTER})*)")
_TOKEN = regex.compile(r"(?<=[\s/,;-])[IVl|!TjH1-4]{1,4}(?!\w)")
_PRINTED_QUARTERS = regex.compile(r"[Qq][Uu][ýyYÝ](?:\s*[/,;-]?\s*(?:[Qq]uý\s*)?[IVl|!TjH1-4]{1,4}(?!\w))+")
_YEAR = regex.compile(r"(?<![\d.,])(?:19|20)\d\d(?!\d)(?![.,]\d)")
_NOISY_YEAR = regex.compile(r"(?<!\w)2[0o][0-9olisb]{2}(?!\w)")
_RANGE = regex.compile(r"((?:19|20)\d\d)\s*(?:-|den)\s*(?:nam\s*)?((?:19|20)\d\d)")
_CITED = regex.compile(r"\bso\s+\d+[\w./-]*(?:\s*,?\s*ngay\s+\S+(?:\s+thang\s+\S+\s+nam\s+\d+)?)?")
_DAY_OR_MONTH = regex.compile(r"(?<!\w)\d{1,2}\s*/\s*\d{1,2}(?!\w)|(?<!\w)thang\s*\d{1,2}(?!\w)")
_DATE_HEAD = regex.compile(
    r"(?:ngay\s*)?(?:\d{1,2}\s*[/.-]\s*){1,2}$"
    r"|(?:ngay\s*\d{1,2}\s*)?thang\s*\d{1,2}\s*[/,-]?\s*(?:nam\s*)?$"
    r"|quy\s*\S+\s*[/,-]?\s*(?:nam\s*)?$"
)
"""What of a date or a quarter stands before its year."""
_POINTED = regex.compile(r"(?<![\d.,])(\d{1,2})\.(\d{1,2})\.(?=(?:19|20)\d\d(?!\d))")
_ODD_QUARTER = regex.compile(r"(?<!\w)quy\s*(?:[05-9]|1\d|v(?:i{1,3})?|ix|x)(?=\s*(?:[/,;-]|nam|$))")
"""A quarter that no year has."""
_EARLIER = regex.compile(r"\d|(?<!\w)(?:quy|thang|tu)(?!\w)")
"""Signs that a time before an `until` begins the period."""
_ONE_LETTER = "olisb"
"""Letters that the engine reads for the digits of a year ..."""
_ITS_DIGIT = "01156"
"""... and the digits."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline as read; `recurrence` is None where nothing says it. `doubts`: why a person should look at it.

    `start_on` and `end_on` are days that are printed.
    """

    start_year: int | None = None
    end_year: int | None = None
    quarters: tuple[int, ...] = ()
    recurrence: Recurrence | None = None
    doubts: tuple[Doubt, ...] = ()
    start_on: date | None = None
    end_on: date | None = None


def _clean_years(text: str) -> tuple[str, bool]:
    """Letters misread for digits inside years are put right; the second value says whether any were."""
    swap = str.maketrans(_ONE_LETTER, _ITS_DIGIT)
    fixed = _NOISY_YEAR.sub(lambda m: m.group().translate(swap), text)
    return fixed, fixed != text


def read_quarters(text: str) -> tuple[tuple[int, ...], bool]:
    """Quarters named after `quý`, in printed order, and whether a numeral had to be guessed at.

    `Quý III/IV` → (3, 4); `Quý I - Quý III` → (1, 2, 3). Roman numerals that the engine reads
    as look-alikes (`Il`, `HI`, `1V`) count as what they look like.

    Rule: "Quý III/IV" is read as quarters 3 and 4, "Quý I - Quý III" as 1 to 3.
    Test: extract/records/test_values.py::test_deadline
    """
    found: list[int] = []
    guessed = False
    for m in _QUARTERS.finditer(bare_line(text)):
        span = m.group(1)
        tokens = regex.findall(_QUARTER, regex.sub(r"\bquy\b", " ", span))
        values = [read_quarter(t) for t in tokens]
        guessed |= any(unsure for _, unsure in values)
        read = [v for v, _ in values if v is not None]
        if regex.search(r"-|\bden\b", span) and len(read) == 2 and read[0] < read[1]:
            read = list(range(read[0], read[1] + 1))
        found += read
    return tuple(dict.fromkeys(found)), guessed


def mend_quarters(text: str) -> str:
    """`text` with quarters read as look-alikes written as Roman numerals: `Quý H1/IV` → `Quý III/IV`.

    Only numerals that can be nothing else: `Quý 1` stays, it may be printed so.

    Rule: In the printed deadline a misread quarter is written as the Roman numeral that it can only be: Quý H1/IV is
        Quý III/IV.
    Test: extract/records/test_values.py::test_quarters_that_can_only_be_roman_are_written_so
    """

    def mended(m: regex.Match[str]) -> str:
        value, guessed = read_quarter(bare(m.group()))
        return ROMAN[value] if value is not None and guessed else m.group()

    def span(m: regex.Match[str]) -> str:
        return str(_TOKEN.sub(mended, m.group()))

    return str(_PRINTED_QUARTERS.sub(span, text))


@cache
def _phrases(*kinds: str) -> tuple[tuple[str, str], ...]:
    """Kind and phrase, folded."""
    return tuple((kind, bare_words(phrase)) for kind, phrase in rows("deadline_phrases.tsv") if kind in kinds)


@cache
def _before_year(kind: str) -> regex.Pattern[str]:
    """What stands before a year that is an end (`until`) or a beginning (`from`): `đến hết năm`, `kể từ đầu năm`."""
    return regex.compile(
        rf"(?<!\w)(?:{words_before(kind)})(?:\s*:\s*|\s+)(?:(?:{words_before('edge')})\s+)?(?:nam\s*)?$"
    )


def _is_end_alone(before: str) -> bool:
    """Does a time end what it is the deadline of, without a beginning: `trước quý II`, but not `quý I đến quý II`?"""
    until = _before_year("until").search(before)
    return until is not None and not _EARLIER.search(before, endpos=until.start())


@dataclass(frozen=True, slots=True)
class _Recurring:
    """What a deadline says of its recurring; `onward`: the year it names is no end; `within`: the row's own year."""

    recurrence: Recurrence | None
    onward: bool
    within: bool


def _recurring(text: str) -> _Recurring:
    """`annual` or `continuous` by the phrase that comes first, of two at one place by the longer one."""
    s = bare_words(text)
    phrases = _phrases("annual", "continuous", "onward", "within")
    found = sorted((f.start, -(f.end - f.start), kind) for kind, p in phrases if (f := find(s, p, 0)))
    kinds = [kind for *_, kind in found]
    if "onward" in kinds:
        return _Recurring(Recurrence.CONTINUOUS, onward=True, within=False)
    first = next((kind for kind in kinds if kind != "within"), None)
    return _Recurring(Recurrence(first) if first else None, onward=False, within="within" in kinds)


def _years(s: str) -> tuple[int | None, int | None, bool]:
    """First and last year of a folded deadline, and whether it runs on without an end."""
    years = [int(y) for y in _YEAR.findall(s) if FIRST_YEAR <= int(y) <= LAST_YEAR]
    if not years:
        return None, None, False
    first = _YEAR.search(s)
    before = _DATE_HEAD.sub("", s[: first.start()]) if first else ""
    if len(years) == 1:
        if _before_year("from").search(before):
            return years[0], None, True
        return (None if _is_end_alone(before) else years[0]), years[0], False
    return min(years), max(years), False


def read_deadline(text: str, context_year: int | None = None) -> Deadline:
    """What a deadline cell says.

    Args:
        text: the cell as printed, `Quý III/IV`, `Trước 30/6/2026`, `Giai đoạn 2026-2030`, ``.
        context_year: the year that the table's or the document's title states; it stands in
            for a quarter, month or day whose year is not printed.

    Rule: Recurrence: a deadline with "hằng năm" is annual, with "thường xuyên" or "định kỳ" continuous, by the phrase
        that comes first; with "những năm tiếp theo", or "từ năm 2026" without an end, it is continuous; any other with
        a year, quarter, month or day is once.
    Test: extract/records/test_values.py::test_deadline

    Example:
        >>> read_deadline("Quý III/IV", 2026).quarters
        (3, 4)
    """
    if not any(c.isalnum() for c in text):
        return Deadline()
    if len(text) > LONGEST_VALUE:
        return Deadline(doubts=(Doubt(DoubtKind.DEADLINE_UNREAD, text),))
    s, mended = _clean_years(_POINTED.sub(r"\1/\2/", without_asides(_CITED.sub(" ", bare_line(text)))))
    quarters, guessed = read_quarters(s)
    said = _recurring(s)
    start, end, open_end = _years(s)
    recurrence = said.recurrence or (Recurrence.CONTINUOUS if open_end else None)
    if said.onward and start == end:
        end = None
    days = read_days(s, text, context_year) if recurrence in (None, Recurrence.CONTINUOUS) else Days()
    undated = _DAY_OR_MONTH.search(s)
    dated = bool(quarters or said.within or undated)
    if recurrence is None and start is None and end is None and dated:
        start = end = context_year
        start = None if undated and _is_end_alone(_DATE_HEAD.sub("", s[: undated.end()] + "/")) else start
    if recurrence is None and (dated or start is not None or end is not None):
        recurrence = Recurrence.ONCE
    read = Deadline(start, end, quarters, recurrence, days.doubts, days.start, days.end)
    if recurrence is None:
        return replace(read, doubts=(*read.doubts, Doubt(DoubtKind.DEADLINE_UNREAD, text)))
    if _ODD_QUARTER.search(s):
        return replace(read, doubts=(*read.doubts, Doubt(DoubtKind.NO_SUCH_QUARTER, text)))
    if mended or guessed:
        return replace(read, doubts=(*read.doubts, Doubt(DoubtKind.DEADLINE_MENDED, text)))
    return read


def ends_work(heading: str) -> bool:
    """Does a column tell when work ends (`Thời gian hoàn thành`), so that a lone day in it is no beginning?"""
    return any(find(bare_words(heading), phrase, 0) for _, phrase in _phrases("ending"))


def title_year(text: str) -> int | None:
    """The one year for which a title is made (`… năm 2026`), or None if it names none or a period.

    Dates (`ngày 14/5/2026`, `ngày 14 tháng 5 năm 2026`) do not count. A footnote mark that the
    engine glued to the year (`NĂM 20261`) is passed over.

    Rule: A title states a year if it names one ("năm 2026") and no period ("2026-2030"); dates in it do not count.
    Test: extract/records/test_values.py::test_year_of_a_title
    """
    s, _ = _clean_years(_CITED.sub(" ", bare_line(text)))
    s = regex.sub(r"ngay\s*\S*\s*(?:thang\s*\S*\s*)?nam\s*\d+|ngay\s*[\d/ .]+", " ", s)
    if _RANGE.search(s) or any(find(s, phrase, 0) for _, phrase in _phrases("outlook")):
        return None
    years = {int(y) for y in regex.findall(r"(?<!\w)nam\s*(20\d\d)\d?(?!\d)", s)}
    return years.pop() if len(years) == 1 else None
