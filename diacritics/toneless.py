"""Marks for text without marks: each bare syllable becomes the likeliest of those it may stand for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from diacritics.changes import Change
from diacritics.decode import NO_WORD, Arcs, Floats, Ints, Search
from diacritics.markers import mark_lists
from diacritics.model import SyllableModel, plain_index
from diacritics.sentences import LOWER, TITLE, Token, Window, lines_to_sentences, sentences_to_windows, shape
from diacritics.tokens import FIRST_WORD, NUMBER, folded

_BATCH = 256
_CAPITAL_WEIGHT = 0.6
RULE = "toneless"


class Toneless:
    """Restores marks with one model; safe to use for any number of calls."""

    def __init__(self, model: SyllableModel, beam: int = 12) -> None:
        self.model = model
        self.search = Search(model, beam)

    @cached_property
    def _index(self) -> dict[str, tuple[int, ...]]:
        return {plain: tuple(ids) for plain, ids in plain_index(self.model).items() if plain.isascii()}

    @cached_property
    def _lower_cost(self) -> Floats:
        cost: Floats = np.log1p(-np.exp(np.minimum(self.model.capital, -1e-3))).astype(np.float32)
        return cost

    def changes(self, lines: Sequence[str]) -> list[list[Change]]:
        """The marks to add to each line, in order."""
        windows = list(sentences_to_windows(lines_to_sentences(lines)))
        windows.sort(key=lambda w: -len(w.tokens))
        found: list[list[Change]] = [[] for _ in lines]
        for at in range(0, len(windows), _BATCH):
            self._decode(windows[at : at + _BATCH], found)
        return mark_lists(lines, [sorted(changes, key=lambda c: c.start) for changes in found])

    def _candidates(self, token: Token) -> tuple[int, ...]:
        if not token.is_word:
            return (NUMBER,)
        if token.text.isascii() and not token.fixed:
            several = self._index.get(token.text.lower())
            if several:
                return several
        return (self.model.id_of(folded(token.text)),)

    def _decode(self, windows: list[Window], found: list[list[Change]]) -> None:
        offset: list[int] = []
        first: list[int] = [0]
        words: list[int] = []
        shapes: list[int] = []
        for window in windows:
            offset.append(len(first) - 1)
            for token in window.tokens:
                several = self._candidates(token)
                words.extend(several)
                first.append(len(words))
                shapes.extend([shape(token.text) if token.inside else -1] * len(several))
        word = np.array(words, np.int64)
        arcs = _arcs(np.array(offset), windows, np.array(first), word, self._case_cost(word, np.array(shapes)))
        paths, _ = self.search.best(arcs)
        chosen = np.zeros(len(first) - 1, np.int64)
        for start, path in zip(offset, paths, strict=True):
            chosen[start : start + len(path)] = path
        sure = self._certainty(arcs, chosen)
        for start, window in zip(offset, windows, strict=True):
            for at in range(window.first, window.last):
                token, row = window.tokens[at], start + at
                if first[row + 1] - first[row] > 1 or words[chosen[row]] >= FIRST_WORD:
                    self._add(token, self.model.words[words[chosen[row]]], float(sure[row]), found)

    def _case_cost(self, word: Ints, shapes: Ints) -> Floats:
        """How much the capital (or its absence) inside a sentence speaks for each candidate."""
        cost = np.zeros(len(word), np.float32)
        cost[shapes == TITLE] = self.model.capital[word[shapes == TITLE]]
        cost[shapes == LOWER] = self._lower_cost[word[shapes == LOWER]]
        return cost * np.float32(_CAPITAL_WEIGHT)

    def _certainty(self, arcs: Arcs, chosen: Ints) -> Floats:
        """Share of the chosen word among the candidates of its place, by the pairs it forms."""
        many = np.diff(arcs.first)
        row = np.repeat(np.arange(len(many)), many)
        word = arcs.word1[chosen]
        before, after = np.roll(word, 1)[row], np.roll(word, -1)[row]
        log = self._pair(before, arcs.word1) + self._pair(arcs.word1, after)
        best = np.maximum.reduceat(log, arcs.first[:-1])
        weight = np.exp(log - best[row])
        total = np.add.reduceat(weight, arcs.first[:-1])
        share: Floats = (weight[chosen] / total).astype(np.float32)
        return share

    def _pair(self, first: Ints, second: Ints) -> Floats:
        pair, _ = self.model.bigram(first, second)
        return np.where(pair != 0, pair, self.model.backoff[first] + self.model.unigram[second])

    def _add(self, token: Token, word: str, sure: float, found: list[list[Change]]) -> None:
        text = token.text
        if len(word) != len(text) or not text.isascii():
            return
        after = (
            word
            if text.islower()
            else "".join(w.upper() if t.isupper() else w for t, w in zip(text, word, strict=True))
        )
        if after != text:
            found[token.line].append(Change(token.start, token.end, text, after, RULE, round(sure, 3)))


def _arcs(offset: Ints, windows: list[Window], first: Ints, word: Ints, cost: Floats) -> Arcs:
    n = len(word)
    lengths = np.array([len(w.tokens) for w in windows], np.int64)
    return Arcs(offset, lengths, first, word, np.full(n, NO_WORD), np.ones(n, np.int64), cost)
