"""Apostrophes behind the first letter of a name (H'Mông, M'Drắk, K'Brêu), which readers of Vietnamese leave out.

Names of the peoples of the highlands begin so. The sign is looked for in the ink: small, upright, as high as a capital
begins, between the first letter and the next, and over neither of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import numpy as np
import regex

from sohoa.diacritics.language.syllable import is_well_formed
from sohoa.nouns.geometry import Box
from sohoa.nouns.text_run import TextRun
from sohoa.nouns.word import Word
from sohoa.pipeline.ink.line_ink import LineInk

_NAME = regex.compile(r"(?P<first>[(“\"]?\p{Lu})(?P<sign>[\"“”¹°*]?)(?P<rest>\p{L}{2,}\P{L}*)")
_INITIAL = regex.compile(r"[(“\"]?[BCDGHKLMNPRSTY]")
_REST = regex.compile(r"\p{L}{3,}")
"""A name's letter before its apostrophe, and what stands behind it, where the reader parted them."""
_GAP = 1.6
"""Between these two, in letter heights at most: 0.5 in Times; a space beside an initial is 0.6 more. A guess."""
_MOST_SURE = 0.7
"""The confidence of a name put together so, at most."""
_MARKED_VOWEL = regex.compile(r"[\p{Lu}--[A-ZĐ]]", regex.V1)
"""In capitals a name of two letters and more has a letter with marks (H'MÔNG); an abbreviation has none."""
_SIGN = "'"
_TIME = regex.compile(r"([(“\"]?\d{1,2}h[0-5]\d)¹(\P{L}*)")
"""A raised 1 behind the minutes of a time; no note is set there."""
_SIGNS_AROUND = '(“".,;:)”!?'
_HEIGHT = (0.25, 0.65)
"""Of an apostrophe, in letter heights: 0.4 in Times, and a comma has as much."""
_SLENDER = 0.75
"""Its width, as a share of its height at most: 0.45 in Times. A guess: a dot or a dash is wider."""
_HIGH = 0.55
"""Its foot is at least this far above the baseline, in letter heights: 0.9 in Times. A guess."""
_OVER = 0.5
"""It may reach over the letters beside by this share of its width. A guess: tone marks lie over them."""


def with_apostrophes(run: TextRun, ink: LineInk) -> TextRun:
    """The run with the apostrophes of names that the ink shows behind their first letter; `text_ocr` stays.

    Rule: An apostrophe behind the first letter of a name (H'Mông, M'Drắk) is told by its ink, where the reader left it
        out or took it for another sign.
    Test: pipeline/glyphs/test_apostrophes.py::test_an_apostrophe_is_seen

    Rule: A raised 1 behind the minutes of a time (11h30¹) is an apostrophe: minutes.
    Test: pipeline/glyphs/test_apostrophes.py::test_minutes
    """
    run = _with_minutes(run)
    names = [k for k, w in enumerate(run.words) if w.box is not None and _NAME.fullmatch(w.text)]
    parted = [k for k, (a, b) in enumerate(pairwise(run.words)) if _is_parted(a, b)]
    signs = list(_signs(ink)) if names or parted else []
    if not signs:
        return run
    words = list(run.words)
    for k in names:
        words[k] = _with_sign(words[k], signs, ink)
    for k in reversed(parted):
        words[k : k + 2] = _joined(words[k], words[k + 1], signs, ink)
    return run if tuple(words) == run.words else replace(run, words=tuple(words))


def _with_minutes(run: TextRun) -> TextRun:
    times = {k: m for k, w in enumerate(run.words) if (m := _TIME.fullmatch(w.text))}
    if not times:
        return run
    words = [
        replace(w, text=f"{times[k][1]}{_SIGN}{times[k][2]}") if k in times else w for k, w in enumerate(run.words)
    ]
    return replace(run, words=tuple(words))


def _signs(ink: LineInk) -> Iterator[Box]:
    """Ink of the line that is as high, as slender and as far up as an apostrophe."""
    h, parts, (slope, offset) = ink.letter_height, ink.parts, ink.baseline
    for k in ink.members:
        box = parts.box(k)
        above = slope * box.cx + offset - box.y1
        if _HEIGHT[0] * h <= box.height <= _HEIGHT[1] * h and box.width <= _SLENDER * box.height and above >= _HIGH * h:
            yield box


def _with_sign(word: Word, signs: list[Box], ink: LineInk) -> Word:
    """The word with a sign behind its first letter, if one stands there in the ink."""
    box, m = word.box, _NAME.fullmatch(word.text)
    if box is None or m is None or _is_plain(m):
        return word
    letters = [b for b in _letters(ink) if box.x0 - 1 <= b.cx <= box.x1 + 1]
    behind = [s for s in signs if len(letters) > 1 and _is_between(s, letters[0], letters[1])]
    return replace(word, text=m["first"] + _SIGN + m["rest"]) if len(behind) == 1 else word


def _is_parted(first: Word, second: Word) -> bool:
    """Are these a lone capital and a name behind it, which one name may be (`H Mông`)?"""
    both = first.box is not None and second.box is not None
    return both and _INITIAL.fullmatch(first.text) is not None and _REST.match(second.text) is not None


def _joined(first: Word, second: Word, signs: list[Box], ink: LineInk) -> list[Word]:
    """One word of the two, not sure, if the ink shows a sign between them and nothing else.

    Rule: A name of which the reader made two words at its apostrophe (H Mông) is one again, and doubtful.
    Test: pipeline/glyphs/test_apostrophes.py::test_a_name_in_two_words_is_one
    """
    if first.box is None or second.box is None:
        return [first, second]
    letters = _letters(ink)
    left = [b for b in letters if first.box.x0 - 1 <= b.cx <= first.box.x1 + 1]
    right = [b for b in letters if second.box.x0 - 1 <= b.cx <= second.box.x1 + 1]
    if not left or not right or right[0].x0 - left[-1].x1 > _GAP * ink.letter_height:
        return [first, second]
    if sum(_is_between(s, left[-1], right[0]) for s in signs) != 1:
        return [first, second]
    text, text_ocr = first.text + _SIGN + second.text, f"{first.text_ocr} {second.text_ocr}"
    sure = min(_MOST_SURE, *(w.confidence for w in (first, second) if w.confidence is not None), _MOST_SURE)
    return [replace(second, text=text, text_ocr=text_ocr, box=Box.around([first.box, second.box]), confidence=sure)]


def _is_plain(m: regex.Match[str]) -> bool:
    """Is it a syllable (`Các`) or an abbreviation (`UBND`) as it stands?

    Then ink between its letters is a mark out of its place, or dirt.
    """
    if m["rest"].isupper() and not _MARKED_VOWEL.search(m["rest"]):
        return True
    core = (m["first"] + m["rest"]).strip(_SIGNS_AROUND)
    return not m["sign"] and (core.istitle() or core.isupper()) and is_well_formed(core)


def _letters(ink: LineInk) -> list[Box]:
    """The letters of the line from left to right."""
    parts = ink.parts
    some = ink.letters[np.argsort(parts.x0[ink.letters], kind="stable")]
    standing = (
        k for k in some if parts.y1[k] > ink.baseline[0] * parts.x0[k] + ink.baseline[1] - 0.3 * ink.letter_height
    )
    return [parts.box(k) for k in standing]


def _is_between(sign: Box, first: Box, second: Box) -> bool:
    """Does it stand in the gap of two letters, up where a capital begins?"""
    slack = _OVER * sign.width
    beside = sign.x0 >= first.x1 - slack and sign.x1 <= second.x0 + slack
    return beside and sign.y0 <= first.y0 + 0.5 * sign.height
