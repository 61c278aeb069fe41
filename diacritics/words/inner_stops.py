"""Full stops inside a sentence: specks between two syllables of one word (`Chính. phủ`), and commas."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from sohoa.diacritics.language.sentences import LOWER, TITLE, shape
from sohoa.diacritics.statistics.syllable_model import SyllableModel
from sohoa.diacritics.words.choices import OUTER, Mend, Token, goes_on, is_vietnamese
from sohoa.nouns.word import ChangeRule

_COMMA_SHARE, _SURE_STOP = 0.97, 0.995
"""Score of a stop that becomes a comma: 131 of 134 that Tesseract read were commas. A stop read more surely than the
second stays: a guess, between commas read as stops with 0.99 and a printed stop read with more."""
_BOUND = 3.0
"""Log by which a syllable is likelier behind another than elsewhere, from which both are one word. Of 9 stops between
such two on worn tables, read with 0.14 to 0.99, all were specks; of 9 between others two were a comma and a stop. In
laws and plans (450,000 words) a comma stands between such two in 0.7 of 100 places, between all others in 8."""
_SPECK_SHARE = 0.8
"""Score of a stop that is left out. A guess."""


def with_inner_stops(
    lines: Sequence[Sequence[Token]], mends: Sequence[Sequence[Mend]], model: SyllableModel
) -> list[list[Mend]]:
    """The mends, stops inside sentences as what they are.

    Rule: A full stop after which the line goes on in small letters was a comma, if it was not read very surely.
    Test: diacritics/words/test_mend.py::test_a_stop_inside_a_sentence_was_a_comma

    Rule: A full stop between two syllables that belong together (Chính. phủ), on one line or over its end, is a speck
        and left out; between others (khoa học. và) it stays or is a comma.
    Test: diacritics/words/test_mend.py::test_a_stop_inside_a_word_is_a_speck

    Args:
        lines: tokens as read; an empty line parts what is not read on.
        mends: what became of them.
        model: tells how often syllables follow one another.
    """
    found = [list(some) for some in mends]

    def bound(first: str, second: str) -> bool:
        return _bound(model, first, second)

    for k, line in enumerate(lines):
        below = found[k + 1][:1] if k + 1 < len(found) else []
        for at, token in enumerate(line):
            on = found[k][at + 1 : at + 2]
            found[k][at] = _settled(token, found[k][at], on or below, bool(on), bound)
    return found


def _settled(token: Token, mend: Mend, after: Sequence[Mend], on_line: bool, bound: Callable[[str, str], bool]) -> Mend:
    unsure = token.confidence is not None and token.confidence < _SURE_STOP
    if not (unsure and after and mend.text.endswith(".")):
        return mend
    word, core = mend.text[:-1], after[0].text.strip(OUTER)
    whole = shape(word) in (LOWER, TITLE) and is_vietnamese(word)
    if whole and len(word) > 1 and core.islower() and after[0].text.startswith(core) and bound(word, core):
        return Mend(word, mend.rule or ChangeRule.COMMA, min(mend.score, _SPECK_SHARE))
    if on_line and goes_on(mend.text, after[0].text):
        return Mend(f"{word},", mend.rule or ChangeRule.COMMA, min(mend.score, _COMMA_SHARE))
    return mend


def _bound(model: SyllableModel, first: str, second: str) -> bool:
    """Is the second syllable far likelier behind the first than elsewhere?"""
    a, b = (model.id_of(word.lower()) for word in (first, second))
    together = float(model.bigram(np.array([a]), np.array([b]))[0][0])
    return together != 0 and together - float(model.unigram[b]) >= _BOUND
