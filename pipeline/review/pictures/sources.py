"""Where the sources of an output folder lie, looked for when a document is first shown."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from threading import Lock

from sohoa.errors import InputError
from sohoa.pipeline.output.outcomes import Outcome
from sohoa.pipeline.output.source_files import find_source


class Sources:
    """The source files of documents, each hashed once."""

    def __init__(self, roots: Sequence[Path]) -> None:
        """Nothing is looked for yet.

        Args:
            roots: folders that were digitised, or files themselves.
        """
        self._roots = tuple(roots)
        self._found: dict[str, Path | None] = {}
        self._lock = Lock()

    def path_of(self, outcome: Outcome) -> Path | None:
        """The file that a document was read from; None if it is nowhere here, or its bytes are others now."""
        with self._lock:
            if outcome.doc_id not in self._found:
                self._found[outcome.doc_id] = self._look_for(outcome)
            return self._found[outcome.doc_id]

    def _look_for(self, outcome: Outcome) -> Path | None:
        try:
            return find_source(outcome, self._roots)
        except InputError:
            return None
