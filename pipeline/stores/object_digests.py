"""SHA-256 of the objects that are inputs: fetched and hashed once, then known by their entity tags.

What is known stands in OUT (`checkpoints/.sources.json.gz`), so that a later run, from whatever machine, need not
fetch all of IN to see that nothing has changed.
"""

from __future__ import annotations

import gzip
import json
import logging
import re
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from shutil import disk_usage

from sohoa.errors import SourceChanged
from sohoa.pipeline.output.source_bytes import Stamp, stamped_digest
from sohoa.pipeline.stores.fetching import fetch
from sohoa.pipeline.stores.mirror import at_once
from sohoa.pipeline.stores.object_inputs import Tagged
from sohoa.pipeline.stores.s3 import Stored
from sohoa.pipeline.stores.urls import shown

logger = logging.getLogger(__name__)

KNOWN = "checkpoints/.sources.json.gz"
"""Where in OUT it stands."""
_SAVED_EVERY_S = 300.0
_MOST_READ = 2**31
_DIGEST = re.compile(r"[0-9a-f]{64}")
_MOST_KEPT = 2**32
_SHARE = 4
"""So many bytes of what is fetched to be hashed are kept to be read, and no more than this part of a disk's room."""

Known = dict[str, tuple[str, int, str]]
"""By address: entity tag, size and SHA-256."""


class ObjectDigests:
    """The digests of objects, and those of files as they come.

    Args:
        tagged: the objects that are inputs.
        folder: where they are fetched to.
        known: bytes that an earlier run kept.
        save: keeps such bytes.
    """

    def __init__(self, tagged: Tagged, folder: Path, known: bytes, save: Callable[[bytes], None]) -> None:
        self._tagged = tagged
        self._folder = folder
        self._known = _read(known)
        self._save = save
        self._failed: dict[Path, Exception] = {}
        self._room = 0

    def of(self, path: Path) -> tuple[Stamp | None, str]:
        """The digest of an input, with the stamp of a file; errors as in `stamped_digest`."""
        if path not in self._tagged:
            return stamped_digest(path)
        if path in self._failed:
            raise self._failed[path]
        return None, self._known[shown(path)][2]

    def learn(self) -> None:
        """Hash those that are not known, several at once.

        Raises:
            StoreLost, CannotWrite: that cannot be done.
        """
        new = [path for path, told in self._tagged.items() if not self._is_known(path, told)]
        if not new:
            return
        logger.info("%d objects are fetched and hashed", len(new))
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._room = min(_MOST_KEPT, disk_usage(self._folder).free // _SHARE)
        saved = time.monotonic()
        for path, found in zip(new, at_once(self._hash, new), strict=True):
            self._note(path, found)
            if time.monotonic() - saved > _SAVED_EVERY_S:
                self._keep()
                saved = time.monotonic()
        self._keep()

    def _is_known(self, path: Path, told: Stored) -> bool:
        return self._known.get(shown(path), ("", 0, ""))[:2] == (told.tag, told.size)

    def _hash(self, path: Path) -> str | Exception:
        try:
            digest, here = fetch(shown(path), self._folder, path.name)
        except FileNotFoundError:
            return SourceChanged(where=shown(path))
        except PermissionError as e:
            return e
        self._room -= here.stat().st_size
        if self._room < 0:
            here.unlink(missing_ok=True)
        return digest

    def _note(self, path: Path, found: str | Exception) -> None:
        if isinstance(found, Exception):
            self._failed[path] = found
        else:
            told = self._tagged[path]
            self._known[shown(path)] = (told.tag, told.size, found)

    def _keep(self) -> None:
        self._save(gzip.compress(json.dumps(self._known, separators=(",", ":")).encode(), compresslevel=3, mtime=0))


def _read(data: bytes) -> Known:
    """What was kept; what cannot be read, or is no digest, is forgotten."""
    try:
        told = json.loads(zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(data, _MOST_READ)) if data else {}
        known = {url: (str(tag), int(size), str(digest)) for url, (tag, size, digest) in told.items()}
    except (zlib.error, ValueError, TypeError, AttributeError):
        return {}
    return {url: some for url, some in known.items() if _DIGEST.fullmatch(some[2])}
