"""Names over all pages of a document: `diacritics` says what a name is elsewhere in it, words and changes follow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from sohoa.diacritics.language.folding import fold_word, strip_marks
from sohoa.diacritics.words.choices import Mend, Token
from sohoa.diacritics.words.repeated_names import agree_on_names
from sohoa.extract.wording.surnames import printed_surnames
from sohoa.nouns.page import PageReading
from sohoa.nouns.word import Word, WordChange
from sohoa.pipeline.restoration import word_changes
from sohoa.settings import RestoreSettings

_BY_LANGUAGE = 0.79
"""How sure at most, for the names around, a word is to which the language gave its marks: less than a witness."""


def agree_over_pages(readings: Sequence[PageReading], settings: RestoreSettings) -> tuple[PageReading, ...]:
    """The pages with names of which the reader was unsure as the document has them elsewhere.

    Args:
        readings: the pages of a document in order, their words mended.
        settings: of restoration; switched off, nothing is changed.
    """
    if not settings.enabled or all(w.confidence is None for r in readings for w in r.words):
        return tuple(readings)
    found = agree_on_names([[_token(w) for w in r.words] for r in readings], _is_surname)
    return tuple(_agreed(r, mends) if any(mends) else r for r, mends in zip(readings, found, strict=True))


def _token(word: Word) -> Token:
    """The word as mended; of which a person has said what it is may not change, nor one that has other letters now.

    A capitalised word that the language gave other marks is no witness: nothing but the document tells those of a name.
    """
    seen = tuple((a.text, a.score) for a in word.alternatives)
    if word.checked or word.confidence is None:
        return Token(word.text, word.confidence)
    if word.text == word.text_ocr:
        return Token(word.text, word.confidence, seen)
    marks_only = word.text[:1].isupper() and strip_marks(word.text) == strip_marks(word.text_ocr)
    return (
        Token(word.text, min(word.confidence, _BY_LANGUAGE), seen) if marks_only else Token(word.text, word.confidence)
    )


def _is_surname(word: str) -> bool:
    return fold_word(word) in printed_surnames()


def _agreed(reading: PageReading, mends: Sequence[Mend | None]) -> PageReading:
    words = tuple(
        replace(w, text=m.text, confidence=m.score) if m else w for w, m in zip(reading.words, mends, strict=True)
    )
    fresh = list(_new_changes(reading.words, mends))
    old = (c for c in reading.changes if c.word not in {f.word for f in fresh})
    changes = sorted((*old, *fresh), key=lambda c: c.word)
    return replace(reading, words=words, changes=tuple(changes))


def _new_changes(words: Sequence[Word], mends: Sequence[Mend | None]) -> Iterator[WordChange]:
    first = 0
    for _, line in groupby(words, key=lambda w: w.line):
        some = list(line)
        told = mends[first : first + len(some)]
        texts = [m if m and m.rule else Mend(w.text_ocr) for w, m in zip(some, told, strict=True)]
        yield from word_changes(some, texts, first)
        first += len(some)
