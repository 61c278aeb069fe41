"""Items are found again by their place on the source page."""

from dataclasses import replace

from sohoa.nouns.geometry import Box
from sohoa.nouns.page import PageFrame
from sohoa.pipeline.corrections.frames import frames_of
from sohoa.pipeline.output.outcomes import load_outcomes
from sohoa.pipeline.review.queue.places import PlaceKind
from sohoa.pipeline.review.queue.recipe import every_place
from sohoa.pipeline.rounds.drawing import draw_round
from sohoa.pipeline.rounds.finding import find_items
from sohoa.pipeline.rounds.nouns import Plan
from tests.support.review_outputs import review_output


def drawn(tmp_path):
    out = review_output(tmp_path)
    one = draw_round(out, Plan(100, 7, 100), load_outcomes(out).values())
    return one.items, every_place(out, "thu"), frames_of(out, "thu")


def twice_as_fine(frames, places):
    """The page read anew at twice the resolution: other pixels, other numbers of words, the same print."""
    frame = frames[1]
    scale = tuple(v / 2 if k in (0, 1, 3, 4) else v for k, v in enumerate(frame.to_source))
    size = 2 * frame.width, 2 * frame.height, 2 * frame.dpi, frame.source_width, frame.source_height
    new = [replace(p, box=_doubled(p.box), key=_moved(p)) for p in places]
    return {1: PageFrame(1, *size, scale, frame.rotation)}, new


def _doubled(box):
    return None if box is None else Box(2 * box.x0 + 1, 2 * box.y0, 2 * box.x1, 2 * box.y1 + 1)


def _moved(place):
    return f"{place.page}/{int(place.key.split('/')[1]) + 1}" if place.kind is PlaceKind.WORD else place.key


def test_found_as_it_was(tmp_path):
    items, places, frames = drawn(tmp_path)
    assert all(place is not None and place.key == item.key for item, place in find_items(items, places, frames))


def test_found_at_another_resolution(tmp_path):
    items, places, frames = drawn(tmp_path)
    frames, places = twice_as_fine(frames, places)
    found = find_items(items, places, frames)
    assert all(place is not None and (place.text or "") == item.text for item, place in found)
    assert any(place.key != item.key for item, place in found)


def test_what_is_not_there_any_more_is_not_taken_for_a_neighbour(tmp_path):
    items, places, frames = drawn(tmp_path)
    gone = next(p for p in places if p.text == "trồng")
    found = dict(find_items(items, [p for p in places if p is not gone], frames))
    assert [i.text for i, place in found.items() if place is None] == ["trồng"]


def test_a_page_that_is_gone(tmp_path):
    items, places, _ = drawn(tmp_path)
    assert all(place is None for item, place in find_items(items, places, {}) if item.kind is not PlaceKind.FIELD)
