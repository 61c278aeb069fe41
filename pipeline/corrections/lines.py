"""A correction as a line of JSON, and back.

A line is an object with the keys `id`, `document`, `when` (ISO 8601, UTC), `who`, `kind`, `where`, and as far as the
kind has them `before`, `after`, `of`. `where` has `spots` (each `page` and, but for a whole page, `box`: four numbers,
left, top, right, bottom in points of the unrotated source page) and those of `table_id`, `row`, `col`, `record`,
`year`, `field`, `line`, `word` that are not null.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar

from sohoa.nouns.correctable import RecordKind, Said
from sohoa.nouns.correction import Correction, CorrectionKind
from sohoa.nouns.correction_place import Fault, NotACorrection, Spot, Where
from sohoa.nouns.geometry import Box

LONGEST_LINE = 2**20
"""Bytes of a line; a correction with the longest texts that it may have is shorter."""
_KEYS = frozenset(f.name for f in fields(Correction))
_PLACE_KEYS = frozenset(f.name for f in fields(Where))
_NUMBERS = ("row", "col", "year", "line", "word")
_E = TypeVar("_E", bound=StrEnum)


def correction_to_line(correction: Correction) -> str:
    """One line of JSON without a line end: equal corrections give equal lines."""
    where = correction.where
    told: dict[str, Any] = {
        "id": correction.id,
        "document": correction.document,
        "when": correction.when.isoformat().replace("+00:00", "Z"),
        "who": correction.who,
        "kind": correction.kind,
        "where": {"spots": [_spot(s) for s in where.spots], **_given(where, _PLACE_KEYS - {"spots"})},
        **_given(correction, ("before", "after", "of")),
    }
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


def _spot(spot: Spot) -> dict[str, Any]:
    box = spot.box
    sides = {} if box is None else {"box": [round(x, 3) for x in (box.x0, box.y0, box.x1, box.y1)]}
    return {"page": spot.page, **sides}


def _given(thing: Correction | Where, names: object) -> dict[str, Any]:
    """What of a thing is not null, by its names."""
    assert isinstance(names, frozenset | tuple)
    found = {name: getattr(thing, name) for name in names}
    return {name: value for name, value in found.items() if value is not None and (value != "" or name != "of")}


def line_to_correction(line: str | bytes) -> Correction:
    """The correction that a line of JSON is; texts become NFC.

    Raises:
        NotACorrection: it is none.
    """
    try:
        told = json.loads(line.decode() if isinstance(line, bytes) else line)
    except (ValueError, RecursionError) as e:
        raise NotACorrection(Fault.NO_JSON) from e
    return told_to_correction(told)


def told_to_correction(told: object) -> Correction:
    """The same of an object that JSON gave; NotACorrection likewise."""
    some = _object(told, _KEYS)
    return Correction(
        id=_text(some, "id"),
        document=_text(some, "document"),
        when=_time(_text(some, "when")),
        who=_text(some, "who", ""),
        kind=_code(CorrectionKind, some.get("kind"), Fault.KIND),
        where=_where(_object(some.get("where", {}), _PLACE_KEYS)),
        before=_said(some.get("before")),
        after=_said(some.get("after")),
        of=_text(some, "of", ""),
    )


def _object(told: object, keys: frozenset[str]) -> Mapping[str, object]:
    if not isinstance(told, dict):
        raise NotACorrection(Fault.WRONG_TYPE, type(told).__name__)
    for key in told:
        if key not in keys:
            raise NotACorrection(Fault.UNKNOWN_KEY, key)
    return told


def _text(some: Mapping[str, object], key: str, default: str | None = None) -> str:
    value = some.get(key, default)
    if not isinstance(value, str):
        raise NotACorrection(Fault.WRONG_TYPE, key)
    return _nfc(value)


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _time(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError as e:
        raise NotACorrection(Fault.WHEN, text) from e


def _code(kind: type[_E], value: object, fault: Fault) -> _E:
    if not isinstance(value, str) or value not in list(kind):
        raise NotACorrection(fault, value)
    return kind(value)


def _said(value: object) -> Said:
    if value is None or isinstance(value, str):
        return None if value is None else _nfc(value)
    if isinstance(value, list) and all(isinstance(x, str) for x in value):
        return tuple(_nfc(x) for x in value)
    raise NotACorrection(Fault.WRONG_TYPE, type(value).__name__)


def _where(some: Mapping[str, object]) -> Where:
    spots = some.get("spots", [])
    if not isinstance(spots, list):
        raise NotACorrection(Fault.WRONG_TYPE, "spots")
    record = some.get("record")
    table_id, field = (None if some.get(key) is None else _text(some, key) for key in ("table_id", "field"))
    return Where(
        spots=tuple(_to_spot(_object(s, frozenset({"page", "box"}))) for s in spots),
        table_id=table_id,
        record=None if record is None else _code(RecordKind, record, Fault.FIELD),
        field=field,
        **{key: _number(some, key) for key in _NUMBERS if some.get(key) is not None},
    )


def _to_spot(some: Mapping[str, object]) -> Spot:
    page, box = _number(some, "page"), some.get("box")
    if box is None:
        return Spot(page)
    if not isinstance(box, list) or len(box) != 4 or not all(type(x) in (int, float) for x in box):
        raise NotACorrection(Fault.PLACE, "box")
    try:
        return Spot(page, Box(*(float(x) for x in box)))
    except (ValueError, OverflowError) as e:
        raise NotACorrection(Fault.PLACE, "box") from e


def _number(some: Mapping[str, object], key: str) -> int:
    value = some.get(key)
    if type(value) is not int:
        raise NotACorrection(Fault.WRONG_TYPE, key)
    return value
