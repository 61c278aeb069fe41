"""Is the data of a JBIG2 picture whole? Told by its segments, each of which states its length (ITU-T T.88, 7.2).

What stands inside a segment is mostly arithmetic code, of which any bytes can be decoded: damage there shows in the
picture only (`white_noise`). A region that is coded as a fax (MMR, 6.2.6) is looked at as one.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from sohoa.pipeline.source.damage.streams import Damage, FaxForm, fax_damage

_UNKNOWN_LENGTH = 0xFFFFFFFF
_PAGE = 48
_REGIONS = frozenset({4, 6, 7, 20, 22, 23, 36, 38, 39, 40, 42, 43})
_GENERIC = frozenset({36, 38, 39})
_OTHERS = frozenset({0, 16, 48, 49, 50, 51, 52, 53, 62})
"""Types of segments (7.3)."""
_REGION_HEAD = 17
"""Bytes of a region that tell its size and place (7.4.1); then come its flags, of which the last is MMR."""
_MOST_ROWS = 65535
_LEFT_OVER = 16
"""Bytes after the last segment that may be left over: ends of line, fillers. A guess."""


class _Segment(NamedTuple):
    kind: int
    at: int
    length: int
    there: int


class _Broken(Exception):
    """What was read is no head of a segment."""


def jbig2_damage(data: bytes) -> Damage | None:
    """What is wrong with the segments of a JBIG2 picture as it stands in a PDF (without a file's head).

    Rule: A JBIG2 scan whose segments are cut or make no sense is told; its page is partial.
    Test: pipeline/source/damage/test_streams.py::test_a_damaged_jbig2_is_told
    """
    kinds: set[int] = set()
    try:
        for segment in _segments(data):
            kinds.add(segment.kind)
            if segment.there < segment.length:
                return Damage(f"JBIG2: segment cut, {segment.there} of {segment.length} bytes")
            if segment.kind in _GENERIC and (damage := _fax_region_damage(data[segment.at :][: segment.length])):
                return damage
    except _Broken as e:
        return Damage(f"JBIG2: {e}")
    if _PAGE not in kinds or not kinds & _REGIONS:
        return Damage("JBIG2: no page or no region")
    return None


def _fax_region_damage(region: bytes) -> Damage | None:
    """What is wrong with a region, if it is coded as a fax."""
    if len(region) <= _REGION_HEAD or not region[_REGION_HEAD] & 1:
        return None
    width, height = struct.unpack_from(">II", region)
    if not (0 < width <= _MOST_ROWS and 0 < height <= _MOST_ROWS):
        return None
    damage = fax_damage(region[_REGION_HEAD + 1 :], FaxForm(width, height))
    return damage and Damage(f"JBIG2: {damage.word}", damage.share)


def _segments(data: bytes) -> Iterator[_Segment]:
    at = 0
    while len(data) - at > _LEFT_OVER or (at == 0 and data):
        segment, at = _segment(data, at)
        yield segment


def _segment(data: bytes, at: int) -> tuple[_Segment, int]:
    """The segment at a place, and where it ends (7.2.2 to 7.2.7)."""
    start = at
    try:
        number, flags, count = struct.unpack_from(">IBB", data, at)
        at += 5
        referred = count >> 5
        if referred == 7:
            (referred,) = struct.unpack_from(">I", data, at)
            referred &= 0x1FFFFFFF
            at += 4 + (referred + 8) // 8
        else:
            at += 1
        at += referred * (1 if number <= 256 else 2 if number <= 65536 else 4)
        at += 4 if flags & 0x40 else 1
        (length,) = struct.unpack_from(">I", data, at)
    except struct.error:
        raise _Broken(f"segment head cut at byte {start}") from None
    kind = flags & 0x3F
    if kind not in _REGIONS | _OTHERS:
        raise _Broken(f"unknown segment type {kind} at byte {start}")
    at += 4
    length = len(data) - at if length == _UNKNOWN_LENGTH else length
    there = max(0, min(length, len(data) - at))
    return _Segment(kind, at, length, there), at + length
