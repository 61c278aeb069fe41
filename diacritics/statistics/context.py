"""Log-probability of a word between its neighbours, read from the syllable model in numpy."""

from __future__ import annotations

import numpy as np

from sohoa.diacritics.statistics.beam_search import Floats, Ints, LanguageModel

REACH = 3
"""How many words to either side bear on a word in a four-gram model."""


def log_after(model: LanguageModel, a: Ints, b: Ints, c: Ints, d: Ints) -> Floats:
    """Natural log-probability of each word `d` after `a`, `b` and `c`, as `decode.Search` reckons it."""
    pair, _ = model.bigram(c, d)
    middle, bow2 = model.bigram(b, c)
    log: Floats = np.where(pair != 0, pair, model.backoff[c] + model.unigram[d])
    bow2 = np.where(middle != 0, bow2, np.float32(0))
    log += bow2
    rows = np.flatnonzero((pair != 0) & (bow2 != 0))
    triple, _ = model.trigram(b[rows], c[rows], d[rows])
    log[rows] = np.where(triple != 0, triple, log[rows])
    first, _ = model.bigram(a, b)
    wide = np.flatnonzero((middle != 0) & (bow2 != 0) & (first != 0))
    context, bow3 = model.trigram(a[wide], b[wide], c[wide])
    bow3 = np.where(context != 0, bow3, np.float32(0))
    log[wide] += bow3
    both = wide[bow3 != 0]
    four = model.quadgram(a[both], b[both], c[both], d[both])
    log[both] = np.where(four != 0, four, log[both])
    return log


def log_between(model: LanguageModel, before: list[Ints], word: Ints, after: list[Ints]) -> Floats:
    """Log-probability of each word and of the next three, given three words on either side, in reading order.

    Past the end of a sentence nothing is reckoned: `model.start` there costs nothing.
    """
    row = [*before, word, *after]
    total = np.zeros(len(word), np.float32)
    ended = np.zeros(len(word), bool)
    for at in range(REACH, 2 * REACH + 1):
        log = log_after(model, *row[at - 3 : at + 1])
        total += np.where(ended, np.float32(0), log)
        ended |= row[at] == model.start
    return total
