"""What a page of the review asks for, as it comes over the wire: looked at before anything is done."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sohoa.nouns.geometry import Box
from sohoa.pipeline.review.queue.places import PlaceKind

_LONGEST = 20_000
_MOST_KEYS = 400


class Act(StrEnum):
    """What is done."""

    SET = "set"
    PRINTED = "printed"
    MERGE = "merge"
    SPLIT = "split"
    JOIN = "join"
    PART = "part"
    TURN = "turn"
    UNDO = "undo"


STRUCTURAL = frozenset({Act.MERGE, Act.SPLIT, Act.JOIN, Act.PART, Act.TURN})
"""After these the page is another one."""


@dataclass(frozen=True, slots=True)
class Wish:
    """One act of a person.

    Attributes:
        act: what is done.
        document: its name in the output folder.
        kind, keys: the places it is about (`Place.key`); several cells are merged, of all else there is one.
        page: on which it was done.
        boxes: of the places, in pixels of that page, as far as they have one: by them a place is known again.
        before, after: texts; the items of a list in lines.
        of: id of the correction that is undone.
        by: which window did it.
        item: of the quality round that is judged by it, None for none.
    """

    act: Act
    document: str
    kind: PlaceKind
    keys: tuple[str, ...]
    page: int
    boxes: tuple[Box, ...]
    before: str
    after: str
    of: str
    by: str
    item: int | None = None


def read_wish(told: object) -> Wish:
    """A wish from JSON.

    Raises:
        ValueError: it is none.
    """
    if not isinstance(told, dict):
        raise ValueError("no object")
    keys, boxes = told.get("keys", []), told.get("boxes", [])
    if not isinstance(keys, list) or not isinstance(boxes, list) or max(len(keys), len(boxes)) > _MOST_KEYS:
        raise ValueError("keys")
    page = told.get("page", 1)
    if not isinstance(page, int) or isinstance(page, bool) or not 1 <= page <= 1_000_000:
        raise ValueError("page")
    return Wish(
        Act(_text(told, "act")),
        _text(told, "document"),
        PlaceKind(_text(told, "kind") or "word"),
        tuple(str(k) for k in keys),
        page,
        tuple(_box(b) for b in boxes),
        _text(told, "before"),
        _text(told, "after"),
        _text(told, "of"),
        _text(told, "by")[:40],
        _item(told.get("item")),
    )


def _item(number: object) -> int | None:
    if number is not None and (type(number) is not int or number < 0):
        raise ValueError("item")
    return number


def _text(told: dict[str, Any], key: str) -> str:
    value = told.get(key, "")
    if not isinstance(value, str) or len(value) > _LONGEST:
        raise ValueError(key)
    return unicodedata.normalize("NFC", value.replace("\r\n", "\n"))


def _box(told: object) -> Box:
    if not isinstance(told, list) or len(told) != 4:
        raise ValueError("box")
    return Box(*(float(v) for v in told))
