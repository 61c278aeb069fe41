"""Is a document in a store as it was written? Told by sizes and times first, as in a folder, then by bytes."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from sohoa.pipeline.files.fingerprints import Fingerprint
from sohoa.pipeline.output.outcomes import Outcome
from sohoa.pipeline.output.paths import DATASETS, inside, outcome_path, result_paths
from sohoa.pipeline.stores.s3 import Store, Stored


class StoredSight:
    """Looks at OUT in a store; `out` is the folder that stands for it here. What is there is listed once."""

    def __init__(self, store: Store, out: Path) -> None:
        self._store = store
        self._out = out

    @cached_property
    def _there(self) -> dict[str, Stored]:
        folders = (*DATASETS, "text", "outcome", "checkpoints")
        return {place: told for folder in folders for place, told in self._store.objects(f"{folder}/")}

    def stands(self, out: Path, outcome: Outcome, quick: bool) -> bool:
        """See `damage.stands`: all results are there, and no object is another than the one that was put.

        Rule: In a store what was changed since it was written is told by size and by a time after that of the outcome,
            which is put last; then, and with `--verify`, by every byte.
        Test: pipeline/stores/test_store_sight.py::test_what_was_changed_in_the_store_is_made_anew
        """
        ended = self._there.get(inside(out, outcome_path(out, outcome.name)))
        needed = {inside(out, path) for path in result_paths(out, outcome.name)}
        if ended is None or needed - self._there.keys():
            return False
        files = {place: then for place, then in outcome.files.items() if place in self._there}
        return all(self._is_as_written(place, then, ended, quick) for place, then in files.items())

    def _is_as_written(self, place: str, then: Fingerprint, ended: Stored, quick: bool) -> bool:
        told = self._there[place]
        if told.size != then.size:
            return False
        if quick and told.modified <= ended.modified:
            return True
        with suppress(OSError):
            return hashlib.sha256(self._store.get(place)).hexdigest() == then.sha256
        return False
