"""The head of a first page: authorities, number and symbol, place and date, subject of a letter.

Decree 30/2020/NĐ-CP, Annex I, section II: name and motto of the State at the top right,
the authorities at the top left, under them the number; place and date under the motto; the
subject of an official letter (`V/v …`) under the number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import regex

from sohoa.diacritics.language.folding import bare_words
from sohoa.extract.header.found import Found, joined, run_words, words_sure
from sohoa.extract.header.page_parts import solid_text
from sohoa.extract.layout.letterhead import Letterhead
from sohoa.extract.layout.title import is_in_capitals
from sohoa.extract.wording.authority_names import begins_authority, mend_authority
from sohoa.extract.wording.formal_phrases import is_addressee, is_motto, number_line, opens_number, opens_with
from sohoa.extract.wording.vocabulary import rows, same
from sohoa.nouns.printed_line import line_pitch, runs_to_lines
from sohoa.nouns.text_run import TextRun

_NEXT_LINE = 1.55
"""A step over so many line pitches is more than one line. A guess."""
_STRAY = 0.75
"""A line of less confidence below a gap is none of the subject. A guess."""
_LONGEST_STEP = 4.5
"""A step over so many line pitches leads out of the subject. A guess."""
_UNLIKE_A_NAME = 0.7
"""How sure a name is that begins as no authority's does. A guess."""
_UNDER_MIDDLE = 0.1
"""How far off the middle of the line above, as a share of its width, the last word of a name may stand. A guess."""
_ABOUT = regex.compile(r"[VvW]\s?[/⁄]\p{L}{0,2}|[/⁄]?v")
"""`V/v` as it is also read: `V/`, `V/w`, `V/wv`, or `v` alone."""
_ENDS_IN_DASH, _BEGINS_WITH_DASH = regex.compile(r"\s[-–—]$"), regex.compile(r"^[-–—]\s?")


@dataclass(frozen=True, slots=True)
class _Name:
    """A name over one or several printed lines."""

    text: str
    runs: tuple[TextRun, ...]

    def found(self) -> Found[str]:
        """The name with its words."""
        known = begins_authority(self.text)
        words = run_words(self.runs)
        return Found(mend_authority(self.text), words, words_sure(words) * (1.0 if known else _UNLIKE_A_NAME))


def read_authorities(head: Letterhead) -> tuple[Found[str] | None, Found[str] | None]:
    """(issuing, parent) authority; a name over several lines is one, all but the last are the parent.

    Rule: Of several names at the top left the last is the issuing authority, those above are the one it belongs to.
    Test: extract/header/test_header.py::test_header
    """
    pitch = line_pitch(runs_to_lines(head.left))
    number = next((r for r in head.left if opens_number(r.text)), None)
    limit = number.box.cy - 0.3 * pitch if number else head.bottom
    names: list[_Name] = []
    for run in (r for r in head.left if r.box.cy < limit):
        if not _may_be_name(run.text) and not (names and _is_tail(run, names[-1].runs[-1])):
            continue
        line = mend_authority(run.text)
        tail = bool(names) and " " not in line and _is_tail(run, names[-1].runs[-1])
        if names and (tail or _goes_on(names[-1], line, run.text)):
            names[-1] = _Name(_with_dash(names[-1], line, run.text), (*names[-1].runs, run))
        else:
            names.append(_Name(line, (run,)))
    if not names:
        return None, None
    return names[-1].found(), joined([n.found() for n in names[:-1]])


def _may_be_name(text: str) -> bool:
    return is_in_capitals(text) and sum(c.isalpha() for c in text) > 2 and not is_motto(text)


def _is_tail(run: TextRun, above: TextRun) -> bool:
    """Is it the last short word of a name (`SA`) right under the middle of the line above?"""
    centred = abs(run.box.cx - above.box.cx) < _UNDER_MIDDLE * above.box.width
    return centred and is_in_capitals(run.text) and sum(c.isalpha() for c in run.text) > 1 and run.confidence >= 0.5


def _goes_on(name: _Name, line: str, printed: str) -> bool:
    """Is `line` the rest of the name above it? A dash between them joins two bodies of one document."""
    if _is_dashed(name, printed):
        return True
    above = name.text
    wants_more = above.endswith((",", "-", "–")) or above.split()[-1:] in ([word] for word in _lines("joins"))
    if wants_more or any(same(above, stem) for stem in _lines("stem")):
        return True
    words = bare_words(line)
    return not begins_authority(line) or words.startswith(tuple(bare_words(middle) for middle in _lines("middle")))


def _with_dash(name: _Name, line: str, printed: str) -> str:
    """Both lines with the dash that was printed between them."""
    return f"{name.text}{' -' if _is_dashed(name, printed) else ''} {line}"


def _is_dashed(name: _Name, printed: str) -> bool:
    """Does a dash stand between the last line of a name and the line below it?"""
    return bool(_ENDS_IN_DASH.search(name.runs[-1].text) or _BEGINS_WITH_DASH.match(printed))


@cache
def _lines(kind: str) -> tuple[str, ...]:
    return tuple(phrase for k, phrase in rows("authority_lines.tsv") if k == kind)


def read_letter_subject(head: Letterhead, below: Sequence[TextRun]) -> Found[str] | None:
    """The subject of an official letter, under the number, without `V/v` or `Về việc`; None if there is none.

    Args:
        head: the letterhead.
        below: what stands under it, from top to bottom. Where running text follows at once, the subject may go on
            in it: then it is left out.
    """
    number = next((k for k, r in enumerate(head.left) if number_line(r.text) is not None or opens_number(r.text)), None)
    if number is None:
        return None
    lines = [r for r in head.left[number + 1 :] if r.box.cy > head.left[number].box.cy]
    start = next((k for k, r in enumerate(lines) if opens_with(r.text, "about")), None)
    if start is None:
        return None
    pitch = line_pitch(runs_to_lines(lines))
    kept = [lines[start]]
    for r in lines[start + 1 :]:
        step = r.box.cy - kept[-1].box.cy
        if step > _LONGEST_STEP * pitch or is_addressee(r.text):
            break
        if step > _NEXT_LINE * pitch:
            if opens_number(r.text) or r.confidence < _STRAY:  # a stamp's
                break
            return None  # a line between was not read here
        kept.append(r)
    crossed = next((r.box.cy for r in below if _crosses(r, head)), None)
    if crossed is not None and crossed - kept[-1].box.cy < _NEXT_LINE * pitch:
        return None
    text = strip_about(" ".join(solid_text(r) for r in kept))
    return Found(text, run_words(kept), words_sure(run_words(kept))) if text else None


def _crosses(run: TextRun, head: Letterhead) -> bool:
    """Is it a line of running text over both columns?"""
    left, right = max(r.box.x1 for r in head.left), min((r.box.x0 for r in head.right), default=float("inf"))
    across = run.box.x0 < left and run.box.x1 > right
    return across and run.box.cy > head.left[-1].box.cy and not is_addressee(run.text)


def strip_about(text: str) -> str | None:
    """A subject without `V/v` or `Về việc` in front (also misread ones) and without a final stop."""
    words = text.split()
    start = next((k for k in (1, 2) if words[k : k + 2] == ["Về", "việc"]), 0)  # behind what a stamp left
    start = 1 if words[:1] == ["Ngày"] and words[1:3] == ["về", "việc"] else start
    words = words[start:]
    if words and _ABOUT.fullmatch(words[0]):
        words = words[1:]
    head = bare_words(" ".join(words[:2]))
    if regex.fullmatch(r"v\w viec", head):
        words = words[2:]
    elif words and bare_words(words[0]) == "v v":
        words = words[1:]
    return " ".join(words).strip(" :.;,") or None
