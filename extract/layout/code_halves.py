"""Codes and dates whose number is written by hand into the gap that the print leaves: `231 /QĐ-UBND` is one word.

A clerk writes the number of a document, and its day, where the form has left room (Decree 30/2020/NĐ-CP, Annex I,
part II, 3 and 4). Between hand and print there is a gap of any width, and to the reader it is a space.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sohoa.extract.wording.document_symbols import is_known_symbol
from sohoa.nouns.geometry import Box
from sohoa.nouns.word import Alternative, RegionKind, Word

_NUMBER = re.compile(r"[^/]*\d[^/:;.,)]*")
"""A number as it may be read of handwriting: with a figure in it."""
_DATE = re.compile(r"/(?:\d{1,2}/)?\d{4}\W*")
"""The rest of a date that a form has printed: a month and year, or a year."""
_IN_DOUBT = 0.8
"""A number less sure than this may be written by hand. Of 14 in 13 real scans all but one were under 0.7; of numbers
that are printed with a space before the slash (`753 /KH-UBND`) none was, and there the space stays."""
_GAP = 2.0
"""Widest gap between them, in heights of the line; seen were 0 to 1.6."""


def with_whole_codes(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words; a number in doubt and the printed rest of its code or date are one, as sure as the number.

    Args:
        words: of a page in reading order.

    Rule: A number that was written by hand, so read with less than 0.8, and the rest of its code or date that is
        printed behind it (`231 /QĐ-UBND`, `17 /02/2025`) are one word, as doubtful as the number; a number that is
        printed keeps its space, and so does one before a symbol with unknown parts.
    Test: extract/layout/test_code_halves.py::test_what_is_one_word
    """
    done: list[Word] = []
    for word in words:
        before = done[-1] if done else None
        if before is not None and before.box and word.box and _are_halves(before, word, before.box, word.box):
            done[-1] = _as_one(before, word, Box.around((before.box, word.box)))
        else:
            done.append(word)
    return tuple(done)


def _are_halves(number: Word, rest: Word, box: Box, behind: Box) -> bool:
    alike = all((number.line == rest.line, number.region is rest.region, not number.turn, not rest.turn))
    in_doubt = number.confidence is not None and number.confidence < _IN_DOUBT
    if not (alike and in_doubt and rest.text.startswith("/")) or number.region is RegionKind.TABLE:
        return False
    near = behind.x0 - box.x1 <= _GAP * max(box.height, behind.height)
    return near and bool(_NUMBER.fullmatch(number.text)) and _is_rest(rest.text)


def _is_rest(text: str) -> bool:
    """Is it what a form prints behind the number of a document or behind a day?"""
    return bool(_DATE.fullmatch(text)) or is_known_symbol(text[1:].rstrip('.,;:)”"'))


def _as_one(number: Word, rest: Word, box: Box) -> Word:
    others = tuple(Alternative(a.text + rest.text, a.score) for a in number.alternatives)
    sure = min(c for c in (number.confidence, rest.confidence) if c is not None)
    text, read = number.text + rest.text, number.text_ocr + rest.text_ocr
    return replace(number, text=text, text_ocr=read, box=box, confidence=sure, alternatives=others)
