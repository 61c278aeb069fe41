"""The quality rounds of an output folder: `corrections/rounds/<plan>.jsonl`.

A file appears whole, with all that is to be judged, and then is only added to: a judgement is on the disk when
`append_judgement` returns.
"""

from __future__ import annotations

import errno
import fcntl
from collections.abc import Callable
from pathlib import Path

from sohoa.errors import CannotWrite, InputError
from sohoa.nouns.doubt import DoubtKind
from sohoa.pipeline.corrections.store import read_corrections
from sohoa.pipeline.files.appended_files import PATIENCE_S, add_to_end, read_all
from sohoa.pipeline.files.locks import hold
from sohoa.pipeline.files.own_files import appending_file, folder_inside, opened, plain_files, sync
from sohoa.pipeline.output.atomic_files import write_text
from sohoa.pipeline.output.lock import Purpose, only_writer
from sohoa.pipeline.output.paths import rounds_folder
from sohoa.pipeline.rounds.lines import judgement_to_line, lines_to_round, round_to_lines
from sohoa.pipeline.rounds.nouns import Judgement, KeptRound, Plan, Round

_WAIT_S = 60.0
"""So long another program that corrects is waited for."""
_SUFFIX = ".jsonl"


def round_path(out: Path, plan: Plan) -> Path:
    """The file of a round."""
    return rounds_folder(out) / f"{plan.name}{_SUFFIX}"


def opened_round(out: Path, plan: Plan, draw: Callable[[], Round]) -> KeptRound:
    """The round of a plan: the one that was begun, or a new one.

    Args:
        out: output folder.
        plan: of the round.
        draw: draws it, where there is none yet.

    Raises:
        InputError: its file is damaged.
        CannotWrite: it cannot be written, or a run holds the folder.

    Rule: A quality round holds what was drawn when it began; the same share, seed and number of values go on with it.
    Test: pipeline/rounds/test_store.py::test_the_same_plan_goes_on
    """
    path = round_path(out, plan)
    if not path.exists():
        with only_writer(out, Purpose.CORRECT, _WAIT_S):
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                write_text(path, "".join(f"{line}\n" for line in round_to_lines(draw())), out)
    return read_round(out, path)


def read_round(out: Path, path: Path) -> KeptRound:
    """What a file of a round holds.

    Raises:
        InputError: it cannot be read, or what is to be judged is spoiled.
    """
    try:
        with opened(out, path) as file:
            hold(file.fileno(), fcntl.LOCK_SH, PATIENCE_S)
            return lines_to_round(read_all(file).split(b"\n"))
    except OSError as e:
        kind = DoubtKind.NOT_FOLLOWED if e.errno == errno.ELOOP else DoubtKind.STORED_DAMAGED
        raise InputError(e.strerror, kind=kind, where=path) from e
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as e:
        raise InputError(e, kind=DoubtKind.STORED_DAMAGED, where=path) from e


def read_rounds(out: Path) -> list[KeptRound]:
    """All rounds of an output folder, the oldest first; InputError as in `read_round`."""
    folder = rounds_folder(out)
    if not folder.is_dir():
        return []
    rounds = [read_round(out, path) for path in plain_files(out, folder, _SUFFIX)]
    return sorted(rounds, key=lambda kept: (kept.round.when, kept.round.plan.name))


def append_judgement(out: Path, plan: Plan, said: Judgement) -> None:
    """Add what a person said; when this returns it is on the disk.

    Raises:
        CannotWrite: the disk is full, or the file or its folder is a link.
    """
    path = round_path(out, plan)
    try:
        with folder_inside(out, path.parent) as folder, appending_file(folder, path.name) as file:
            hold(file.fileno(), fcntl.LOCK_EX, PATIENCE_S)
            torn = not read_all(file).endswith(b"\n")
            add_to_end(file, b"\n" * torn + f"{judgement_to_line(said)}\n".encode())
            sync(folder)
    except OSError as e:
        raise CannotWrite.because(path, e) from e


def judged(out: Path, kept: KeptRound) -> dict[int, Judgement]:
    """What counts of each item that was judged: the last that was said, if it was not undone.

    Raises:
        InputError: a file of corrections cannot be read.

    Rule: Who undoes the correction by which an item of a quality round was judged has it to judge again.
    Test: pipeline/rounds/test_store.py::test_undone_is_not_judged
    """
    names = {kept.round.items[j.item].document for j in kept.judgements}
    in_force = {c.id for name in names for c in read_corrections(out, name).in_force}
    return {j.item: j for j in kept.judgements if in_force.issuperset(j.corrections)}
