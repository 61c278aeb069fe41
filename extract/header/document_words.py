"""A document as a witness of its own names: marks that one place lost stand in print elsewhere.

The name of an authority and its place are printed again in text, recipients and appendices. Where two neighbouring
words of such a name, read unsurely, stand there time and again with the same letters and other marks, those are its
marks. Letters are never changed.
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

FEWEST = 2
"""So many places must agree. A guess."""
MENDED = 0.8
"""How sure a name is at most whose marks were taken from elsewhere: it is to be looked at. The lines that lent them say
the same as it and would otherwise confirm it."""
Pair = tuple[str, str]
Readings = Mapping[Pair, Counter[Pair]]


def pair_readings(pages: Sequence[PageParts]) -> Readings:
    """For the letters of each two neighbouring words, how often they were surely read with which marks."""
    found: dict[Pair, Counter[Pair]] = defaultdict(Counter)
    for line in (line for page in pages for line in page.lines):
        for a, b in pairwise(line.words):
            if _sure(a) and _sure(b):
                pair = fold_word(_plain(a.text)), fold_word(_plain(b.text))
                found[_letters(pair)][pair] += 1
    return found


def with_own_marks(found: Found[str] | None, readings: Readings) -> Found[str] | None:
    """A name with the marks that the document prints elsewhere; the same where it does not, or all was surely read.

    Rule: Marks of an authority's or place's name that were unsurely read are taken from where the document prints the
        same words again; its letters stay, and the field is flagged.
    Test: extract/header/test_own_words.py::test_marks_of_a_name_stand_elsewhere_in_the_document
    """
    if found is None or found.sure >= REVIEW_BELOW:
        return found
    words = found.value.split()
    for k, pair in enumerate(pairwise([fold_word(_plain(w)) for w in words])):
        other = _agreed(readings.get(_letters(pair), Counter()), pair)
        if other:
            words[k], words[k + 1] = (_marked(w, o) for w, o in zip(words[k : k + 2], other, strict=True))
    mended = " ".join(words)
    if mended == found.value:
        return found
    return replace(found, value=mended, sure=min(MENDED, found.sure + _GAIN), limit=MENDED)


_GAIN = 0.2
"""What the witness adds to the confidence. A guess."""


def _agreed(counts: Counter[Pair], pair: Pair) -> Pair | None:
    """The reading that stands elsewhere often enough, where this one stands nowhere else; None if there is none."""
    others = [(p, n) for p, n in counts.items() if p != pair]
    if counts[pair] or len(others) != 1 or others[0][1] < FEWEST:
        return None
    return others[0][0]


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
