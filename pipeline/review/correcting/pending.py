"""What was corrected and does not stand in the datasets yet; and what happened in which order, for other windows."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock

from sohoa.pipeline.review.queue.places import PlaceKind

_MOST_EVENTS = 2000
"""That are remembered: a window that missed more shows its page anew."""


@dataclass(frozen=True, slots=True)
class Said:
    """A place that was corrected or confirmed; `text` is what stands there now."""

    correction: str
    kind: PlaceKind
    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Event:
    """Something that was done. `structural`: the page is another one; `by`: which window did it."""

    version: int
    document: str
    id: str
    text: str | None
    structural: bool
    by: str


class Pending:
    """Kept in memory; what counts stands in the files of corrections. May be called from several threads."""

    def __init__(self) -> None:
        """Nothing was done yet."""
        self._said: dict[str, list[Said]] = {}
        self._events: list[Event] = []
        self._version = 0
        self._lock = Lock()

    @property
    def version(self) -> int:
        """Of what was done."""
        return self._version

    def add(self, document: str, said: Said) -> None:
        """Remember what a place says until it stands in the datasets."""
        with self._lock:
            self._said.setdefault(document, []).append(said)

    def drop(self, document: str, correction: str) -> Said | None:
        """Forget a correction that was undone; gives it back if it was not in the datasets yet."""
        with self._lock:
            some = self._said.get(document, [])
            gone = next((s for s in some if s.correction == correction), None)
            self._said[document] = [s for s in some if s is not gone]
            return gone

    def settled(self, document: str, corrections: frozenset[str]) -> None:
        """Forget those that stand in the datasets by now."""
        with self._lock:
            self._said[document] = [s for s in self._said.get(document, []) if s.correction not in corrections]

    def said(self, document: str) -> dict[tuple[PlaceKind, str], str]:
        """What places of a document say, by kind and key."""
        with self._lock:
            return {(s.kind, s.key): s.text for s in self._said.get(document, [])}

    def tell(self, document: str, id_: str, text: str | None, structural: bool, by: str) -> int:
        """Something was done; gives its version."""
        with self._lock:
            self._version += 1
            self._events.append(Event(self._version, document, id_, text, structural, by))
            del self._events[:-_MOST_EVENTS]
            return self._version

    def since(self, version: int) -> list[Event] | None:
        """What was done after a version; None if that is no longer known."""
        with self._lock:
            if self._events and version < self._events[0].version - 1:
                return None
            return [e for e in self._events if e.version > version]
