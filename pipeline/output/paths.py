"""Where things stand in the output folder. Names of datasets only; `schemas` has their columns."""

from __future__ import annotations

from pathlib import Path

from sohoa.pipeline.files.own_files import plain_files

DATASETS = (
    "documents",
    "header_evidence",
    "pages",
    "words",
    "changes",
    "tables",
    "cells",
    "tasks",
    "indicators",
    "problems",
)
"""One folder each, with one Parquet file a document."""
OWN_FOLDERS = (*DATASETS, "text", "outcome", "checkpoints", "corrections", "search")
"""All folders of an output folder."""


def dataset_path(out: Path, dataset: str, name: str) -> Path:
    """Parquet file of a document in a dataset."""
    return out / dataset / f"{name}.parquet"


def dataset_files(out: Path, dataset: str) -> list[Path]:
    """A dataset's files, in order of the documents' names; hidden ones are unfinished and left out.

    Of a release the one file that holds all documents.

    Raises:
        InputError: the folder or one of them is a link, or no file.
    """
    if is_release(out):
        return [merged_path(out, dataset)]
    return plain_files(out, out / dataset, ".parquet")


PACKAGE = "datapackage.json"
"""The description of a release."""


def merged_path(release: Path, dataset: str) -> Path:
    """Parquet file of all documents in a release."""
    return release / "parquet" / f"{dataset}.parquet"


def is_release(folder: Path) -> bool:
    """Is it a release, which holds each dataset as one file, and no output folder?"""
    return (folder / PACKAGE).is_file() and merged_path(folder, DATASETS[0]).is_file()


def text_path(out: Path, name: str) -> Path:
    """Text file of a document."""
    return out / "text" / f"{name}.txt"


def pdf_path(out: Path, name: str) -> Path:
    """Two-layer PDF/A of a document, where a run was asked for it."""
    return out / "pdf" / f"{name}.pdf"


def corrections_path(out: Path, name: str) -> Path:
    """What people have corrected of a document, one line a correction; see `sohoa.pipeline.corrections`."""
    return out / "corrections" / f"{name}.jsonl"


def rounds_folder(out: Path) -> Path:
    """Where the quality rounds are, one file each; see `sohoa.pipeline.rounds`."""
    return out / "corrections" / "rounds"


def search_path(out: Path) -> Path:
    """Index of a full text search, made of the datasets; see `sohoa.pipeline.search`."""
    return out / "search" / "index.db"


def outcome_folder(out: Path) -> Path:
    """Where the outcomes are; it is there once a run has finished a document."""
    return out / "outcome"


def outcome_path(out: Path, name: str) -> Path:
    """Outcome file of a document."""
    return outcome_folder(out) / f"{name}.json"


def checkpoint_path(out: Path, name: str, page: int) -> Path:
    """Checkpoint of a page (from 1)."""
    return out / "checkpoints" / name / f"p{page:04d}.json.gz"


def written_folders(out: Path) -> list[Path]:
    """All folders in which a run writes files, as far as they are there; some may be links."""
    kept = out / "checkpoints"
    inside = kept.iterdir() if kept.is_dir() and not kept.is_symlink() else ()
    named = (out / d for d in (*DATASETS, "text", "pdf", "corrections", "search"))
    folders = (*named, rounds_folder(out), outcome_folder(out), kept, *inside)
    return [f for f in folders if f.is_symlink() or f.exists()]


def is_output(folder: Path) -> bool:
    """Has a run finished a document in this folder?"""
    return all((folder / name).is_dir() for name in ("outcome", "text", *DATASETS))


def result_places(name: str) -> list[str]:
    """The files that make a document's results, one in each dataset, and its text, as outcomes name them."""
    return [*(f"{dataset}/{name}.parquet" for dataset in DATASETS), f"text/{name}.txt"]


def result_paths(out: Path, name: str) -> list[Path]:
    """The same as paths."""
    return [out / place for place in result_places(name)]


def inside(out: Path, path: Path) -> str:
    """The path of a file in the output folder, as outcomes name it."""
    return path.relative_to(out).as_posix()
