"""The corrections of an output folder: `corrections/<name>.jsonl`, one line each, only ever added to.

What was once written is never changed: a correction is taken back by another one. A line is on the disk when `append`
returns. Several programs may add at once. A line that a power cut has torn, or that somebody has spoiled, is told and
costs no other line.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sohoa.errors import CannotWrite, InputError
from sohoa.nouns.correction import Correction, CorrectionKind
from sohoa.nouns.correction_place import Fault, NotACorrection
from sohoa.nouns.doubt import DoubtKind
from sohoa.pipeline.corrections.lines import LONGEST_LINE, correction_to_line, line_to_correction
from sohoa.pipeline.corrections.one_outcome import load_outcome
from sohoa.pipeline.files.appended_files import PATIENCE_S, add_to_end, read_all
from sohoa.pipeline.files.locks import hold
from sohoa.pipeline.files.own_files import appending_file, folder_inside, opened, sync
from sohoa.pipeline.output.lock import require_no_run
from sohoa.pipeline.output.paths import corrections_path


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line (from 1) that holds no correction, and why."""

    line: int
    fault: Fault
    about: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """What a file of corrections holds.

    Attributes:
        corrections: all that are sound, in the order in which they were made, each id once.
        bad_lines: what else stands there; the last one is `Fault.CUT` if writing it was cut short.
    """

    corrections: tuple[Correction, ...] = ()
    bad_lines: tuple[BadLine, ...] = ()

    @property
    def in_force(self) -> tuple[Correction, ...]:
        """Those that count: neither undone nor undoing, in order."""
        return in_force(self.corrections)

    @property
    def digest(self) -> str:
        """What results depend on: 16 hex digits; "" if nothing is in force and every line is sound."""
        lines = [correction_to_line(c) for c in self.in_force] + [f"{b.line} {b.fault}" for b in self.bad_lines]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16] if lines else ""


def new_id() -> str:
    """An id that no other correction has."""
    return secrets.token_hex(8)


def in_force(corrections: Sequence[Correction]) -> tuple[Correction, ...]:
    """Those that count, in order; an undo takes back what was made before it, that of an undo brings it back.

    Rule: A correction is undone by another one; undoing that brings it back. Nothing is ever taken out of the file.
    Test: pipeline/corrections/test_store.py::test_undo_and_undo_of_undo
    """
    void: set[str] = set()
    left: list[Correction] = []
    for correction in reversed(corrections):
        if correction.id in void:
            continue
        if correction.kind is CorrectionKind.UNDO:
            void.add(correction.of)
        else:
            left.append(correction)
    return tuple(reversed(left))


def read_corrections(out: Path, name: str) -> Kept:
    """What was corrected of a document; nothing if there is no file.

    Raises:
        InputError: the file is a link, no file, or too long.

    Rule: A line of the corrections that is cut or spoiled is told by its number; all others count.
    Test: pipeline/corrections/test_store.py::test_a_cut_line_costs_no_other
    """
    path = corrections_path(out, name)
    try:
        with opened(out, path) as file:
            hold(file.fileno(), fcntl.LOCK_SH, PATIENCE_S)
            return _kept(read_all(file), name)
    except FileNotFoundError:
        return Kept()
    except OSError as e:
        kind = DoubtKind.NOT_FOLLOWED if e.errno == errno.ELOOP else DoubtKind.STORED_DAMAGED
        raise InputError(e.strerror, kind=kind, where=path) from e


def append_corrections(out: Path, name: str, new: Sequence[Correction]) -> int:
    """Add corrections of a document; when this returns they are on the disk.

    Those that are there already, by their ids, are left out: a file may be applied twice. All are added or, on a full
    disk, none.

    Args:
        out: output folder.
        name: of the document.
        new: in the order in which they were made.

    Returns:
        How many were added.

    Raises:
        InputError: no such document, it was written under another contract, or a run is writing the folder.
        NotACorrection: another correction has the same id, one is of another document, or undoes one that is not there.
        CannotWrite: the disk is full, or the file or its folder is a link.

    Rule: A correction is on the disk before anything says that it was saved, and two programs that save at once lose
        none.
    Test: pipeline/corrections/test_two_writers.py::test_two_writers_lose_nothing
    """
    load_outcome(out, name)
    require_no_run(out)
    path = corrections_path(out, name)
    try:
        with folder_inside(out, path.parent, make=True) as folder, appending_file(folder, path.name) as file:
            hold(file.fileno(), fcntl.LOCK_EX, PATIENCE_S)
            old = read_all(file)
            added = _unmet(name, _kept(old, name).corrections, new)
            if added:
                torn = bool(old) and not old.endswith(b"\n")
                add_to_end(file, b"\n" * torn + "".join(f"{correction_to_line(c)}\n" for c in added).encode())
                sync(folder)
            return len(added)
    except OSError as e:
        raise CannotWrite.because(path, e) from e


def require_fitting(out: Path, name: str, new: Sequence[Correction]) -> None:
    """See to it that corrections may be added to a document; raises what `append_corrections` does."""
    load_outcome(out, name)
    _unmet(name, read_corrections(out, name).corrections, new)


def _unmet(name: str, old: Iterable[Correction], new: Iterable[Correction]) -> list[Correction]:
    """Those of `new` that are not there yet."""
    known = {c.id: c for c in old}
    added = []
    for correction in new:
        if correction.document != name:
            raise NotACorrection(Fault.DOCUMENT, correction.document)
        twin = known.get(correction.id)
        if twin is not None and correction_to_line(twin) != correction_to_line(correction):
            raise NotACorrection(Fault.OTHER_CONTENT, correction.id)
        if correction.of and correction.of not in known:
            raise NotACorrection(Fault.OF, correction.of)
        if twin is None:
            added.append(correction)
            known[correction.id] = correction
    return added


def _kept(data: bytes, name: str) -> Kept:
    lines = data.split(b"\n")
    torn = len(lines) if lines[-1] else 0
    known: dict[str, Correction] = {}
    bad: list[BadLine] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            correction = _own(line, name)
            if correction.id in known:
                raise NotACorrection(Fault.ID, correction.id)
            known[correction.id] = correction
        except NotACorrection as e:
            cut = number == torn and e.fault is Fault.NO_JSON
            bad.append(BadLine(number, Fault.CUT if cut else e.fault, e.about))
    return Kept(tuple(known.values()), tuple(bad))


def _own(line: bytes, name: str) -> Correction:
    if len(line) > LONGEST_LINE:
        raise NotACorrection(Fault.TOO_LONG)
    correction = line_to_correction(line)
    if correction.document != name:
        raise NotACorrection(Fault.DOCUMENT, correction.document)
    return correction
