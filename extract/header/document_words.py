"""A document as a witness of its own names: marks that one place lost stand in print elsewhere.

The name of an authority and its place are printed again in date line, text, recipients and appendices. Where two
neighbouring words of such a name, read unsurely, stand there with the same letters and other marks, and nowhere as they
were read, those are its marks. Letters are never changed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import regex

from sohoa.diacritics.language.folding import bare_letters, fold_word
from sohoa.extract.header.found import REVIEW_BELOW, Found
from sohoa.extract.header.page_parts import PageParts
from sohoa.nouns.word import Word

MENDED = 0.8
"""How sure a name is at most whose marks were taken from elsewhere: it is to be looked at. The lines that lent them say
the same as it and would otherwise confirm it."""
Pair = tuple[str, str]
Readings = Mapping[Pair, Counter[tuple[Pair, tuple[bool, bool]]]]
"""By the letters of two neighbouring words: how often they were read with which marks, and which of both surely."""


def pair_readings(pages: Sequence[PageParts]) -> Readings:
    """For the letters of each two neighbouring words, how often they were read with which marks; one is surely read."""
    found: dict[Pair, Counter[tuple[Pair, tuple[bool, bool]]]] = defaultdict(Counter)
    for line in (line for page in pages for line in page.lines):
        for a, b in pairwise(line.words):
            sure = _sure(a), _sure(b)
            if any(sure):
                pair = fold_word(_plain(a.text)), fold_word(_plain(b.text))
                found[_letters(pair)][pair, sure] += 1
    return found


def with_own_marks(found: Found[str] | None, readings: Readings) -> Found[str] | None:
    """A name with the marks that the document prints elsewhere; the same where it does not, or all was surely read.

    Rule: Marks of an authority's or place's name that were unsurely read are taken from where the document prints the
        same words again; its letters stay, and the field is flagged.
    Test: extract/header/test_own_words.py::test_marks_of_a_name_stand_elsewhere_in_the_document
    """
    if found is None or found.sure >= REVIEW_BELOW:
        return found
    mended = _with_marks(found.value, readings)
    if mended == found.value:
        return found
    return replace(found, value=mended, sure=min(MENDED, found.sure + _GAIN), limit=MENDED)


_GAIN = 0.2
"""What the witness adds to the confidence. A guess."""


def names_with_own_marks(found: Found[tuple[str, ...]] | None, readings: Readings) -> Found[tuple[str, ...]] | None:
    """Recipients with the marks of names in them (two words with capitals) that the document prints elsewhere.

    Rule: Marks of a name in an unsurely read list of recipients are taken from where the document prints it again.
    Test: extract/header/test_own_words.py::test_marks_of_names_among_the_recipients
    """
    if found is None or found.sure >= REVIEW_BELOW:
        return found
    items = tuple(_with_marks(item, readings, names_only=True) for item in found.value)
    return found if items == found.value else replace(found, value=items, limit=MENDED)


def _with_marks(text: str, readings: Readings, names_only: bool = False) -> str:
    words = text.split()
    for k in range(len(words) - 1):
        two = words[k : k + 2]
        if names_only and not all(_plain(w)[:1].isupper() for w in two):
            continue
        pair = fold_word(_plain(two[0])), fold_word(_plain(two[1]))
        other = _agreed(readings.get(_letters(pair), Counter()), pair)
        if other:
            words[k : k + 2] = [_marked(w, o) for w, o in zip(two, other, strict=True)]
    return " ".join(words)


def _agreed(counts: Counter[tuple[Pair, tuple[bool, bool]]], pair: Pair) -> Pair | None:
    """The one reading that stands elsewhere, surely in what differs, where this one stands nowhere; None if none is."""
    if counts[pair, (True, True)]:
        return None
    pairs = {p for (p, sure) in counts if p != pair and _sure_of_others(p, pair, sure)}
    return pairs.pop() if len(pairs) == 1 else None


def _sure_of_others(read: Pair, pair: Pair, sure: tuple[bool, bool]) -> bool:
    """Was each word that differs surely read there?"""
    return all(s for r, p, s in zip(read, pair, sure, strict=True) if r != p)


def _marked(word: str, folded: str) -> str:
    """`word` with the marks of `folded`, in its own capitals and with its signs."""
    plain = _plain(word)
    if fold_word(plain) == folded or len(plain) != len(folded):
        return word
    cased = "".join(c.upper() if w.isupper() else c for c, w in zip(folded, plain, strict=True))
    return word.replace(plain, cased, 1)


def _sure(word: Word) -> bool:
    return word.confidence is None or word.confidence >= REVIEW_BELOW


def _plain(text: str) -> str:
    return str(regex.sub(r"^[^\p{L}\d]+|[^\p{L}\d]+$", "", text))


def _letters(pair: Iterable[str]) -> Pair:
    a, b = (bare_letters(w) for w in pair)
    return a, b
