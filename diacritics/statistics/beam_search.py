"""Beam search for the most probable words of many lattices at once, in numpy.

A lattice is a row of positions (the tokens read); an arc covers one or two positions and
says one or two words. All lattices of a batch advance together, one position a step, so
that each step is a handful of array operations. Hypotheses that end in the same three words
are joined, the best `beam` of each lattice go on (Jelinek, *Statistical Methods for
Speech Recognition*, 1997, chapter 5).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]
NO_WORD = -1
"""Id where there is no second word."""


class LanguageModel(Protocol):
    """What the search asks of a four-gram model with back-off; probabilities are natural logarithms."""

    @property
    def start(self) -> int:
        """Id of the sentence end, which is also the context of a sentence's first word."""

    @property
    def unigram(self) -> Floats:
        """Log-probability of each word."""

    @property
    def backoff(self) -> Floats:
        """Back-off weight of each word as a context."""

    def bigram(self, first: Ints, second: Ints) -> tuple[Floats, Floats]:
        """Log-probability (0 where unknown) and back-off weight (0 where it has none) of each pair."""

    def trigram(self, first: Ints, second: Ints, third: Ints) -> tuple[Floats, Floats]:
        """The same of each triple."""

    def quadgram(self, first: Ints, second: Ints, third: Ints, fourth: Ints) -> Floats:
        """Log-probability of each run of four words, 0 where unknown."""


@dataclass(frozen=True, slots=True)
class Arcs:
    """The arcs of all lattices of a batch, sorted by position.

    Position `p` of lattice `b` is row `offset[b] + p` of `first`, which gives the index of
    the row's first arc (one entry more than rows). `lengths[b]` is the number of positions.
    `word2` is NO_WORD where an arc says one word; `cost` is the channel's log-probability.
    """

    offset: Ints
    lengths: Ints
    first: Ints
    word1: Ints
    word2: Ints
    span: Ints
    cost: Floats


@dataclass(frozen=True, slots=True)
class _Hyps:
    """Partial paths: lattice, last three words, back-off weights of the three contexts, score, history."""

    lattice: Ints
    h3: Ints
    h2: Ints
    h1: Ints
    bow3: Floats
    bow2: Floats
    bow1: Floats
    score: Floats
    past: Ints

    def take(self, rows: NDArray[np.int64] | NDArray[np.bool_]) -> _Hyps:
        return _Hyps(*(getattr(self, name)[rows] for name in _FIELDS))


_FIELDS = _Hyps.__slots__


def _joined(parts: list[_Hyps]) -> _Hyps:
    if len(parts) == 1:
        return parts[0]
    return _Hyps(*(np.concatenate([getattr(p, name) for p in parts]) for name in _FIELDS))


class Search:
    """Decodes batches of lattices with one model."""

    def __init__(self, model: LanguageModel, beam: int = 8, margin: float = 12.0, weight: float = 1.0) -> None:
        self.model, self.beam, self.margin, self.weight = model, beam, margin, weight

    def best(self, arcs: Arcs) -> tuple[list[list[int]], Floats]:
        """For each lattice the indices of the arcs of its best path, and the path's score."""
        paths, score, _ = self.decode(arcs)
        return paths, score

    def decode(self, arcs: Arcs) -> tuple[list[list[int]], Floats, _Hyps]:
        """As `best`, with the hypotheses that were left at the end of each lattice."""
        n = len(arcs.lengths)
        alive = self._begin(n)
        arc_of: list[Ints] = []
        past_of: list[Ints] = []
        base = 0
        waiting: list[_Hyps] = []
        done: list[_Hyps] = []
        for step in range(int(arcs.lengths.max(initial=0))):
            ended = arcs.lengths[alive.lattice] <= step
            if ended.any():
                done.append(alive.take(ended))
                alive = alive.take(~ended)
            grown, arc, past = self._grow(alive, arcs, step)
            arc_of.append(arc)
            past_of.append(past)
            grown = replace(grown, past=np.arange(base, base + len(arc)))
            base += len(arc)
            single = arcs.span[arc] == 1
            pool = [grown.take(single), *waiting]
            waiting = [] if single.all() else [grown.take(~single)]
            alive = self._pruned(_joined(pool))
        done.append(alive)
        end = _joined(done)
        return self._trace(end, n, arc_of, past_of)

    def _begin(self, n: int) -> _Hyps:
        start = np.full(n, self.model.start)
        zero = np.zeros(n, np.float32)
        return _Hyps(np.arange(n), start, start, start, zero, zero, self.model.backoff[start], zero, np.full(n, -1))

    def _grow(self, hyps: _Hyps, arcs: Arcs, step: int) -> tuple[_Hyps, Ints, Ints]:
        row = arcs.offset[hyps.lattice] + step
        many = arcs.first[row + 1] - arcs.first[row]
        source = np.repeat(np.arange(len(row)), many)
        arc = np.arange(len(source)) + np.repeat(arcs.first[row] - np.cumsum(many) + many, many)
        grown = self._say(hyps.take(source), arcs.word1[arc], arcs.cost[arc])
        two = arcs.word2[arc]
        rows = np.flatnonzero(two != NO_WORD)
        if len(rows):
            more = self._say(grown.take(rows), two[rows], np.zeros(len(rows), np.float32))
            for name in _FIELDS:
                getattr(grown, name)[rows] = getattr(more, name)
        return grown, arc, hyps.past[source]

    def _say(self, hyps: _Hyps, word: Ints, cost: Floats) -> _Hyps:
        model = self.model
        pair, bow2 = model.bigram(hyps.h1, word)
        log = np.where(pair != 0, pair, hyps.bow1 + model.unigram[word]) + hyps.bow2
        bow3 = np.zeros(len(word), np.float32)
        rows = np.flatnonzero((pair != 0) & (hyps.bow2 != 0))
        triple, bow = model.trigram(hyps.h2[rows], hyps.h1[rows], word[rows])
        hit = triple != 0
        rows = rows[hit]
        log[rows], bow3[rows] = triple[hit], bow[hit]
        log += hyps.bow3
        rows = rows[hyps.bow3[rows] != 0]
        four = model.quadgram(hyps.h3[rows], hyps.h2[rows], hyps.h1[rows], word[rows])
        hit = four != 0
        log[rows[hit]] = four[hit]
        score = hyps.score + self.weight * log + cost
        return _Hyps(hyps.lattice, hyps.h2, hyps.h1, word, bow3, bow2, model.backoff[word], score, hyps.past)

    def _pruned(self, hyps: _Hyps) -> _Hyps:
        best = np.full(int(hyps.lattice.max(initial=-1)) + 1, -np.inf, np.float32)
        np.maximum.at(best, hyps.lattice, hyps.score)
        hyps = hyps.take(np.flatnonzero(hyps.score >= best[hyps.lattice] - self.margin))  # sorting costs most
        order = np.lexsort((-hyps.score, hyps.lattice))
        hyps = hyps.take(order)
        if not len(order):
            return hyps
        hyps = hyps.take(self._ranks(hyps, 4 * self.beam))
        key = (hyps.lattice << 45) | (hyps.h3 << 30) | (hyps.h2 << 15) | hyps.h1
        _, first = np.unique(key, return_index=True)
        hyps = hyps.take(np.sort(first))
        return hyps.take(self._ranks(hyps, self.beam))

    def _ranks(self, hyps: _Hyps, most: int) -> NDArray[np.bool_]:
        """Which of the hypotheses, sorted by lattice and score, are among its best `most`?"""
        new = np.flatnonzero(np.diff(hyps.lattice, prepend=-1))
        size = np.diff(np.append(new, len(hyps.lattice)))
        rank = np.arange(len(hyps.lattice)) - np.repeat(new, size)
        return (rank < most) & (hyps.score >= np.repeat(hyps.score[new], size) - self.margin)

    def _trace(
        self, end: _Hyps, n: int, arc_of: list[Ints], past_of: list[Ints]
    ) -> tuple[list[list[int]], Floats, _Hyps]:
        end = end.take(np.lexsort((-end.score, end.lattice)))
        best = end.take(np.flatnonzero(np.diff(end.lattice, prepend=-1)))
        arc = np.concatenate(arc_of) if arc_of else np.zeros(0, np.int64)
        past = np.concatenate(past_of) if past_of else np.zeros(0, np.int64)
        paths: list[list[int]] = [[] for _ in range(n)]
        lattice, at = best.lattice, best.past
        while len(at):
            on = at >= 0
            lattice, at = lattice[on], at[on]
            for b, a in zip(lattice.tolist(), arc[at].tolist(), strict=True):
                paths[b].append(a)
            at = past[at]
        for path in paths:
            path.reverse()
        return paths, best.score, end
