"""Names of the highlands that begin with Ia (Ia Grai, Ia H'Drai), read as "la": told by the serifs of the I."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from sohoa.nouns.text_run import TextRun
from sohoa.nouns.word import Word
from sohoa.pipeline.glyphs.strokes import is_capital_i
from sohoa.pipeline.ink.line_ink import LineInk

_READ, _PRINTED = "la", "Ia"
_NEAR = 0.3
"""How far beside the word's box its first letter may stand, in letter heights. A guess."""


def with_river_names(run: TextRun, ink: LineInk) -> TextRun:
    """The run with "la" before a name as "Ia" where the ink shows an I; `text_ocr` stays.

    Rule: "la" before a word with a capital is the Ia of a name (Ia Grai) where the ink shows an I with its serifs.
    Test: pipeline/glyphs/test_river_names.py::test_ia_before_a_name
    """
    words = list(run.words)
    for k, (word, following) in enumerate(pairwise(run.words)):
        if word.text == _READ and following.text[:1].isupper() and _begins_with_i(word, ink):
            words[k] = replace(word, text=_PRINTED)
    return run if tuple(words) == run.words else replace(run, words=tuple(words))


def _begins_with_i(word: Word, ink: LineInk) -> bool:
    """Is the first letter in the word's box a capital I?"""
    if word.box is None:
        return False
    parts, near = ink.parts, _NEAR * ink.letter_height
    inside = [k for k in ink.letters if word.box.x0 - near <= parts.x0[k] and parts.x1[k] <= word.box.x1 + near]
    if not inside:
        return False
    k = min(inside, key=lambda i: int(parts.x0[i]))
    return is_capital_i(ink.pixels[parts.y0[k] : parts.y1[k], parts.x0[k] : parts.x1[k]])
