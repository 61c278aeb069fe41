"""The letterhead: issuing body on the left, national (or Party) title on the right.

Decree 30/2020/NĐ-CP, Annex I, section I: items 1 to 4 stand in two columns at the head of
the first page, the number under the body's name, place and date under the motto.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from sohoa.diacritics.language.folding import bare_letters
from sohoa.extract.layout.title import document_type
from sohoa.extract.wording.formal_phrases import (
    is_addressee,
    is_dated,
    is_motto,
    is_youth_head,
    likeness,
    motto_likeness,
    mottos,
    opens_number,
    opens_with,
)
from sohoa.nouns.geometry import Box
from sohoa.nouns.printed_line import runs_to_lines
from sohoa.nouns.text_run import TextRun, words_to_run

TOP = 0.45
"""Share of the page's height in which a letterhead stands. A guess: letters of one paragraph begin lower."""
_BESIDE = 3.0
"""Number and date stand on one line, or no farther apart than so many line heights. A guess."""
_MIDDLE = 0.1
"""How far off the middle, as a share of the page's width, the type of a document may stand. A guess: the columns'
middles stand 0.2 off it."""
_TITLE_START = 0.75
"""Likeness from which the end of a longer run counts as the State's name. A guess."""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The letterhead of a page: runs of both columns, each from top to bottom, and the y where it begins and ends."""

    left: tuple[TextRun, ...]
    right: tuple[TextRun, ...]
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where a letterhead stands: the x between its columns, the y where it begins, the distance of its lines.

    `first` is the highest line of the right column that is known for what it is, `box` holds all such lines.
    """

    first: TextRun
    box: Box
    top: float
    pitch: float
    split: float


def part_columns(runs: Sequence[TextRun], width: float, height: float) -> list[TextRun]:
    """The runs, those cut in two in which the left and the right column have run together.

    Rule: A line in which both columns of the letterhead ran together is cut in two.
    Test: extract/layout/test_reading_order.py::test_letterhead_columns_that_ran_together_are_parted
    """
    parted: list[TextRun] = []
    for r in runs:
        parted += _cut(r, _title_start(r)) if r.box.cy < TOP * height else [r]
    frame = _frame(parted, width, height)
    if frame is None:
        return parted
    zone = (frame.box.y0 - frame.pitch, min(frame.box.y1 + 8 * frame.pitch, _title_top(parted, frame, width)))
    return [
        half
        for r in parted
        for half in _cut(r, _gap_at(r, frame.split, frame.pitch) if zone[0] < r.box.cy < zone[1] else 0)
    ]


def _frame(runs: Sequence[TextRun], width: float, height: float) -> _Frame | None:
    """The frame told by the State's or Party's name and motto, or by place and date beside the number.

    Rule: Papers of the Youth Union have ĐOÀN TNCS HỒ CHÍ MINH where others have the State's name.
    Test: extract/layout/test_letterhead.py::test_the_youth_unions_head
    """
    upper = [r for r in runs if r.box.cy < TOP * height]
    right = [r for r in upper if r.box.cx > 0.4 * width]
    known = [r for r in right if is_motto(r.text)] or [r for r in right if is_youth_head(r.text)]
    top = 0.0
    if known:
        highest = min(known, key=lambda r: r.box.y0)
        top = highest.box.y0 - 0.6 * highest.box.height
    else:
        known = _date_beside_number(upper, width)
    if not known:
        return None
    pitch = 1.6 * median(r.box.height for r in known)
    box = Box.around(r.box for r in known)
    return _Frame(min(known, key=lambda r: r.box.y0), box, top, pitch, _split(runs, box, top, pitch))


def _title_top(runs: Sequence[TextRun], frame: _Frame, width: float) -> float:
    """The y where the type of the document (`KẾ HOẠCH`) stands in the middle of the page, infinite if it is not found.

    Rule: What stands under the type of a document is no part of its letterhead, however far apart its words stand.
    Test: extract/layout/test_letterhead.py::test_a_subject_with_wide_gaps_is_not_cut_in_two
    """
    below = (r for r in runs if r.box.y0 > frame.box.y1 and abs(r.box.cx - width / 2) < _MIDDLE * width)
    return min((r.box.y0 for r in below if document_type(r.text)), default=float("inf"))


def _date_beside_number(runs: Sequence[TextRun], width: float) -> list[TextRun]:
    """The runs of the line of place and date, where the number stands at the left of it; empty if there is none."""
    numbers = [r for r in runs if r.box.cx < 0.5 * width and opens_number(r.text)]
    for line in runs_to_lines(r for r in runs if r.box.cx > 0.5 * width):
        beside = any(abs(n.box.cy - line.box.cy) < _BESIDE * line.box.height for n in numbers)
        if beside and is_dated(line.text):
            return list(line.runs)
    return []


def _title_start(run: TextRun) -> int:
    """Index of the word with which the State's name begins inside a longer run, 0 if there is none."""
    letters = bare_letters(run.text)
    if not any(likeness(letters[-len(p) :], p) >= _TITLE_START for p in mottos()):
        return 0
    tails = (bare_letters("".join(w.text for w in run.words[k:])) for k in range(len(run.words)))
    scores = [motto_likeness(tail) for tail in tails]
    return scores.index(max(scores))


def _cut(run: TextRun, at: int) -> list[TextRun]:
    halves = (words_to_run(run.words[:at]), words_to_run(run.words[at:])) if at else (run,)
    return [h for h in halves if h is not None]


def _gap_at(run: TextRun, split: float, pitch: float) -> int:
    """Index of the word right of a gap near the split that is clearly wider than a space, or 0."""
    if not (run.box.x0 < split - pitch and run.box.x1 > split + pitch):
        return 0
    boxes = [w.box for w in run.words if w.box]
    gaps = [(b.x0 - a.x1, k) for k, (a, b) in enumerate(pairwise(boxes), 1)]
    usual = median(g for g, _ in gaps) if gaps else 0.0
    near = [(g, k, abs((boxes[k].x0 + boxes[k - 1].x1) / 2 - split)) for g, k in gaps]
    at_split = max(((g, k) for g, k, off in near if off < 0.6 * pitch), default=(0.0, 0))
    wide = max(((g, k) for g, k, off in near if off < 2.5 * pitch), default=(0.0, 0))
    if at_split[0] > 1.2 * usual:
        return at_split[1]
    return wide[1] if wide[0] > max(1.8 * usual, 0.5 * pitch) else 0


def find_letterhead(runs: Sequence[TextRun], width: float, height: float) -> Letterhead | None:
    """The letterhead among the runs outside tables, or None where there is no title to hold on to.

    Rule: Letterhead: the authority at the left and the State's name and motto (Quốc hiệu, Tiêu ngữ) at the right of a
        first page are two columns, read one after the other.
    Test: extract/layout/test_reading_order.py::test_invented_pages
    """
    frame = _frame(runs, width, height)
    if frame is None:
        return None
    right = _right_column(runs, frame)
    end = _title_top(runs, frame, width)
    above = [r for r in runs if r.box.cy < end]
    left = _left_column(above, frame, max(r.box.y1 for r in right))
    return Letterhead(left, right, frame.top, max(r.box.y1 for r in (*left, *right)))


def _split(runs: Sequence[TextRun], title: Box, top: float, pitch: float) -> float:
    """The x between both columns: right of what stands left of the title, beside it and above place and date's end."""
    ends = [r.box.y1 for r in runs if r.box.cx > title.x0 and r.box.cy > top and is_dated(r.text)]
    floor = min([title.y1 + 2 * pitch, *ends])
    beside = [r.box.x1 for r in runs if r.box.x1 <= title.x0 + pitch and top < r.box.cy < floor]
    return (max(beside) + title.x0) / 2 if beside else title.x0 - pitch / 2


def _right_column(runs: Sequence[TextRun], frame: _Frame) -> tuple[TextRun, ...]:
    """Title, motto, place and date; it ends with the date, or where the lines stop."""
    inside = (r for r in runs if r.box.cx > frame.split and r.box.x0 > frame.split - frame.pitch)
    column = sorted((r for r in inside if r.box.cy > frame.top), key=lambda r: r.box.cy)
    lines = runs_to_lines(r for r in column if r.box.cy < frame.first.box.cy + 8 * frame.pitch)
    dated = next((line for line in lines if is_dated(line.text)), None)
    if dated:
        end = dated.box.y1 + 0.3 * frame.pitch
        return tuple(r for r in column if r.box.cy <= end) or (frame.first,)
    chosen = [frame.first]
    for r in column:
        if 0 <= r.box.cy - chosen[-1].box.cy < 1.6 * frame.pitch and r is not frame.first:
            chosen.append(r)
    return tuple(chosen[:3])


def _left_column(runs: Sequence[TextRun], frame: _Frame, floor: float) -> tuple[TextRun, ...]:
    """The body's names, the number, and in a letter the subject below it (item 5b of the Annex).

    `floor` is the y where the right column ends.
    """
    pitch = frame.pitch
    inside = (r for r in runs if r.box.x1 < frame.split + pitch and r.box.cx < frame.split)
    column = sorted((r for r in inside if r.box.cy > frame.top), key=lambda r: r.box.cy)
    number = next((r for r in column if opens_number(r.text)), None)
    floor = max(floor, number.box.y1) if number and number.box.y0 < floor + 3 * pitch else floor
    chosen = [r for r in column if r.box.cy <= floor + 0.3 * pitch]
    in_subject = any(opens_with(r.text, "about") for r in chosen)
    for r in column[len(chosen) :]:
        # A number written by hand is often not read: then the date beside it tells where the subject may begin.
        far = r.box.y0 - max([floor, *(c.box.y1 for c in chosen[-1:])]) > 1.5 * pitch
        if far or is_addressee(r.text) or not (in_subject or opens_with(r.text, "about")):
            break
        in_subject = True
        chosen.append(r)
    return tuple(chosen)
