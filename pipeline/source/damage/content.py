"""Are the deflated streams of a PDF whole: text, fonts, forms, lists of objects?

A viewer draws what it can decode of a stream and leaves the rest away. Pictures are looked at on their pages.
"""

from __future__ import annotations

import mmap
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_HEAD = 2048
"""Bytes before a stream in which its dictionary stands. A guess."""
_DEFLATED = re.compile(rb"/Filter\s*(?:\[\s*)?/FlateDecode\b\s*(?:\]|/(?!\w+Decode)|>>)")
_LENGTH = re.compile(rb"/Length\s+(\d{1,10})\b(?!\s+\d+\s+R)")
_NUMBER = re.compile(rb"(\d{1,10})\s+\d{1,5}\s*$")
_RAW = -15
"""Deflate without its head and sum (zlib.h, windowBits): many programs write the sum wrongly, and nobody minds."""
_STEP, _MOST = 1 << 20, 1 << 28
"""Bytes that are decoded at a time, and of one stream at most: what is larger is no text, or a bomb. Guesses."""


class _Stream(NamedTuple):
    number: int
    start: int
    end: int


def damaged_objects(path: Path) -> tuple[int, ...]:
    """Numbers of the objects of a PDF whose deflated streams are cut or damaged, pictures left out; () if encrypted.

    Rule: A PDF of which a stream of text, a font or a list of objects is cut or damaged is told with the numbers of its
        objects; the document is partial.
    Test: pipeline/source/damage/test_content.py::test_a_damaged_stream_of_text_is_told
    """
    if path.stat().st_size == 0:
        return ()
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        if data.find(b"/Encrypt") >= 0:
            return ()
        return tuple(sorted({s.number for s in _deflated(data) if not _is_whole(data, s)}))


def _deflated(data: mmap.mmap) -> Iterator[_Stream]:
    at = 0
    while (at := data.find(b"stream", at)) >= 0:
        here, at = at, at + 6
        head = data[max(0, here - _HEAD) : here]
        words = head[head.rfind(b" obj") :]
        number = _NUMBER.search(head[: head.rfind(b" obj")])
        if number is None or not words.rstrip().endswith(b">>") or b"endobj" in words:
            continue
        start = here + 8 if data[here + 6 : here + 8] == b"\r\n" else here + 7
        end = _end(data, words, start)
        at = max(at, end)
        if _DEFLATED.search(words) and b"/Image" not in words:
            yield _Stream(int(number[1]), start, end)


def _end(data: mmap.mmap, words: bytes, start: int) -> int:
    """Where a stream ends: as its dictionary says if that is so, else at the next word that ends one."""
    stated = _LENGTH.search(words)
    if stated and b"endstream" in data[start + int(stated[1]) : start + int(stated[1]) + 16]:
        return start + int(stated[1])
    found = data.find(b"endstream", start)
    return found if found >= 0 else len(data)


def _is_whole(data: mmap.mmap, stream: _Stream) -> bool:
    if stream.end - stream.start < 3:
        return True
    reader = zlib.decompressobj(_RAW)
    rest = data[stream.start + 2 : stream.end]
    decoded = 0
    try:
        while not reader.eof and decoded < _MOST:
            some = reader.decompress(rest, _STEP)
            rest = reader.unconsumed_tail
            decoded += len(some)
            if not some and not rest:
                return reader.eof
    except zlib.error:
        return False
    return True
