"""IN and OUT of a run, whether they are folders or in a store."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from sohoa.nouns.doubt import Doubt, DoubtKind
from sohoa.pipeline.batch.crew import Crew
from sohoa.pipeline.batch.inputs import Inputs
from sohoa.pipeline.batch.plan import HERE, Sight
from sohoa.pipeline.batch.run_options import Run
from sohoa.pipeline.files.own_files import read_bytes
from sohoa.pipeline.output.atomic_files import write_bytes
from sohoa.pipeline.output.lock import only_writer
from sohoa.pipeline.stores.mirror import MOST_BYTES, pull
from sohoa.pipeline.stores.object_digests import KNOWN, ObjectDigests
from sohoa.pipeline.stores.object_inputs import find_all
from sohoa.pipeline.stores.s3 import Store, Stored
from sohoa.pipeline.stores.store_crew import StoreCrew
from sohoa.pipeline.stores.store_lock import Hold, only_store_writer
from sohoa.pipeline.stores.store_sight import StoredSight
from sohoa.pipeline.stores.stored_jobs import Errand
from sohoa.pipeline.stores.urls import is_url, shown
from sohoa.pipeline.stores.work_folder import held, make_own, work_folder


class Places:
    """Where a run reads and writes. With folders alone all is as if this were not there.

    Args:
        paths: inputs, of the command line.
        out: the output.
        work: where what is fetched lies meanwhile, if that is not to be where runs of this OUT have it.

    Attributes:
        out: the output folder, or the folder of this machine that stands for it.
        in_store: is OUT or any of IN in a store?
    """

    def __init__(self, paths: Sequence[Path], out: Path, work: Path | None = None) -> None:
        self.in_store = is_url(out) or any(is_url(path) for path in paths)
        self._paths = paths
        self._named = out
        work = work or work_folder(out).absolute()
        self._errand = Errand(work, shown(out).rstrip("/") if is_url(out) else "")
        self.out = work / "out" if is_url(out) else out
        self._tagged: dict[Path, Stored] = {}
        self._hold: Hold | None = None

    @property
    def _store(self) -> Store | None:
        return self._errand.store

    def find(self, follow_links: bool) -> Inputs:
        """What there is to read; errors as in `find_all`."""
        inputs, self._tagged = find_all(self._paths, self._named, follow_links)
        return inputs

    @contextmanager
    def only_writer(self, tell: Callable[[Doubt, str], None]) -> Iterator[None]:
        """Hold OUT; `tell` is told what a person must see to.

        Raises:
            CannotWrite: another run holds it.
            StoreLost: the store cannot be reached.
        """
        with ExitStack() as stack:
            if self.in_store:
                stack.enter_context(held(self._errand.work))
            if self._store:
                self._hold = stack.enter_context(only_store_writer(self._store, self._errand.work))
                if not self._hold.sure:
                    tell(Doubt(DoubtKind.STORE_UNSURE), self._store.url)
            stack.enter_context(only_writer(self.out))
            yield

    def bring(self) -> None:
        """Bring here what a run must know of OUT before it plans."""
        if self._store:
            make_own(self._errand.work)
            self.out.mkdir(exist_ok=True)
            pull(self._store, self.out, ("outcome/", "corrections/"))

    def sight(self, keep: bool = True) -> Sight:
        """How a plan sees inputs and OUT; `keep`: may what is learnt of inputs be kept in OUT?

        Raises:
            StoreLost, CannotWrite: they cannot be looked at.
        """
        if not self.in_store:
            return HERE
        make_own(self._errand.work)
        digests = ObjectDigests(
            self._tagged, self._errand.sources, self._known(), self._save if keep else lambda _: None
        )
        digests.learn()
        there = StoredSight(self._store, self.out).stands if self._store else HERE.stands
        return Sight(digests.of, there)

    def _known(self) -> bytes:
        with suppress(OSError):
            if self._store:
                return self._store.get(KNOWN)
            return read_bytes(self.out, self.out / KNOWN, MOST_BYTES)
        return b""

    def _save(self, data: bytes) -> None:
        if self._store:
            self._store.put(KNOWN, data)
        else:
            write_bytes(self.out / KNOWN, data, self.out)

    def crew(self, crew: Crew, run: Run) -> Crew:
        """The same crew, with what it needs from stores."""
        if not self.in_store:
            return crew
        return StoreCrew(crew, run, self._errand, self._hold.require if self._hold else lambda: None)

    @property
    def in_folders(self) -> tuple[Path, ...]:
        """The inputs that are files and folders."""
        return tuple(path for path in self._paths if not is_url(path))

    @property
    def out_url(self) -> str:
        """Address of OUT, "" if it is a folder."""
        return self._errand.out
