"""Lines of which a part of the marks is lost (`Sở Tài chinh chủ trì, phối hop`): judged word by word.

A line that bears marks is sound as a rule, and bare words stand in it rightly (`cho`, `trong`, names). It is looked at
only where several of its words can hardly be meant: no syllable as they stand, or far rarer than the same letters with
more marks. Then each word may stay, at an advantage, or get marks that it lacks; no mark is ever taken away or changed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache

from sohoa.diacritics.language.changes import Change
from sohoa.diacritics.language.folding import fold_word, strip_marks
from sohoa.diacritics.language.sentences import TITLE, Token, lines_to_sentences, shape
from sohoa.diacritics.language.syllable import is_well_formed
from sohoa.diacritics.language.tokens import NUMBER, UNKNOWN
from sohoa.diacritics.lines.toneless import Toneless
from sohoa.diacritics.statistics.syllable_model import plain_index

_RARER = 0.7
"""A word so much rarer than the same letters with more marks, in natural logarithms, is suspect: twice as rare."""
_SUSPECTS, _SUSPECT_SHARE = 2, 0.1
"""So many suspects, and such a share of the words, make a line one whose marks are lost in part. Guesses."""
_MEND = 2
_KEPT, _KEPT_NAME = 4.0, 7.0
"""Advantage of a word as it stands, in natural logarithms, and of one with a capital inside a sentence. Chosen on 967
lines kept back from training: none of them is changed; of 1030 syllables whose marks were taken off at random (a third
of all) 89.7 % come back, 0.7 % come out wrong."""


class HalfMarked(Toneless):
    """Adds the marks that are missing in lines that bear others."""

    bare_only = False
    kept, kept_name = _KEPT, _KEPT_NAME

    def changes(self, lines: Sequence[str]) -> list[list[Change]]:
        """The marks to add to each line, in order; none to a line in which fewer than two words would change.

        Rule: A line with a part of its marks missing is mended word by word; a line in which less than two words can
            hardly be meant stays as it is.
        Test: diacritics/lines/test_half_marked.py::test_missing_marks_are_added
        """
        suspect = [self._is_suspect(line) for line in lines]
        if not any(suspect):
            return [[] for _ in lines]
        found = super().changes([x if s else "" for x, s in zip(lines, suspect, strict=True)])
        return [self._mended_or_told(changes, many) for changes, many in zip(found, suspect, strict=True)]

    def _mended_or_told(self, changes: list[Change], mend: int) -> list[Change]:
        """The changes, or, where the line is to stay, what would be changed as doubts of the words as they are.

        Rule: In a line that bears its marks, one word that can hardly be meant as it is stays and is doubtful.
        Test: diacritics/lines/test_half_marked.py::test_one_odd_word_is_doubtful
        """
        if mend == _MEND and sum(not c.is_kept for c in changes) >= _SUSPECTS:
            return changes
        return [
            replace(c, after=c.before, others=(c.after,), score=round(1 - c.score, 3)) for c in changes if not c.is_kept
        ]

    def _is_suspect(self, line: str) -> int:
        """Is the line to stay as it is (0), to be looked at (1), or to be mended where two words change (2)?"""
        words = [t for some in lines_to_sentences([line]) for t in some if t.is_word and not t.fixed]
        suspects = sum(
            self._hardly_meant(fold_word(t.text)) for t in words if not (t.inside and shape(t.text) == TITLE)
        )
        return _MEND if suspects >= max(_SUSPECTS, _SUSPECT_SHARE * len(words)) else min(suspects, 1)

    @cached_property
    def _hardly_meant(self) -> Callable[[str], bool]:
        return lru_cache(maxsize=65536)(self._is_hardly_meant)

    def _is_hardly_meant(self, word: str) -> bool:
        """Is a word no syllable, or far rarer than the same letters with more marks?"""
        richer = [i for i in self._richer(word) if self.model.words[i] != word]
        if not richer or not is_well_formed(word):
            return bool(richer)
        own, log = self.model.id_of(word), self.model.unigram
        return own == UNKNOWN or float(log[richer].max() - log[own]) > _RARER

    @cached_property
    def _by_letters(self) -> dict[str, list[int]]:
        return plain_index(self.model)

    def _richer(self, word: str) -> tuple[int, ...]:
        """Well-formed words with the same letters that have all marks of `word`, and perhaps more."""
        some = self._by_letters.get(strip_marks(word), ())
        return tuple(i for i in some if is_well_formed(self.model.words[i]) and has_marks_of(self.model.words[i], word))

    def _candidates(self, token: Token, alone: bool) -> tuple[int, ...]:
        if not token.is_word:
            return (NUMBER,)
        own = self.model.id_of(fold_word(token.text))
        if token.fixed or alone:
            return (own,)
        richer = self._richer(fold_word(token.text))
        return richer if own in richer else (own, *richer)


def has_marks_of(richer: str, word: str) -> bool:
    """Has each letter of `richer` all marks of the letter of `word` at its place, on the same base?

    >>> has_marks_of("tổng", "tông"), has_marks_of("tông", "tổng")
    (True, False)
    """
    if len(richer) != len(word):
        return False
    return all(_marks(b) <= _marks(a) for a, b in zip(richer, word, strict=True))


def _marks(letter: str) -> set[str]:
    return {"\u0335"} if letter in "đĐ" else set(unicodedata.normalize("NFD", letter)[1:])
