"""An output of a store as a folder of this machine: for as long as a command needs it, or to stay."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from sohoa.errors import CannotWrite, InputError
from sohoa.nouns.doubt import DoubtKind
from sohoa.pipeline.files.own_files import folder_inside, names_in, read_bytes
from sohoa.pipeline.output.lock import only_writer
from sohoa.pipeline.output.paths import DATASETS, OWN_FOLDERS, PACKAGE, inside, outcome_folder
from sohoa.pipeline.stores.mirror import MOST_BYTES, pull, push
from sohoa.pipeline.stores.s3 import Store
from sohoa.pipeline.stores.store_lock import only_store_writer, require_no_store_writer
from sohoa.pipeline.stores.urls import is_url, shown

OUTCOMES = ("outcome",)
RESULTS = (*DATASETS, "text", "outcome", "corrections")
EVERYTHING = (*(folder for folder in OWN_FOLDERS if folder != "search"), "pdf")


@contextmanager
def at_hand(out: Path, folders: Iterable[str], whole: bool = False) -> Iterator[Path]:
    """The output folder itself, or a copy of some of its folders that is removed afterwards.

    Args:
        out: output folder, or its address in a store.
        folders: of it that are needed.
        whole: see to it that no run writes it meanwhile.

    Raises:
        InputError: there is no output, or a run is writing it.
        StoreLost: the store cannot be reached.
    """
    if not is_url(out):
        yield out
        return
    store = Store(out)
    if whole:
        require_no_store_writer(store)
    with TemporaryDirectory(prefix="sohoa-") as folder:
        here = Path(folder)
        if not pull(store, here, [f"{name}/" for name in folders]):
            raise InputError(kind=DoubtKind.NO_OUTPUT, where=shown(out))
        yield here


@contextmanager
def dataset_at_hand(out: Path, dataset: str) -> Iterator[Path]:
    """The same with one dataset of an output folder or of a release."""
    if is_url(out) and next(Store(out).objects(PACKAGE), None):
        with TemporaryDirectory(prefix="sohoa-") as folder:
            needed = (PACKAGE, f"parquet/{DATASETS[0]}.parquet", f"parquet/{dataset}.parquet")
            pull(Store(out), Path(folder), needed)
            yield Path(folder)
        return
    with at_hand(out, (*OUTCOMES, dataset)) as here:
        yield here


def copy_out(of: Path, to: Path) -> int:
    """Copy a whole output from a store into a folder, or from a folder into a store; gives how many files it has.

    What is there with the same bytes is left alone; what is there besides, goes, so that the two are equal. The
    outcomes are copied last. The search index is left out: it is made anew where it is wanted.

    Raises:
        InputError: there is no output at `of`, both or none of the two are in a store, or a run is writing it.
        CannotWrite: `to` cannot be written, a run is writing it, or it holds other things.
        StoreLost: the store cannot be reached.

    Rule: A copy of an output to or from a store is whole files, the outcomes last: one that was stopped shows no
        document that is not all there. Corrections that only the other side has are never lost by it: it is refused.
    Test: pipeline/stores/test_local_copy.py::test_there_and_back
    """
    if is_url(of) == is_url(to):
        raise InputError(kind=DoubtKind.COPY_BETWEEN, where=shown(to))
    return _put(of, Store(to)) if is_url(to) else _fetch(Store(of), to)


def _fetch(store: Store, to: Path) -> int:
    require_no_store_writer(store)
    if next(store.objects("outcome/"), None) is None:
        raise InputError(kind=DoubtKind.NO_OUTPUT, where=store.url)
    if to.is_dir() and not outcome_folder(to).is_dir() and any(to.iterdir()):
        raise CannotWrite(kind=DoubtKind.COPY_OVER, where=to)
    with only_writer(to):
        for path in _files(to, to / "corrections") if to.is_dir() else ():
            with suppress(FileNotFoundError):
                _require_prefix(read_bytes(to, path, MOST_BYTES), store.get(inside(to, path)), path)
                continue
            raise CannotWrite(kind=DoubtKind.COPY_LOSES, where=path)
        return sum(len(pull(store, to, (f"{folder}/",))) for folder in _outcomes_last())


def _put(of: Path, store: Store) -> int:
    if not outcome_folder(of).is_dir():
        raise InputError(kind=DoubtKind.NO_OUTPUT, where=of)
    with TemporaryDirectory(prefix="sohoa-") as work, only_writer(of), only_store_writer(store, Path(work)):
        there = dict(store.objects())
        here = [inside(of, path) for folder in _outcomes_last() for path in _files(of, of / folder)]
        for place in here:
            if place.startswith("corrections/") and place in there:
                _require_prefix(store.get(place), read_bytes(of, of / place, MOST_BYTES), f"{store.url}/{place}")
        gone = there.keys() - set(here)
        if lost := next((p for p in gone if p.startswith("corrections/")), None):
            raise CannotWrite(kind=DoubtKind.COPY_LOSES, where=f"{store.url}/{lost}")
        for place in sorted(gone, key=lambda p: not p.startswith("outcome/")):  # without its outcome a document is none
            if place.split("/")[0] in EVERYTHING and "/." not in place:
                store.remove(place)
        n_results = sum(not place.startswith("outcome/") for place in here)
        push(store, of, here[:n_results], there)
        push(store, of, here[n_results:], there)
        return len(here)


def _require_prefix(old: bytes, new: bytes, where: object) -> None:
    """Corrections are only ever added to: none is lost if the new file begins as the old one is."""
    if not new.startswith(old):
        raise CannotWrite(kind=DoubtKind.COPY_LOSES, where=where)


def _outcomes_last() -> list[str]:
    return [*(folder for folder in EVERYTHING if folder != "outcome"), "outcome"]


def _files(out: Path, folder: Path) -> Iterator[Path]:
    """The plain files of a folder and of those in it, hidden ones left out; links are not followed."""
    try:
        with folder_inside(out, folder) as handle:
            names = sorted(name for name in names_in(handle) if not name.startswith("."))
    except FileNotFoundError:
        return
    except OSError as e:
        raise InputError(kind=DoubtKind.NOT_FOLLOWED, where=folder) from e
    for path in (folder / name for name in names):
        if path.is_dir() and not path.is_symlink():
            yield from _files(out, path)
        elif path.is_file():
            yield path
