"""Which workers of a cluster may have a page of a run: those that would read it just as this machine does."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sohoa.nouns.doubt import Doubt, DoubtKind
from sohoa.pipeline.files.own_files import read_bytes
from sohoa.pipeline.output.versions import stage_versions

if TYPE_CHECKING:
    from sohoa.pipeline.batch.run_options import Run


@dataclass(frozen=True, slots=True)
class Terms:
    """What a worker must have and see to take part in a run.

    Attributes:
        run: its versions, its engine and its output folder.
        inputs: files and folders that were named; absolute.
        token: a file of the output folder that was just written, and `secret`, what is in it.
    """

    run: Run
    inputs: tuple[Path, ...]
    token: Path
    secret: bytes


def why_not(terms: Terms, name: str) -> Doubt | None:
    """Why the process that calls this may have no page of a run; None if it may.

    Args:
        terms: of the run.
        name: of the worker, for the message.

    Rule: A worker with another version of code, models or engine, or that does not see the same folders, gets no page
        and is told by its name.
    Test: pipeline/cluster/test_enrolment.py::test_a_worker_of_another_version_is_refused_by_name
    """
    run = terms.run
    if (here := stage_versions().document) != run.version:
        return Doubt.of(DoubtKind.WORKER_OTHER_VERSION, name, here, run.version)
    try:
        engine = run.recipe.engine_version(run.settings)
    except Exception as e:  # whatever it is that it lacks
        return Doubt.of(DoubtKind.WORKER_FAILED, name, f"{type(e).__name__}: {e}")
    if engine != run.engine:
        return Doubt.of(DoubtKind.WORKER_OTHER_ENGINE, name, engine, run.engine)
    unseen = [path for path in terms.inputs if not path.exists()]
    if not _is_same(terms):
        unseen.append(run.out)
    return Doubt.of(DoubtKind.WORKER_SEES_NOT, name, unseen[0]) if unseen else None


def _is_same(terms: Terms) -> bool:
    """Is the output folder here the one of the run, and not another of the same path?"""
    try:
        return read_bytes(terms.run.out, terms.token, len(terms.secret)) == terms.secret
    except OSError:
        return False
