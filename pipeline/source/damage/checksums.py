"""Checksums that picture files carry and decoders pass over: chunks of PNG, strips of TIFF."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable

from sohoa.pipeline.source.damage.streams import Damage

_SIGNATURE = 8
"""Length of what a PNG begins with."""


def png_damage(data: bytes) -> Damage | None:
    """Which chunk of a PNG is not as it was written (PNG 1.2, section 3.4); text and other extras do not count.

    Rule: A PNG or TIFF of which a checksum does not fit is told, though it can be decoded.
    Test: faults/test_damaged_inputs.py::test_every_damaged_input_is_told
    """
    at = _SIGNATURE
    while at + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, at)
        kind, end = data[at + 4 : at + 8], at + 8 + length
        if end + 4 > len(data):
            break
        needed = not kind[0] & 0x20  # a capital letter first: a decoder must know it
        if needed and zlib.crc32(memoryview(data)[at + 4 : end]) != struct.unpack_from(">I", data, end)[0]:
            return Damage(f"PNG: checksum of {kind.decode('ascii', 'backslashreplace')} at byte {at}")
        if kind == b"IEND":
            return None
        at = end + 4
    return Damage(f"PNG: cut after {len(data)} bytes")


def deflate_damage(data: bytes) -> Damage | None:
    """What is wrong with deflated data that gave all they should; a sum that is missing at the end does not count."""
    try:
        zlib.decompressobj().decompress(data)
    except zlib.error as e:
        return Damage(f"deflate: {e}")
    return None


def strips_damage(data: bytes, offsets: Iterable[int], sizes: Iterable[int]) -> Damage | None:
    """Which strip (or tile) of a TIFF coded by deflate is not as it was written; libtiff does not look at the sums.

    Args:
        data: of the file.
        offsets: where each strip begins (tag 273 or 324).
        sizes: how many bytes it has (tag 279 or 325).
    """
    places = list(zip(offsets, sizes, strict=False))
    for k, (at, size) in enumerate(places):
        reader = zlib.decompressobj()
        try:
            reader.decompress(data[at : at + size])
        except zlib.error as e:
            return Damage(f"TIFF: strip {k + 1} of {len(places)}: {e}", k / len(places) if k else None)
        if not reader.eof:
            return Damage(f"TIFF: strip {k + 1} of {len(places)} is cut", k / len(places) if k else None)
    return None
