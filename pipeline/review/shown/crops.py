"""Which piece of a page shows a place at reading size, and where on it the place is."""

from __future__ import annotations

from dataclasses import dataclass

from sohoa.nouns.geometry import Box
from sohoa.pipeline.review.pictures.pages import PageShape
from sohoa.pipeline.review.queue.places import Place, PlaceKind

_SHOWN_DPI = 180.0
"""Pixels of a screen for an inch of paper: print of 13 points is shown some 33 pixels high."""
_WIDEST, _HIGHEST = 7.4, 2.4
"""Inches of paper that a crop shows at most, so that it need not be made small or scrolled."""
_AROUND_WORD, _AROUND_LINE = 1.6, 0.16
"""Inches beside, and above and below a word that are shown with it."""
_MARGIN = 0.07
"""Inches around a cell or a formal part."""
_WHOLE_DPI = 130.0
"""The same for a place that is shown as a whole, however large: print of 13 points is some 24 pixels high."""
_LEAST = 4.2
"""Inches across of a crop: of a narrow cell its neighbours are seen."""
_HEAD = 3.4
"""Inches from the top of a first page in which its letterhead stands, from the authority to the subject (Decree
30/2020/NĐ-CP, appendix I, on the layout of documents)."""
_IN_HEAD = frozenset(
    ("code", "number", "symbol", "issued_on", "place", "issuing_authority", "parent_authority", "doc_type", "subject")
)


@dataclass(frozen=True, slots=True)
class Crop:
    """A piece of a page in whole pixels of it, the size at which it is shown, and what is framed on it."""

    page: int
    x0: int
    y0: int
    x1: int
    y1: int
    shown_width: int
    shown_height: int
    frames: tuple[Box, ...]

    @property
    def name(self) -> str:
        """What its file is called."""
        return f"p{self.page:04d}-{self.x0}-{self.y0}-{self.x1}-{self.y1}.jpg"


def crop_of(place: Place, shape: PageShape | None, dpi: float, whole: bool = False) -> Crop | None:
    """The crop of a place; None if it stands on no picture. `whole`: all of it, even if one has to scroll.

    Rule: A formal part of the letterhead that was not read is shown with the head of its page, where it would stand.
    Test: pipeline/review/shown/test_cards.py::test_what_was_not_read_of_the_letterhead_is_shown_with_it

    Rule: In the queue of `sohoa review` a large cell is shown in part, around its doubtful word; in a quality round,
        where all of it is judged, as a whole.
    Test: pipeline/review/shown/test_cards.py::test_a_large_cell_is_shown_as_a_whole_in_a_round
    """
    if shape is None or not shape.width or dpi <= 0:
        return None
    if place.box is None:
        is_of_head = place.kind is PlaceKind.FIELD and place.key in _IN_HEAD and place.text is None
        head = Box(0, 0, shape.width, _HEAD * dpi)
        return _cut(head, shape, _WHOLE_DPI / dpi, ()) if is_of_head else None
    frames = tuple(w.box for w in place.words if w.box is not None and w.page == place.page)
    focus = frames[0] if frames else place.box
    shown_dpi = _SHOWN_DPI
    if place.kind is PlaceKind.WORD:
        seen = _around(focus, dpi)
    else:
        seen = _wide_enough(place.box.grown(_MARGIN * dpi), dpi)
        is_large = seen.width > _WIDEST * dpi or seen.height > _HIGHEST * dpi
        if is_large and not whole:
            seen = _part_of(seen, focus if frames else _top_left(seen, dpi), dpi)
        shown_dpi = _WHOLE_DPI if is_large and whole else _SHOWN_DPI
    return _cut(seen, shape, shown_dpi / dpi, frames if place.kind is PlaceKind.CELL else (focus,))


def _wide_enough(box: Box, dpi: float) -> Box:
    more = max(0.0, _LEAST * dpi - box.width) / 2
    return Box(box.x0 - more, box.y0, box.x1 + more, box.y1)


def _around(box: Box, dpi: float) -> Box:
    across, down = _AROUND_WORD * dpi, _AROUND_LINE * dpi
    return Box(box.x0 - across, box.y0 - down, box.x1 + across, box.y1 + down)


def _top_left(box: Box, dpi: float) -> Box:
    return Box(box.x0, box.y0, box.x0 + dpi, box.y0 + dpi / 2)


def _part_of(whole: Box, focus: Box, dpi: float) -> Box:
    """Of a large box as much as may be shown, with the focus in it."""
    x0, x1 = _window(whole.x0, whole.x1, focus.cx, _WIDEST * dpi)
    y0, y1 = _window(whole.y0, whole.y1, focus.cy, _HIGHEST * dpi)
    return Box(x0, y0, x1, y1)


def _window(low: float, high: float, middle: float, most: float) -> tuple[float, float]:
    if high - low <= most:
        return low, high
    begin = min(max(low, middle - most / 2), high - most)
    return begin, begin + most


def _cut(seen: Box, shape: PageShape, scale: float, frames: tuple[Box, ...]) -> Crop | None:
    x0, y0 = max(0, round(seen.x0)), max(0, round(seen.y0))
    x1, y1 = min(shape.width, round(seen.x1)), min(shape.height, round(seen.y1))
    if x1 <= x0 or y1 <= y0:
        return None
    shown = round((x1 - x0) * scale), round((y1 - y0) * scale)
    return Crop(shape.number, x0, y0, x1, y1, *shown, frames)
