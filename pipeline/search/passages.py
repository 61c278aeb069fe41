"""The passage of a page that shows best what was looked for: its words, which were meant, and where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sohoa.nouns.geometry import Box
from sohoa.pipeline.search.query import Terms
from sohoa.pipeline.search.units import Unit, box_of

_BEFORE, _AFTER = 8, 22
"""Words of a passage before and behind the first one that was looked for."""
_LONGEST_WORD = 60
"""Letters of a word that are shown."""


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
    words = [*unit.words, *(b.text for b in unit.besides)]
    places = sorted(_places(words, terms), key=lambda p: p.first)
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
    together = sum(1 for _ in _places(unit.words, terms.as_phrase()))
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
    places = list(_places(words, terms))
    shown = {k for p in places for k in range(p.first, p.last + 1)}
    begin = min(shown, default=0)
    first, last = max(0, begin - _BEFORE), min(len(words), begin + _AFTER)
    pieces = tuple(Piece(words[k][:_LONGEST_WORD], k in shown) for k in range(first, last))
    return Passage(pieces, (one.box,) if one.box else (), one.kind, n_places)


def _places(words: Sequence[str], terms: Terms) -> Iterator[_Place]:
    """Where the phrases stand, in the order of phrases."""
    found = [(form, k) for k, word in enumerate(words) for form in terms.forms(word)]
    forms = [form for form, _ in found]
    for number, phrase in enumerate(terms.phrases):
        n, at = len(phrase), -1
        while (at := _index(forms, phrase[0], at + 1)) >= 0:
            if tuple(forms[at : at + n]) == phrase:
                yield _Place(found[at][1], found[at + n - 1][1], number)


def _index(forms: list[str], form: str, start: int) -> int:
    try:
        return forms.index(form, start)
    except ValueError:
        return -1
