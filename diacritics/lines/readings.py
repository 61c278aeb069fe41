"""What a garbled piece of text may stand for: words with the channel's log-probability."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from sohoa.diacritics.language.cores import is_code
from sohoa.diacritics.language.folding import fold_word
from sohoa.diacritics.language.sentences import LOWER, TITLE, UPPER
from sohoa.diacritics.language.syllable import is_well_formed
from sohoa.diacritics.language.tokens import FIRST_WORD, NUMBER, UNKNOWN
from sohoa.diacritics.statistics.beam_search import NO_WORD
from sohoa.diacritics.statistics.channel import ALPHABET, Channel
from sohoa.diacritics.statistics.matcher import Matcher
from sohoa.diacritics.statistics.syllable_model import SyllableModel

_MOST = 24
"""Readings of a word that the search weighs. A guess."""
_UNIGRAM_WEIGHT = 0.6
"""Weight of a word's own log-probability where its readings are ranked; no measurement is on record."""
_SHAPE_CHANGED = -4.0
"""Natural logarithms, as all costs below: for another use of capitals than was read. A guess."""
_ACRONYM_SPELT = -5.0
"""For capitals read as a word of Vietnamese and no abbreviation. A guess."""
_SHORT_NUMBER = -3.5
"""For one or two digits that stay a number where letters look like them. A guess."""
_KEPT = -1.5
"""For a word left as it was read. A guess."""
_FOREIGN = 2.0
"""Added for a word that is left and looks like no Vietnamese. A guess."""
_SPLIT, _GLUED = -6.0, -6.0
"""For one word read as two, and two as one. Guesses."""
_GOOD, _FAIR, _POOR = -2.0, -4.0, -6.0
"""Costs of a reading that needs no other, that is worth gluing, and under which a word may be two. Guesses."""
_FREQUENT_WORDS = 9000
"""The first so many words of the vocabulary, which is sorted by frequency, are common. A guess."""
_SHORT_DIGITS = re.compile(r"\d{1,2}$")
_ROMAN = re.compile(r"(?:X{0,3})(?:IX|IV|V?I{0,3})$")
_ACRONYM = re.compile(r"[A-ZĐƯ]{2,7}\d?$")


@dataclass(frozen=True, slots=True)
class Reading:
    """One or two words that a piece may stand for; `shape` tells their capitals, `cost` is a log-probability.

    `word1` = UNKNOWN or NUMBER means that the piece stays as it is.
    """

    word1: int
    word2: int
    shape: int
    cost: float


class Readings:
    """Finds and remembers what each piece may stand for."""

    def __init__(self, model: SyllableModel, channel: Channel) -> None:
        self.model = model
        letters = set(ALPHABET)
        words = enumerate(model.words[FIRST_WORD:], FIRST_WORD)
        known = ((i, w) for i, w in words if letters.issuperset(w) and _is_likely(i, w))
        self.matcher = Matcher(known, channel)
        self.of = lru_cache(maxsize=65536)(self._of)
        self.single = lru_cache(maxsize=65536)(self._single)
        self.glued = lru_cache(maxsize=65536)(self._glued)

    def _of(self, text: str, caps: bool) -> tuple[Reading, ...]:
        """Readings of one piece; `caps` tells that its line is all in capitals."""
        if is_code(text):
            if not _SHORT_DIGITS.match(text):
                return (Reading(NUMBER, NO_WORD, LOWER, 0.0),)
            words = tuple(r for r in self.single(text, UPPER if caps else LOWER) if r.word1 >= FIRST_WORD)
            return (Reading(NUMBER, NO_WORD, LOWER, _SHORT_NUMBER), *words[:12])
        found: dict[int, Reading] = {}
        for shape, cost in _shapes(text, caps):
            for r in self.single(text, shape):
                if r.word1 not in found or found[r.word1].cost < r.cost + cost:
                    found[r.word1] = Reading(r.word1, r.word2, r.shape, r.cost + cost)
        some = [*found.values(), self._as_it_is(text, caps)]
        best = max(r.cost for r in some)
        if best < _POOR and len(text) >= 4 and len(text) <= 16:
            some += self._split(text, caps)
        return tuple(sorted(some, key=self._rank, reverse=True)[:_MOST])

    def _rank(self, reading: Reading) -> float:
        log = float(self.model.unigram[reading.word1])
        if reading.word2 != NO_WORD:
            log += float(self.model.unigram[reading.word2]) + 4.0
        return reading.cost + _UNIGRAM_WEIGHT * log

    def _single(self, text: str, shape: int) -> tuple[Reading, ...]:
        if len(text) > 14:
            return ()
        ids, scores = self.matcher.match(text, shape)
        rank = scores + _UNIGRAM_WEIGHT * self.model.unigram[ids]
        best = np.argsort(-rank, kind="stable")[:_MOST]
        return tuple(
            Reading(i, NO_WORD, shape, s) for i, s in zip(ids[best].tolist(), scores[best].tolist(), strict=True)
        )

    def _as_it_is(self, text: str, caps: bool) -> Reading:
        word = self.model.id_of(fold_word(text))
        cost = _KEPT
        if word == UNKNOWN and text.isascii() and text.isalpha() and len(text) > 3 and text[0].isupper():
            cost += _FOREIGN
        if not caps and _ACRONYM.match(text):
            cost += _FOREIGN
        return Reading(word, NO_WORD, -1, cost)

    def _split(self, text: str, caps: bool) -> list[Reading]:
        found = []
        for at in range(1, len(text)):
            left = self._half(text[:at], caps, 4)
            right = self._half(text[at:].lstrip("-.,'‘’"), caps, 4) if left else ()
            found += [Reading(a.word1, b.word1, a.shape, a.cost + b.cost + _SPLIT) for a in left for b in right]
        return sorted(found, key=self._rank, reverse=True)[:8]

    def _half(self, text: str, caps: bool, most: int) -> tuple[Reading, ...]:
        if len(text) < 2 or text.isdigit():
            return ()
        shape = _shapes(text, caps)[0][0]
        return tuple(r for r in self.single(text, shape)[:most] if r.cost > _POOR)

    def _glued(self, left: str, right: str, caps: bool) -> tuple[Reading, ...]:
        """Readings of two neighbouring pieces as one word."""
        if len(left) + len(right) > 7 or is_code(left) or is_code(right):
            return ()
        if min(self._best_cost(left, caps), self._best_cost(right, caps)) > _GOOD:
            return ()
        shape = _shapes(left + right, caps)[0][0]
        some = self.single(left + right, shape)[:6]
        return tuple(Reading(r.word1, NO_WORD, r.shape, r.cost + _GLUED) for r in some if r.cost > _FAIR)

    def _best_cost(self, text: str, caps: bool) -> float:
        return max((r.cost for r in self.single(text, _shapes(text, caps)[0][0])), default=-99.0)


def _is_likely(word: int, text: str) -> bool:
    """A syllable, or a frequent other word (ids are in order of frequency)."""
    return len(text) < 8 if is_well_formed(text) else word < _FREQUENT_WORDS and len(text) > 2


def is_roman(text: str) -> bool:
    """A Roman numeral up to XXXIX, in capitals."""
    return bool(text) and _ROMAN.match(text) is not None


def _shapes(text: str, caps: bool) -> list[tuple[int, float]]:
    """Shapes that the printed word may have had, likeliest first, with their cost."""
    letters = [c for c in text if c.isalpha()]
    upper = sum(c.isupper() for c in letters)
    if caps:
        return [(UPPER, 0.0)] if 2 * upper >= len(letters) else [(UPPER, -1.0), (LOWER, -2.0)]
    if not upper:
        return [(LOWER, 0.0)]
    if text[0].isupper() and upper == 1:
        return [(TITLE, 0.0), (LOWER, _SHAPE_CHANGED)]
    if 2 * upper > len(letters) and len(letters) > 1:
        return [(UPPER, _ACRONYM_SPELT), (TITLE, _SHAPE_CHANGED)]
    return [(TITLE if text[0].isupper() else LOWER, -1.0), (LOWER if text[0].isupper() else UPPER, _SHAPE_CHANGED)]
