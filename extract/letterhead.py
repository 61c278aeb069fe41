"""The head of a first page: authorities, number and symbol, place and date, subject of a letter.

Decree 30/2020/NĐ-CP, Annex I, section II: name and motto of the State at the top right,
the authorities at the top left, under them the number; place and date under the motto; the
subject of an official letter (`V/v …`) under the number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import regex

from diacritics.syllable import strip_marks
from extract.names import mend_authority, mend_place, trim
from extract.segments import Segment, cut_near, is_motto, line_pitch, without_motto
from extract.vocabulary import find, plain, rows, same
from pipeline.model import RegionKind, Word

SURE = 0.70
"""Digits less sure than this may be handwritten: they are left out rather than guessed."""
YEAR_SURE = 0.30
"""A year is printed, so four digits in range are believed sooner."""
TALLER = 1.22
"""Digits taller than the printed year by this factor are handwriting."""
TOP = 0.45
"""The letterhead stands in the upper part of the page."""

_NUMBER = regex.compile(r"^\W*s[oö6óốôđd]\w?\s*[:;.,]?\s*(.*)$", regex.IGNORECASE)
_CODE = regex.compile(r"^(?P<number>[^/\s]*?)(?P<year>/\d{4})?(?P<mark>[/-])(?P<symbol>[^\d\W][\w/&.-]*)$")
_ABOUT = regex.compile(r"\W*v\s?/\s?v\b|\W*ve viec\b")
_DATE = regex.compile(r"ngay(?P<day>.*?)\bt?hang(?P<month>.*?)nam\W*(?P<year>\w+)")


@dataclass(frozen=True, slots=True)
class Code:
    """Number and symbol as read; `number` is None where it is not surely printed digits."""

    number: str | None
    symbol: str | None
    code: str | None


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The left and right column of a first page's head; `bottom` is where it ends in pixels."""

    left: tuple[Segment, ...]
    right: tuple[Segment, ...]
    split: float
    bottom: float


def split_letterhead(segments: Sequence[Segment], width: float, height: float) -> Letterhead | None:
    """The head's columns, told apart by the State's name (or the layout's regions); None without either."""
    top = [s for s in segments if s.box.cy < TOP * height]
    mottos = [s for s in top if is_motto(s)]
    marked = [s for s in top if RegionKind.LETTERHEAD_RIGHT in s.regions]
    dated = [s for s in top if _DATE.search(_folded(s.text)) and s.box.cx > 0.5 * width]
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
    return Letterhead(left, right, split, min(bottom, max(lowest, *(s.box.y1 for s in (*left, *right)))))


def _is_right(segment: Segment, split: float, width: float) -> bool:
    return segment.box.x0 >= split - 0.1 * width and segment.box.cx > split


def _opens_body(segment: Segment) -> bool:
    if find(segment.plain, "kinh gui", 1):
        return True
    return segment.is_upper and any(same(segment.text, t[0]) for t in rows("document_types.tsv"))


def _folded(text: str) -> str:
    return strip_marks(text).lower()


def is_number_line(segment: Segment) -> bool:
    """Is it `Số: …/KH-UBND`?"""
    text = segment.text.replace("⁄", "/")
    return bool(_NUMBER.match(text)) and ("/" in text or regex.search(r"\d\s*-\s*[A-Z]", text) is not None)


def read_authorities(head: Letterhead) -> tuple[str | None, str | None]:
    """(issuing, parent) authority; a name over several lines is one, all but the last are the parent."""
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
    words = plain(line)
    heads = (plain(h) for (h,) in rows("authority_heads.tsv"))
    begins = any(words == h or words.startswith(f"{h} ") for h in heads)
    return not begins or words.startswith(("phong chong", "hoi nhap", "cong nghe"))


def _sure_digits(words: Sequence[Word], text: str, printed_height: float | None) -> bool:
    """Are these digits print that was surely read?"""
    if not text.isdigit():
        return False
    sure = all(w.confidence is None or w.confidence >= SURE for w in words)
    boxes = [w.box for w in words if w.box is not None and not any(c in "/()gpqy," for c in w.text)]
    tall = max((b.height for b in boxes), default=0.0)
    return sure and (printed_height is None or tall <= TALLER * printed_height)


def canonical_symbol(symbol: str) -> str:
    """A symbol with its known parts as they are written: `QD-UBND` → `QĐ-UBND`."""
    known = {plain(x): x for x in (*(r[0] for r in rows("code_parts.tsv")), *_abbreviations())}
    tidy = regex.sub(r"Đ+", "Đ", symbol.replace("Ð", "Đ").replace("ð", "đ")).strip(".,;:-/ ")
    parts = regex.split(r"([/-])", tidy)
    return "".join(known.get(plain(p), p) if p not in "/-" and p.isupper() else p for p in parts)


def _abbreviations() -> tuple[str, ...]:
    return tuple(r[1] for r in rows("document_types.tsv") if len(r) > 1 and r[1])


def read_code(segments: Sequence[Segment], printed_height: float | None = None) -> Code:
    """Number, symbol and code from the line `Số: …` among these segments.

    Args:
        segments: those of the left column.
        printed_height: height in pixels of printed digits nearby; taller ones are handwriting.
    """
    line = next((s for s in segments if is_number_line(s)), None)
    if line is None:
        return Code(None, None, None)
    match = _NUMBER.match(line.text.replace("⁄", "/"))
    rest = regex.sub(r"\s+", "", match.group(1)) if match else ""
    rest = regex.sub(r"V/v.*$", "", rest)
    found = _CODE.match(rest)
    if not found:
        return Code(None, None, None)
    symbol = canonical_symbol(found["symbol"])
    number = found["number"]
    own = [w for w in line.words if any(c.isdigit() for c in w.text)]
    if not number.isdigit() or not _sure_digits(own, number, printed_height):
        return Code(None, symbol or None, None)
    return Code(number, symbol or None, f"{number}{found['year'] or ''}{found['mark']}{symbol}")


def _word_of(segment: Segment, start: int, end: int) -> list[Word]:
    """The words of a segment that its text holds between two code points."""
    at, found = 0, []
    for w in segment.words:
        if at < end and at + len(w.text) > start:
            found.append(w)
        at += len(w.text) + 1
    return found


def year_height(segments: Sequence[Segment]) -> float | None:
    """Height in pixels of the printed year in the date line, None if there is none."""
    for s in segments:
        if m := _DATE.search(_folded(s.text)):
            boxes = [w.box for w in _word_of(s, *m.span("year")) if w.box is not None]
            return max(b.height for b in boxes) if boxes else None
    return None


def read_place_and_date(segments: Sequence[Segment]) -> tuple[str | None, date | None]:
    """Place and date from the line `Nghệ An, ngày 11 tháng 9 năm 2025` among these segments.

    The date is None where a part of it was not surely read (often the day is handwritten).
    """
    for s in segments:
        folded = _folded(s.text)
        m = _DATE.search(folded)
        if not m:
            continue
        place = mend_place(regex.sub(r"[,.;]?\s*$", "", s.text[: m.start()]))
        return place or None, _date_of(s, m)
    return None, None


def _date_of(segment: Segment, m: regex.Match[str]) -> date | None:
    height = year_height([segment])
    values = []
    for part in ("day", "month", "year"):
        text = trim(m[part].replace("o", "0") if part == "year" else m[part])
        words = _word_of(segment, *m.span(part))
        if part == "year":
            believed = all(w.confidence is None or w.confidence >= YEAR_SURE for w in words)
            ok = believed and regex.fullmatch(r"(?:19|20)\d\d", text) is not None
        else:
            ok = _sure_digits(words, text, height) and len(text) <= 2
        if not ok:
            return None
        values.append(int(text))
    try:
        return date(values[2], values[1], values[0])
    except ValueError:
        return None


def read_letter_subject(head: Letterhead) -> str | None:
    """The subject of an official letter, under the number, without `V/v` or `Về việc`; None if there is none."""
    number = next((i for i, s in enumerate(head.left) if is_number_line(s)), None)
    if number is None:
        return None
    lines = [s for s in head.left[number + 1 :] if s.box.cy > head.left[number].box.cy]
    start = next((i for i, s in enumerate(lines) if _ABOUT.match(_folded(s.text))), None)
    if start is None:
        return None
    pitch = line_pitch(lines)
    kept = [lines[start]]
    for s in lines[start + 1 :]:
        step = s.box.cy - kept[-1].box.cy
        if step > 2.5 * pitch or find(s.plain, "kinh gui", 1):
            break
        if step > 1.55 * pitch:  # a line between was not read here
            return None
        kept.append(s)
    return strip_about(" ".join(s.solid for s in kept))


def strip_about(text: str) -> str | None:
    """A subject without `V/v` or `Về việc` in front (also misread ones) and without a final stop."""
    words = text.split()
    head = plain(" ".join(words[:2]))
    if regex.fullmatch(r"v\w viec", head):
        words = words[2:]
    elif words and plain(words[0]) == "v v":
        words = words[1:]
    return " ".join(words).strip(" :.;,") or None
