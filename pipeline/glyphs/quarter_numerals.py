"""Quarters: the Roman numeral after "quý", told from figures by its serifs, and counted by its stems.

Plans write "Quý I/2026" and "quý III/IV"; the engine reads 1, 11 or H, or one I less. An I has serifs on both
sides of its head, a 1 has a flag on the left alone. Where the ink does not show which it is,
the reading stays.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import regex

from sohoa.diacritics.language.folding import bare_letters
from sohoa.nouns.text_run import TextRun
from sohoa.nouns.word import Word
from sohoa.pipeline.glyphs.strokes import is_capital_i, read_stems
from sohoa.pipeline.ink.components import LETTER
from sohoa.pipeline.ink.line_ink import LineInk

_READ_AS = regex.compile(r"([1lI|H]{1,4})(?=[/.,;)]|$)")
_NEAR = 0.3
"""How far beside the word's box, in letter heights, its first letter may stand: the engine's boxes are not close. A
guess."""
_STROKES, _FIVES = frozenset("IlijJ1|!TtH"), frozenset("VvYy")
"""Signs that are read for an I, and for a V."""
_NUMERALS = regex.compile(r"(?P<some>[IlijJ1|!TtHVvYy]{1,4}(?:/[IlijJ1|!TtHVvYy]{1,4})*)(?P<rest>[/.,;:)].*)?")
_CONFIRMED, _RECOUNTED = 0.8, 0.5
"""Least confidence of numerals of which the ink has as many stems as were read, most of those of which it has others.
The stems were those printed in 77 of 80 quarters of worn lists, wrong alone by the leg of a V."""
_MOST_STEMS = 3
_BORNE_OUT, _AGREED = 0.5, 0.65
"""Score of another reading that bears out counted numerals, at least, and how sure they are then; so are those
of which `_SEEN` tells."""
_SEEN = 0.1
"""Score of the numeral behind "quý" that was read as a figure, at least: three of three so read on worn lists."""
_ONES = regex.compile(r"1{1,3}(?=[/.,;)]|$)")
_SERIFS = 0.3
"""Of what was read as 11 the ink at the right of the heads, from which they are I: 0.43 at least on worn pages, 0 in a
1."""


def with_quarters(run: TextRun, ink: LineInk) -> TextRun:
    """The run with the numerals I to III that follow "quý" where the first stroke is an I; `text_ocr` stays.

    Rule: "Quý I" read as "quý 1" or "quý l" becomes a Roman numeral where the ink shows an I with serifs, and no flag
        of a 1.
    Test: pipeline/glyphs/test_quarter_numerals.py::test_an_i_behind_quy_is_a_numeral
    """
    words = list(run.words)
    for k in range(1, len(words)):
        read = _READ_AS.match(words[k].text)
        if read and bare_letters(words[k - 1].text).endswith("quy"):
            # Once its first stroke is an I, the rest of the numeral is made of them too; an H is two.
            strokes = sum(2 if c == "H" else 1 for c in read[1])
            if strokes <= _MOST_STEMS and _begins_with_i(words[k], ink):
                words[k] = replace(words[k], text="I" * strokes + words[k].text[read.end(1) :])
        if bare_letters(words[k - 1].text).endswith("quy"):
            words[k] = _as_seen(_counted(words[k], ink))
    return run if tuple(words) == run.words else replace(run, words=tuple(words))


def _begins_with_i(word: Word, ink: LineInk) -> bool:
    """Is the first letter of the word a capital I?"""
    if word.box is None:
        return False
    m, h, b, parts = ink.members, ink.letter_height, word.box, ink.parts
    near = (parts.x0[m] >= b.x0 - _NEAR * h) & (parts.x1[m] <= b.x1 + _NEAR * h)
    inside = m[near & (parts.heights[m] >= LETTER[0] * h)]
    if not len(inside):
        return False
    i = inside[np.argmin(parts.x0[inside])]
    return is_capital_i(ink.pixels[parts.y0[i] : parts.y1[i], parts.x0[i] : parts.x1[i]])


def _counted(word: Word, ink: LineInk) -> Word:
    """The word with the numerals that the stems of its ink make, or as it is.

    Rule: The numerals of quarters ("Quý III/IV") are counted by the stems of their ink: as many as were read make them
        surer, others are taken and flagged; what was read as 11 needs serifs too.
    Test: pipeline/glyphs/test_quarter_numerals.py::test_numerals_of_quarters_are_counted
    """
    m = _NUMERALS.fullmatch(word.text)
    if m is None or word.box is None or m["some"] == "1":
        return word
    b, read = word.box, m["some"].split("/")
    stems = read_stems(ink.pixels[max(0, int(b.y0)) : int(b.y1) + 1, max(0, int(b.x0)) : int(b.x1) + 1])
    seen = [_numeral(text, n) for text, n in zip(read, stems.counts, strict=False)]
    if len(seen) < len(read) or not all(seen) or (set(read[0]) == {"1"} and stems.right < _SERIFS):
        return word
    text, sure = "/".join(seen) + (m["rest"] or ""), word.confidence or 0.0
    if text == word.text:
        return replace(word, confidence=max(sure, _CONFIRMED))
    likely = max((a.score for a in word.alternatives if a.text == text), default=0.0) >= _BORNE_OUT
    return replace(word, text=text, confidence=max(sure, _AGREED) if likely else min(sure, _RECOUNTED))


def _as_seen(word: Word) -> Word:
    """A number behind "quý" as the numeral that the engine saw there, too; the word as it is where it saw none.

    Rule: Behind "quý" a 1 that the engine also saw as an I (1/2026, I/2026) is a numeral.
    Test: pipeline/glyphs/test_quarter_numerals.py::test_an_i_that_was_seen_too_is_a_numeral
    """
    m = _ONES.match(word.text)
    if m is None:
        return word
    numeral = "I" * len(m[0]) + word.text[m.end() :]
    seen = max((a.score for a in word.alternatives if a.text == numeral), default=0.0)
    return replace(word, text=numeral, confidence=min(_AGREED, word.confidence or 0.0)) if seen >= _SEEN else word


def _numeral(read: str, stems: int) -> str:
    """I to IV, by what was read and how many stems there are; empty if they do not agree to one."""
    if read[-1] in _FIVES and _STROKES.issuperset(read[:-1]) and 1 <= stems <= 2:
        return "IV"
    return "I" * stems if _STROKES.issuperset(read) and stems <= _MOST_STEMS else ""
