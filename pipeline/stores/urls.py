"""Addresses of object stores among the paths of a command: ``s3://bucket/prefix``.

A path of the command line keeps such an address but for one of its two strokes, and is told again by it. Only S3 and
what speaks its protocol is known, as only that is tested.
"""

from __future__ import annotations

import os
import re
from pathlib import Path, PurePosixPath

from sohoa.errors import InputError
from sohoa.nouns.doubt import DoubtKind

_URL = re.compile(r"s3:/+(?P<bucket>[^/]+)(?:/+(?P<prefix>.*))?", re.DOTALL)
_ANY_URL = re.compile(r"[a-z][a-z0-9+.-]+:/+[^/]")
_LONGEST_PART = 255
"""Bytes of a name that file systems allow."""


def is_url(path: str | Path) -> bool:
    """Is it the address of something in a store? One of an unknown kind is one, too, unless such a folder is there."""
    text = os.fspath(path)
    return bool(_URL.fullmatch(text) or (_ANY_URL.match(text) and not Path(path).exists()))


def shown(path: str | Path) -> str:
    """A path as people write it: an address with both of its strokes."""
    text = os.fspath(path)
    return re.sub(r":/+", "://", text, count=1) if is_url(path) else text


def split(path: str | Path) -> tuple[str, str]:
    """Bucket and prefix, the latter without strokes around it.

    Raises:
        InputError: it is no address that is known.
    """
    found = _URL.fullmatch(os.fspath(path))
    if found is None:
        raise InputError(kind=DoubtKind.STORE_UNKNOWN, where=shown(path))
    return found["bucket"], (found["prefix"] or "").strip("/")


def is_place(key: str) -> bool:
    """Can this key of an object, or the rest of it, be the path of a file inside a folder, and the same path again?

    Rule: An object whose key cannot be a path below a folder (`..`, empty parts, names that are too long) is refused by
        its name; nothing is written outside of the folder that stands for a store.
    Test: pipeline/stores/test_urls.py::test_keys_that_lead_elsewhere_are_no_places
    """
    parts = key.split("/")
    plain = all(p not in ("", ".", "..") and "\0" not in p and len(p.encode()) <= _LONGEST_PART for p in parts)
    return plain and PurePosixPath(key).as_posix() == key
