"""What a run reads of a store: the objects below an address, as `batch.inputs` finds files in folders."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from sohoa.nouns.doubt import Doubt, DoubtKind
from sohoa.pipeline.batch.inputs import SUFFIXES, Inputs, find_inputs
from sohoa.pipeline.output.document_names import FoundFile, printable
from sohoa.pipeline.output.paths import OWN_FOLDERS
from sohoa.pipeline.stores.s3 import Store, Stored
from sohoa.pipeline.stores.urls import is_place, is_url, shown

Tagged = Mapping[Path, Stored]
"""What is known of the objects found, by their paths."""


def find_all(paths: Sequence[Path], out: Path, follow_links: bool) -> tuple[Inputs, dict[Path, Stored]]:
    """Files named or in folders named, and objects named or below addresses named; folders come first.

    Args:
        paths: of the command line.
        out: output folder or its address, which is not read.
        follow_links: see `find_inputs`.

    Raises:
        StoreLost: a store cannot be reached.

    Rule: Below an address objects are taken as files are in a folder: those of known kinds, in order of their keys, no
        hidden ones, none of the output.
    Test: pipeline/stores/test_object_inputs.py::test_objects_are_taken_as_files_are
    """
    inputs = find_inputs([p for p in paths if not is_url(p)], out, follow_links)
    walk = _Walk(shown(out).rstrip("/") if is_url(out) else "")
    for path in dict.fromkeys(p for p in paths if is_url(p)):
        walk.take(path)
    return (
        replace(
            inputs,
            files=(*inputs.files, *walk.files.values()),
            passed_over=(*inputs.passed_over, *walk.passed_over),
            missing=(*inputs.missing, *walk.missing),
            refused=(*inputs.refused, *walk.refused),
        ),
        walk.tagged,
    )


class _Walk:
    """What was found so far."""

    def __init__(self, out: str) -> None:
        self._out = out
        self.files: dict[Path, FoundFile] = {}
        self.tagged: dict[Path, Stored] = {}
        self.passed_over: list[Path] = []
        self.missing: list[Path] = []
        self.refused: list[tuple[Path, Doubt]] = []

    def take(self, path: Path) -> None:
        """The objects below an address; if there are none, the object of this address itself."""
        store, n = Store(path), 0
        for place, told in store.objects():
            n += 1
            self._take_object(f"{store.url}/{place}", place, told)
        if n == 0 and not self._take_named(store.url):
            self.missing.append(Path(store.url))

    def _take_named(self, url: str) -> bool:
        parent, name = posixpath.split(url)
        if not is_url(parent):
            return False
        for place, told in Store(parent).objects(name):
            if place == name:
                self._add(url, printable(name), told)
                return True
        return False

    def _take_object(self, url: str, place: str, told: Stored) -> None:
        parts = place.split("/")
        if (place.endswith("/") and told.size == 0) or any(p.startswith(".") and p not in (".", "..") for p in parts):
            return  # what stands for a folder, and what is hidden
        if self._out and url.startswith(f"{self._out}/") and _is_of_output(url.removeprefix(f"{self._out}/")):
            return
        if not is_place(place):
            self.refused.append((Path(url), Doubt(DoubtKind.KEY_NO_PATH)))
        elif posixpath.splitext(place)[1].lower() not in SUFFIXES:
            self.passed_over.append(Path(url))
        else:
            self._add(url, printable(place), told)

    def _add(self, url: str, place: str, told: Stored) -> None:
        path = Path(url)
        self.files.setdefault(path, FoundFile(str(path), place))
        self.tagged[path] = told


def _is_of_output(place: str) -> bool:
    return place.split("/")[0] in (*OWN_FOLDERS, "pdf")
