"""Which workers of a cluster may have a page of a run: those that would read it just as this machine does."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sohoa.errors import SohoaError, StoreLost
from sohoa.nouns.doubt import Doubt, DoubtKind
from sohoa.pipeline.files.own_files import read_bytes
from sohoa.pipeline.output.atomic_files import write_bytes
from sohoa.pipeline.output.versions import stage_versions
from sohoa.pipeline.stores.s3 import store_at

if TYPE_CHECKING:
    from sohoa.pipeline.batch.run_options import Run


@dataclass(frozen=True, slots=True)
class Shared:
    """What all machines must see.

    Attributes:
        inputs: files and folders that were named; absolute.
        out_url: address of OUT, "" if it is a folder.
    """

    inputs: tuple[Path, ...]
    out_url: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """What a worker must have and see to take part in a run.

    Attributes:
        run: its versions, its engine and its output folder.
        shared: what it must see.
        token: name of a file in the checkpoints of OUT that was just written, and `secret`, what is in it.
    """

    run: Run
    shared: Shared
    token: str
    secret: bytes

    def show(self) -> None:
        """Write the token; CannotWrite or StoreLost if that fails."""
        if self.shared.out_url:
            store_at(self.shared.out_url).put(self._place, self.secret)
        else:
            write_bytes(self.run.out / self._place, self.secret, self.run.out)

    def hide(self) -> None:
        """Remove it."""
        with suppress(OSError, StoreLost):
            if self.shared.out_url:
                store_at(self.shared.out_url).remove(self._place)
            else:
                (self.run.out / self._place).unlink()

    def is_seen(self) -> bool:
        """Is the output here the one of the run, and not another of the same path?"""
        try:
            if self.shared.out_url:
                return store_at(self.shared.out_url).get(self._place) == self.secret
            return read_bytes(self.run.out, self.run.out / self._place, len(self.secret)) == self.secret
        except (OSError, SohoaError):  # the worker may lack the extra `s3`
            return False

    @property
    def _place(self) -> str:
        return f"checkpoints/{self.token}"


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
    unseen: list[object] = [path for path in terms.shared.inputs if not path.exists()]
    if not terms.is_seen():
        unseen.append(terms.shared.out_url or run.out)
    return Doubt.of(DoubtKind.WORKER_SEES_NOT, name, unseen[0]) if unseen else None
