"""How plausible is a word among the words around it? A score to set beside an engine's confidence.

An engine may be sure of a well-formed word that the language finds unlikely (`tính` for
`tỉnh`). Each word is weighed against the words that differ from it in their marks only,
which is what an engine confuses most: the likelihood of the reading times that of the words
around. Source of the idea: the posterior of a word in its confusion set (Golding & Roth,
"A Winnow-based approach to context-sensitive spelling correction", Machine Learning 34,
1999). Nothing is changed here, and nothing is said of numbers, codes and abbreviations.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
import regex

from sohoa.diacritics.language.folding import fold_word
from sohoa.diacritics.language.sentences import shape
from sohoa.diacritics.language.tokens import NUMBER, UNKNOWN
from sohoa.diacritics.statistics.beam_search import Floats, Ints
from sohoa.diacritics.statistics.context import REACH, log_between
from sohoa.diacritics.words.choices import OUTER, Choices, goes_on, is_vietnamese, is_wrongly_marked, shipped_choices

__all__ = ["plausible_words"]

_LM_WEIGHT, _CHANNEL_WEIGHT = 0.3, 0.6
"""Weights of the model's and of the channel's log-probabilities; no measurement is on record."""
_SOFTENED = 0.3
"""The exponent that makes the score a factor for a confidence: chosen on the development pages."""
_MALFORMED = 0.3
"""Score, before softening, of letters that are no syllable and no word that the model knows."""
_STOPPED = {".": 0.3, ":": 0.9}
"""Factor for a word before such a sign where the line goes on in lower case: worn commas look like stops. Of 30
stops so read on worn and clean pages 17 were printed, of 23 colons all; behind a capitalised syllable (`Hàng. năm`)
none of 5 on worn ones."""
_STRANGE = regex.compile(r"^[.,;:'’`]\p{L}|[‹›¬^`´¨ˆ¿¡€£¥©®™|{}\\\\«»]")
"""Signs that plans do not print, or not before a word: specks, as a rule."""
_LONE_SIGN = regex.compile(r"^[.,:;'’`\"”“]$")
"""A sign of punctuation by itself: Vietnamese print sets it close to a word."""
_QUOTES = '"“”'
"""Marks of quotation, counted together: engines take one for the other."""
_GLUED = regex.compile(r"[.,:;\"”“()]")
"""Signs after which, or before which, a space is printed; between two syllables without one they are specks."""
_OUT_OF_CHANNEL = -5.0
"""Natural logarithm for a word as it was read that the channel cannot reach. A guess."""
_LONGEST_WORD = 8
"""Letters of a word that may be a syllable: the longest, nghiêng, has seven."""
_ENDS = (".", "!", "?", ":", ";")
_LONGEST_SENTENCE = 120
"""Tokens after which a sentence is cut, ended or not: a bound for time, not measured."""


class _Judged(NamedTuple):
    """A word to be weighed: where it stands in the result and in the row of ids, and what it may be.

    The first of `words` is the word as read.
    """

    line: int
    at: int
    place: int
    words: list[int]
    costs: list[float]


class Judge:
    """Weighs words with one model and one channel."""

    def __init__(self, choices: Choices) -> None:
        self.model, self.choices = choices.model, choices

    def plausible(self, lines: Sequence[Sequence[str]]) -> list[list[float]]:
        """One score a token.

        Rule: How plausible a word is: it is weighed against the words that differ from it in their marks only (bản,
            bàn, bán), by the words around it.
        Test: diacritics/words/test_plausible.py::test_the_odd_word_is_the_least_plausible
        """
        scores = [[1.0] * len(line) for line in lines]
        row: list[int] = []
        judged: list[_Judged] = []
        for sentence in sentence_places(lines):
            row += [self.model.start] * REACH
            for line, at in sentence:
                core = lines[line][at].strip(OUTER)
                own = NUMBER if any(c.isdigit() for c in core) else self.model.id_of(fold_word(core))
                if core and len(core) <= _LONGEST_WORD and is_vietnamese(core):
                    judged.append(_Judged(line, at, len(row), *self._options(core, own)))
                elif _is_malformed(core, own):
                    scores[line][at] = _MALFORMED**_SOFTENED
                row.append(own)
        row += [self.model.start] * REACH
        some = [j for j in judged if len(j.words) > 1]
        for j, share in zip(some, self._shares(np.array(row, np.int64), some), strict=True):
            scores[j.line][j.at] = float(share) ** _SOFTENED
        for line, at in _unclosed(lines):
            scores[line][at] *= _MALFORMED**_SOFTENED
        for texts, found, below in zip(lines, scores, [*lines[1:], ()][: len(lines)], strict=True):
            for at in range(len(texts)):
                found[at] *= _stop_factor(texts[at], [*texts[at + 1 :], *below, ""][0])
        strange = _MALFORMED**_SOFTENED
        return [
            [round(s * strange if self._is_strange(t) else s, 3) for t, s in zip(line, found, strict=True)]
            for line, found in zip(lines, scores, strict=True)
        ]

    def _is_strange(self, text: str) -> bool:
        """Does it hold signs that are not printed so?

        Rule: Signs that no plan prints, signs by themselves and words joined by a stop (`cấp.tỉnh`) make a word less
            sure.
        Test: diacritics/words/test_plausible.py::test_signs_that_no_plan_prints
        """
        return bool(_STRANGE.search(text) or _LONE_SIGN.match(text) or self._is_glued(text.strip(OUTER)))

    def _is_glued(self, core: str) -> bool:
        """Syllables with a sign between them and no space? Host names and abbreviations have no marks."""
        parts = _GLUED.split(core)
        if len(parts) < 2 or not all(len(p) > 1 and p.islower() for p in parts) or core.isascii():
            return False
        return all(self.model.id_of(fold_word(p)) != UNKNOWN for p in parts)

    def _options(self, core: str, own: int) -> tuple[list[int], list[float]]:
        sisters = dict(self.choices.sisters(core, shape(core)))
        cost = sisters.pop(own, _OUT_OF_CHANNEL)
        return [own, *sisters], [cost, *sisters.values()]

    def _shares(self, row: Ints, judged: list[_Judged]) -> Floats:
        """Share of the word as read among its options, in the order of `judged`."""
        if not judged:
            return np.zeros(0, np.float32)
        many = np.array([len(j.words) for j in judged])
        first = np.cumsum(many) - many
        place = np.repeat(np.array([j.place for j in judged]), many)
        word = np.array([w for j in judged for w in j.words], np.int64)
        cost = np.array([c for j in judged for c in j.costs], np.float32)
        before = [row[place - k] for k in range(REACH, 0, -1)]
        after = [row[place + k] for k in range(1, REACH + 1)]
        score = _LM_WEIGHT * log_between(self.model, before, word, after) + _CHANNEL_WEIGHT * cost
        weight = np.exp(score - np.repeat(np.maximum.reduceat(score, first), many))
        share: Floats = weight[first] / np.add.reduceat(weight, first)
        return share


def _is_malformed(core: str, word: int) -> bool:
    """Letters, with marks among them or signs between them, that are no word known?"""
    if word != UNKNOWN or len(core) < 2 or any(c in "/-–&." for c in core):
        return False
    return any(c.islower() for c in core) or is_wrongly_marked(core)


def _unclosed(lines: Sequence[Sequence[str]]) -> Iterator[tuple[int, int]]:
    """Places of tokens that open a quotation that nothing closes before the next empty line.

    Rule: A quotation mark that nothing closes makes its word less sure.
    Test: diacritics/words/test_plausible.py::test_punctuation_out_of_place
    """
    opened: list[tuple[int, int]] = []
    for number, line in enumerate(lines):
        if not line:
            yield from opened
            opened = []
        for at, text in enumerate(line):
            marks = sum(text.count(q) for q in _QUOTES)
            if marks % 2:
                opened = opened[:-1] if opened else [(number, at)]
    yield from opened


def _stop_factor(text: str, after: str) -> float:
    """What a sign that ends a sentence costs a syllable that is followed by a word in lower case.

    Rule: A stop behind a syllable, capitalised or not, that a word in small letters follows (`Hàng. năm`) makes it less
        sure.
    Test: diacritics/words/test_plausible.py::test_a_stop_inside_a_sentence
    """
    before = text[:1].lower() + text[1:] if text[-1:] == "." else text
    return _STOPPED.get(text[-1:], 1.0) if goes_on(before, after) else 1.0


def sentence_places(lines: Sequence[Sequence[str]]) -> Iterator[list[tuple[int, int]]]:
    """Places of tokens read together: over line ends, up to a sentence end or an empty line."""
    sentence: list[tuple[int, int]] = []
    for number, line in enumerate(lines):
        if not line and sentence:
            yield sentence
            sentence = []
        for at, text in enumerate(line):
            sentence.append((number, at))
            if text.endswith(_ENDS) or len(sentence) >= _LONGEST_SENTENCE:
                yield sentence
                sentence = []
    if sentence:
        yield sentence


@cache
def _shipped() -> Judge:
    return Judge(shipped_choices())


def plausible_words(lines: Sequence[Sequence[str]]) -> list[list[float]]:
    """How plausible each word of printed lines is in its context.

    Args:
        lines: the tokens of each line in reading order, as read or as mended, with their
            punctuation; an empty line parts what is not read on (two cells of a table).

    Returns:
        One score a token, in the same shape as `lines`: above 0, at most 1. A confidence
        times this score orders words by their chance of being wrong better than the
        confidence alone. 1 means "nothing against it" and stands for all that is not
        judged: numbers, codes, abbreviations, punctuation.

    >>> plausible_words([["chuyển", "đồi", "số"]])[0][1] < 0.6
    True
    """
    return _shipped().plausible(lines)
