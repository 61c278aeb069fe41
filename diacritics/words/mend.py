"""Mend the few doubtful words of a good Vietnamese OCR: restraint first.

A word is a candidate if the engine was unsure of it, if it is no well-formed syllable, or,
where the engine was fairly sure, if only its marks may be wrong. The choice is among the
engine's own alternatives and the syllables that it is known to take for one another, weighed
by the words around; numbers, codes, abbreviations, foreign words and names that were read
surely stay. The number of tokens is kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from sohoa.diacritics.language.sentences import LOWER, TITLE, UPPER, shape
from sohoa.diacritics.language.syllable import is_well_formed
from sohoa.diacritics.language.tokens import FIRST_WORD
from sohoa.diacritics.statistics.beam_search import NO_WORD, Arcs, Floats, Ints, Search
from sohoa.diacritics.statistics.context import REACH
from sohoa.diacritics.words.choices import (
    Choice,
    Choices,
    Mend,
    Token,
    is_vietnamese,
    is_wrongly_marked,
    shipped_choices,
)
from sohoa.diacritics.words.inner_stops import with_inner_stops
from sohoa.diacritics.words.joined_words import parted_lines, put_together
from sohoa.nouns.word import ChangeRule

__all__ = ["Mend", "Mender", "Token", "mend_tokens"]

_LM_WEIGHT = 0.8
"""Weight of the model's log-probabilities beside the channel's; no measurement is on record."""
_SURE_OF_WEAK, _SURE_OF_FIRM = 0.8, 0.95
"""Share (0 to 1) that another word needs: of one in doubt, and of one of which only the language is in doubt.
Guesses."""
_CERTAIN = 0.98
"""A well-formed word at least this sure is never touched."""
_LONGEST_WORD = 8
"""Letters of a word that may be a syllable: the longest, nghiêng, has seven."""
_LONGEST_SENTENCE = 120
"""Tokens after which a sentence is cut, ended or not: a bound for time, not measured."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A token in its sentence, and whether its reading is weak, firm or beyond doubt."""

    line: int
    at: int
    token: Token
    doubt: int


_BEYOND, _FIRM, _WEAK = 0, 1, 2
"""How far a reading may be doubted, as codes."""


class Mender:
    """Mends tokens with one model and one channel."""

    def __init__(self, choices: Choices) -> None:
        self.model, self.choices = choices.model, choices
        self.search = Search(self.model, beam=8, weight=_LM_WEIGHT)

    def mend(self, lines: Sequence[Sequence[Token]], doubtful_below: float) -> list[list[Mend]]:
        """One result a token."""
        return with_inner_stops(lines, self._mended(lines, doubtful_below), self.model)

    def _mended(self, lines: Sequence[Sequence[Token]], doubtful_below: float) -> list[list[Mend]]:
        result = [[Mend(t.text) for t in line] for line in lines]
        sentences = [w for s in _sentences(lines, doubtful_below) for w in _windows(s)]
        if not sentences:
            return result
        options = [
            [self.choices.of(p.token, p.doubt == _WEAK) if p.doubt else [self.choices.own(p.token)] for p in s]
            for s in sentences
        ]
        chosen = self._decoded(options)
        places = [p for s in sentences for p in s]
        flat = [o for s in options for o in s]
        shares = self._shares(flat, np.array([len(s) for s in sentences]), chosen)
        for place, some, pick, share in zip(places, flat, chosen.tolist(), shares, strict=True):
            best = int(np.argmax(share))
            if best == pick and best and _is_sure(place, float(share[best])):
                result[place.line][place.at] = _mended(place.token, some[0], some[best], float(share[best]))
        return result

    def _decoded(self, options: list[list[list[Choice]]]) -> Ints:
        """Index of the choice taken at each place, all sentences in a row."""
        rows = [o for s in options for o in s]
        first = np.cumsum([0, *map(len, rows)])
        lengths = np.array([len(s) for s in options])
        flat = [c for o in rows for c in o]
        n = len(flat)
        arcs = Arcs(
            np.cumsum(lengths) - lengths,
            lengths,
            first,
            np.array([c.word for c in flat]),
            np.full(n, NO_WORD),
            np.ones(n, np.int64),
            np.array([c.cost for c in flat], np.float32),
        )
        paths, _ = self.search.best(arcs)
        taken = np.array([arc for path in paths for arc in path])
        chosen: Ints = taken - first[:-1]
        return chosen

    def _shares(self, options: list[list[Choice]], lengths: Ints, chosen: Ints) -> list[Floats]:
        """For each place the share of each choice, given the words chosen around it."""
        taken = np.array([o[c].word for o, c in zip(options, chosen.tolist(), strict=True)])
        begin = np.repeat(np.cumsum(lengths) - lengths, lengths)
        end = begin + np.repeat(lengths, lengths)
        many = np.array([len(o) for o in options])
        row = np.repeat(np.arange(len(options)), many)
        word = np.array([c.word for o in options for c in o])
        cost = np.array([c.cost for o in options for c in o], np.float32)

        def near(step: int) -> Ints:
            at = row + step
            inside = (at >= begin[row]) & (at < end[row])
            found: Ints = np.where(inside, taken[np.clip(at, 0, len(taken) - 1)], self.model.start)
            return found

        before2, before, after, after2 = near(-2), near(-1), near(1), near(2)
        log = self._log(before2, before, word) + self._log(before, word, after) + self._log(word, after, after2)
        score = cost + _LM_WEIGHT * log
        first = np.cumsum(many) - many
        weight = np.exp(score - np.maximum.reduceat(score, first)[row])
        share = weight / np.add.reduceat(weight, first)[row]
        return np.split(share, first[1:])

    def _log(self, a: Ints, b: Ints, c: Ints) -> Floats:
        """Log-probability of word `c` after `a` and `b`; 0 past the end of a sentence."""
        pair, _ = self.model.bigram(b, c)
        _, bow = self.model.bigram(a, b)
        triple, _ = self.model.trigram(a, b, c)
        low = np.where(pair != 0, pair, self.model.backoff[b] + self.model.unigram[c])
        log = np.where((triple != 0) & (pair != 0) & (bow != 0), triple, low + bow)
        return np.where(c == self.model.start, np.float32(0), log)


def _is_sure(place: _Place, share: float) -> bool:
    return share >= (_SURE_OF_WEAK if place.doubt == _WEAK else _SURE_OF_FIRM)


def _mended(token: Token, own: Choice, chosen: Choice, share: float) -> Mend:
    if chosen.word < FIRST_WORD:
        return Mend(token.text)
    seen = any(text == token.text.replace(own.core, chosen.core, 1) for text, _ in token.alternatives)
    unseen = ChangeRule.CONFUSION if is_well_formed(own.core) else ChangeRule.MALFORMED
    rule = ChangeRule.ALTERNATIVE if seen else unseen
    return Mend(token.text.replace(own.core, chosen.core, 1), rule, round(share, 3))


def _doubt(line: Sequence[Token], at: int, below: float) -> int:
    """How far the reading of a token may be doubted.

    Rule: The language never mends numbers, codes, abbreviations and foreign words, nor a Vietnamese syllable read with
        a confidence of 0.98 or more.
    Test: diacritics/words/test_mend.py::test_the_rest_is_left_alone
    """
    token = line[at]
    core = token.core
    if not core or not core.isalpha() or len(core) > _LONGEST_WORD:
        return _BEYOND
    form, sound = shape(core), is_vietnamese(core)
    if form == UPPER and not sound:
        return _WEAK if is_wrongly_marked(core) else _BEYOND
    if form == UPPER and not _stands_among_capitals(line, at):
        return _BEYOND
    sure = token.confidence
    if sound:
        if sure is None or sure >= _CERTAIN:
            return _BEYOND
        if sure < below:
            return _WEAK
        return _BEYOND if form == TITLE and at else _FIRM
    foreign = core.isascii() and (sure is None or sure >= below or form != LOWER)
    return _BEYOND if foreign else _WEAK


def _stands_among_capitals(line: Sequence[Token], at: int) -> bool:
    """Is a neighbour a syllable in capitals, so that this is a heading and no abbreviation?"""
    cores = [line[k].core for k in (at - 1, at + 1) if 0 <= k < len(line)]
    return any(shape(c) == UPPER and is_vietnamese(c) for c in cores)


def _sentences(lines: Sequence[Sequence[Token]], below: float) -> list[list[_Place]]:
    """Tokens read together: over line ends, up to a sentence end, an empty line or `_LONGEST_SENTENCE` tokens."""
    found: list[list[_Place]] = []
    sentence: list[_Place] = []
    for number, line in enumerate(lines):
        if not line and sentence:
            found.append(sentence)
            sentence = []
        for at, token in enumerate(line):
            sentence.append(_Place(number, at, token, _doubt(line, at, below)))
            if token.text.endswith((".", "!", "?", ":", ";")) or len(sentence) >= _LONGEST_SENTENCE:
                found.append(sentence)
                sentence = []
    return [*found, sentence] if sentence else found


def _windows(sentence: list[_Place]) -> Iterator[list[_Place]]:
    """The parts of a sentence around its doubtful words: what is further away says the same of all their readings."""
    window: list[_Place] = []
    last = -1
    for k in (k for k, place in enumerate(sentence) if place.doubt):
        if window and k - REACH > last:
            yield window
            window = []
        start = last if window else max(k - REACH, 0)
        last = min(k + REACH + 1, len(sentence))
        window += sentence[start:last]
    if window:
        yield window


@cache
def _shipped() -> Mender:
    return Mender(shipped_choices())


def mend_tokens(lines: Sequence[Sequence[Token]], doubtful_below: float = 0.85) -> list[list[Mend]]:
    """Mend the doubtful words of printed lines.

    Args:
        lines: the tokens of each line in reading order; an empty line parts what is not read on
            (two cells of a table).
        doubtful_below: a well-formed word less sure than this may become any syllable that
            the engine takes it for; one surer than this may only get other marks, and only
            where the words around leave no doubt.

    Returns:
        One `Mend` a token, in the same shape as `lines`.
    """
    parted, counts = parted_lines(lines)
    mended = _shipped().mend(parted, doubtful_below)
    return [put_together(line, some) for line, some in zip(mended, counts, strict=True)]
