"""Takes wishes: a correction is on the disk before anybody is told that it is saved; the datasets follow soon.

A wish names what it saw; where something else stands by now, nothing is done and that is told: no update is lost.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Condition, Thread

from sohoa.errors import SohoaError
from sohoa.nouns.correction import Correction
from sohoa.nouns.correction_place import NotACorrection
from sohoa.pipeline.batch.reassembly import is_corrected_since, reassemble
from sohoa.pipeline.corrections.frames import frames_of
from sohoa.pipeline.corrections.store import append_corrections, read_corrections
from sohoa.pipeline.lazy_recipe import RECIPE, Recipe
from sohoa.pipeline.output.lock import Purpose, only_writer
from sohoa.pipeline.output.outcomes import Outcome
from sohoa.pipeline.review.correcting.found import Found, find_places
from sohoa.pipeline.review.correcting.making import make_corrections
from sohoa.pipeline.review.correcting.pending import Pending, Said
from sohoa.pipeline.review.correcting.wish import STRUCTURAL, Act, Wish
from sohoa.pipeline.review.queue.places import PlaceKind
from sohoa.pipeline.review.shown.cards import element_id

logger = logging.getLogger(__name__)

_QUIET_S = 1.5
"""So long nobody corrects before the datasets of a document are made anew."""
_WAIT_S = 20.0
"""So long another program that corrects is waited for."""


Trouble = SohoaError | NotACorrection | OSError
"""Why a document cannot be put together."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a wish: ids of the corrections, the version of what was done, the places it was about."""

    corrections: tuple[str, ...]
    version: int
    text: str | None


class Conflict(Exception):
    """Something else stands there by now: `now`."""

    def __init__(self, now: str) -> None:
        self.now = now
        super().__init__(now)


class CorrectionDesk:
    """Takes wishes for one output folder. All methods may be called from several threads."""

    def __init__(
        self,
        out: Path,
        who: str,
        source_of: Callable[[str], Path | None],
        on_change: Callable[[str], None],
        recipe: Recipe = RECIPE,
    ) -> None:
        """Starts putting documents together in the background.

        Args:
            out: output folder.
            who: how the person calls themselves.
            source_of: the file of a document, None if it is not here.
            on_change: is told the name of a document whose datasets were made anew.
            recipe: what is called of a document.
        """
        self.pending = Pending()
        self._out = out
        self._who = who
        self._source_of = source_of
        self._on_change = on_change
        self._recipe = recipe
        self._waiting: dict[str, None] = {}
        self._troubles: dict[str, Trouble] = {}
        self._state = Condition()
        self._ended = False
        self._taking = Condition()
        self._thread = Thread(target=self._work, name="corrections", daemon=True)
        self._thread.start()

    def take(self, wish: Wish) -> Saved:
        """Do what a person wishes.

        Raises:
            Conflict: what it saw does not stand there any more.
            NotACorrection: it makes no sense, or its place is gone.
            SohoaError: it cannot be kept: a run writes the folder, the disk is full.
        """
        with self._taking:  # one at a time: what is compared is what is changed
            found = [] if wish.act in (Act.UNDO, Act.TURN) else self._as_said(wish, find_places(self._out, wish))
            self._compare(wish, found)
            frame = frames_of(self._out, wish.document).get(wish.page) if wish.act is Act.TURN else None
            made = make_corrections(wish, found, frame, self._who)
            append_corrections(self._out, wish.document, made)
            self._remember(wish, found, made)
        return self._told(wish, found, made)

    def _told(self, wish: Wish, found: list[Found], made: list[Correction]) -> Saved:
        structural = wish.act in STRUCTURAL or (wish.act is Act.UNDO)
        if structural:
            self.settle(wish.document)
        else:
            self._schedule(wish.document)
        text = _text_after(wish, found)
        id_ = element_id(wish.kind, found[0].key) if found else ""
        if wish.kind is PlaceKind.ROW and wish.keys:
            id_ = element_id(PlaceKind.ROW, wish.keys[0])
        version = self.pending.tell(wish.document, id_, text, structural, wish.by)
        return Saved(tuple(c.id for c in made), version, text)

    def _as_said(self, wish: Wish, found: list[Found]) -> list[Found]:
        """Places with what people have said of them and what the datasets do not hold yet."""
        said = self.pending.said(wish.document)
        kind = PlaceKind.CELL if wish.kind is PlaceKind.ROW else wish.kind
        return [replace(f, text=said.get((kind, f.key), f.text)) for f in found]

    def _compare(self, wish: Wish, found: list[Found]) -> None:
        """Does what the wish saw still stand there?"""
        if wish.act not in (Act.SET, Act.PRINTED) or wish.kind is PlaceKind.ROW:
            return
        if not found:
            raise Conflict("")
        if _plain(found[0].text) != _plain(wish.before):
            raise Conflict(found[0].text)

    def _remember(self, wish: Wish, found: list[Found], made: list[Correction]) -> None:
        if wish.act is Act.UNDO:
            self.pending.drop(wish.document, wish.of)
            return
        if wish.act in STRUCTURAL:
            return
        kind = PlaceKind.CELL if wish.kind is PlaceKind.ROW else wish.kind
        for one, correction in zip(found, made, strict=True):
            text = wish.after.strip() if wish.act is Act.SET else one.text
            self.pending.add(wish.document, Said(correction.id, kind, one.key, text))
        if wish.kind is PlaceKind.ROW:
            self.pending.add(wish.document, Said(made[0].id, wish.kind, wish.keys[0], ""))

    def settle(self, document: str) -> None:
        """Put a document together now; what was corrected of it stands in its datasets then.

        Raises:
            SohoaError: that failed. The corrections are kept, and it is tried again.
        """
        with self._state:
            self._waiting.pop(document, None)
        try:
            with only_writer(self._out, Purpose.CORRECT, _WAIT_S):
                kept = read_corrections(self._out, document)
                reassemble(self._out, document, self._source_of(document), self._recipe)
        except (SohoaError, NotACorrection, OSError) as e:
            self._fail(document, e)
            raise
        self._troubles.pop(document, None)
        self.pending.settled(document, frozenset(c.id for c in kept.in_force))
        self._on_change(document)

    @property
    def troubles(self) -> dict[str, Trouble]:
        """Why the datasets of documents do not hold their corrections, by names of documents."""
        return dict(self._troubles)

    def begin(self, outcomes: list[Outcome]) -> None:
        """Put what a killed server had kept into the datasets, before the first page is shown.

        Rule: Corrections that cannot be put into the datasets are kept; all pages of the review tell of which document
            and why, and it is tried again until it can be done.
        Test: pipeline/review/correcting/test_troubles.py::test_what_cannot_be_put_together_is_told_until_it_can
        """
        for outcome in outcomes:
            try:
                if is_corrected_since(self._out, outcome):
                    self.settle(outcome.name)
            except (SohoaError, NotACorrection, OSError) as e:
                self._fail(outcome.name, e)

    def _fail(self, document: str, trouble: Trouble) -> None:
        """Remember why a document cannot be put together, and try it again later."""
        if str(self._troubles.get(document)) != str(trouble):
            logger.warning("%s", trouble)
        self._troubles[document] = trouble
        self._schedule(document)

    def end(self) -> None:
        """Put all documents together that wait, and stop."""
        with self._state:
            self._ended = True
            self._state.notify_all()
        self._thread.join()

    def _schedule(self, document: str) -> None:
        with self._state:
            self._waiting.pop(document, None)
            self._waiting[document] = None
            self._state.notify_all()

    def _work(self) -> None:
        while True:
            document = self._next()
            if document is None:
                return
            try:
                self.settle(document)
            except (SohoaError, NotACorrection, OSError):
                if self._pause():
                    return

    def _next(self) -> str | None:
        """The document to put together next, after a while in which nobody corrects; None if all is done and ended."""
        with self._state:
            while not self._ended:
                before = list(self._waiting)
                self._state.wait(_QUIET_S if before else None)
                if before and list(self._waiting) == before:
                    break
            return next(iter(self._waiting), None)

    def _pause(self) -> bool:
        """Wait before a document is tried again; True if the server ends meanwhile."""
        with self._state:
            if not self._ended:
                self._state.wait(_WAIT_S)
            return self._ended


def _text_after(wish: Wish, found: list[Found]) -> str | None:
    if wish.act is Act.SET:
        return wish.after.strip()
    return found[0].text if wish.act is Act.PRINTED and found else None


def _plain(text: str) -> str:
    return " ".join(text.split())
