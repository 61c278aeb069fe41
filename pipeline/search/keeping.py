"""The index kept as the documents are: at once by whoever stores one, and where that was missed, before a search.

The outcome is the last file that is written of a document, so its fingerprint tells what the index holds of it.
Whatever went wrong with the index, a search finds the difference and mends it: storing a document never fails for it.
"""

from __future__ import annotations

import logging
import os
import stat
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from sohoa.errors import CannotWrite, InputError
from sohoa.nouns.doubt import DoubtKind
from sohoa.pipeline.corrections.one_outcome import load_outcome
from sohoa.pipeline.files.fingerprints import Fingerprint, fingerprint_of
from sohoa.pipeline.files.own_files import folder_inside
from sohoa.pipeline.output.paths import outcome_folder, outcome_path, search_path
from sohoa.pipeline.search.index_file import IndexDamaged, State, begin_anew, reading, writing
from sohoa.pipeline.search.stored import units_in, units_of
from sohoa.pipeline.search.units import Facts, Unit
from sohoa.pipeline.search.writing import put_document, take_out_document

if TYPE_CHECKING:
    from sohoa.pipeline.output.dataset_rows import StoredDocument

logger = logging.getLogger(__name__)

_AT_A_TIME = 32
"""Documents that are put in as a whole: others wait for a second at most, and a kill costs no more than these."""
_COARSE_NS = 2 * 10**9
"""So long a stamp of a folder is not believed; file systems tell time by steps of up to two seconds (FAT)."""
_SUFFIX = ".json"
Stamp = tuple[int, int]
"""Size and time of change (nanoseconds) of an outcome."""
Told = Callable[[State, int], None]
"""Is told, before it takes time, how the index was found and how many documents are put in."""


def keep_document(out: Path, document: StoredDocument, state: Fingerprint) -> None:
    """Put a document into the index that was stored just now; whatever is in the way is left to the next search.

    Args:
        out: output folder.
        document: what was stored.
        state: of its outcome.

    Rule: The search index follows each document that is stored, read or corrected; whatever is wrong with the index
        costs no document, and the next search puts in what is missing.
    Test: faults/test_search_index.py::test_a_run_over_a_spoiled_index_loses_nothing
    """
    units, facts = units_of(document)
    name = document.source.name
    try:
        try:
            _put(out, [_Document(name, state, units, facts)])
        except IndexDamaged as e:
            if e.state is State.DAMAGED:
                logger.info("%s is damaged and made anew", search_path(out))
            begin_anew(out, e)
            _put(out, [_Document(name, state, units, facts)])
    except (IndexDamaged, CannotWrite) as e:
        logger.info("%s: not in the search index yet: %s", name, e)


@dataclass(frozen=True, slots=True)
class _Document:
    """A document to put in; without units only its state is told anew."""

    name: str
    state: Fingerprint
    units: list[Unit] | None = None
    facts: list[Facts] = field(default_factory=list)


def _put(out: Path, some: Iterable[_Document]) -> None:
    with writing(out) as db:
        for one in some:
            if one.units is not None:
                put_document(db, one.name, one.state, one.units, one.facts)
            else:
                stamp = one.state.modified_ns, one.name
                db.execute("UPDATE documents SET modified_ns = ? WHERE name = ?", stamp)


def bring_up_to_date(out: Path, told: Told) -> list[InputError]:
    """Have the index hold what the output folder holds.

    Args:
        out: output folder.
        told: see `Told`.

    Returns:
        Why documents are missing in it.

    Raises:
        InputError: a document was written under another contract.
        CannotWrite: the index is missing or damaged and cannot be made.
    """
    state, known = State.SOUND, {}
    folder = _stamp_of_folder(out)
    try:
        if folder is not None and folder == _seen_folder(out):
            return []
        known = _known(out)
    except IndexDamaged as e:
        state = e.state
        begin_anew(out, e)
    there = _stamps(out)
    changed = [name for name, stamp in there.items() if known.get(name, ((), ""))[0] != stamp]
    gone = [name for name in known if name not in there]
    if not changed and not gone and state is State.SOUND:
        _see_folder(out, folder)
        return []
    told(state, len(changed))
    failed: list[InputError] = []
    _take_out(out, gone)
    left = iter(changed)
    while batch := list(islice(left, _AT_A_TIME)):
        found = [_looked_at(out, name, known.get(name, ((), ""))[1], failed) for name in batch]
        _put(out, (d for d in found if d is not None and _stands(out, d)))
        _take_out(out, [name for name, d in zip(batch, found, strict=True) if d is None and name in known])
    return failed


def _stamp_of_folder(out: Path) -> str | None:
    """When something was put into the folder of outcomes or taken out; None if that was just now, or is not known.

    Every outcome is renamed into its place, so that this changes; only a coarse clock may tell two changes as one.
    """
    try:
        changed = outcome_folder(out).lstat().st_mtime_ns
    except OSError:
        return None
    return str(changed) if time.time_ns() - changed > _COARSE_NS else None


def _seen_folder(out: Path) -> str:
    """The stamp of the folder when the index was found to hold all of it."""
    with reading(out) as db:
        return str((db.execute("SELECT value FROM about WHERE key = 'folder'").fetchone() or ("",))[0])


def _see_folder(out: Path, stamp: str | None) -> None:
    if stamp is not None:
        with suppress(CannotWrite), writing(out) as db:  # a folder that is only read is looked through each time
            db.execute("INSERT OR REPLACE INTO about VALUES('folder', ?)", (stamp,))


def _stamps(out: Path) -> dict[str, Stamp]:
    """Of all outcomes, by names of documents; InputError if their folder is not there or a link."""
    found: dict[str, Stamp] = {}
    try:
        with folder_inside(out, outcome_folder(out)) as handle, os.scandir(handle) as entries:
            for entry in entries:
                if entry.name.endswith(_SUFFIX) and not entry.name.startswith("."):
                    told = entry.stat(follow_symlinks=False)
                    if stat.S_ISREG(told.st_mode):
                        found[entry.name.removesuffix(_SUFFIX)] = told.st_size, told.st_mtime_ns
    except OSError as e:
        kind = DoubtKind.NO_OUTPUT if isinstance(e, FileNotFoundError) else DoubtKind.NOT_FOLLOWED
        raise InputError(kind=kind, where=out if kind is DoubtKind.NO_OUTPUT else outcome_folder(out)) from e
    return found


def _known(out: Path) -> dict[str, tuple[Stamp, str]]:
    """What the index holds: stamp and digest of the outcome, by names of documents."""
    with reading(out) as db:
        rows = db.execute("SELECT name, size, modified_ns, sha256 FROM documents")
        return {name: ((size, modified_ns), sha256) for name, size, modified_ns, sha256 in rows}


def _take_out(out: Path, names: list[str]) -> None:
    if names:
        with writing(out) as db:
            for name in names:
                take_out_document(db, name)


def _looked_at(out: Path, name: str, known: str, failed: list[InputError]) -> _Document | None:
    """A document as it is stored; None if it cannot be read, or is gone by now."""
    try:
        state = fingerprint_of(out, outcome_path(out, name))
        if state.sha256 == known:
            return _Document(name, state)
        load_outcome(out, name)
        return _Document(name, state, *units_in(out, name))
    except InputError as e:
        if e.doubt.kind is DoubtKind.OLD_OUTPUT:
            raise
        failed.append(e)
    except OSError as e:
        failed.append(InputError(e.strerror, kind=DoubtKind.STORED_DAMAGED, where=outcome_path(out, name)))
    return None


def _stands(out: Path, document: _Document) -> bool:
    """Is it still what it was when it was looked at?"""
    try:
        told = outcome_path(out, document.name).lstat()
    except OSError:
        return False
    return (told.st_size, told.st_mtime_ns) == (document.state.size, document.state.modified_ns)
