"""Draws a round: whole documents by seed, and of each its formal parts and some of its values."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from sohoa.nouns.correction import now
from sohoa.nouns.page import PageFrame
from sohoa.pipeline.corrections.frames import frames_of
from sohoa.pipeline.corrections.places import spot_of
from sohoa.pipeline.output.outcomes import Outcome
from sohoa.pipeline.review.queue.places import Place, PlaceKind
from sohoa.pipeline.review.queue.recipe import every_place
from sohoa.pipeline.rounds.nouns import EMPTY, Item, Plan, Round


def draw_round(out: Path, plan: Plan, outcomes: Iterable[Outcome]) -> Round:
    """Draw a round of an output folder.

    Args:
        out: output folder.
        plan: what is drawn.
        outcomes: of all its documents; those of which nothing was read are left out.

    Raises:
        InputError: a file of the output folder is damaged.

    Rule: A quality round draws whole documents by seed, rounded up, as archives check them; of each document all formal
        parts are judged, found or not, and a number of cells and words drawn by the same seed, half of either.
    Test: pipeline/rounds/test_drawing.py::test_what_is_drawn_of_a_document
    """
    read = [o for o in outcomes if o.n_pages]
    drawn = drawn_documents(plan, read)
    items = tuple(item for o in drawn for item in _items(out, plan, o))
    return Round(plan, now(), len(read), tuple(o.name for o in drawn), items)


def drawn_documents(plan: Plan, outcomes: Sequence[Outcome]) -> list[Outcome]:
    """The documents that a plan draws, in order of names: by their bytes and the seed, whatever they are called.

    Rule: The same documents and the same seed give the same quality round, on any machine and in any order.
    Test: pipeline/rounds/test_drawing.py::test_the_same_seed_draws_the_same
    """
    n = -(-len(outcomes) * plan.share // 100)
    return sorted(sorted(outcomes, key=lambda o: _lot(plan, o.doc_id))[:n], key=lambda o: o.name)


def _items(out: Path, plan: Plan, outcome: Outcome) -> list[Item]:
    places = every_place(out, outcome.name)
    by_kind = {kind: [p for p in places if p.kind is kind] for kind in PlaceKind}
    cells = _some(plan, outcome, by_kind[PlaceKind.CELL])
    words = _some(plan, outcome, by_kind[PlaceKind.WORD])
    n_cells = min(len(cells), max(plan.values // 2, plan.values - len(words)))
    values = [*cells[:n_cells], *words[: plan.values - n_cells]]
    values.sort(key=lambda p: (p.page or 0, p.kind, _in_order(p.key)))
    frames = frames_of(out, outcome.name)
    return [_item(p, frames) for p in (*by_kind[PlaceKind.FIELD], *values)]


def _some(plan: Plan, outcome: Outcome, places: list[Place]) -> list[Place]:
    """Places in the order in which they are drawn."""
    return sorted(places, key=lambda p: _lot(plan, f"{outcome.doc_id} {p.kind} {p.key}"))


def _lot(plan: Plan, thing: str) -> str:
    """What is drawn first has the smallest."""
    return hashlib.sha256(f"{plan.seed} {thing}".encode()).hexdigest()


def _in_order(key: str) -> tuple[str | int, ...]:
    first, *rest = key.split("/")
    return (first, *(int(n) for n in rest))


def _item(place: Place, frames: Mapping[int, PageFrame]) -> Item:
    frame = frames.get(place.page or 0)
    box = spot_of(frame, place.box).box if frame is not None and place.box is not None else None
    page = None if place.kind is PlaceKind.FIELD and box is None else place.page
    text = place.text or ""
    return Item(place.document, place.kind, place.key, what_of(place), page, box, text, place.confidence)


def what_of(place: Place) -> str:
    """What a place is counted among: the formal part; of a cell or word what hangs on it, `EMPTY` if it is so."""
    if place.kind is PlaceKind.FIELD:
        return place.key
    return place.stake.value if (place.text or "").strip() else EMPTY
