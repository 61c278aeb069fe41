"""The head of a first page: authorities, number and symbol, place and date, subject of a letter.

Decree 30/2020/NĐ-CP, Annex I, section II: name and motto of the State at the top right,
the authorities at the top left, under them the number; place and date under the motto; the
subject of an official letter (`V/v …`) under the number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from sohoa.diacritics.language.folding import bare, bare_words
from sohoa.extract.header.dateline import is_date_line
from sohoa.extract.header.document_code import is_number_line
from sohoa.extract.header.segments import Segment, cut_near, is_motto, line_pitch, without_motto
from sohoa.extract.wording.authority_names import mend_authority
from sohoa.extract.wording.vocabulary import find, rows, same
from sohoa.nouns.word import RegionKind

TOP = 0.45
"""The letterhead stands in the upper part of the page."""

_ABOUT = regex.compile(r"\W*v\s?/\s?v\b|\W*ve viec\b")


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The left and right column of a first page's head; `bottom` is where it ends in pixels.

    `crossed` is the height at which a line of running text first crosses both columns.
    """

    left: tuple[Segment, ...]
    right: tuple[Segment, ...]
    split: float
    bottom: float
    crossed: float | None = None


def split_letterhead(segments: Sequence[Segment], width: float, height: float) -> Letterhead | None:
    """The head's columns, told apart by the State's name (or the layout's regions); None without either."""
    top = [s for s in segments if s.box.cy < TOP * height]
    mottos = [s for s in top if is_motto(s)]
    marked = [s for s in top if RegionKind.LETTERHEAD_RIGHT in s.regions]
    dated = [s for s in top if is_date_line(s) and s.box.cx > 0.5 * width]
    anchors = mottos or marked or dated[:1]
    if not anchors:
        return None
    split = min(s.box.x0 for s in anchors)
    pitch = line_pitch(segments)
    top = [x for s in top for x in cut_near(s, split - 0.1 * width, split + 0.05 * width)]
    lowest = max(s.box.y1 for s in (*anchors, *dated[:1]))
    right = tuple(s for s in top if _is_right(s, split, width) and s.box.cy < lowest + pitch)
    wide = [
        s
        for s in top
        if s.box.cy > lowest and ((s.box.x0 < split - 0.1 * width and s.box.x1 > split + 2 * pitch) or _opens_body(s))
    ]
    bottom = min((s.box.y0 for s in wide), default=TOP * height)
    in_left = (s for s in top if s.box.cx < split - 0.02 * width and s.box.cy < bottom and s not in right)
    left = tuple(x for s in in_left if (x := without_motto(s, mottos)))
    crossed = min((s.box.cy for s in wide if not _opens_body(s)), default=None)
    bottom = min(bottom, max(lowest, *(s.box.y1 for s in (*left, *right))))
    return Letterhead(left, right, split, bottom, crossed)


def _is_right(segment: Segment, split: float, width: float) -> bool:
    return segment.box.x0 >= split - 0.1 * width and segment.box.cx > split


def _opens_body(segment: Segment) -> bool:
    if find(segment.plain, "kinh gui", 1):
        return True
    return segment.is_upper and any(same(segment.text, t[0]) for t in rows("document_types.tsv"))


def read_authorities(head: Letterhead) -> tuple[str | None, str | None]:
    """(issuing, parent) authority; a name over several lines is one, all but the last are the parent.

    Rule: Of several names at the top left the last is the issuing authority, those above are the one it belongs to.
    Test: extract/header/test_header.py::test_header
    """
    pitch = line_pitch(head.left)
    number = next((s for s in head.left if is_number_line(s)), None)
    limit = number.box.cy - 0.3 * pitch if number else head.bottom
    lines = [mend_authority(s.text) for s in head.left if s.is_upper and s.box.cy < limit]
    names: list[str] = []
    for line in (x for x in lines if sum(c.isalpha() for c in x) > 2):
        if names and _goes_on(names[-1], line):
            names[-1] = f"{names[-1]} {line}"
        else:
            names.append(line)
    if not names:
        return None, None
    return names[-1], " ".join(names[:-1]) or None


def _goes_on(name: str, line: str) -> bool:
    """Is `line` the rest of the name above it?"""
    if regex.search(r"(?:\bVÀ|[,\-–]|\bCỦA|\bVỀ)$", name) or same(name, "ỦY BAN NHÂN DÂN") or same(name, "HĐND"):
        return True
    words = bare_words(line)
    heads = (bare_words(h) for (h,) in rows("authority_heads.tsv"))
    begins = any(words == h or words.startswith(f"{h} ") for h in heads)
    return not begins or words.startswith(("phong chong", "hoi nhap", "cong nghe"))


def read_letter_subject(head: Letterhead) -> str | None:
    """The subject of an official letter, under the number, without `V/v` or `Về việc`; None if there is none."""
    number = next((i for i, s in enumerate(head.left) if is_number_line(s)), None)
    if number is None:
        return None
    lines = [s for s in head.left[number + 1 :] if s.box.cy > head.left[number].box.cy]
    start = next((i for i, s in enumerate(lines) if _ABOUT.match(bare(s.text))), None)
    if start is None:
        return None
    pitch = line_pitch(lines)
    kept = [lines[start]]
    for s in lines[start + 1 :]:
        step = s.box.cy - kept[-1].box.cy
        if step > 4.5 * pitch or find(s.plain, "kinh gui", 1):
            break
        if step > 1.55 * pitch:  # a line between was not read here
            return None
        kept.append(s)
    if head.crossed is not None and head.crossed - kept[-1].box.cy < 1.55 * pitch:
        return None
    return strip_about(" ".join(s.solid for s in kept))


def strip_about(text: str) -> str | None:
    """A subject without `V/v` or `Về việc` in front (also misread ones) and without a final stop."""
    words = text.split()
    head = bare_words(" ".join(words[:2]))
    if regex.fullmatch(r"v\w viec", head):
        words = words[2:]
    elif words and bare_words(words[0]) == "v v":
        words = words[1:]
    return " ".join(words).strip(" :.;,") or None
