"""What of an output folder is damaged: missing, changed since it was written, or never finished."""

from __future__ import annotations

import errno
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from sohoa.pipeline.files.fingerprints import Fingerprint, is_as_written, looks_as_written
from sohoa.pipeline.files.own_files import file_names
from sohoa.pipeline.output.checkpoints import load_checkpoint
from sohoa.pipeline.output.outcomes import Outcome, load_kept, older_output
from sohoa.pipeline.output.paths import DATASETS, checkpoint_path, inside, result_places, text_path

_PAGE = re.compile(r"/p([0-9]{4,9})\.json\.gz$")


class Damage(StrEnum):
    """What is the matter with a file."""

    MISSING = "missing"
    CHANGED = "changed"
    NOT_FOLLOWED = "not_followed"
    UNREADABLE = "unreadable"


class Health(StrEnum):
    """How it stands with a document in an output folder.

    UNSEALED: all its files are there, but its outcome (of an older version) holds no digests to compare them with.
    UNFINISHED: it has files but no outcome, as when a run was stopped.
    """

    GOOD = "good"
    UNSEALED = "unsealed"
    DAMAGED = "damaged"
    UNFINISHED = "unfinished"


@dataclass(frozen=True, slots=True)
class Found:
    """How it stands with one document, and with those of its files that are not as they should be (paths in OUT)."""

    name: str
    health: Health
    damages: tuple[tuple[str, Damage], ...] = ()


def examine(out: Path, quick: bool) -> Iterator[Found]:
    """Look at every document of an output folder, in order of names; those without an outcome come last.

    Args:
        out: the folder.
        quick: believe a file whose size and time are as they were; otherwise every byte is read.

    Raises:
        InputError: a document was written under another contract, or a folder is a link.

    Rule: A document is good only if every file of its results holds the bytes that its outcome states.
    Test: pipeline/output/test_damage.py::test_damage_is_found
    """
    kept = load_kept(out)
    if kept.older:
        raise older_output(out, len(kept.older))
    found = [_outcome_damaged(out, path) for path in kept.unreadable]
    names = {f.name for f in found} | {o.name for o in kept.outcomes.values()}
    for outcome in kept.outcomes.values():
        damages = tuple(_damages(out, outcome, quick))
        sound = Health.GOOD if outcome.files else Health.UNSEALED
        yield Found(outcome.name, Health.DAMAGED if damages else sound, damages)
    yield from found
    for name in sorted(_named_by_results(out) - names):
        yield Found(name, Health.UNFINISHED)


def stands(out: Path, outcome: Outcome, quick: bool) -> bool:
    """Is all of a document as it was written, its checkpoints too as far as they are there?"""
    kept = ((checkpoint_path(out, outcome.name, page), then) for page, then in _checkpoints(out, outcome))
    changed = any(_is_other(out, path, then, quick) for path, then in kept)
    return not changed and next(_damaged_results(out, outcome, quick), None) is None


def _outcome_damaged(out: Path, path: Path) -> Found:
    return Found(path.stem, Health.DAMAGED, ((inside(out, path), Damage.UNREADABLE),))


def _damaged_results(out: Path, outcome: Outcome, quick: bool) -> Iterator[tuple[str, Damage]]:
    for place in result_places(outcome.name):
        then = outcome.files.get(place)
        if quick and then is not None and looks_as_written(f"{out}/{place}", then):
            continue
        damage = _damage(out, out / place, then, quick)
        if damage:
            yield place, damage


def _damages(out: Path, outcome: Outcome, quick: bool) -> Iterator[tuple[str, Damage]]:
    yield from _damaged_results(out, outcome, quick)
    for page, then in _checkpoints(out, outcome):
        # One that was written later, by a run that was stopped, is no damage: it says itself whether it is whole.
        path = checkpoint_path(out, outcome.name, page)
        if _is_other(out, path, then, quick) and not load_checkpoint(out, outcome.name, page, outcome.doc_id):
            yield inside(out, path), Damage.CHANGED


def _damage(out: Path, path: Path, then: Fingerprint | None, quick: bool) -> Damage | None:
    try:
        if then is None:
            return None if path.is_file() else Damage.MISSING
        return None if is_as_written(out, path, then, quick) else Damage.CHANGED
    except FileNotFoundError:
        return Damage.MISSING
    except OSError as e:
        return Damage.NOT_FOLLOWED if e.errno == errno.ELOOP else Damage.UNREADABLE


def _checkpoints(out: Path, outcome: Outcome) -> Iterator[tuple[int, Fingerprint]]:
    """The pages of which the outcome names the checkpoint, and what that was."""
    for place, then in outcome.files.items():
        number = _PAGE.search(place)
        if number and place == inside(out, checkpoint_path(out, outcome.name, int(number[1]))):
            yield int(number[1]), then


def _is_other(out: Path, path: Path, then: Fingerprint, quick: bool) -> bool:
    """Is a checkpoint there, and another than the one from which the results were made?"""
    return _damage(out, path, then, quick) not in (None, Damage.MISSING)


def _named_by_results(out: Path) -> set[str]:
    names = {n.removesuffix(".txt") for n in file_names(out, text_path(out, "").parent, ".txt")}
    for dataset in DATASETS:
        names |= {n.removesuffix(".parquet") for n in file_names(out, out / dataset, ".parquet")}
    return names
