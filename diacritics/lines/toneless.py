"""Marks for text without marks: each bare syllable becomes the likeliest of those it may stand for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from sohoa.diacritics.language.changes import Change
from sohoa.diacritics.language.folding import fold_word
from sohoa.diacritics.language.sentences import (
    LOWER,
    TITLE,
    UPPER,
    Token,
    Window,
    lines_to_sentences,
    sentences_to_windows,
    shape,
)
from sohoa.diacritics.language.syllable import is_well_formed
from sohoa.diacritics.language.tokens import FIRST_WORD, NUMBER
from sohoa.diacritics.lines.list_markers import mark_lists
from sohoa.diacritics.statistics.beam_search import NO_WORD, Arcs, Floats, Ints, Search
from sohoa.diacritics.statistics.syllable_model import SyllableModel, plain_index
from sohoa.diacritics.statistics.window_network import FIGURE, surroundings
from sohoa.diacritics.statistics.window_network import Window as Network
from sohoa.nouns.word import ChangeRule

_BATCH = 256
"""Windows decoded at once: a bound for memory, not measured."""
_CAPITAL_WEIGHT = 0.6
"""Weight of what capitals say against the model's log-probabilities; no measurement is on record."""
_WINDOW_WEIGHT = 0.2
"""Weight of the window network beside the model's log-probabilities; no measurement is on record."""


class Toneless:
    """Restores marks with one model and, if given, the network beside it; safe to use for any number of calls.

    `bare_only`: a word that bears a mark gets no others. `kept`, `kept_name`: advantage of a word as it stands, and of
    one with a capital inside a sentence.
    """

    bare_only = True
    kept = kept_name = 0.0

    def __init__(self, model: SyllableModel, network: Network | None = None, beam: int = 20) -> None:
        self.model = model
        self.network = network
        self.search = Search(model, beam)

    @cached_property
    def _index(self) -> dict[str, tuple[int, ...]]:
        return {plain: tuple(ids) for plain, ids in plain_index(self.model).items() if plain.isascii()}

    @cached_property
    def _acronyms(self) -> dict[str, tuple[int, ...]]:
        """Of `_index` what is no syllable with a mark: `hđnd`, but for `soc` not `sóc`."""
        words = self.model.words
        kept = {
            b: tuple(i for i in ids if words[i] == b or not is_well_formed(words[i])) for b, ids in self._index.items()
        }
        return {b: ids for b, ids in kept.items() if ids}

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

    def _candidates(self, token: Token, alone: bool) -> tuple[int, ...]:
        """Words that a token may stand for; `alone`: in capitals among words that are not, so no syllable.

        Rule: Text without marks only gets marks: letters, case and length stay, and so does a syllable that bears a
            mark.
        Test: diacritics/lines/test_restore_properties.py::test_toneless_only_adds_marks
        """
        if not token.is_word:
            return (NUMBER,)
        if token.text.isascii() and not token.fixed:
            several = self._index.get(token.text.lower())
            if several and alone:
                several = self._acronyms.get(token.text.lower())
            if several:
                return several
        return (self.model.id_of(fold_word(token.text)),)

    def _own_cost(self, token: Token, words: Sequence[int]) -> Sequence[float]:
        """The advantage of a word as it stands, in natural logarithms; none for one that is no syllable."""
        word = fold_word(token.text)
        own = self.model.id_of(word) if self.kept and is_well_formed(word) else NO_WORD
        kept = self.kept_name if token.inside and shape(token.text) == TITLE else self.kept
        return [kept if i == own else 0.0 for i in words]

    def _decode(self, windows: list[Window], found: list[list[Change]]) -> None:
        offset: list[int] = []
        first: list[int] = [0]
        words: list[int] = []
        shapes: list[int] = []
        own: list[float] = []
        for window in windows:
            offset.append(len(first) - 1)
            for at, token in enumerate(window.tokens):
                several = self._candidates(token, _stands_alone(window.tokens, at))
                words.extend(several)
                own.extend(self._own_cost(token, several))
                first.append(len(words))
                shapes.extend([shape(token.text) if token.inside else -1] * len(several))
        word = np.array(words, np.int64)
        cost = self._case_cost(word, np.array(shapes)) + self._window_cost(windows, np.array(first), word)
        cost += np.array(own, np.float32)
        arcs = _arcs(np.array(offset), windows, np.array(first), word, cost)
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

    @cached_property
    def _reading(self) -> Ints:
        return self.network.table(self.model.words) if self.network else np.zeros(0, np.int64)

    def _window_cost(self, windows: list[Window], first: Ints, word: Ints) -> Floats:
        """How much the words further around speak for each candidate."""
        cost = np.zeros(len(word), np.float32)
        many = np.diff(first)
        doubtful = np.flatnonzero(many > 1)
        if self.network is None or not len(doubtful):
            return cost
        tokens = [t for w in windows for t in w.tokens]
        sentence = np.repeat(np.arange(len(windows)), [len(w.tokens) for w in windows])
        bare = [self.network.bare_id(fold_word(t.text)) if t.is_word else FIGURE for t in tokens]
        title = [shape(t.text) == TITLE for t in tokens]
        seen, capital = surroundings(np.array(bare), np.array(title), sentence, doubtful)
        offered = np.repeat(many > 1, many)
        begin = np.concatenate([[0], np.cumsum(many[doubtful])])
        cost[offered] = self.network.log_shares(seen, capital, begin, self._reading[word[offered]])
        return cost * np.float32(_WINDOW_WEIGHT)

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
        if len(word) != len(text) or (self.bare_only and not text.isascii()):
            return
        after = (
            word
            if text.islower()
            else "".join(w.upper() if t.isupper() else w for t, w in zip(text, word, strict=True))
        )
        if after != text:
            found[token.line].append(Change(token.start, token.end, text, after, ChangeRule.TONELESS, round(sure, 3)))


def _stands_alone(tokens: Sequence[Token], at: int) -> bool:
    """Is a token an abbreviation: capitals between words in lower case or with a capital?

    Rule: Capitals alone among small words are an abbreviation and get no marks.
    Test: diacritics/lines/test_restore_cases.py::test_case
    """
    if shape(tokens[at].text) != UPPER:
        return False
    beside = [t for t in tokens[max(0, at - 1) : at + 2] if t is not tokens[at]]
    return any(t.is_word for t in beside) and not any(t.is_word and t.text.isupper() for t in beside)


def _arcs(offset: Ints, windows: list[Window], first: Ints, word: Ints, cost: Floats) -> Arcs:
    n = len(word)
    lengths = np.array([len(w.tokens) for w in windows], np.int64)
    return Arcs(offset, lengths, first, word, np.full(n, NO_WORD), np.ones(n, np.int64), cost)
