"""What a model's file says about itself: the properties of an ONNX file, without the package that writes it.

An ONNX file is a protocol buffer; its properties are the entries of field 14, each with a key (1) and a value (2)
(onnx.proto, message ModelProto; wire format of Protocol Buffers, version 3).
"""

from __future__ import annotations

from collections.abc import Iterator

_PROPERTIES, _KEY, _VALUE = 14, 1, 2
"""Numbers of fields, see above."""
_VARINT, _EIGHT, _BYTES, _FOUR = 0, 1, 2, 5
"""Wire types of Protocol Buffers: a varint, eight bytes, a counted string of bytes, four bytes."""


def read_properties(data: bytes) -> dict[str, str]:
    """Properties of the model whose file holds `data`.

    Raises:
        ValueError: the bytes are no such file, or it was cut.
    """
    entries = (dict(_fields(entry)) for number, entry in _fields(data) if number == _PROPERTIES)
    return {e.get(_KEY, b"").decode("utf-8"): e.get(_VALUE, b"").decode("utf-8") for e in entries}


def _fields(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Number and content of each field that holds bytes; numbers are passed over."""
    at = 0
    while at < len(data):
        tag, at = _varint(data, at)
        kind = tag & 7
        if kind == _BYTES:
            size, at = _varint(data, at)
            if at + size > len(data):
                raise ValueError("the file was cut")
            yield tag >> 3, data[at : at + size]
            at += size
        elif kind == _VARINT:
            _, at = _varint(data, at)
        elif kind in (_EIGHT, _FOUR):
            at += 8 if kind == _EIGHT else 4
        else:
            raise ValueError(f"no field of kind {kind}")


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """A number of seven bits a byte, the lowest first, and the place after it."""
    value = shift = 0
    while True:
        if at >= len(data) or shift > 63:
            raise ValueError("the file was cut")
        byte = data[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return value, at
