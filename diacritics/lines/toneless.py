"""Marks for text without marks: each bare syllable becomes the likeliest of those it may stand for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache

import numpy as np

from sohoa.diacritics.language.changes import Change
from sohoa.diacritics.language.folding import fold_word
from sohoa.diacritics.language.sentences import (
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
from sohoa.diacritics.lines.capitals import capital_cost
from sohoa.diacritics.lines.list_markers import mark_lists
from sohoa.diacritics.lines.offers import Mark, Offer, Offered
from sohoa.diacritics.lines.same_word import settled
from sohoa.diacritics.statistics.arc_shares import SURE, arc_shares, better_arcs, likely
from sohoa.diacritics.statistics.batches import in_batches
from sohoa.diacritics.statistics.beam_search import NO_WORD, Arcs, Floats, Ints, Search
from sohoa.diacritics.statistics.syllable_model import SyllableModel, plain_index
from sohoa.diacritics.statistics.window_network import FIGURE, surroundings
from sohoa.diacritics.statistics.window_network import Window as Network
from sohoa.nouns.word import ChangeRule

_REMEMBERED = 65536
"""Words of which it is remembered what they may stand for. A guess: a page has some hundreds."""
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

    def changes(self, lines: Sequence[str]) -> list[list[Change]]:
        """The marks to add to each line, in order; windows that are alike are decoded once."""
        windows = list(sentences_to_windows(lines_to_sentences(lines)))
        number: dict[tuple[object, ...], int] = {}
        alike = [number.setdefault(w.key, len(number)) for w in windows]
        one_of_each = sorted(dict(zip(alike, windows, strict=True)).items(), key=lambda x: -len(x[1].tokens))
        marks: dict[int, list[Mark]] = {}
        in_batches(one_of_each, lambda some: marks.update(self._decode(some)))
        found: list[list[Change]] = [[] for _ in lines]
        for window, same in zip(windows, alike, strict=True):
            for mark in marks[same]:
                line, start, text = window.tokens[mark.at][:3]
                change = Change(
                    start, start + len(text), text, mark.after, ChangeRule.TONELESS, mark.score, mark.others
                )
                found[line].append(change)
        return mark_lists(lines, found)

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

    def _own_cost(self, token: Token, words: Sequence[int]) -> tuple[float, ...]:
        """The advantage of a word as it stands, in natural logarithms; none for one that is no syllable."""
        word = fold_word(token.text)
        own = self.model.id_of(word) if self.kept and is_well_formed(word) else NO_WORD
        kept = self.kept_name if token.inside and shape(token.text) == TITLE else self.kept
        return tuple(kept if i == own else 0.0 for i in words)

    @cached_property
    def _offer(self) -> Callable[[str, bool, bool, bool, bool], Offer]:
        return lru_cache(maxsize=_REMEMBERED)(self._new_offer)

    def _new_offer(self, text: str, is_word: bool, inside: bool, fixed: bool, alone: bool) -> Offer:
        token = Token(0, 0, text, is_word, inside, fixed)
        words = self._candidates(token, alone)
        bare = self.network.bare_id(fold_word(text)) if self.network and is_word else FIGURE
        form = shape(text)
        return Offer(words, self._own_cost(token, words), form if inside else -1, bare, form == TITLE)

    def _offered(self, windows: Sequence[Window]) -> Offered:
        number: dict[tuple[str, bool, bool, bool, bool], int] = {}
        kind = [
            number.setdefault((*t[2:], t.text.isupper() and _stands_alone(w.tokens, at)), len(number))
            for w in windows
            for at, t in enumerate(w.tokens)
        ]
        return Offered([self._offer(*key) for key in number], np.array(kind, np.int64))

    def _decode(self, windows: Sequence[tuple[int, Window]]) -> dict[int, list[Mark]]:
        """The marks of each window, by its number."""
        lengths = np.array([len(w.tokens) for _, w in windows], np.int64)
        offset = np.cumsum(lengths) - lengths
        offered = self._offered([w for _, w in windows])
        first, word = offered.first, offered.word
        cost = capital_cost(self.model, word, offered.shape)
        cost += self._window_cost(offered, np.repeat(np.arange(len(windows)), lengths))
        cost += offered.own
        n = len(word)
        arcs = Arcs(offset, lengths, first, word, np.full(n, NO_WORD), np.ones(n, np.int64), cost)
        paths, _ = self.search.best(arcs)
        chosen = np.array([arc for path in paths for arc in path], np.int64)
        share = arc_shares(self.model, arcs, paths)
        chosen = better_arcs(arcs, chosen, share)
        meant = np.where((np.diff(first) > 1) | (word[chosen] >= FIRST_WORD), word[chosen], NO_WORD).tolist()
        sure = share[chosen].tolist()
        found: dict[int, list[Mark]] = {}
        for start, (number, window) in zip(offset.tolist(), windows, strict=True):
            marks: list[Mark] = []
            for at in range(window.first, window.last):
                row = start + at
                if meant[row] == NO_WORD:
                    continue
                text = window.tokens[at].text
                if sure[row] < SURE:
                    places = slice(first[row], first[row + 1])
                    self._add_unsure(text, at, meant[row], sure[row], likely(word[places], share[places]), marks)
                elif after := self._marked(text, meant[row]):
                    marks.append(Mark(at, after, round(sure[row], 3), ()))
            found[number] = settled(window, marks, self.model) if self.bare_only else marks
        return found

    @cached_property
    def _reading(self) -> Ints:
        return self.network.table(self.model.words) if self.network else np.zeros(0, np.int64)

    def _window_cost(self, offered: Offered, sentence: Ints) -> Floats:
        """How much the words further around speak for each candidate."""
        cost = np.zeros(len(offered.word), np.float32)
        many = np.diff(offered.first)
        doubtful = np.flatnonzero(many > 1)
        if self.network is None or not len(doubtful):
            return cost
        seen, capital = surroundings(offered.bare, offered.title, sentence, doubtful)
        several = np.repeat(many > 1, many)
        begin = np.concatenate([[0], np.cumsum(many[doubtful])])
        reading = self._reading[offered.word[several]]
        cost[several] = self.network.log_shares(seen, capital, begin, reading, offered.kind[doubtful])
        return cost * np.float32(_WINDOW_WEIGHT)

    @cached_property
    def _marked(self) -> Callable[[str, int], str | None]:
        return lru_cache(maxsize=_REMEMBERED)(self._new_marked)

    def _new_marked(self, text: str, word: int) -> str | None:
        """The text with the marks of a word of the vocabulary; none if nothing is to be added."""
        after = self.model.words[word]
        if len(after) != len(text) or (self.bare_only and not text.isascii()):
            return None
        if not text.islower():
            after = "".join(w.upper() if t.isupper() else w for t, w in zip(text, after, strict=True))
        return after if after != text else None

    def _add_unsure(self, text: str, at: int, word: int, sure: float, others: Sequence[int], marks: list[Mark]) -> None:
        """Note the marks that a word gets that is not sure, and its other likely readings.

        Rule: A bare word with several likely readings, none of which has 85 % of the likelihood, is doubtful, and the
            others are told; so is one that stays as it is (`cho` beside `chợ`).
        Test: diacritics/lines/test_doubts.py::test_two_readings_are_told
        """
        after = self._marked(text, word) or text
        some = tuple(t for t in (self._marked(text, i) or text for i in others) if t != after)
        if after != text or some:
            marks.append(Mark(at, after, round(sure, 3), some))


def _stands_alone(tokens: Sequence[Token], at: int) -> bool:
    """Is a token an abbreviation: capitals between words in lower case or with a capital?

    Rule: Capitals alone among small words are an abbreviation and get no marks.
    Test: diacritics/lines/test_restore_cases.py::test_case
    """
    if shape(tokens[at].text) != UPPER:
        return False
    beside = [t for t in tokens[max(0, at - 1) : at + 2] if t is not tokens[at]]
    return any(t.is_word for t in beside) and not any(t.is_word and t.text.isupper() for t in beside)
