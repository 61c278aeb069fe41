"""Files of lines that are only ever added to, by several programs at once: read whole, added to whole or not at all."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from typing import BinaryIO

from sohoa.pipeline.files.own_files import sync

_MOST = 2**28
"""Bytes of a file that are read: those of half a million corrections."""
PATIENCE_S = 30.0
"""So long an appender waits for another one, which takes milliseconds; after that its disk is stuck."""


def read_all(file: BinaryIO) -> bytes:
    """All bytes of an open file; OSError (EFBIG) if it is far too long."""
    file.seek(0)
    data = bytearray()
    while chunk := file.read(2**20):
        data += chunk
        if len(data) > _MOST:
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
    return bytes(data)


def add_to_end(file: BinaryIO, data: bytes) -> None:
    """Write all of it to the end and have the disk keep it; if that fails, leave the file as it was."""
    end = file.seek(0, os.SEEK_END)
    try:
        left = memoryview(data)
        while left:
            left = left[file.write(left) :]
        sync(file.fileno())
    except OSError:
        with suppress(OSError):
            os.ftruncate(file.fileno(), end)
        raise
