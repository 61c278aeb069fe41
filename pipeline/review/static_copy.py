"""The pages of a review as files, to read and to send on: no server, no corrections, nothing loaded from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sohoa.errors import InputError, SohoaError
from sohoa.messages import Language
from sohoa.nouns.doubt import DoubtKind
from sohoa.nouns.geometry import Box
from sohoa.pipeline.output.atomic_files import write_bytes, write_text
from sohoa.pipeline.output.outcomes import Outcome
from sohoa.pipeline.output.secrecy import OnSecret, documents_to_write
from sohoa.pipeline.review import addresses, templates
from sohoa.pipeline.review.library import Library
from sohoa.pipeline.review.pictures.pages import Pictures
from sohoa.pipeline.review.queue.places import Place
from sohoa.pipeline.review.shown.cards import Card
from sohoa.pipeline.review.templates import Setting
from sohoa.settings import Settings

PLACES_A_PAGE = 60
MOST_PAGES = 20
"""Of the queue, in a copy: what is further down is found in the documents."""
_FIRST = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><meta http-equiv="refresh" content="0; url={to}"><title>sohoa</title></head>
<body><a href="{to}">sohoa</a></body></html>
"""


@dataclass(frozen=True, slots=True)
class ReviewWish:
    """How a copy is made: where the sources are, in which language it speaks, what becomes of secret documents."""

    roots: tuple[Path, ...] = (Path(),)
    language: Language = Language.VI
    on_secret: OnSecret = OnSecret.FLAG


def export_review(out: Path, destination: Path, wish: ReviewWish) -> Iterator[Path | SohoaError]:
    """Write the pages; yields each path when it is written, and what could not be shown.

    Args:
        out: output folder of `sohoa run`.
        destination: folder to write; `index.html` in it is the first page.
        wish: how.

    Raises:
        CannotWrite: the destination cannot be written.
        InputError: a document was written under another contract.
    """
    names = list(documents_to_write(out, wish.on_secret))
    copy = _Copy(Library(out), Pictures(wish.roots, Settings()), destination, Setting(wish.language, live=False))
    yield from copy.assets()
    for name in names:
        yield from copy.document(name)
    yield from copy.lists(frozenset(names))


class _Copy:
    """Writes one copy."""

    def __init__(self, library: Library, pictures: Pictures, destination: Path, setting: Setting) -> None:
        self._library = library
        self._pictures = pictures
        self._to = destination
        self._setting = setting
        self._crops: set[str] = set()

    def assets(self) -> Iterator[Path]:
        for asset in sorted(a for a in templates.ASSETS.iterdir() if a.name != templates.WRITES):
            yield self._bytes(asset.name, asset.read_bytes())

    def document(self, name: str) -> Iterator[Path | SohoaError]:
        outcome = self._library.outcome(name)
        if outcome is None:
            return
        pages = self._library.pages(name)
        has_source = self._pictures.sources.path_of(outcome) is not None
        if not has_source:
            yield InputError(kind=DoubtKind.SOURCE_NOT_FOUND, where=outcome.source_path)
        for number, known in pages.items():
            view = self._library.page(name, number, self._setting.language)
            picture = self._pictures.page(outcome, known.shape) if has_source else None
            if view is None:
                continue
            if picture is not None:
                yield self._bytes(addresses.picture_path(name, number), picture)
            html = templates.page_html(self._setting, view, list(pages), picture is not None)
            yield self._text(addresses.page_path(self._setting.language, name, number), html)
            yield from self._pieces(outcome, view.cards)

    def lists(self, names: frozenset[str]) -> Iterator[Path]:
        language = self._setting.language
        listed = [d for d in self._library.listed() if d.name in names]
        yield self._text(addresses.documents_path(language), templates.documents_html(self._setting, listed))
        places = [p for p in self._library.queue() if p.document in names][: MOST_PAGES * PLACES_A_PAGE]
        for number in range(1, max(1, -(-len(places) // PLACES_A_PAGE)) + 1):
            yield from self._queue_page(places, number)
        yield self._text("index.html", _FIRST.format(to=addresses.queue_path(language)))

    def _queue_page(self, places: Sequence[Place], number: int) -> Iterator[Path]:
        here = places[(number - 1) * PLACES_A_PAGE : number * PLACES_A_PAGE]
        n_more = min(PLACES_A_PAGE, max(0, len(places) - number * PLACES_A_PAGE))
        cards = self._library.cards(here, self._setting.language)
        html = templates.queue_html(self._setting, cards, number, len(places), n_more)
        yield self._text(addresses.queue_path(self._setting.language, number), html)

    def _pieces(self, outcome: Outcome, cards: Iterable[Card]) -> Iterator[Path]:
        """The crops of cards, each once."""
        pages = self._library.pages(outcome.name)
        for crop in (look.crop for card in cards for look in card.looks if look.crop):
            path = addresses.crop_path(outcome.name, crop)
            box = Box(crop.x0, crop.y0, crop.x1, crop.y1)
            data = None if path in self._crops else self._pictures.crop(outcome, pages[crop.page].shape, box)
            self._crops.add(path)
            if data is not None:
                yield self._bytes(path, data)

    def _text(self, path: str, text: str) -> Path:
        write_text(self._to / path, text, self._to)
        return self._to / path

    def _bytes(self, path: str, data: bytes) -> Path:
        write_bytes(self._to / path, data, self._to)
        return self._to / path
