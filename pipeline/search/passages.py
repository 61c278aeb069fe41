"""The passage of a page that shows best what was looked for: its words, which were meant, and where they stand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sohoa.diacritics.language.folding import bare
from sohoa.nouns.geometry import Box
from sohoa.pipeline.search.query import Terms
from sohoa.pipeline.search.units import Unit, box_of

_BEFORE, _AFTER = 8, 22
"""Words of a passage before and behind the first one that was looked for."""
_LONGEST_WORD = 60
"""Letters of a word that are shown."""
_END = "\x1f"
"""Parts words that are joined (ASCII, unit separator)."""
_IN_TOKEN = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A word of a passage; `found`: it was looked for."""

    text: str
    found: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of a page.

    Attributes:
        pieces: its words, in reading order.
        boxes: of those that were found in it, pixels of the cleaned page; empty where there are none.
        kind: `text`, else the kind of what stands there besides the page's words (`Besides`).
        n_places: places of the page where all words of the query stand one behind the other; where there is none,
            those where one of its words or phrases stands.
    """

    pieces: tuple[Piece, ...]
    boxes: tuple[Box, ...]
    kind: str
    n_places: int


@dataclass(frozen=True, slots=True)
class _Place:
    """Words of the page, from the first to the last one, where a phrase (its number) stands."""

    first: int
    last: int
    phrase: int


def best_passage(unit: Unit, terms: Terms) -> Passage:
    """The passage with the most phrases of a query; the beginning of the page if there is none.

    Rule: A hit shows the passage with the most words of the query, and the box around those words on the page.
    Test: pipeline/search/test_passages.py::test_the_passage_with_the_most_words
    """
    joined = _joined((*unit.words, *(b.text.replace(_END, " ") for b in unit.besides)))
    places = sorted(_places(joined, terms), key=lambda p: p.first)
    in_words = [p for p in places if p.last < len(unit.words)]
    best = _best(in_words)
    besides = [p for p in places if p.first >= len(unit.words)]
    if besides and not best:
        at = besides[0].first - len(unit.words)
        return _besides(unit, at, terms, len(places))
    begin = best[0].first if best else 0
    first, last = max(0, begin - _BEFORE), min(len(unit.words), begin + _AFTER)
    meant = {k for p in best for k in range(p.first, p.last + 1)}
    shown = {k for p in in_words for k in range(p.first, p.last + 1)}
    pieces = tuple(Piece(unit.words[k][:_LONGEST_WORD], k in shown) for k in range(first, last))
    boxes = (box_of(unit.boxes[4 * k : 4 * k + 4]) for k in sorted(meant))
    together = sum(1 for p in _places(joined, terms.as_phrase()) if p.last < len(unit.words))
    return Passage(pieces, tuple(b for b in boxes if b), "text", together or len(in_words) or len(places))


def _best(places: Sequence[_Place]) -> list[_Place]:
    """Places of as many phrases as a passage has, each once, that stand nearest to each other; the first such."""
    best: list[_Place] = []
    worth = 0, 0
    for k, one in enumerate(places):
        here: dict[int, _Place] = {}
        for p in places[k:]:
            if p.last >= one.first + _AFTER:
                break
            here.setdefault(p.phrase, p)
        spread = max((p.last for p in here.values()), default=0) - one.first
        if here and (len(here), -spread) > worth:
            best, worth = list(here.values()), (len(here), -spread)
    return best


def _besides(unit: Unit, at: int, terms: Terms, n_places: int) -> Passage:
    """What stands in a formal part, or in a cell over several pages."""
    one = unit.besides[at]
    words = one.text.split()
    places = list(_places(_joined(words), terms))
    shown = {k for p in places for k in range(p.first, p.last + 1)}
    begin = min(shown, default=0)
    first, last = max(0, begin - _BEFORE), min(len(words), begin + _AFTER)
    pieces = tuple(Piece(words[k][:_LONGEST_WORD], k in shown) for k in range(first, last))
    return Passage(pieces, (one.box,) if one.box else (), one.kind, n_places)


def _joined(words: Iterable[str]) -> tuple[str, str]:
    """Words as one text, with their marks and without, equally long; none of them holds what parts them."""
    text = unicodedata.normalize("NFC", _END.join(words))
    return text, bare(text)


def _places(joined: tuple[str, str], terms: Terms) -> Iterator[_Place]:
    """Where the phrases stand in words that were joined, in the order of phrases.

    Looked for without marks in the whole text at once: to cut each word into tokens takes ten times as long.
    """
    text, low = joined
    for number, phrase in enumerate(terms.phrases):
        pattern, at = _pattern(phrase), -1
        while found := pattern.search(low, at + 1):
            at, end = found.span()
            begins = at == 0 or not _IN_TOKEN.match(low, at - 1)
            if begins and terms.forms(text[at:end]) == phrase:
                yield _Place(low.count(_END, 0, at), low.count(_END, 0, end), number)


@lru_cache
def _pattern(phrase: tuple[str, ...]) -> re.Pattern[str]:
    """Tokens one behind the other, whatever parts them.

    That the first one is whole is left to be seen: a pattern that begins with letters is found much faster.
    """
    tokens = r"[\W_]+".join(re.escape(bare(token)) for token in phrase)
    return re.compile(rf"{tokens}(?![^\W_])")
