"""An output folder as a review sees it: its documents, its queue, its pages; looked at again when files change."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from threading import RLock

from sohoa.messages import Language
from sohoa.pipeline.output.datasets import read_rows
from sohoa.pipeline.output.outcomes import Outcome, load_outcomes
from sohoa.pipeline.output.paths import dataset_path, outcome_folder, outcome_path
from sohoa.pipeline.review.queue.places import Place, PlaceKind
from sohoa.pipeline.review.queue.recipe import all_places, document_places, urgent_places
from sohoa.pipeline.review.shown.cards import Card, card_of
from sohoa.pipeline.review.shown.known import KnownPage, known_pages
from sohoa.pipeline.review.shown.page import PageView, Told, page_view

SaidOf = Callable[[str], dict[tuple[PlaceKind, str], str]]
"""What places of a document say by kind and key, as far as people have said more than stands in its datasets."""
Stamp = tuple[int, int]
"""Time of change in nanoseconds and size of a file."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A document in the list of them."""

    name: str
    status: str
    n_pages: int
    n_doubts: int
    code: str
    subject: str


@dataclass
class _Held:
    """What was read of a document, as long as its outcome is the same."""

    stamp: Stamp
    outcome: Outcome
    places: list[Place] = field(default_factory=list)
    pages: dict[int, KnownPage] | None = None
    facts: tuple[str, str] | None = None


class Library:
    """Reads an output folder for a review. All methods may be called from several threads."""

    def __init__(self, out: Path, said_of: SaidOf = lambda _: {}) -> None:
        """Reads the doubtful places of all documents.

        Args:
            out: output folder.
            said_of: what was corrected since its datasets were written.

        Raises:
            InputError: a document was written under another contract, or a file is damaged.
        """
        self.out = out
        self.said_of = said_of
        self._lock = RLock()
        self._folder: Stamp = (0, 0)
        self._held: dict[str, _Held] = {}
        self._queue: list[Place] | None = None
        self._load()

    def names(self) -> list[str]:
        """Names of the documents, in their order."""
        self.refresh()
        return sorted(self._held)

    def outcome(self, name: str) -> Outcome | None:
        """How a document ended; None if there is no such document."""
        held = self._held.get(name)
        return held.outcome if held else None

    def outcomes(self) -> list[Outcome]:
        """How all documents ended."""
        return [self._held[name].outcome for name in self.names()]

    def renew(self, _: str) -> None:
        """A document was put together again: look at it before anything else is told of it."""
        self.refresh()

    def queue(self) -> list[Place]:
        """The places to look at, of all documents, the most urgent first."""
        with self._lock:
            self.refresh()
            if self._queue is None:
                self._queue = urgent_places(p for held in self._held.values() for p in held.places)
            said = {name: self.said_of(name) for name in self._held}
            return [p for p in self._queue if (p.kind, p.key) not in said[p.document]]

    def places(self, name: str) -> list[Place]:
        """Those of one document, the most urgent first."""
        said = self.said_of(name)
        return urgent_places(p for p in self._held[name].places if (p.kind, p.key) not in said)

    def pages(self, name: str) -> dict[int, KnownPage]:
        """The pages of a document, by number; none if it is not there."""
        with self._lock:
            held = self._held.get(name)
            if held is None:
                return {}
            if held.pages is None:
                held.pages = known_pages(self.out, name)
            return held.pages

    def page(self, name: str, number: int, language: Language) -> PageView | None:
        """A page of a document; None if there is none."""
        pages = self.pages(name)
        if number not in pages:
            return None
        return page_view(self.out, name, pages, number, Told(self.places(name), self.said_of(name), language))

    def cards(self, places: Iterable[Place], language: Language) -> list[Card]:
        """Cards of places of several documents, with ids of their own."""
        return [card_of(p, self.pages(p.document), language, f"q{k}-") for k, p in enumerate(places)]

    def listed(self) -> list[Listed]:
        """All documents, for a list."""
        return [self._listed(name) for name in self.names()]

    def _listed(self, name: str) -> Listed:
        held = self._held[name]
        if held.facts is None:
            row = read_rows(dataset_path(self.out, "documents", name), "documents", ["code", "subject"])[0]
            held.facts = row["code"] or "", row["subject"] or ""
        doubts = len(self.places(name))
        return Listed(name, held.outcome.status.value, held.outcome.n_pages, doubts, *held.facts)

    def refresh(self) -> None:
        """Read again what was changed since: an outcome is the last file that is written of a document."""
        with self._lock:
            if _stamp(outcome_folder(self.out)) == self._folder:
                return
            self._folder = _stamp(outcome_folder(self.out))
            for outcome in load_outcomes(self.out).values():
                held = self._held.get(outcome.name)
                stamp = _stamp(outcome_path(self.out, outcome.name))
                if held is None or held.stamp != stamp:
                    self._held[outcome.name] = _Held(stamp, outcome, document_places(self.out, outcome.name))
                    self._queue = None

    def _load(self) -> None:
        self._folder = _stamp(outcome_folder(self.out))
        outcomes = load_outcomes(self.out)
        found = all_places(self.out)
        for o in outcomes.values():
            self._held[o.name] = _Held(_stamp(outcome_path(self.out, o.name)), o, found.get(o.name, []))


def _stamp(path: Path) -> Stamp:
    told = path.stat()
    return told.st_mtime_ns, told.st_size
