"""A part of an output folder brought here from a store, or put there: whole files, the same places."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import TypeVar

from sohoa.errors import InputError
from sohoa.nouns.doubt import DoubtKind
from sohoa.pipeline.files.own_files import read_bytes
from sohoa.pipeline.output.atomic_files import write_bytes
from sohoa.pipeline.stores.s3 import Store, Stored
from sohoa.pipeline.stores.urls import is_place

AT_ONCE = 16
"""Requests under way. A guess: each waits for the store most of its time."""
MOST_BYTES = 2**31
"""Bytes of a file of an output folder that are moved: far more than any has."""
_A_BATCH = 1024

T = TypeVar("T")
U = TypeVar("U")


def at_once(do: Callable[[T], U], things: Iterable[T]) -> Iterator[U]:
    """Do something with each of many things, several at once; results in order. What is raised ends it."""
    with ThreadPoolExecutor(AT_ONCE) as threads:
        waiting = iter(things)
        while some := list(islice(waiting, _A_BATCH)):
            yield from threads.map(do, some)


def pull(store: Store, out: Path, below: Iterable[str]) -> dict[str, Stored]:
    """Have the folder hold what the store holds below these places, and nothing else there; gives what that is.

    A file that is here with the same bytes is left alone.

    Raises:
        InputError: a key there cannot be the path of a file.
        StoreLost, CannotWrite: it cannot be had, or not be written here.
    """
    found: dict[str, Stored] = {}
    for start in below:
        found |= {place: told for place, told in store.objects(start) if not _is_hidden(place)}
        _remove_others(out, start, found)
    for place in found:
        if not is_place(place):
            raise InputError(kind=DoubtKind.KEY_NO_PATH, where=f"{store.url}/{place}")
    gone = set(at_once(lambda place: _fetch(store, out, place, found[place]), found)) - {""}
    return {place: told for place, told in found.items() if place not in gone}


def push(store: Store, out: Path, places: Iterable[str], there: Mapping[str, Stored] | None = None) -> None:
    """Put files there; those that are `there` with the same bytes are not put again."""
    there = there or {}

    def put(place: str) -> None:
        data = read_bytes(out, out / place, MOST_BYTES)
        if place not in there or not _is_same(data, there[place]):
            store.put(place, data)

    for _ in at_once(put, places):
        pass


def _fetch(store: Store, out: Path, place: str, told: Stored) -> str:
    """Fetch a file if it is another one here; gives its place if it is gone by now."""
    path = out / place
    with suppress(OSError):
        if path.lstat().st_size == told.size and _is_same(read_bytes(out, path, MOST_BYTES), told):
            return ""
    try:
        write_bytes(path, store.get(place), out)
    except FileNotFoundError:
        path.unlink(missing_ok=True)
        return place
    return ""


def _is_same(data: bytes, told: Stored) -> bool:
    """Are these the bytes of an object? Told by MD5, which tags of unencrypted objects are; others are just fetched."""
    return len(data) == told.size and hashlib.md5(data, usedforsecurity=False).hexdigest() == told.tag


def _is_hidden(place: str) -> bool:
    return any(part.startswith(".") for part in place.split("/") if part not in (".", ".."))


def _remove_others(out: Path, start: str, found: Mapping[str, Stored]) -> None:
    """Remove the files here that begin so and are not in the store: they are of a run that was stopped."""
    folder = (out / start).parent if not start.endswith("/") else out / start
    for path in folder.rglob("*") if folder.is_dir() and not folder.is_symlink() else ():
        place = path.relative_to(out).as_posix()
        if place.startswith(start) and place not in found and path.is_file() and not _is_hidden(place):
            path.unlink(missing_ok=True)
