"""What a doubtful word of a Vietnamese OCR may be: its own reading, the engine's others, usual confusions."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

import numpy as np

from sohoa.diacritics.language.alphabet import ALPHABET as VIETNAMESE
from sohoa.diacritics.language.alphabet import BULLETS
from sohoa.diacritics.language.folding import bare, fold_word, strip_marks
from sohoa.diacritics.language.sentences import TITLE, UPPER, shape
from sohoa.diacritics.language.syllable import is_bare_syllable, is_well_formed, syllables_among
from sohoa.diacritics.language.tokens import FIRST_WORD, NUMBER
from sohoa.diacritics.statistics.channel import ALPHABET, Channel, shipped_counts
from sohoa.diacritics.statistics.matcher import Matcher
from sohoa.diacritics.statistics.syllable_model import SyllableModel, shipped_model
from sohoa.nouns.word import ChangeRule

OUTER = "\"“”‘’'`´«»()[]{}<>.,;:!?…*|~_=+–—-/\\" + BULLETS
_MOST = 10
"""Readings of a word that are weighed. A guess."""
_FARTHEST = -9.0
"""Natural logarithm of the least likely change of letters that is weighed. A guess."""
_KEEP_BONUS = 0.5
"""Added, as a natural logarithm, to a well-formed word as it was read; no measurement is on record."""
_LOWEST, _HIGHEST = 0.02, 0.99
"""An engine's confidence is taken as no less and no more than this: it is never quite sure. Guesses."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word as the engine read it; `confidence` 0 to 1 or None; `alternatives` are (text, score)."""

    text: str
    confidence: float | None
    alternatives: tuple[tuple[str, float], ...] = ()

    @property
    def core(self) -> str:
        """The text without punctuation around it."""
        return self.text.strip(OUTER)


@dataclass(frozen=True, slots=True)
class Mend:
    """What became of a token: `rule` is None where it was left alone, and `score` 1, or its share if it is unlikely.

    `firm`: it stays, and ink and words around leave nothing to the other readings of its ink.
    """

    text: str
    rule: ChangeRule | None = None
    score: float = 1.0
    firm: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """A word that a token may be: id in the model, log-probability of the reading, text of the core."""

    word: int
    cost: float
    core: str


class Choices:
    """Lists choices; the first is always the token's own reading."""

    def __init__(self, model: SyllableModel, channel: Channel) -> None:
        self.model, self.channel = model, channel
        self.near = lru_cache(maxsize=32768)(self._near)
        self.sisters = lru_cache(maxsize=32768)(self._sisters)

    @cached_property
    def _syllables(self) -> list[tuple[int, str]]:
        """Ids and words of the vocabulary that are well-formed syllables."""
        words = self.model.words
        return [(i + FIRST_WORD, words[i + FIRST_WORD]) for i in syllables_among(words[FIRST_WORD:])]

    @cached_property
    def _matcher(self) -> Matcher:
        letters = set(ALPHABET)
        return Matcher(((i, w) for i, w in self._syllables if len(w) < 8 and letters.issuperset(w)), self.channel)

    @cached_property
    def _plain(self) -> dict[str, list[int]]:
        """Ids of syllables by their form without marks."""
        index: dict[str, list[int]] = {}
        plain = strip_marks("\n".join(word for _, word in self._syllables)).split("\n")
        for (i, _), word in zip(self._syllables, plain, strict=True):
            index.setdefault(word, []).append(i)
        return index

    def own(self, token: Token) -> Choice:
        """The reading as it is, at no cost."""
        core = token.core
        number = any(c.isdigit() for c in core)
        return Choice(NUMBER if number else self.model.id_of(fold_word(core)), 0.0, core)

    def of(self, token: Token, weak: bool) -> list[Choice]:
        """Choices of a token; `weak`: the engine was unsure or read no syllable, so look further away.

        Rule: Letters that are no syllable (`k`) become what another engine read there with other marks (`kế`: kể), if
            the words around ask for it.
        Test: diacritics/words/test_mend.py::test_what_another_engine_read_with_other_marks
        """
        core = token.core
        confidence = 0.5 if token.confidence is None else min(max(token.confidence, _LOWEST), _HIGHEST)
        keep = _KEEP_BONUS + math.log(confidence / (1 - confidence)) if is_well_formed(core) else 0.0
        own = fold_word(core)
        found = {own: Choice(self.model.id_of(own), keep, core)}
        form = shape(core)
        for i, score in self.near(core, form) if weak else self.sisters(core, form):
            word = self.model.words[i]
            found.setdefault(word, Choice(i, score, cased(word, form)))
        for text, score in token.alternatives:
            other = text.strip(OUTER)
            word = fold_word(other)
            if not _may_be(other, core, form, weak) or word == own:
                continue
            seen = math.log(max(score, 1e-3))
            if word not in found or found[word].cost < seen:
                found[word] = Choice(self.model.id_of(word), seen, cased(word, form))
            if weak and not is_well_formed(core):
                self._add_sisters(found, other, seen, form)
        return [c for w, c in found.items() if w == own or c.word >= FIRST_WORD]

    def _add_sisters(self, found: dict[str, Choice], other: str, seen: float, form: int) -> None:
        """Put in what another reading of letters that are no syllable may be with other marks (`k`, kế: kể)."""
        for i, score in self.sisters(other, form):
            word = self.model.words[i]
            found.setdefault(word, Choice(i, seen + score, cased(word, form)))

    def _near(self, core: str, form: int) -> tuple[tuple[int, float], ...]:
        """Syllables that the engine may have read as `core`, with the channel's log-probability."""
        ids, scores = self._matcher.match(core, form)
        rank = scores + 0.3 * self.model.unigram[ids]
        best = [k for k in np.argsort(-rank, kind="stable")[:_MOST].tolist() if scores[k] > _FARTHEST]
        return tuple((int(ids[k]), float(scores[k])) for k in best)

    def _sisters(self, core: str, form: int) -> tuple[tuple[int, float], ...]:
        """Syllables with the same letters and other marks."""
        upper = form == UPPER
        found = []
        for i in self._plain.get(bare(core), ()):
            word = self.model.words[i]
            printed = word.upper() if upper else word
            read = core if upper else core.lower()
            score = sum(self.channel.log(a, b) for a, b in zip(printed, read, strict=True))
            if score > _FARTHEST:
                found.append((i, score))
        return tuple(sorted(found, key=lambda x: -x[1])[:_MOST])


@cache
def shipped_choices() -> Choices:
    """Those with the model that comes with the package and with the errors of engines that read Vietnamese.

    One object for all who ask: its tables of the vocabulary take 40 ms to make.
    """
    return Choices(shipped_model(), Channel(shipped_counts("vie")))


def _may_be(other: str, core: str, form: int, weak: bool) -> bool:
    if not other.isalpha() or not is_well_formed(other) or shape(other) != form:
        return False
    return weak or strip_marks(other) == strip_marks(core)


def cased(word: str, form: int) -> str:
    """A lower-case word in the shape that was read."""
    if form == UPPER:
        return word.upper()
    return word[0].upper() + word[1:] if form == TITLE else word


def is_vietnamese(core: str) -> bool:
    """A well-formed syllable in letters of the alphabet."""
    return VIETNAMESE.issuperset(core) and is_well_formed(core)


def is_wrongly_marked(core: str) -> bool:
    """A syllable but for its marks (`QUYÉT`), and so no abbreviation? Those have no marks but that of Đ."""
    plain = strip_marks(core)
    return plain != core.replace("Đ", "D") and is_bare_syllable(plain)


def goes_on(text: str, after: str) -> bool:
    """Does the line go on in lower case after a syllable in lower case and one sign?

    Not where the next token is a list marker, and not after an abbreviation (`TP.`).
    """
    core = after.strip(OUTER)
    word = text[:-1]
    return (
        len(word) > 1
        and word.islower()
        and is_vietnamese(word)
        and len(core) > 1
        and core.islower()
        and after.startswith(core)
    )
