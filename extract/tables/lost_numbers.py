"""Numbers of groups and rows that are printed and were not read, told by the numbers around them.

Two witnesses are asked for: print in the number's place that was not read, or was read with fewer strokes, and the
order of the other numbers, which leaves but one place for it. A numeral of a group is flagged; a row's number is not:
that above and that below it both say it. Where nothing at all is left of the print, the order alone tells it where all
other numbers are as due, and it is flagged.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sohoa.extract.wording.numerals import ROMAN, roman_readings, roman_value

_AROUND = " .):("
_LIKE_ONE = frozenset("1l|!I")
_FEWEST_WITH_STROKES = 2
"""So many numerals must be read in full where strokes of another are lost: a lone I may begin again. A guess."""


@dataclass(frozen=True, slots=True)
class NumberCell:
    """What stands where a row has its number: the `number` as read, and is print there that was not, or badly, read?

    `text`: of a heading; `is_wide`: it is one of a wider rank (A, B), under which groups begin again. `blank`: the
    place holds no print, on a page on which it may be worn away.
    """

    row: int
    number: str
    unread: bool = False
    is_heading: bool = False
    text: str = ""
    is_wide: bool = False
    blank: bool = False


def lost_numerals(headings: Sequence[NumberCell]) -> dict[int, str]:
    """The Roman numerals of headings of groups whose own was lost, by row; empty where the others do not tell.

    Rule: The Roman numeral of a group that was not read, or with strokes lost (I for III), is told by those of the
        groups around it, and the first of its rows is flagged; where no print of it is left, only if one below it was
        read, and all others are as due.
    Test: extract/tables/test_lost_numbers.py::test_numerals_of_groups

    Args:
        headings: of groups, from the top of the table down.
    """
    found: dict[int, str] = {}
    for some in _of_one_run(headings):
        last = max((k for k, c in enumerate(some, 1) if c.number.strip(_AROUND) or c.unread), default=0)
        found |= _told(some[:last])  # what stands below and has no numeral is none of them, or the last one
    return found


def _of_one_run(headings: Sequence[NumberCell]) -> list[list[NumberCell]]:
    """Headings of groups between two wider ones (A, B): there they are numbered from I on."""
    runs: list[list[NumberCell]] = [[]]
    for cell in headings:
        if cell.is_wide:
            runs.append([])
        else:
            runs[-1].append(cell)
    return runs


def _told(run: Sequence[NumberCell]) -> dict[int, str]:
    if len(run) >= len(ROMAN):
        return {}
    found, places, strokes = {}, set[int](), False
    if any(c.blank for c in run) and not _are_as_due(run):
        return {}
    for place, cell in enumerate(run, 1):
        number = cell.number.strip(_AROUND)
        if roman_value(number) == place or (number and set(number) <= _LIKE_ONE and ROMAN[place] == "I" * len(number)):
            continue  # as due, or with all its strokes read as figures: none was lost
        if number and roman_readings(number)[:1] == (place,) and roman_value(number) is None:
            continue  # as signs that are its look-alikes (`n` for II), which the order of the groups puts right
        if not number and opens_text(cell.text, ROMAN[place]):
            found[cell.row] = ROMAN[place]
            continue
        if not _lacks_strokes(number, place) if number else not (cell.unread or cell.blank):
            return {}
        strokes = strokes or bool(number)
        found[cell.row] = ROMAN[place]
        places.add(place)
    read = len(run) - len(found)
    if len(run) > _FEWEST_WITH_STROKES and len(run) not in places:
        return found if read else {}  # the last of them leaves no other place for the rest
    return found if read >= max(_FEWEST_WITH_STROKES if strokes else 1, len(found)) else {}


def _are_as_due(run: Sequence[NumberCell]) -> bool:
    """Have all but those without a number that of their place, two and the last of them at least?"""
    read = [roman_value(c.number.strip(_AROUND)) == k for k, c in enumerate(run, 1) if c.number.strip(_AROUND)]
    return len(read) >= _FEWEST_WITH_STROKES and all(read) and bool(run[-1].number.strip(_AROUND))


def opens_text(text: str, numeral: str) -> bool:
    """Does the text of a heading begin with this numeral, no mark behind it (`III Dữ liệu dùng chung`)?"""
    first, _, rest = text.partition(" ")
    return first.strip(_AROUND) == numeral and bool(rest)


def _lacks_strokes(number: str, place: int) -> bool:
    """May a numeral that was read be the one that is due, with strokes lost or taken for others?"""
    rest = iter(ROMAN[place])
    return place in roman_readings(number) or all(c in rest for c in number.replace("1", "I"))


def lost_row_numbers(cells: Sequence[NumberCell]) -> Mapping[int, str]:
    """The numbers of rows whose own was lost, by row: the one between those above and below.

    Rule: A row's number (TT, STT) that was not read, or badly and against the order, is told by those above and below
        it; a number out of order that was read fairly stays: it may be printed so. Where no print of it is left, the
        row is flagged.
    Test: extract/tables/test_lost_numbers.py::test_numbers_of_rows

    Args:
        cells: of all rows below the heading, headings of groups among them.
    """
    found: dict[int, str] = {}
    before, fresh = 0, True
    for k, cell in enumerate(cells):
        if cell.is_heading:
            fresh = True
            continue
        after = next((c for c in cells[k + 1 :] if not c.is_heading), None)
        due = _due(before, fresh, after) if cell.unread or cell.blank else None
        if due is not None:
            found[cell.row] = str(due)
            before, fresh = due, False
        elif cell.number.isdecimal():
            before, fresh = int(cell.number), False
    return found


def _due(before: int, fresh: bool, after: NumberCell | None) -> int | None:
    """The number between the one above and the one below; under a heading they may begin again."""
    if after is None or not after.number.isdecimal():
        return None
    own = int(after.number) - 1
    return own if own >= 1 and (own == before + 1 or (fresh and own == 1)) else None
