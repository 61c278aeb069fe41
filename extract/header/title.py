"""Type and subject of a document, under its letterhead.

Decree 30/2020/NĐ-CP, Annex I, II.5: the type in capitals and the subject under it, centred,
with a rule below. The subject ends at that rule, which is seen as a wider gap, or where the
grounds (`Căn cứ …`) or the deciding authority (`CHỦ TỊCH …`) begin.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from sohoa.diacritics.language.folding import fold_word
from sohoa.extract.header.beside_stamp import (
    line_beside_stamp,
    lines_beside_stamp,
    stands_in_middle,
    type_beside_stamp,
)
from sohoa.extract.header.found import Found, run_words, words_sure
from sohoa.extract.header.letterhead import strip_about
from sohoa.extract.header.page_parts import PageParts, solid_text
from sohoa.extract.layout.title import document_type, ends_title, is_in_capitals
from sohoa.extract.wording.formal_phrases import opens_with
from sohoa.nouns.printed_line import PrintedLine
from sohoa.nouns.text_run import TextRun
from sohoa.nouns.word import Word

_DECIDES_AMONG = 14
"""Who decides stands among so many lines under the letterhead. A guess: subjects have up to six, stamps lie between."""
_FEWEST_WORDS, _SHORT, _UNSURE = 3, 3, 0.75
"""Words of a subject behind `V/v`, its letters as misread, at most, and how sure such a reading is. Guesses."""
_OPENERS, _GOES_ON = frozenset({"về", "vì", "vụ"}), frozenset({"sinh"})
"""Short words with V that a subject does begin with, and what such a one goes on with (vệ sinh)."""
_BESIDE_STAMP = 0.8
"""A subject that was taken out from beside a stamp is this sure at most: it is to be looked at."""


def read_type(parts: PageParts) -> Found[str] | None:
    """The type of a document, None if none is printed.

    Rule: The type of a document is the line in capitals that holds nothing else: KẾ HOẠCH, QUYẾT ĐỊNH.
    Test: extract/header/test_header.py::test_header

    Where the title does not tell the type, a line in the middle of the page may (`QUYẾT ĐỊNH:` over the articles).

    Args:
        parts: of the first page.
    """
    middle = (r for r in parts.body if stands_in_middle(r.box, parts))
    lines = (*((line.text, line.words) for line in parts.title), *((r.text, r.words) for r in middle))
    for text, words in lines:
        if kind := document_type(text):
            return Found(kind, words, words_sure(words, known=True))
    stamped = type_beside_stamp(parts)
    kind = document_type(stamped.text) if stamped else None
    return Found(kind, stamped.words, words_sure(stamped.words)).at_most(_BESIDE_STAMP) if kind and stamped else None


def read_subject(parts: PageParts) -> Found[str] | None:
    """The subject under the type, or from `Về việc` on where the type was not read; None if none was found.

    Rule: The subject stands under the type and ends at a wider gap, at "Căn cứ" or at the deciding authority.
    Test: extract/header/test_header.py::test_header
    """
    start = _subject_start(parts.title)
    if start is None:
        return _beside_stamp(parts)
    taken: list[PrintedLine] = []
    for line in parts.title[start:]:
        if ends_title(line.text, taken[-1].text if taken else None):
            break
        taken.append(line)
    lines = [line.runs for line in taken]
    found = _subject(lines)
    if found is None:
        return _beside_stamp(parts)
    stamped = line_beside_stamp(taken, parts)
    more = _subject([*lines, stamped]) if stamped else None
    return more.at_most(_BESIDE_STAMP) if more else found


def _beside_stamp(parts: PageParts) -> Found[str] | None:
    found = _subject(lines_beside_stamp(parts))
    return found.at_most(_BESIDE_STAMP) if found else None


def _subject(lines: Sequence[Sequence[TextRun]]) -> Found[str] | None:
    words = run_words(r for runs in lines for r in runs)
    printed = " ".join(trim_line(" ".join(solid_text(r) for r in runs)) for runs in lines)
    led = _is_about(words) and printed.startswith(words[0].text)
    text = strip_about(f"V/v {printed.partition(' ')[2]}" if led else printed)
    return Found(text, words, words_sure(words)) if text else None


def _is_about(words: Sequence[Word]) -> bool:
    """Is the first word of a subject what `V/v` is read as under a stamp (`Vy`, `VÀ`)?

    Rule: A short word with V that is unsurely read before a small letter at the head of a subject is "V/v".
    Test: extract/header/test_hard_headers.py::test_an_unsurely_read_about_is_no_part_of_the_subject
    """
    if len(words) < _FEWEST_WORDS or not words[1].text[:1].islower():
        return False
    first, sure = words[0].text, words[0].confidence
    opener = fold_word(first) in _OPENERS or fold_word(words[1].text) in _GOES_ON
    short = first[:1] == "V" and len(first) <= _SHORT and not opener
    return short and sure is not None and sure < _UNSURE


def deciding_lines(parts: PageParts) -> Iterator[Found[str]]:
    """The lines in capitals above the grounds that say who decides (`CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH …`), joined."""
    below = [line for line in parts.lines if parts.letterhead is None or line.box.cy > parts.letterhead.bottom]
    kept: list[PrintedLine] = []
    for line in below[:_DECIDES_AMONG]:
        capitals = is_in_capitals(line.text) and document_type(line.text) is None
        if capitals and (kept or ends_title(line.text, None)):
            kept.append(line)
        elif kept:
            break
    if kept:
        words = run_words(r for line in kept for r in line.runs)
        yield Found(" ".join(line.text for line in kept), words, words_sure(words))


def _subject_start(title: Sequence[PrintedLine]) -> int | None:
    for k, line in enumerate(title):
        if document_type(line.text):
            return k + 1
    return next((k for k, line in enumerate(title) if opens_with(line.text, "about")), None)


def trim_line(text: str) -> str:
    """A line without stray signs at its ends; closing marks stay."""
    return str(regex.sub(r"^[^\p{L}\d(\"“]+|[^\p{L}\d.,;:)\"”%]+$", "", text))
