"""Log-probability of a word between its neighbours, read from the syllable model in numpy."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from sohoa.diacritics.statistics.beam_search import Floats, Ints, LanguageModel

_Found = tuple[Floats, Floats]
"""Log-probability, 0 where unknown, and back-off weight of each run of words."""
REACH = 3
"""How many words to either side bear on a word in a four-gram model."""


def log_between(
    model: LanguageModel, before: list[Ints], word: Ints, after: list[Ints], place: Ints | None = None
) -> Floats:
    """Log-probability of each word and of the next three, given three words on either side, in reading order.

    Past the end of a sentence nothing is reckoned: `model.start` there costs nothing.

    Args:
        model: the syllable model.
        before: three words before each place.
        word: the words to weigh.
        after: three words after each place.
        place: index of each word's place, where several words stand at one; else each word has a place of its own.
    """
    at = np.arange(len(word)) if place is None else place
    row = [w[at] if i != REACH else w for i, w in enumerate([*before, word, *after])]
    left, right = [_pairs(model, beside) for beside in (before, after)]
    pairs = [*left, *(model.bigram(row[i], row[i + 1]) for i in (REACH - 1, REACH)), *right]
    pairs = [p if REACH - 2 < i <= REACH else (p[0][at], p[1][at]) for i, p in enumerate(pairs)]
    triples = [_triple(model, pairs, row, i) for i in range(2 * REACH - 1)]
    total = np.zeros(len(word), np.float32)
    ended = np.zeros(len(word), bool)
    for end in range(REACH, 2 * REACH + 1):
        total += np.where(ended, np.float32(0), _log_at(model, pairs, triples, row, end))
        ended |= row[end] == model.start
    return total


def _pairs(model: LanguageModel, words: list[Ints]) -> list[_Found]:
    return [model.bigram(a, b) for a, b in pairwise(words)]


def _triple(model: LanguageModel, pairs: list[_Found], row: list[Ints], at: int) -> _Found:
    """Log-probability and back-off weight of the three words from `at`; zeros where one of their pairs is unknown."""
    log, bow = np.zeros(len(row[at]), np.float32), np.zeros(len(row[at]), np.float32)
    rows = np.flatnonzero((pairs[at][0] != 0) & (pairs[at + 1][0] != 0))
    log[rows], bow[rows] = model.trigram(*(row[at + k][rows] for k in range(3)))
    return log, np.where(log != 0, bow, np.float32(0))


def _log_at(model: LanguageModel, pairs: list[_Found], triples: list[_Found], row: list[Ints], at: int) -> Floats:
    """Log-probability of each word at a place after the three before it, as `Search` reckons it."""
    pair, (before, bow2), (triple, _), (_, bow3) = pairs[at - 1][0], pairs[at - 2], triples[at - 2], triples[at - 3]
    bow2 = np.where(before != 0, bow2, np.float32(0))
    log: Floats = np.where(pair != 0, pair, model.backoff[row[at - 1]] + model.unigram[row[at]]) + bow2
    log = np.where((triple != 0) & (bow2 != 0), triple, log)
    bow3 = np.where(bow2 != 0, bow3, np.float32(0))
    log += bow3
    rows = np.flatnonzero(bow3 != 0)
    four = model.quadgram(*(row[at - k][rows] for k in (3, 2, 1, 0)))
    log[rows] = np.where(four != 0, four, log[rows])
    return log
