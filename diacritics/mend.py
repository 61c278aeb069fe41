"""Mend the few doubtful words of a good Vietnamese OCR: restraint first.

A word is a candidate only if the engine was unsure of it or it is no well-formed syllable.
The choice is among the engine's own alternatives and the syllables that the engine is known
to take for one another, weighed by both neighbours; numbers, codes, abbreviations and
foreign words stay. The number of tokens is kept.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from diacritics.channel import ALPHABET, Channel, shipped_counts
from diacritics.decode import NO_WORD, Arcs, Search
from diacritics.matcher import Matcher
from diacritics.model import SyllableModel, shipped_model
from diacritics.sentences import LOWER, TITLE, UPPER, shape
from diacritics.syllable import ALPHABET as VIETNAMESE
from diacritics.syllable import is_well_formed
from diacritics.tokens import FIRST_WORD, NUMBER, folded

_OUTER = "\"“”‘’'`´«»()[]{}<>.,;:!?…*|~_=+•–—-/\\"
_MOST = 10
_FARTHEST = -9.0
_LM_WEIGHT = 0.8
_SURE = 0.9
_KEEP_BONUS = 3.0
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Token:
    """A word as the engine read it; `confidence` 0 to 1 or None; `alternatives` are (text, score)."""

    text: str
    confidence: float | None
    alternatives: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Mend:
    """What became of a token: `rule` is "" and `score` 1 where it was left alone."""

    text: str
    rule: str = ""
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class _Choice:
    """A word that a token may be: id in the model, log-probability of the reading, text of the core."""

    word: int
    cost: float
    core: str


class Mender:
    """Mends tokens with one model and one channel."""

    def __init__(self, model: SyllableModel, channel: Channel) -> None:
        self.model, self.channel = model, channel
        letters = set(ALPHABET)
        self.matcher = Matcher(
            ((i, w) for i, w in enumerate(model.words)
             if i >= FIRST_WORD and is_well_formed(w) and len(w) < 8 and letters.issuperset(w)),
            channel,
        )
        self.search = Search(model, beam=8, weight=_LM_WEIGHT)

    def mend(self, lines: Sequence[Sequence[Token]], doubtful_below: float) -> list[list[Mend]]:
        """One result a token."""
        result = [[Mend(t.text) for t in line] for line in lines]
        for places in _sentences(lines):
            tokens = [lines[a][b] for a, b in places]
            if any(self._is_doubtful(t, doubtful_below) for t in tokens):
                for (a, b), mend in zip(places, self._sentence(tokens, doubtful_below), strict=True):
                    result[a][b] = mend
        return result

    def _is_doubtful(self, token: Token, below: float) -> bool:
        core = token.text.strip(_OUTER)
        if not core or not core.isalpha() or len(core) > 8 or (shape(core) == UPPER and len(core) < 6):
            return False
        if set(core) <= VIETNAMESE and is_well_formed(core):
            return token.confidence is not None and token.confidence < below
        marked = not core.isascii()
        return marked or (token.confidence is not None and token.confidence < below and shape(core) == LOWER)

    def _sentence(self, tokens: list[Token], below: float) -> list[Mend]:
        choices = [self._choices(t) if self._is_doubtful(t, below) else [self._own(t)] for t in tokens]
        first = np.cumsum([0, *map(len, choices)])
        flat = [c for some in choices for c in some]
        n = len(flat)
        arcs = Arcs(
            np.zeros(1, np.int64), np.array([len(tokens)]), first, np.array([c.word for c in flat]),
            np.full(n, NO_WORD), np.ones(n, np.int64), np.array([c.cost for c in flat], np.float32),
        )
        paths, _ = self.search.best(arcs)
        words = [flat[a].word for a in paths[0]]
        return [
            self._decided(token, some, words, at) for at, (token, some) in enumerate(zip(tokens, choices, strict=True))
        ]

    def _own(self, token: Token) -> _Choice:
        core = token.text.strip(_OUTER)
        number = any(c.isdigit() for c in core)
        return _Choice(NUMBER if number else self.model.id_of(folded(core)), 0.0, core)

    def _choices(self, token: Token) -> list[_Choice]:
        own = self._own(token)
        confidence = 0.5 if token.confidence is None else min(max(token.confidence, 0.02), 0.99)
        keep = _KEEP_BONUS + math.log(confidence / (1 - confidence)) if is_well_formed(own.core) else 0.0
        found = {folded(own.core): _Choice(own.word, keep, own.core)}
        form = shape(own.core)
        ids, scores = self.matcher.match(own.core, form)
        best = np.argsort(-(scores + 0.3 * self.model.unigram[ids]))[:_MOST]
        top = float(scores.max(initial=0.0))
        for i, s in zip(ids[best].tolist(), scores[best].tolist(), strict=True):
            word = self.model.words[i]
            if s > _FARTHEST and word not in found:
                found[word] = _Choice(i, s - min(0.0, top), _cased(word, form))
        for text, score in token.alternatives:
            core = text.strip(_OUTER)
            word = folded(core)
            if core.isalpha() and is_well_formed(core) and shape(core) == form:
                seen = math.log(max(score, 1e-3))
                known = found.get(word)
                if known is None or known.cost < seen:
                    found[word] = _Choice(self.model.id_of(word), seen, _cased(word, form))
        return list(found.values())

    def _decided(self, token: Token, choices: list[_Choice], words: list[int], at: int) -> Mend:
        if len(choices) == 1:
            return Mend(token.text)
        scores = [c.cost + _LM_WEIGHT * self._context(c.word, words, at) for c in choices]
        top = max(scores)
        weights = [math.exp(s - top) for s in scores]
        best = scores.index(top)
        share = weights[best] / sum(weights)
        chosen = choices[best]
        if best == 0 or share < _SURE or chosen.word < FIRST_WORD or chosen.word != words[at]:
            return Mend(token.text)
        seen = any(text.strip(_OUTER) == chosen.core for text, _ in token.alternatives)
        rule = "alternative" if seen else "confusion" if is_well_formed(choices[0].core) else "malformed"
        return Mend(token.text.replace(choices[0].core, chosen.core, 1), rule, round(share, 3))

    def _context(self, word: int, words: list[int], at: int) -> float:
        """Log-probability of a word at its place: itself and the two words after it, given those before."""
        row = [self.model.start, *words[max(0, at - 2) : at], word, *words[at + 1 : at + 3]]
        place = len(row) - 1 - len(words[at + 1 : at + 3])
        total = 0.0
        for i in range(max(1, place), len(row)):
            total += self._log(row[i - 2] if i > 1 else self.model.start, row[i - 1], row[i])
        return total

    def _log(self, a: int, b: int, c: int) -> float:
        one = [np.array([x], np.int64) for x in (a, b, c)]
        triple = float(self.model.trigram(*one)[0][0])
        pair, _ = self.model.bigram(one[1], one[2])
        _, bow = self.model.bigram(one[0], one[1])
        if triple and pair[0]:
            return triple
        low = float(pair[0]) or float(self.model.backoff[b] + self.model.unigram[c])
        return low + float(bow[0])


def _cased(word: str, form: int) -> str:
    if form == UPPER:
        return word.upper()
    return word[0].upper() + word[1:] if form == TITLE else word


def _sentences(lines: Sequence[Sequence[Token]]) -> list[list[tuple[int, int]]]:
    """Places (line, token) read together: up to a sentence end, at most `_LONGEST`."""
    found: list[list[tuple[int, int]]] = []
    sentence: list[tuple[int, int]] = []
    for a, line in enumerate(lines):
        for b, token in enumerate(line):
            sentence.append((a, b))
            if (token.text[-1:] in ".!?:;" and token.text[-1:]) or len(sentence) >= _LONGEST:
                found.append(sentence)
                sentence = []
    return [*found, sentence] if sentence else found


@cache
def _shipped() -> Mender:
    return Mender(shipped_model(), Channel(shipped_counts("vie")))


def mend_tokens(lines: Sequence[Sequence[Token]], doubtful_below: float = 0.85) -> list[list[Mend]]:
    """Mend the doubtful words of printed lines.

    Args:
        lines: the tokens of each line in reading order.
        doubtful_below: a well-formed word at least this sure is left alone.

    Returns:
        One `Mend` a token, in the same shape as `lines`.
    """
    return _shipped().mend(lines, doubtful_below)
