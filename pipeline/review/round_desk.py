"""A quality round in the browser: what is judged next, what was said, what was found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from sohoa.messages import Language
from sohoa.nouns.correction import now
from sohoa.pipeline.corrections.frames import frames_of
from sohoa.pipeline.review.library import Library
from sohoa.pipeline.review.queue.places import Place
from sohoa.pipeline.review.queue.recipe import every_place
from sohoa.pipeline.review.shown.cards import Card, card_of
from sohoa.pipeline.rounds.drawing import draw_round
from sohoa.pipeline.rounds.finding import find_items
from sohoa.pipeline.rounds.nouns import Judgement, KeptRound, Plan
from sohoa.pipeline.rounds.results import Result, round_result
from sohoa.pipeline.rounds.store import append_judgement, judged, opened_round, read_round, round_path


class RoundDesk:
    """One round of an output folder. All methods may be called from several threads; what counts is in its file."""

    def __init__(self, out: Path, plan: Plan, library: Library, who: str) -> None:
        """Begin the round, or go on with it.

        Args:
            out: output folder.
            plan: of the round.
            library: of that folder.
            who: as the person calls themselves.

        Raises:
            InputError: a file is damaged.
            CannotWrite: the round cannot be kept.
        """
        self._out = out
        self._plan = plan
        self._library = library
        self._who = who
        opened_round(out, plan, lambda: draw_round(out, plan, library.outcomes()))

    def judge(self, item: int, printed: str, corrections: tuple[str, ...]) -> None:
        """Keep what a person said of an item; on the disk when this returns."""
        append_judgement(self._out, self._plan, Judgement(item, printed, corrections, self._who, now()))

    def left(self, most: int, language: Language) -> tuple[list[Card], int, int]:
        """Cards of what is to be judged next, how many are left, of how many."""
        kept = self._kept()
        open_items = self._open(kept)
        cards: list[Card] = []
        for number, place in self._places(kept, open_items):
            if place is not None:
                card = card_of(place, self._library.pages(place.document), language, f"i{number}-", whole=True)
                cards.append(replace(card, item=number))
            if len(cards) == most:
                break
        return cards, len(open_items), len(kept.round.items)

    def result(self) -> tuple[KeptRound, Result, int]:
        """The round, what it has found so far, and how many of its places are found no more."""
        kept = self._kept()
        n_lost = sum(place is None for _, place in self._places(kept, self._open(kept)))
        return kept, round_result(kept, judged(self._out, kept)), n_lost

    def _kept(self) -> KeptRound:
        return read_round(self._out, round_path(self._out, self._plan))

    def _open(self, kept: KeptRound) -> list[int]:
        done = judged(self._out, kept)
        return [k for k in range(len(kept.round.items)) if k not in done]

    def _places(self, kept: KeptRound, numbers: list[int]) -> Iterator[tuple[int, Place | None]]:
        """Items with their places as they are now, with what people have said since."""
        items = kept.round.items
        for name, some in groupby(numbers, key=lambda k: items[k].document):
            mine = list(some)
            if self._library.outcome(name) is None:
                yield from ((k, None) for k in mine)
                continue
            said = self._library.said_of(name)
            found = find_items([items[k] for k in mine], every_place(self._out, name), frames_of(self._out, name))
            for k, (_, place) in zip(mine, found, strict=True):
                known = place is not None and (place.kind, place.key) in said
                yield k, replace(place, text=said[place.kind, place.key]) if place is not None and known else place
