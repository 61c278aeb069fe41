"""The source files of an output folder, found again by their bytes: nothing in OUT tells where they are."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from sohoa.errors import InputError
from sohoa.nouns.doubt import DoubtKind
from sohoa.pipeline.output.outcomes import Outcome
from sohoa.pipeline.output.source_bytes import Stamp, read_stamp, stamped_digest

Digests = dict[Path, tuple[Stamp, str]]
"""Files that were hashed: the stamp and the SHA-256 of each."""


def find_source(outcome: Outcome, roots: Sequence[Path], known: Digests | None = None) -> Path:
    """The file that a document was read from.

    Args:
        outcome: of the document.
        roots: folders that were digitised, or files themselves.
        known: files that were hashed; gets those that are hashed now.

    Raises:
        InputError: it is in none of them, its bytes are others now, or a file that it may be cannot be read.

    Rule: A PDF is made from the very bytes that were read: a file of the same name with other bytes is not taken.
    Test: pipeline/output/test_source_files.py::test_other_bytes_are_not_taken
    """
    known = {} if known is None else known
    unreadable: InputError | None = None
    for path in _candidates(outcome, roots):
        try:
            if path.is_file() and _digest(path, known) == outcome.doc_id:
                return path
        except OSError as e:
            unreadable = unreadable or InputError(e.strerror or e, where=path)
        except InputError as e:
            unreadable = unreadable or e
    raise unreadable or InputError(kind=DoubtKind.SOURCE_NOT_FOUND, where=outcome.source_path)


def _digest(path: Path, known: Digests) -> str:
    """SHA-256 of a file, which is hashed only if it is not known under the stamp that it has now."""
    if path not in known or known[path][0] != read_stamp(path):
        known[path] = stamped_digest(path)
    return known[path][1]


def _candidates(outcome: Outcome, roots: Sequence[Path]) -> Iterator[Path]:
    told = (Path(place) for place in (outcome.source_path, *outcome.also_at, outcome.source_file))
    places = dict.fromkeys(p for p in told if not p.is_absolute() and os.pardir not in p.parts)
    for root in roots:
        yield from (root / place for place in places) if root.is_dir() else (root,)
