"""The source files of an output folder, found again by their bytes: nothing in OUT tells where they are."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from sohoa.errors import InputError
from sohoa.nouns.doubt import DoubtKind
from sohoa.pipeline.output.outcomes import Outcome
from sohoa.pipeline.output.source_bytes import file_digest


def find_source(outcome: Outcome, roots: Sequence[Path]) -> Path:
    """The file that a document was read from.

    Args:
        outcome: of the document.
        roots: folders that were digitised, or files themselves.

    Raises:
        InputError: it is in none of them, or its bytes are others now.

    Rule: A PDF is made from the very bytes that were read: a file of the same name with other bytes is not taken.
    Test: pipeline/output/test_source_files.py::test_other_bytes_are_not_taken
    """
    for path in _candidates(outcome, roots):
        if path.is_file() and file_digest(path) == outcome.doc_id:
            return path
    raise InputError(kind=DoubtKind.SOURCE_NOT_FOUND, where=outcome.source_path)


def _candidates(outcome: Outcome, roots: Sequence[Path]) -> Iterator[Path]:
    told = (Path(place) for place in (outcome.source_path, *outcome.also_at, outcome.source_file))
    places = dict.fromkeys(p for p in told if not p.is_absolute() and os.pardir not in p.parts)
    for root in roots:
        yield from (root / place for place in places) if root.is_dir() else (root,)
