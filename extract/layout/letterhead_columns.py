"""The letterhead: issuing body on the left, national (or Party) title on the right.

Decree 30/2020/NĐ-CP, Annex I, section I: items 1 to 4 stand in two columns at the head of
the first page, the number under the body's name, place and date under the motto.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import regex

from sohoa.diacritics.language.folding import bare_letters
from sohoa.extract.wording.phrases import NATIONAL_TITLE, PARTY_TITLE, is_like, likeness, opens_with
from sohoa.nouns.geometry import Box
from sohoa.nouns.text_run import TextRun, words_to_run

_DATE = regex.compile(r"ng[aàăâ]y.{0,8}th[aáàâ]ng.{0,8}n[aăâ]m", regex.IGNORECASE)
_SUBJECT = ("vv", "veviec")
_NUMBER = "so"
_ADDRESSEE = "kinhgui"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Runs of both columns, each from top to bottom; `bottom` is the y where they end."""

    left: tuple[TextRun, ...]
    right: tuple[TextRun, ...]
    top: float
    bottom: float


def part_columns(runs: Sequence[TextRun], width: float, height: float) -> list[TextRun]:
    """The runs, those cut in two in which the left and the right column have run together.

    Rule: A line in which both columns of the letterhead ran together is cut in two.
    Test: extract/layout/test_reading_order.py::test_letterhead_columns_that_ran_together_are_parted
    """
    parted: list[TextRun] = []
    for r in runs:
        parted += _cut(r, _title_start(r)) if r.box.cy < 0.45 * height else [r]
    titles = _titles(parted, width, height)
    if not titles:
        return parted
    title, pitch = Box.around(t.box for t in titles), 1.6 * median(t.box.height for t in titles)
    split = _split(parted, title, title.y0 - pitch, pitch)
    zone = (title.y0 - pitch, title.y1 + 8 * pitch)
    return [h for r in parted for h in _cut(r, _gap_at(r, split, pitch) if zone[0] < r.box.cy < zone[1] else 0)]


def _titles(runs: Sequence[TextRun], width: float, height: float) -> list[TextRun]:
    """National or Party title and motto, right of the middle of the left half."""
    return [
        r
        for r in runs
        if r.box.cy < 0.45 * height
        and r.box.cx > 0.4 * width
        and any(is_like(bare_letters(r.text), p, 0.7) for p in NATIONAL_TITLE + PARTY_TITLE)
    ]


def _title_start(run: TextRun) -> int:
    """Index of the word with which a title begins inside a longer run, 0 if there is none."""
    if not any(is_like(bare_letters(run.text)[-len(p) :], p, 0.75) for p in NATIONAL_TITLE + PARTY_TITLE):
        return 0
    best, at = 0.0, 0
    for k in range(len(run.words)):
        tail = bare_letters("".join(w.text for w in run.words[k:]))
        score = max(likeness(tail, p) for p in NATIONAL_TITLE + PARTY_TITLE)
        if score > best:
            best, at = score, k
    return at


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

    Rule: Authority at the left and the State's name at the right of a first page are two columns, read one after the
        other.
    Test: extract/layout/test_reading_order.py::test_invented_pages
    """
    titles = _titles(runs, width, height)
    if not titles:
        return None
    first = min(titles, key=lambda r: r.box.y0)
    pitch = 1.6 * median(r.box.height for r in titles)
    top = first.box.y0 - 0.6 * first.box.height
    split = _split(runs, Box.around(t.box for t in titles), top, pitch)
    right = _right_column(runs, split, top, pitch, first)
    floor = max(r.box.y1 for r in right)
    left = _left_column(runs, split, top, floor, pitch)
    bottom = max(r.box.y1 for r in (*left, *right))
    return Letterhead(left, right, top, bottom)


def _split(runs: Sequence[TextRun], title: Box, top: float, pitch: float) -> float:
    """The x between both columns: right of what stands left of the title, beside it."""
    beside = [
        r.box.x1 for r in runs if r.box.x1 <= title.x0 + pitch and r.box.cy > top and r.box.cy < title.y1 + 2 * pitch
    ]
    return (max(beside) + title.x0) / 2 if beside else title.x0 - pitch / 2


def _right_column(
    runs: Sequence[TextRun], split: float, top: float, pitch: float, first: TextRun
) -> tuple[TextRun, ...]:
    """Title, motto, place and date; it ends with the date, or where the lines stop."""
    column = [r for r in runs if r.box.cx > split and r.box.x0 > split - pitch and r.box.cy > top]
    column.sort(key=lambda r: r.box.cy)
    dates = [r for r in column if _DATE.search(r.text) and r.box.cy < first.box.cy + 8 * pitch]
    if dates:
        end = dates[0].box.y1 + 0.3 * pitch
        return tuple(r for r in column if r.box.cy <= end) or (first,)
    chosen = [first]
    for r in column:
        if 0 <= r.box.cy - chosen[-1].box.cy < 1.6 * pitch and r is not first:
            chosen.append(r)
    return tuple(chosen[:3])


def _left_column(runs: Sequence[TextRun], split: float, top: float, floor: float, pitch: float) -> tuple[TextRun, ...]:
    """The body's names, the number, and in a letter the subject below it (item 5b of the Annex)."""
    column = [r for r in runs if r.box.x1 < split + pitch and r.box.cx < split and r.box.cy > top]
    column.sort(key=lambda r: r.box.cy)
    number = next((r for r in column if opens_with(bare_letters(r.text), _NUMBER, 0.99)), None)
    floor = max(floor, number.box.y1) if number and number.box.y0 < floor + 3 * pitch else floor
    chosen = [r for r in column if r.box.cy <= floor + 0.3 * pitch]
    below = [r for r in column if r.box.cy > floor + 0.3 * pitch]
    in_subject = any(bare_letters(r.text).startswith(_SUBJECT) for r in chosen)
    for r in below:
        if not in_subject and not bare_letters(r.text).startswith(_SUBJECT):
            break
        # A number written by hand is often not read: then the date beside it tells where the subject may begin.
        far = r.box.y0 - max([floor, *(c.box.y1 for c in chosen[-1:])]) > 1.5 * pitch
        if far or opens_with(bare_letters(r.text), _ADDRESSEE):
            break
        in_subject = True
        chosen.append(r)
    return tuple(chosen)
