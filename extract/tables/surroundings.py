"""What is printed around a table and belongs to it: its title, the unit of its figures, the notes under it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import takewhile

from sohoa.extract.layout.title import is_in_capitals
from sohoa.extract.wording.captions import opens_caption, stands_aside, unit_of

_FEWEST_LETTERS = 3
"""Of a line in capitals that may be a title without "Phụ lục", "Biểu" or "Bảng"."""
_LONGEST_TITLE = 5
"""Lines of a title. A guess; the longest one seen has three."""


def title_of(above: Sequence[str]) -> str | None:
    """The title among the lines over a table, joined by one space; None if none of them is one.

    Rule: A table's title begins at "Phụ lục", "Biểu" or "Bảng", or is what stands in capitals above it; running text
        is none.
    Test: extract/tables/test_surroundings.py::test_titles
    """
    lines = [line for line in above if not stands_aside(line)]
    opens = [k for k, line in enumerate(lines) if opens_caption(line)]
    if opens:
        own = lines[opens[-1] :][:_LONGEST_TITLE]
        return " ".join([own[0], *takewhile(lambda line: not line.startswith("("), own[1:])])
    capitals = [_in_capitals(line) for line in lines]
    if True not in capitals:
        return None
    last = len(capitals) - 1 - capitals[::-1].index(True)
    first = last
    while first and capitals[first - 1]:
        first -= 1
    behind = [line for line in lines[last + 1 :] if not line.startswith("(")]
    return None if behind else " ".join(lines[first : last + 1][-_LONGEST_TITLE:])


def unit_over(above: Iterable[str]) -> str | None:
    """The unit that a line over a table gives (`ĐVT: triệu đồng`), None if none does.

    Rule: A unit over a table ("Đơn vị tính: …", "ĐVT: …") is kept beside it.
    Test: extract/tables/test_surroundings.py::test_units
    """
    return next((unit for line in above if (unit := unit_of(line)) is not None), None)


def notes_of(below: Iterable[str]) -> tuple[str, ...]:
    """The notes among the lines under a table, each with the lines that go on with it.

    Rule: "Ghi chú", "Chú thích" and "Nguồn" under a table are its notes.
    Test: extract/tables/test_surroundings.py::test_notes
    """
    notes: list[str] = []
    open_note = False
    for line in below:
        if stands_aside(line) and unit_of(line) is None:
            notes.append(line)
            open_note = True
        elif open_note and line[:1].islower():
            notes[-1] += f" {line}"
        else:
            open_note = False
    return tuple(notes)


def _in_capitals(line: str) -> bool:
    return sum(c.isalpha() for c in line) >= _FEWEST_LETTERS and is_in_capitals(line)
