"""A release of an output folder: made aside, described, then put in its place in one step."""

from __future__ import annotations

import contextlib
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sohoa.errors import CannotWrite, InputError
from sohoa.nouns.doubt import DoubtKind
from sohoa.pipeline.export.release import description
from sohoa.pipeline.export.release.csv_files import write_csv
from sohoa.pipeline.export.release.duckdb_file import is_here, write_duckdb
from sohoa.pipeline.export.release.merged import merge_dataset
from sohoa.pipeline.export.release.workbook import write_workbook
from sohoa.pipeline.output.atomic_files import UNFINISHED
from sohoa.pipeline.output.outcomes import load_outcomes
from sohoa.pipeline.output.paths import DATASETS, PACKAGE, is_release, merged_path
from sohoa.pipeline.output.secrecy import OnSecret, names_to_write
from sohoa.pipeline.output.source_bytes import file_digest

DATABASE, WORKBOOK = "sohoa.duckdb", "sohoa.xlsx"
_TITLE = "Văn bản đã số hóa - Digitised documents"


@dataclass(frozen=True, slots=True)
class ReleaseWish:
    """What a release is called, who publishes it, and what is done about documents with a mark of secrecy."""

    title: str = _TITLE
    publisher: str = ""
    on_secret: OnSecret = OnSecret.FLAG


def export_release(out: Path, destination: Path, wish: ReleaseWish) -> Iterator[Path]:
    """Make a release in the folder `destination`; yields the path of each file when all are there.

    Raises:
        CannotWrite: the destination cannot be written.
        InputError: a document was written under another contract, or the destination holds other things.

    Rule: A release is there as a whole or not at all; one that is there is replaced, a folder of other things is left.
    Test: pipeline/export/release/test_release.py::test_a_folder_with_other_things_is_left
    """
    if destination.exists() and not (is_release(destination) or _is_empty(destination)):
        raise InputError(kind=DoubtKind.NO_RELEASE, where=destination)
    names = names_to_write(out, wish.on_secret)
    outcomes = sorted(load_outcomes(out).values(), key=lambda o: o.name)
    with _aside(destination) as folder:
        merged = {d: merged_path(folder, d) for d in DATASETS}
        (folder / "csv").mkdir()
        merged["documents"].parent.mkdir()
        n_rows = {d: merge_dataset(out, d, names, merged[d]) for d in DATASETS}
        for dataset in DATASETS:
            write_csv(merged[dataset], dataset, folder / "csv" / f"{dataset}.csv")
        cut = write_workbook(merged, folder / WORKBOOK)
        if is_here():
            write_duckdb(merged, folder / DATABASE)
        kept = tuple(o for o in outcomes if o.name in names)
        release = description.Release(wish.title, wish.publisher, kept, n_rows, cut, len(outcomes) - len(kept))
        _describe(folder, release)
    yield from sorted(p for p in destination.rglob("*") if p.is_file())


def _is_empty(destination: Path) -> bool:
    return destination.is_dir() and not any(destination.iterdir())


def _describe(folder: Path, release: description.Release) -> None:
    """Write what a release says of itself; each of its files is hashed once."""
    digests = {name: file_digest(folder / name) for name in _files(folder)}
    (folder / PACKAGE).write_text(description.data_package(release, folder, digests), "utf-8")
    (folder / "DATASHEET.md").write_text(description.datasheet(release), "utf-8")
    (folder / "DATA-DICTIONARY.md").write_text(description.data_dictionary(), "utf-8")
    (folder / "CITATION.cff").write_text(description.citation(release), "utf-8")
    sums = [f"{digests.get(name) or file_digest(folder / name)}  {name}\n" for name in _files(folder)]
    (folder / "SHA256SUMS").write_text("".join(sums), "utf-8")


def _files(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


@contextmanager
def _aside(destination: Path) -> Iterator[Path]:
    """A folder beside the destination, which takes its place if all goes well and is removed if not."""
    token = secrets.token_hex(6)
    aside, old = (destination.with_name(f".{destination.name}.{token}{kind}") for kind in (UNFINISHED, ".old"))
    try:
        aside.mkdir(parents=True)
        yield aside
        _take_place(aside, destination, old)
    except OSError as e:
        raise CannotWrite.because(destination, e) from e
    finally:
        with contextlib.suppress(OSError):
            shutil.rmtree(aside)


def _take_place(aside: Path, destination: Path, old: Path) -> None:
    """Put a folder in its place; what stood there is removed only once the new one stands."""
    if not destination.exists():
        aside.rename(destination)
        return
    destination.rename(old)
    try:
        aside.rename(destination)
    except BaseException:
        old.rename(destination)
        raise
    with contextlib.suppress(OSError):
        shutil.rmtree(old)
