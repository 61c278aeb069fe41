"""Which words of a page the language may weigh, and what else an engine saw in their ink."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple
from unicodedata import normalize

import numpy as np

from sohoa.diacritics.language.alphabet import TONES
from sohoa.diacritics.language.folding import fold_word, strip_marks
from sohoa.diacritics.language.sentences import TITLE, UPPER, shape
from sohoa.diacritics.language.syllable import is_bare_syllable, is_well_formed
from sohoa.diacritics.language.tokens import FIRST_WORD, NUMBER
from sohoa.diacritics.statistics.beam_search import Ints
from sohoa.diacritics.statistics.context import REACH
from sohoa.diacritics.statistics.syllable_model import SyllableModel
from sohoa.diacritics.words.choices import OUTER, Mend, Token, cased, is_vietnamese, is_wrongly_marked
from sohoa.diacritics.words.plausible import sentence_places

_MOST_OF_OTHER = 0.5
"""No other reading is likelier by the ink: a higher score is that of a second engine, which is too sure of itself."""
_LEAST_SEEN = 0.002
"""Other readings that are less likely to the engine were not seen."""
_SURELY_READ, UNSEEN = 0.97, 0.035
"""A syllable read as surely as the first, and less seen of another than the second: to put it right is against the ink.
One printed misprint had 0.01 to 0.03 as worn this way or that; of 85 other repairs with 0.02 to 0.1 none was wrong."""
SEEN_OF_NAME = 0.005
"""Least that the ink must show of another reading of a word that may be a name."""
_SHORT = 2
"""Abbreviations of so many letters may bear a tone (`UỶ`)."""
_WHOLE_SEEN = 0.5
"""Letters that no syllable has (`VĨÌNH`) become what one engine saw as a whole; which of all names that are like it is
meant, the language does not tell."""
_ROMAN = frozenset("IVXLC")
_LONGEST_WORD = 8
"""Letters of a word that may be a syllable: the longest, nghiêng, has seven."""


class Weighed(NamedTuple):
    """A word to be weighed: its line and place there, its place in the row of ids, its readings, its own first.

    `is_name`: it may be part of a name, and stays as it was read.
    """

    line: int
    at: int
    place: int
    readings: list[tuple[str, float]]
    is_name: bool = False


def words_to_weigh(
    lines: Sequence[Sequence[Token]],
    now: Sequence[Sequence[Mend]],
    texts: Sequence[Sequence[str]],
    model: SyllableModel,
    parting: tuple[str, ...] = (),
) -> tuple[Ints, list[Weighed]]:
    """The ids of all words, sentences parted by starts, and the words that may be others.

    `parting`: signs behind a word that part what is around words as the end of a sentence does.
    """
    row: list[int] = []
    words: list[Weighed] = []
    for sentence in sentence_places(texts):
        row += [model.start] * REACH
        for line, at in sentence:
            core = texts[line][at].strip(OUTER)
            token, stays = lines[line][at], now[line][at].rule is None
            is_name = stays and _may_be_name(texts[line], at)
            if stays:
                readings = _readings(texts[line], at, token, model)
            else:
                readings = _as_read_and_changed(texts[line][at], token)
            if readings:
                words.append(Weighed(line, at, len(row), readings, is_name))
            row.append(NUMBER if any(c.isdigit() for c in core) else model.id_of(fold_word(core)))
            row += [model.start] * (REACH if parting and texts[line][at].endswith(parting) else 0)
    return np.array(row + [model.start] * REACH, np.int64), words


def _as_read_and_changed(text: str, token: Token) -> list[tuple[str, float]]:
    """A syllable read surely, and what the language made of it against the ink, as in `_readings`; else empty."""
    if not is_against_ink(text, token):
        return []
    return [(token.core, 0.0), (text.strip(OUTER), math.log(max(_seen(text, token), _LEAST_SEEN)))]


def is_against_ink(text: str, token: Token) -> bool:
    """Was the token, as a syllable, read surely, and next to nothing seen of `text` in its ink?"""
    surely = token.confidence is not None and token.confidence >= _SURELY_READ
    return surely and _seen(text, token) < UNSEEN and is_well_formed(token.core)


def _seen(text: str, token: Token) -> float:
    return max((score for other, score in token.alternatives if other == text), default=0.0)


def _readings(texts: Sequence[str], at: int, token: Token, model: SyllableModel) -> list[tuple[str, float]]:
    """The word and what else the engine saw there, each with the log of how likely; empty if it is not weighed."""
    core = texts[at].strip(OUTER)
    form = shape(core)
    if not _is_open(core, form) or (form == UPPER and not _among_capitals(texts, at)):
        return []
    least = _LEAST_SEEN if is_vietnamese(core) or is_bare_syllable(strip_marks(core)) else _WHOLE_SEEN
    least = max(least, SEEN_OF_NAME) if _may_be_name(texts, at) else least
    seen: dict[str, float] = {}
    for text, score in token.alternatives:
        other = text.strip(OUTER)
        fits = other != core and is_vietnamese(other) and cased(other.lower(), form) == other
        if fits and score >= least and model.id_of(fold_word(other)) >= FIRST_WORD:
            seen[other] = max(math.log(min(score, _MOST_OF_OTHER)), seen.get(other, -math.inf))
    return [(core, 0.0), *seen.items()] if seen else []


def _is_open(core: str, form: int) -> bool:
    """Is it a syllable, or letters of one with wrong marks; no numeral, abbreviation, foreign word or list marker?"""
    if not core.isalpha() or not 1 < len(core) <= _LONGEST_WORD or set(core) <= _ROMAN:
        return False
    return is_vietnamese(core) or (is_wrongly_marked(core) or _has_tone(core) if form == UPPER else not core.isascii())


def _has_tone(core: str) -> bool:
    """Has a letter behind the first a tone? Abbreviations of three letters have none; `VĨÌNH`, `SỞƠ` are syllables."""
    return len(core) > _SHORT and any(mark in TONES for mark in normalize("NFD", core[1:]))


def _among_capitals(texts: Sequence[str], at: int) -> bool:
    near = [texts[k].strip(OUTER) for k in (at - 1, at + 1) if 0 <= k < len(texts)]
    return any(shape(core) == UPPER and is_vietnamese(core) for core in near)


def _may_be_name(texts: Sequence[str], at: int) -> bool:
    """Is it a capitalised word that a small letter does not follow, or that stands behind another of that kind?

    Rule: In names the language never puts one reading in place of another (Đặng Khắc, Lam Giang).
    Test: diacritics/words/test_weighed_ink.py::test_what_stays
    """
    if shape(texts[at].strip(OUTER)) != TITLE:
        return False
    after = texts[at + 1].strip(OUTER) if at + 1 < len(texts) else ""
    before = texts[at - 1].strip(OUTER) if at else ""
    return not after.islower() or (shape(before) == TITLE and texts[at - 1][-1].isalpha())
