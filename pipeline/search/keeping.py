"""The index kept as the documents are: at once by whoever stores one, and where that was missed, before a search.

The outcome is the last file that is written of a document, so its fingerprint tells what the index holds of it.
Whatever went wrong with the index, a search finds the difference and mends it: storing a document never fails for it.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from sohoa.errors import CannotWrite, InputError
from sohoa.nouns.doubt import DoubtKind
from sohoa.pipeline.files.own_files import folder_inside
from sohoa.pipeline.output.paths import outcome_folder
from sohoa.pipeline.search.index_file import IndexDamaged, State, begin_anew, reading, writing

_COARSE_NS = 2 * 10**9
"""So long a stamp of a folder is not believed; file systems tell time by steps of up to two seconds (FAT)."""
_SUFFIX = ".json"
Stamp = tuple[int, int]
"""Size and time of change (nanoseconds) of an outcome."""
Told = Callable[[State, int], None]
"""Is told, before it takes time, how the index was found and how many documents are put in."""


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
    from sohoa.pipeline.search.catching_up import catch_up  # most searches have nothing to put in, and start faster

    return catch_up(out, changed, gone, {name: sha256 for name, (_, sha256) in known.items()})


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
