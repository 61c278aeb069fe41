"""Checkpoints: each page's reading is kept as soon as it is made, with what it was made by.

A checkpoint is ``checkpoints/<name>/pNNNN.json.gz``, UTF-8 JSON of a `Checkpoint`. It stands
as long as bytes, settings and version are the same; `sohoa run --from words` starts from it
with other settings.
"""

from __future__ import annotations

import gzip
import hashlib
import logging
import re
import time
import zlib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sohoa.errors import CannotWrite
from sohoa.nouns.doubt import DoubtKind
from sohoa.nouns.page import PageReading
from sohoa.nouns.problem import Status
from sohoa.pipeline.files.fingerprints import Fingerprint, fingerprint_of
from sohoa.pipeline.files.own_files import read_bytes
from sohoa.pipeline.output.atomic_files import write_bytes
from sohoa.pipeline.output.paths import checkpoint_path, inside
from sohoa.pipeline.output.plain_json import to_json
from sohoa.settings import RecordSettings, RestoreSettings, Settings, TableSettings

if TYPE_CHECKING:
    from pydantic import TypeAdapter

logger = logging.getLogger(__name__)

FORMAT = 3
"""Raised when the JSON changes so that older files cannot be read."""
_WRITTEN: dict[bytes, Checkpoint] = {}
"""Checkpoints that this process wrote, by the SHA-256 of their files: who reads a page often puts its document together
too, and need not read back and check what it has."""
_MOST_KEPT = 8
SHOWN_AFTER_S = 60.0
"""Longest that NFS believes what it knows of a folder, unless a mount says otherwise (nfs(5), `acdirmax`)."""
_PAUSE_S = 0.2
_MOST = 2**28
"""Bytes that are unpacked: far more than any page has (a full one, some 2 MB). A file that is all zeros packs a
thousandfold."""


@dataclass(frozen=True, slots=True)
class Key:
    """What a reading was made from: the source's bytes, and settings and version for words and page.

    `words` covers the stages up to the engine, `page` all stages of a page; a reading made
    with `--from words` inherits the first from the one it starts from. `tables`: were ruled tables looked for?
    """

    doc_id: str
    words: str
    page: str
    tables: bool = True
    format: int = FORMAT


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A page's reading with its key."""

    key: Key
    reading: PageReading

    def stands_for(self, key: Key) -> bool:
        """Need the page not be read again? A failed page is always tried again.

        Rule: A page is read again if bytes, settings or versions of code or engine differ, or if it failed.
        Test: pipeline/output/test_checkpoints.py::test_a_page_made_of_anything_else_does_not_stand
        """
        return self.key == key and self.reading.status is not Status.FAILED

    def words_stand_for(self, key: Key) -> bool:
        """Are its words those of `key`, so that only what comes after the engine must be done again?"""
        same = (self.key.words, self.key.tables, self.key.format) == (key.words, key.tables, key.format)
        return same and self.reading.status is not Status.FAILED


@cache
def _adapter() -> TypeAdapter[Checkpoint]:
    from pydantic import TypeAdapter  # slow to load, and a first run often reads none

    return TypeAdapter(Checkpoint)


def page_key(doc_id: str, settings: Settings, versions: tuple[str, str]) -> Key:
    """The key of a page read afresh. Joining tables and records come after the page and do not count.

    Args:
        doc_id: SHA-256 of the source's bytes, hex.
        settings: of all stages.
        versions: of the code and engine up to the words, and of the code of the whole page.
    """
    page = replace(settings, records=RecordSettings(), tables=replace(settings.tables, join=True))
    words = replace(page, restore=RestoreSettings(), tables=TableSettings())
    of_words, of_page = versions
    return Key(doc_id, f"{words.digest()} {of_words}", f"{page.digest()} {of_page}", settings.tables.enabled)


def save_checkpoint(out: Path, name: str, checkpoint: Checkpoint) -> None:
    """Write that of a page of the document of this name; CannotWrite as in `atomic_files`."""
    packed = gzip.compress(to_json(checkpoint).encode(), compresslevel=3, mtime=0)
    write_bytes(checkpoint_path(out, name, checkpoint.reading.number), packed, out)
    if checkpoint.key.format == FORMAT:
        _WRITTEN[hashlib.sha256(packed).digest()] = checkpoint
    while len(_WRITTEN) > _MOST_KEPT:
        _WRITTEN.pop(next(iter(_WRITTEN)))


def load_checkpoint(out: Path, name: str, page: int, doc_id: str) -> Checkpoint | None:
    """The checkpoint of a page (from 1), or None.

    None also if it is that of other bytes, of another page or of another format; one that cannot be read is logged.
    """
    path = checkpoint_path(out, name, page)
    try:
        packed = read_bytes(out, path, _MOST)
        checkpoint = _WRITTEN.get(hashlib.sha256(packed).digest()) or _read(packed)
    except FileNotFoundError:
        return None
    except (OSError, zlib.error, ValueError) as e:
        logger.warning("%s cannot be read and is made anew (%s)", path, type(e).__name__)
        return None
    if checkpoint is None:
        return None
    return checkpoint if (checkpoint.key.doc_id, checkpoint.reading.number) == (doc_id, page) else None


def require_checkpoints(out: Path, name: str, pages: Iterable[int]) -> None:
    """See to it that what was read of pages can be seen from here.

    Another machine may have written them: a network file system may go on saying for a while that a file is not there.

    Raises:
        CannotWrite: one is not there after a minute.

    Rule: A document is put together only when what this run has read of each page is there: one that a network file
        system does not show yet is waited for, one that is gone ends the run.
    Test: pipeline/output/test_checkpoints.py::test_a_page_that_is_not_there_is_waited_for_and_then_told
    """
    end = time.monotonic() + SHOWN_AFTER_S
    for path in (checkpoint_path(out, name, page) for page in pages):
        while not path.exists():
            if time.monotonic() >= end:
                raise CannotWrite(kind=DoubtKind.CHECKPOINT_LOST, where=path)
            time.sleep(_PAUSE_S)
            with suppress(OSError):  # to list a folder has a network file system ask anew what is in it
                list(path.parent.iterdir())


def checkpoint_fingerprints(out: Path, name: str, pages: Iterable[int]) -> dict[str, Fingerprint]:
    """What the checkpoints of these pages are, by paths in the output folder; what cannot be read is left out."""
    found: dict[str, Fingerprint] = {}
    for path in (checkpoint_path(out, name, page) for page in pages):
        with suppress(OSError):
            found[inside(out, path)] = fingerprint_of(out, path)
    return found


def _read(packed: bytes) -> Checkpoint | None:
    """What a file of these bytes holds, None if it is of another format; ValueError or zlib.error if it is damaged."""
    data = _unpacked(packed)
    return _adapter().validate_json(data) if _has_format(data) else None


def _unpacked(packed: bytes) -> bytes:
    """The bytes of a gzip file (RFC 1952), whose own check sum is looked at; ValueError if it is cut or too long."""
    unpacking = zlib.decompressobj(16 + zlib.MAX_WBITS)
    data = unpacking.decompress(packed, _MOST)
    if not unpacking.eof:
        raise ValueError("cut or too long")
    return data


_FORMAT = re.compile(rb'"format":(\d+)')


def _has_format(data: bytes) -> bool:
    """Is it of this format? The key stands first and its format last in it; an older one is no fault to be logged."""
    found = _FORMAT.search(data)
    if found is None:
        raise ValueError("no format")
    return int(found[1]) == FORMAT
