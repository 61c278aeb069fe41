"""The places of items as they are now: a run since may have given them other numbers and other pixels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sohoa.nouns.page import PageFrame
from sohoa.pipeline.corrections.places import likeness_of_boxes, spot_of
from sohoa.pipeline.review.queue.places import Place, PlaceKind
from sohoa.pipeline.rounds.nouns import Item

_SAME = 0.5
"""Share of the area of two boxes that both cover, from which on they are one place, as in `corrections.matching`."""


def find_items(
    items: Sequence[Item], places: Iterable[Place], frames: Mapping[int, PageFrame]
) -> list[tuple[Item, Place | None]]:
    """Each item with its place, None where nothing stands there any more.

    Args:
        items: of one document.
        places: all of that document.
        frames: of its pages, by number.

    Rule: An item of a quality round is found again by its place on the source page, whatever a run since has made of
        the page; what is found no more is told and not counted.
    Test: pipeline/rounds/test_finding.py::test_found_at_another_resolution
    """
    by_page: dict[tuple[PlaceKind, int], list[Place]] = {}
    named: dict[tuple[PlaceKind, str], Place] = {}
    for place in places:
        by_page.setdefault((place.kind, place.page or 0), []).append(place)
        named[place.kind, place.key] = place
    return [(item, _place(item, by_page, named, frames)) for item in items]


def _place(
    item: Item,
    by_page: Mapping[tuple[PlaceKind, int], list[Place]],
    named: Mapping[tuple[PlaceKind, str], Place],
    frames: Mapping[int, PageFrame],
) -> Place | None:
    same_name: Place | None = named.get((item.kind, item.key))
    if item.kind is PlaceKind.FIELD or item.box is None:
        return same_name
    frame = frames.get(item.page or 0)
    if frame is None:
        return None
    near: list[Place] = [] if same_name is None else [same_name]
    near += by_page.get((item.kind, item.page or 0), [])
    for place in near:
        if place.box is not None and place.page == item.page:
            box = spot_of(frame, place.box).box
            if box is not None and likeness_of_boxes(box, item.box) >= _SAME:
                return place
    return None
