"""Sources fetched from a store: each under the digest of its bytes, so that what lies there is the right one."""

from __future__ import annotations

import os
import secrets
import shutil
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from sohoa.errors import CannotWrite, SourceChanged
from sohoa.pipeline.output.document_names import Source
from sohoa.pipeline.output.source_bytes import Stamp, stamped_digest
from sohoa.pipeline.stores.s3 import store_at
from sohoa.pipeline.stores.urls import shown
from sohoa.pipeline.stores.work_folder import make_own

_UNUSED_S = 3600.0
"""A source that nobody has wanted for so long makes room for others. A guess: no page takes longer."""
_LONGEST_NAME = 200
"""Bytes of a file's name that are kept."""
_stamps: dict[Path, Stamp] = {}
"""Of files that this process has looked at."""


def fetch(url: str, folder: Path, name: str) -> tuple[str, Path]:
    """Fetch an object into a folder of ours; gives the digest of its bytes and where it is.

    Raises:
        FileNotFoundError, PermissionError: there is none, or we may not.
        StoreLost, CannotWrite: it cannot be had, or not be kept.
    """
    make_own(folder)
    aside = folder / f".{secrets.token_hex(8)}"
    store, place = url.rsplit("/", 1)
    try:
        store_at(store).get_to(place, aside)
        digest = stamped_digest(aside)[1]
        path = place_of_source(folder, digest, name)
        path.parent.mkdir(exist_ok=True)
        aside.replace(path)
    except (FileNotFoundError, PermissionError):
        raise
    except OSError as e:
        raise CannotWrite.because(folder, e) from e
    finally:
        aside.unlink(missing_ok=True)
    return digest, path


def place_of_source(folder: Path, digest: str, name: str) -> Path:
    """Where a source of this digest lies once it is fetched; it keeps its name, by which its kind is told."""
    short = name if len(name.encode()) <= _LONGEST_NAME else f"{digest[:16]}{Path(name).suffix}"
    return folder / digest / short


def fetched(source: Source, folder: Path) -> Source:
    """A source of a store as a file of this machine, fetched unless it is here; `stamp` is that of the file.

    Raises:
        SourceChanged: the object has other bytes by now, or is gone.
        StoreLost, CannotWrite: as in `fetch`.

    Rule: Of an object in a store the very bytes are read that were planned: it is fetched whole, and taken only under
        the digest that the plan knows.
    Test: pipeline/stores/test_fetching.py::test_an_object_that_was_replaced_is_not_read_under_the_old_digest
    """
    path = place_of_source(folder, source.doc_id, source.path.name)
    with suppress(OSError):
        if path.is_file():
            os.utime(path.parent)
            return replace(source, at=str(path), stamp=_stamps.get(path) or _looked_at(path))
    _make_room(folder)
    try:
        digest, path = fetch(shown(source.path), folder, source.path.name)
    except (FileNotFoundError, PermissionError) as e:
        raise SourceChanged(where=shown(source.path)) from e
    if digest != source.doc_id:
        raise SourceChanged(where=shown(source.path))
    return replace(source, at=str(path), stamp=_looked_at(path))


def let_go(source: Source, folder: Path) -> None:
    """Remove a source that nobody needs any more on this machine."""
    shutil.rmtree(folder / source.doc_id, ignore_errors=True)


def _looked_at(path: Path) -> Stamp:
    _stamps[path] = stamped_digest(path)[0]
    return _stamps[path]


def _make_room(folder: Path) -> None:
    with suppress(OSError):
        for inner in folder.iterdir():
            if time.time() - inner.stat().st_mtime > _UNUSED_S:
                shutil.rmtree(inner, ignore_errors=True)
