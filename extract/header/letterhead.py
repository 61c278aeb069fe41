"""The head of a first page: authorities, number and symbol, place and date, subject of a letter.

Decree 30/2020/NĐ-CP, Annex I, section II: name and motto of the State at the top right,
the authorities at the top left, under them the number; place and date under the motto; the
subject of an official letter (`V/v …`) under the number.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import regex

from sohoa.diacritics.language.folding import bare_words
from sohoa.extract.header.page_parts import solid_text
from sohoa.extract.layout.letterhead import Letterhead
from sohoa.extract.layout.title import is_in_capitals
from sohoa.extract.wording.authority_names import mend_authority
from sohoa.extract.wording.formal_phrases import is_addressee, number_line, opens_number, opens_with
from sohoa.extract.wording.vocabulary import rows, same
from sohoa.nouns.printed_line import line_pitch, runs_to_lines
from sohoa.nouns.text_run import TextRun

_NEXT_LINE = 1.55
"""A step over so many line pitches is more than one line. A guess."""
_LONGEST_STEP = 4.5
"""A step over so many line pitches leads out of the subject. A guess."""


def read_authorities(head: Letterhead) -> tuple[str | None, str | None]:
    """(issuing, parent) authority; a name over several lines is one, all but the last are the parent.

    Rule: Of several names at the top left the last is the issuing authority, those above are the one it belongs to.
    Test: extract/header/test_header.py::test_header
    """
    pitch = line_pitch(runs_to_lines(head.left))
    number = next((r for r in head.left if opens_number(r.text)), None)
    limit = number.box.cy - 0.3 * pitch if number else head.bottom
    lines = [mend_authority(r.text) for r in head.left if is_in_capitals(r.text) and r.box.cy < limit]
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
    wants_more = name.endswith((",", "-", "–")) or name.split()[-1:] in ([word] for word in _lines("joins"))
    if wants_more or any(same(name, stem) for stem in _lines("stem")):
        return True
    words = bare_words(line)
    heads = (bare_words(h) for (h,) in rows("authority_heads.tsv"))
    begins = any(words == h or words.startswith(f"{h} ") for h in heads)
    return not begins or words.startswith(tuple(bare_words(middle) for middle in _lines("middle")))


@cache
def _lines(kind: str) -> tuple[str, ...]:
    return tuple(phrase for k, phrase in rows("authority_lines.tsv") if k == kind)


def read_letter_subject(head: Letterhead, below: Sequence[TextRun]) -> str | None:
    """The subject of an official letter, under the number, without `V/v` or `Về việc`; None if there is none.

    Args:
        head: the letterhead.
        below: what stands under it, from top to bottom. Where running text follows at once, the subject may go on
            in it: then it is left out.
    """
    number = next((k for k, r in enumerate(head.left) if number_line(r.text) is not None), None)
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
        if step > _NEXT_LINE * pitch:  # a line between was not read here
            return None
        kept.append(r)
    crossed = next((r.box.cy for r in below if _crosses(r, head)), None)
    if crossed is not None and crossed - kept[-1].box.cy < _NEXT_LINE * pitch:
        return None
    return strip_about(" ".join(solid_text(r) for r in kept))


def _crosses(run: TextRun, head: Letterhead) -> bool:
    """Is it a line of running text over both columns?"""
    left, right = max(r.box.x1 for r in head.left), min((r.box.x0 for r in head.right), default=float("inf"))
    across = run.box.x0 < left and run.box.x1 > right
    return across and run.box.cy > head.left[-1].box.cy and not is_addressee(run.text)


def strip_about(text: str) -> str | None:
    """A subject without `V/v` or `Về việc` in front (also misread ones) and without a final stop."""
    words = text.split()
    head = bare_words(" ".join(words[:2]))
    if regex.fullmatch(r"v\w viec", head):
        words = words[2:]
    elif words and bare_words(words[0]) == "v v":
        words = words[1:]
    return " ".join(words).strip(" :.;,") or None
