"""How sure is each word of the best path, among those that may stand at its place?"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sohoa.diacritics.statistics.beam_search import NO_WORD, Arcs, Floats, Ints, LanguageModel
from sohoa.diacritics.statistics.context import REACH, log_between

SURE = 0.85
"""The share from which a reading is sure, as `records.review_below`."""
_LIKELY, _MOST_LIKELY = 0.05, 3
"""The share from which another reading is worth telling, and so many of them at most. Guesses."""
_TEMPERATURE = 0.7
"""Power of the likelihood: four-grams are surer than they are right. On 61,000 bare syllables kept back from training
0.85 is about calibrated; 0.7 flags 3.5 % of the places, and 76 % of those that are wrong."""
_FAR_LESS, _FAR_MORE = 0.2, 0.7
"""A word of the path with a share under the one gives way to one with a share over the other. On the same text 40 of 60
such words are right then, 8 were before."""
_HOPELESS = 8.0
"""A word so much less likely by the pairs it forms, in natural logarithms, has no share. A guess."""


def arc_shares(model: LanguageModel, arcs: Arcs, paths: list[list[int]]) -> Floats:
    """The share of each arc among those that may stand in place of the one on the path, between the words of the path.

    Arcs of other spans, or that say two words, have none; where the path itself says two words, it has all of it.
    """
    share = np.zeros(len(arcs.word1), np.float32)
    chosen = np.array([arc for path in paths for arc in path], np.int64)
    lattice = np.repeat(np.arange(len(paths)), [len(p) for p in paths])
    share[chosen] = 1
    row = np.searchsorted(arcs.first, chosen, side="right") - 1
    many = arcs.first[row + 1] - arcs.first[row]
    several = np.flatnonzero((many > 1) & (arcs.word2[chosen] == NO_WORD))
    place = np.repeat(several, many[several])  # of the path; beside it the arcs that might stand there
    if not len(place):
        return share
    begin = np.cumsum(many[several]) - many[several]
    arc = np.arange(len(place)) + np.repeat(arcs.first[row[several]] - begin, many[several])
    rival = (arcs.word2[arc] == NO_WORD) & (arcs.span[arc] == arcs.span[chosen[place]])
    place, arc = place[rival], arc[rival]
    words = _Path(arcs.word1[chosen], lattice, model.start)
    pairs = _pair(model, words.at(place, -1), arcs.word1[arc]) + _pair(model, arcs.word1[arc], words.at(place, 1))
    pairs += arcs.cost[arc]
    hopeful = pairs >= _best(pairs, place, len(chosen))[place] - _HOPELESS
    hopeful |= arc == chosen[place]
    place, arc = place[hopeful], arc[hopeful]
    rivals = np.bincount(place, minlength=len(chosen))[place] > 1
    place, arc = place[rivals], arc[rivals]
    where, at = np.unique(place, return_inverse=True)
    before, after = ([words.at(where, k) for k in range(*ends)] for ends in ((-REACH, 0), (1, REACH + 1)))
    log = _TEMPERATURE * (log_between(model, before, arcs.word1[arc], after, at) + arcs.cost[arc])
    weight = np.exp(log - _best(log, place, len(chosen))[place])
    share[arc] = weight / np.bincount(place, weight, minlength=len(chosen))[place]
    return share


def better_arcs(arcs: Arcs, chosen: Ints, share: Floats) -> Ints:
    """The arcs of all paths, each that is far less likely between its neighbours than another given up for it.

    The search goes from left to right and does not weigh how a sentence ends (`chính quyền số.`). Rows are those of a
    lattice in which each arc covers one place.
    """
    best = np.maximum.reduceat(share, arcs.first[:-1])
    taken = chosen.copy()
    for row in np.flatnonzero((share[chosen] < _FAR_LESS) & (best > _FAR_MORE)):
        taken[row] = arcs.first[row] + int(np.argmax(share[arcs.first[row] : arcs.first[row + 1]]))
    return taken


def likely(words: NDArray[np.int64], share: Floats) -> list[int]:
    """Words whose share is worth telling, likeliest first."""
    order = np.argsort(-share, kind="stable")[: _MOST_LIKELY + 1]
    return [int(words[i]) for i in order if share[i] >= _LIKELY]


class _Path:
    """The words of all paths in a row; beyond the ends of a path stands the end of a sentence."""

    def __init__(self, words: Ints, lattice: Ints, start: int) -> None:
        self.words, self.lattice, self.start = words, lattice, start

    def at(self, place: Ints, step: int) -> Ints:
        there = np.clip(place + step, 0, len(self.words) - 1)
        inside = (there == place + step) & (self.lattice[there] == self.lattice[place])
        return np.where(inside, self.words[there], self.start)


def _pair(model: LanguageModel, first: Ints, second: Ints) -> Floats:
    pair, _ = model.bigram(first, second)
    log: Floats = np.where(pair != 0, pair, model.backoff[first] + model.unigram[second])
    return log


def _best(log: Floats, place: Ints, n: int) -> Floats:
    best = np.full(n, -np.inf, np.float32)
    np.maximum.at(best, place, log)
    return best
