"""A place as a card: its pictures, what was read, what else it may be, what is doubtful."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from sohoa.messages import Language, reasons
from sohoa.nouns.geometry import Box
from sohoa.nouns.word import Alternative
from sohoa.pipeline.review.queue.places import DoubtfulWord, Place, PlaceKind
from sohoa.pipeline.review.shown.crops import Crop, crop_of
from sohoa.pipeline.review.shown.known import KnownPage
from sohoa.pipeline.review.shown.marks import mark_of

_MOST_CHOICES = 9
"""One a key, from 1 to 9."""
_GLIMPSE, _BEFORE = 60, 18
"""Letters of a text that a list shows, and those of them that stand before its doubtful word."""
_MOST_LOOKS = 20
"""Doubtful words of a cell that are looked at one by one."""


@dataclass(frozen=True, slots=True)
class Look:
    """One thing of a place to look at: a doubtful word of a cell, or the place as a whole (`word` is "").

    `text` is what stands there, `text_ocr` what the engine read, `choices` are other readings, one key each.
    """

    word: str
    text: str
    text_ocr: str
    mark: str
    crop: Crop | None
    choices: tuple[str, ...]
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text; `word` is the key of the doubtful word that it is, "" for text between such."""

    text: str
    word: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A place as it is shown. `id` names it on its page of HTML, `item` in a quality round."""

    id: str
    place: Place
    pieces: tuple[Piece, ...]
    looks: tuple[Look, ...]
    reason: str
    item: int | None = None

    @property
    def mark(self) -> str:
        """How sure it is."""
        return mark_of(self.place.confidence)

    @property
    def glimpse(self) -> tuple[str, str, str]:
        """What a list shows of it: its least sure word, and a few letters before and after."""
        first = self.looks[0].word if self.looks else ""
        at = next((k for k, p in enumerate(self.pieces) if p.word and p.word == first), None)
        if at is None:
            text = self.place.text or ""
            return "", "", f"{text[:_GLIMPSE]}…" if len(text) > _GLIMPSE else text
        before = "".join(p.text for p in self.pieces[:at])
        after = "".join(p.text for p in self.pieces[at + 1 :])
        return f"…{before[-_BEFORE:]}" if len(before) > _BEFORE else before, self.pieces[at].text, after[:_GLIMPSE]

    @property
    def percent(self) -> int | None:
        """Its confidence from 0 to 100; None where nothing was measured."""
        confidence = self.place.confidence
        return None if confidence is None else int(100 * confidence)


def card_of(
    place: Place, pages: dict[int, KnownPage], language: Language, prefix: str = "", whole: bool = False
) -> Card:
    """The card of a place.

    Args:
        place: of the queue.
        pages: those of its document, by number.
        language: in which its doubts are told.
        prefix: sets its id apart from those of other documents.
        whole: show all of a large cell.
    """
    return Card(
        f"{prefix}{element_id(place.kind, place.key)}",
        place,
        tuple(pieces_of(place.text or "", place.words if place.kind is PlaceKind.CELL else ())),
        tuple(_looks(place, pages, whole)),
        reasons(place.doubts, language),
    )


def element_id(kind: PlaceKind, key: str) -> str:
    """What a place is called in HTML: letters, digits, `_` and `-` alone."""
    return f"{kind.value}-{key.replace('/', '-')}"


def pieces_of(text: str, words: Iterable[DoubtfulWord]) -> Iterator[Piece]:
    """The text with its doubtful words set apart, each found where it first stands after the one before it."""
    at = 0
    for word in sorted(words, key=lambda w: (w.page, w.word)):
        found = re.compile(rf"(?<!\S){re.escape(word.text)}(?!\S)").search(text, at) if word.text else None
        if found is None:
            continue
        if found.start() > at:
            yield Piece(text[at : found.start()])
        at = found.end()
        yield Piece(word.text, f"{word.page}/{word.word}", mark_of(word.confidence))
    if at < len(text):
        yield Piece(text[at:])


def _looks(place: Place, pages: dict[int, KnownPage], whole: bool) -> Iterator[Look]:
    if place.kind is PlaceKind.CELL and place.words:
        for word in place.words[:_MOST_LOOKS]:
            yield _of_word(replace(place, words=(word,), page=word.page), word, pages, whole)
    elif place.words:
        yield _of_word(place, place.words[0], pages, whole)
    else:
        known = pages.get(place.page or 0)
        crop = crop_of(place, known.shape, known.dpi, whole) if known else None
        yield Look("", place.text or "", place.text_ocr, "", crop, _readings(place.others, place.text or ""))


def _of_word(place: Place, word: DoubtfulWord, pages: dict[int, KnownPage], whole: bool) -> Look:
    known = pages.get(word.page)
    crop = crop_of(place, known.shape, known.dpi, whole) if known else None
    read = Alternative(word.text_ocr, 0.0)
    choices = _readings((*word.alternatives, read), word.text)
    return Look(f"{word.page}/{word.word}", word.text, word.text_ocr, mark_of(word.confidence), crop, choices, word.box)


def _readings(others: Iterable[Alternative], instead_of: str) -> tuple[str, ...]:
    told = dict.fromkeys(a.text for a in others)
    return tuple(t for t in told if t not in ("", instead_of))[:_MOST_CHOICES]
