"""What decoders written in C say of damaged data: they print it on standard error and go on."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from typing import IO, TypeVar

import cv2

_log = cv2.utils.logging
_Value = TypeVar("_Value")


def heard(decode: Callable[[], _Value]) -> tuple[_Value, str]:
    """What `decode` gives, and what was printed on standard error meanwhile, which is not shown.

    It takes milliseconds; what another thread prints meanwhile is heard too. Where there is no standard error nothing
    can be heard.
    """
    sys.stderr.flush()
    try:
        kept = os.dup(2)
    except OSError:
        return decode(), ""
    level = _log.getLogLevel()
    with _aside() as file:
        os.dup2(file.fileno(), 2)
        try:
            _log.setLogLevel(_log.LOG_LEVEL_WARNING)
            value = decode()
        finally:
            _log.setLogLevel(level)
            os.dup2(kept, 2)
            os.close(kept)
        file.seek(0)
        return value, file.read().decode("utf-8", "replace")


def _aside() -> IO[bytes]:
    """A file in memory where there are such (memfd_create(2)), else one of the temporary folder."""
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("decoder"), "w+b")
    return tempfile.TemporaryFile()
