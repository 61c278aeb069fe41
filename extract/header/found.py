"""What was found in one place of a page: a value, the words it was read from, and how sure both are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Generic, TypeVar

import regex

from sohoa.diacritics.language.folding import bears_marks
from sohoa.diacritics.language.syllable import is_bare_syllable, is_well_formed
from sohoa.extract.wording.vocabulary import rows
from sohoa.nouns.evidence import Evidence, EvidenceSource, Value
from sohoa.nouns.geometry import Box
from sohoa.nouns.text_run import TextRun
from sohoa.nouns.word import Word

T = TypeVar("T", bound=Value, covariant=True)

REVIEW_BELOW = 0.85
"""A field of less confidence should be looked at; the scorer of headers counts it as flagged."""
ODD = 0.5
"""A word that is no syllable, and that one would be, is this sure at most. A guess."""
KNOWN = 0.4
"""What the vocabulary has whole keeps this share of its doubt: two witnesses that agree. A guess."""


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A value and its words; `sure` is how sure it is, 0-1, what the words themselves are worth included.

    `limit` is how sure it is at most, whatever else in the document says the same.
    """

    value: T
    words: tuple[Word, ...]
    sure: float
    limit: float = 1.0

    def at_most(self, cap: float) -> Found[T]:
        """The same, no surer than `cap`."""
        return replace(self, sure=min(self.sure, cap))

    def evidence(self, field: str, source: EvidenceSource, page: int) -> Evidence:
        """The same as evidence of a field."""
        boxes = [w.box for w in self.words if w.box is not None]
        around, sure = Box.around(boxes) if boxes else None, round(min(self.sure, self.limit), 3)
        return Evidence(field, self.value, source, page, around, sure, limit=self.limit)


def joined(found: Sequence[Found[str]], by: str = " ") -> Found[str] | None:
    """Several texts as one, as sure as the least sure of them; None if there are none."""
    if not found:
        return None
    words = tuple(w for f in found for w in f.words)
    return Found(by.join(f.value for f in found), words, min(f.sure for f in found), min(f.limit for f in found))


def run_words(runs: Iterable[TextRun]) -> tuple[Word, ...]:
    """All words of some runs."""
    return tuple(w for r in runs for w in r.words)


def words_sure(words: Sequence[Word], known: bool = False) -> float:
    """How sure the least sure of these words is, 0-1; signs without letter or figure do not count.

    Args:
        words: of one field.
        known: is the whole of it in the vocabulary, letter by letter?
    """
    least = min((_word_sure(w) for w in words if any(c.isalnum() for c in w.text)), default=1.0)
    return 1 - KNOWN * (1 - least) if known else least


def _word_sure(word: Word) -> float:
    sure = 1.0 if word.confidence is None else word.confidence
    return min(sure, ODD) if is_odd(word.text) else sure


def is_odd(text: str) -> bool:
    """Is a part of it no syllable (`Mnh`, `SỞƠ`)? Codes pass, and words in capitals whose vowels bear no marks."""
    for token in regex.findall(r"\p{L}+", text):
        codelike = any(c.isupper() for c in token[1:]) and not (token.isupper() and bears_marks(_without_bars(token)))
        if len(token) < 2 or codelike:
            continue
        fits = is_well_formed(token) if bears_marks(token) else is_bare_syllable(token)
        if not fits and token.lower() not in _place_words():
            return True
    return False


@cache
def _place_words() -> frozenset[str]:
    """Words of provinces' names (`Đắk`): not all are Vietnamese syllables."""
    return frozenset(word.lower() for name, *_ in rows("provinces.tsv") for word in name.split())


def _without_bars(text: str) -> str:
    """The text with Đ as D: abbreviations (`HĐND`) have no other marks."""
    return text.replace("Đ", "D").replace("đ", "d")
